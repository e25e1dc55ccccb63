# a session: documents proposed in batches, one place for each, the order scored as `score review` scores it, evidence that holds
set -eu
export DATA="$PWD/data"
python3 - <<'P'
import hashlib, json, pathlib, random
draw = random.Random(3)
rows = []
for i in range(120):
    relevant = draw.random() < 0.3
    first = draw.choice("xyz") if relevant and i % 5 else draw.choice("abcdefghxyz")
    rows.append({"id": f"d{i:03}", "input": {"topic": {"title": "stop after two"}, "document": {"text": f"{first} {i:03}"}},
                 "expected": {"relevant": relevant}, "cluster": f"d{i:03}", "split": "test"})
items = "".join(json.dumps(row) + "\n" for row in rows).encode()
pathlib.Path("b").mkdir()
pathlib.Path("b/items.jsonl").write_bytes(items)
pathlib.Path("b/benchmark.json").write_text(json.dumps({
    "id": "b", "version": "1", "task": "document-review", "title": "b", "licence": "MIT", "source": "made up", "sensitivity": "synthetic",
    "exposure": "open", "metrics": {},
    "files": [{"path": "items.jsonl", "bytes": len(items), "sha256": hashlib.sha256(items).hexdigest()}]}))
P
"$POLICEAI" lab run "$SOURCE_DIR/tests/tools/propose" ./b --json >out
evidence=$(python3 -c 'import json; print(json.load(open("out"))["evidence"])')
python3 - "${evidence%.dsse.json}" <<'P'
import json, sys
places = {row["id"]: json.loads(row["output"]) for row in map(json.loads, open(sys.argv[1] + ".results.jsonl"))}
print(sorted(place["rank"] for place in places.values()) == list(range(1, 121)), sum(not place["stopped"] for place in places.values()))
truth = {row["id"]: row["expected"]["relevant"] for row in map(json.loads, open("b/items.jsonl"))}
with open("qrels", "w") as q, open("run", "w") as r:
    for ident, place in places.items():
        q.write(f"1 0 {ident} {int(truth[ident])}\n")
        r.write(f"1 Q0 {ident} {place['rank']} {1000 - place['rank']} t\n")
P
"$POLICEAI" score review --qrels qrels --run run --json --compare-conventions >review
"$POLICEAI" score retrieval --qrels qrels --run run --json >retrieval
python3 - "${evidence%.dsse.json}" <<'P'
import json, sys
review, retrieval = json.load(open("review")), json.load(open("retrieval"))
flat = json.dumps([review, retrieval])
truth = {row["id"]: row["expected"]["relevant"] for row in map(json.loads, open("b/items.jsonl"))}
places = {row["id"]: json.loads(row["output"]) for row in map(json.loads, open(sys.argv[1] + ".results.jsonl"))}
read = [ident for ident, place in places.items() if not place["stopped"]]
left = [ident for ident, place in places.items() if place["stopped"]]
expected = {"review.recall_at_stop/1": sum(truth[i] for i in read) / sum(truth.values()), "review.read_at_stop/1": len(read) / len(truth),
            "review.elusion_at_stop/1": sum(truth[i] for i in left) / len(left),
            "review.average_precision/1": retrieval["metrics"]["map"]["value"],
            "review.wss_95/1": next(c["value"] for c in review["conventions"] if "Cohen" in c["convention"])}
for figure in json.load(open(sys.argv[1] + ".figures.json")):
    same = abs(float(figure["value"]) - expected[figure["metric"]]) < 1e-9
    print(figure["metric"], figure["n"], figure["method"], same)
P
"$POLICEAI" verify "$evidence" --benchmarks . | sed 's/[0-9a-f]\{16,\}/HEX/g' | tail -4
