# drawn pictures and their copies become a benchmark with two files an item; Debian's puzzle-diff, a program of others, compares them
set -eu
export DATA="$PWD/data"
/usr/bin/python3 "$SOURCE_DIR/benchmarks/convert-pdq.py" --drawn 9 copies
"$POLICEAI" lab run "$SOURCE_DIR/tests/tools/compare-puzzle" ./copies --json >out
evidence=$(python3 -c 'import json; print(json.load(open("out"))["evidence"])')
python3 - "${evidence%.dsse.json}" <<'P'
import json, subprocess, sys
truth = {row["id"]: row for row in map(json.loads, open("copies/items.jsonl"))}
answers = {row["id"]: json.loads(row["output"]) for row in map(json.loads, open(sys.argv[1] + ".results.jsonl"))}
for name, answer in list(answers.items())[:6]: # left is left and right is right: the program itself, on the files by their own names
    pair = ["copies/" + truth[name]["input"][side]["file"] for side in ("left", "right")]
    distance = float(subprocess.run(["puzzle-diff", *pair], capture_output=True, text=True, check=True).stdout)
    assert abs(answer["score"] - max(0, 1 - distance / 2)) < 1e-6, (name, answer, distance)
for figure in json.load(open(sys.argv[1] + ".figures.json")):
    rows = [(truth[name]["expected"]["match"] == "yes", answer["match"] == "yes") for name, answer in answers.items()
            if figure["group"] in ("all", "edit=" + truth[name]["groups"]["edit"], "kind=drawn")]
    if figure["metric"] == "recall.positive/1":
        assert figure["numerator"] == sum(same and said for same, said in rows), figure
        assert figure["denominator"] == sum(same for same, _ in rows), figure
    if figure["metric"] == "false_positive_rate/1":
        assert figure["numerator"] == sum(said and not same for same, said in rows), figure
        assert figure["denominator"] == sum(not same for same, _ in rows), figure
    if figure["group"] == "all":
        print(figure["metric"], figure["n"], figure["clusters"], figure.get("undefined"))
P
"$POLICEAI" verify "$evidence" --benchmarks . | sed 's/[0-9a-f]\{16,\}/HEX/g' | tail -4
echo '{"left":{"file":"pictures/drawn-01.png"},"right":{"file":"pictures/drawn-01-shrink.jpg"}}' >copies/pair.json
"$POLICEAI" tool run "$SOURCE_DIR/tests/tools/compare-puzzle" copies/pair.json | sed 's/score .*/score …/'
echo '{"left":{"file":"pictures/drawn-01.png"},"right":{"file":"items.jsonl"}}' >copies/pair.json
"$POLICEAI" tool run "$SOURCE_DIR/tests/tools/compare-puzzle" copies/pair.json 2>&1 || echo "status $?"
"$POLICEAI" tool run "$SOURCE_DIR/tests/tools/compare-puzzle" copies/pictures/drawn-01.png 2>&1 || echo "status $?"
