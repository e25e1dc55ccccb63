# pictures in the form of the ORL faces become pairs; Debian's Pillow, a library of others, compares them; a picture of nothing is a failure to acquire
set -eu
export DATA="$PWD/data"
python3 - <<'P'
import pathlib, random
for person in range(1, 31):
    chance = random.Random(person)
    base = [chance.randrange(256) for _ in range(64)]
    for number in range(1, 5):
        noise = random.Random(f"{person} {number}")
        blank = person == 12 and number == 4
        cells = [90 if blank else max(0, min(255, value + noise.randint(-30, 30))) for value in base]
        path = pathlib.Path(f"faces/s{person}/{number}.pgm")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"P5\n64 64\n255\n" + bytes(cells[y // 8 * 8 + x // 8] for y in range(64) for x in range(64)))
P
"$SOURCE_DIR/benchmarks/convert-orl.py" faces refused 2>&1 | sed 's/(SHA.*/(…)/'
"$SOURCE_DIR/benchmarks/convert-orl.py" --any-files --mated 6 --others 14 faces pairs
"$POLICEAI" lab run "$SOURCE_DIR/tests/tools/verify-pillow" ./pairs --json >out
evidence=$(python3 -c 'import json; print(json.load(open("out"))["evidence"])')
python3 - "${evidence%.dsse.json}" <<'P'
import json, sys
truth = {row["id"]: row["expected"]["match"] == "yes" for row in map(json.loads, open("pairs/items.jsonl"))}
answers = [(truth[row["id"]], json.loads(row["output"])) for row in map(json.loads, open(sys.argv[1] + ".results.jsonl"))]
compared = [(mated, said) for mated, said in answers if "failure" not in said]
others = sorted((said.get("score", 0) for mated, said in answers if not mated), reverse=True)
lowest = min(score for score in others if sum(other >= score for other in others) <= len(others) // 100)
lowest = min([said["score"] for mated, said in compared if said["score"] > others[len(others) // 100]] + [lowest])
wanted = {
    "fmr/1": (sum(said["match"] == "yes" for mated, said in compared if not mated), sum(not mated for mated, _ in compared)),
    "fnmr/1": (sum(said["match"] == "no" for mated, said in compared if mated), sum(mated for mated, _ in compared)),
    "failure_to_acquire/1": (len(answers) - len(compared), len(answers)),
    "fnmr.at_fmr_percent/1": (sum(said.get("score", 0) < lowest for mated, said in answers if mated), sum(mated for mated, _ in answers)),
}
assert wanted["failure_to_acquire/1"][0] > 0
for figure in json.load(open(sys.argv[1] + ".figures.json")):
    if figure["metric"] in wanted:
        assert (figure["numerator"], figure["denominator"]) == wanted[figure["metric"]], (figure, wanted)
    print(figure["metric"], figure["group"], figure["clusters"], figure.get("undefined"))
P
"$POLICEAI" verify "$evidence" --benchmarks . | sed 's/[0-9a-f]\{16,\}/HEX/g' | tail -4
