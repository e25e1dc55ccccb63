# pictures in the form of the ORL faces become galleries and probes; a tool prepares each gallery once; every figure is counted again from the answers
set -eu
export DATA="$PWD/data"
python3 - <<'P'
import pathlib, random
for person in range(1, 33):
    chance = random.Random(person)
    base = [chance.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(6)]
    for number in range(1, 7):
        other = random.Random(f"{person} {number}")
        letters = [other.choice("abcdefghijklmnopqrstuvwxyz") if other.random() < 0.45 else letter for letter in base]
        text = "do fail" if person == 12 and number == 4 else "do die" if person == 15 and number == 2 else "".join(letters)
        path = pathlib.Path(f"faces/s{person}/{number}.pgm")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
P
"$SOURCE_DIR/benchmarks/convert-orl.py" --identification --any-files --enrolled 2 --galleries 4,12,500 faces searches
wc -l searches/*.jsonl | awk '{print $1, $2}'
"$POLICEAI" lab run "$SOURCE_DIR/tests/tools/search-steps" ./searches --json >out
evidence=$(python3 -c 'import json; print(json.load(open("out"))["evidence"])')
python3 - "${evidence%.dsse.json}" <<'P'
import json, sys
items = {row["id"]: row for row in map(json.loads, open("searches/items.jsonl"))}
searches = []
for row in map(json.loads, open(sys.argv[1] + ".results.jsonl")):
    said = json.loads(row["output"]) if row["outcome"] == "answered" else None
    item = items[row["id"]]
    mates = {mate["entry"] for mate in item["expected"]["mates"]}
    found = (said or {}).get("candidates", [])
    ranks = [place for place, one in enumerate(found, 1) if one["entry"] in mates]
    searches.append({"gallery": item["groups"]["gallery"], "mated": bool(mates), "rank": ranks[0] if ranks else 9999,
                     "mate": found[ranks[0] - 1]["score"] if ranks else -1, "best": 1 if said is None else max([one["score"] for one in found], default=0),
                     "threshold": 0.5, "lost": said is None or "failure" in said})
def wanted(group):
    chosen = [s for s in searches if group == "all" or group == "gallery=" + s["gallery"]]
    mated, others = [s for s in chosen if s["mated"]], [s for s in chosen if not s["mated"]]
    def at(share):
        for limit in sorted({s["mate"] for s in mated} | {s["best"] for s in others}):
            if limit >= 0 and sum(s["best"] >= limit for s in others) <= share * len(others):
                return sum(s["mate"] < limit for s in mated), len(mated)
    return {"fpir/1": (sum(s["best"] >= 0.5 for s in others), len(others)), "fnir/1": (sum(s["mate"] < 0.5 for s in mated), len(mated)),
            "rank_hit.at_1/1": (sum(s["rank"] <= 1 for s in mated), len(mated)), "rank_hit.at_5/1": (sum(s["rank"] <= 5 for s in mated), len(mated)),
            "rank_hit.at_10/1": (sum(s["rank"] <= 10 for s in mated), len(mated)), "fnir.at_fpir_10_percent/1": at(0.1),
            "failure_to_acquire/1": (sum(s["lost"] for s in chosen), len(chosen))}
for figure in json.load(open(sys.argv[1] + ".figures.json")):
    want = wanted(figure["group"]).get(figure["metric"])
    if want and "numerator" in figure:
        assert (figure["numerator"], figure["denominator"]) == want, (figure, want)
    print(figure["metric"], figure["group"], figure["n"], figure["clusters"], figure.get("undefined", figure.get("method")))
P
"$POLICEAI" verify "$evidence" --benchmarks . | sed 's/[0-9a-f]\{16,\}/HEX/g' | tail -4
"$POLICEAI" lab searches "$evidence" --benchmarks . --thresholds 0.4,0.6
