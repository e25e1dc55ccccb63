# a collection: one request, one outcome for each record, figures as `score linkage` makes them of the same answers, evidence that holds
set -eu
export DATA="$PWD/data"
python3 - <<'P'
import hashlib, json, pathlib
rows = []
for i in range(150):
    person, copy = divmod(i, 3)
    do = {7: "leave out", 31: "twice", 60: "refuse", 61: "nonsense"}.get(i, "")
    key = f"k{person}" if i % 10 else f"k{person + 1}" # one in ten is put with the next person's
    rows.append({"id": f"r{i:03}", "input": {"record": {"do": do, "key": key}}, "expected": {"entity": f"p{person}"},
                 "groups": {"copy": str(copy)}, "cluster": f"p{person}", "split": "test"})
items = "".join(json.dumps(row) + "\n" for row in rows).encode()
pathlib.Path("b").mkdir()
pathlib.Path("b/items.jsonl").write_bytes(items)
pathlib.Path("b/benchmark.json").write_text(json.dumps({
    "id": "b", "version": "1", "task": "record-linkage", "title": "b", "licence": "MIT", "source": "made up", "sensitivity": "synthetic",
    "exposure": "open", "groups": {"copy": {"title": "Copy", "values": ["0", "1", "2"]}}, "metrics": {},
    "files": [{"path": "items.jsonl", "bytes": len(items), "sha256": hashlib.sha256(items).hexdigest()}]}))
P
"$POLICEAI" lab run "$SOURCE_DIR/tests/tools/together" ./b --quick 5 2>&1 | head -2
"$POLICEAI" lab run "$SOURCE_DIR/tests/tools/together" ./b --json >out
evidence=$(python3 -c 'import json; print(json.load(open("out"))["evidence"])')
python3 - "${evidence%.dsse.json}" <<'P'
import collections, csv, json, sys
results = [json.loads(line) for line in open(sys.argv[1] + ".results.jsonl")]
print(len(results), sorted(collections.Counter(row["outcome"] for row in results).items()))
codes = {row["id"]: row.get("code") for row in map(json.loads, open(sys.argv[1] + ".timing.jsonl")) if row.get("pass") == 1 and row["outcome"] == "error"}
print(codes)
truth = {row["id"]: row["expected"]["entity"] for row in map(json.loads, open("b/items.jsonl"))}
# what was not answered is in no cluster: to others' eyes it is alone, and of B-cubed it has nothing
with open("truth.csv", "w") as t, open("answer.csv", "w") as a:
    t.write("record,cluster\n")
    a.write("record,cluster\n")
    for row in results:
        t.write(f"{row['id']},{truth[row['id']]}\n")
        a.write(f"{row['id']},{json.loads(row['output'])['cluster'] if 'output' in row else 'alone-' + row['id']}\n")
P
"$POLICEAI" score linkage --ref truth.csv --hyp answer.csv --json >scored
python3 - "${evidence%.dsse.json}" <<'P'
import json, sys
scored = json.load(open("scored"))["metrics"]
for figure in json.load(open(sys.argv[1] + ".figures.json")):
    if figure["group"] == "all":
        name = figure["metric"].removesuffix("/1")
        same = abs(float(figure["value"]) - scored[name]["value"]) < 1e-9
        print(figure["metric"], figure["n"], figure["clusters"], figure["method"], "as scored" if same else "less by those not answered")
P
"$POLICEAI" verify "$evidence" --benchmarks . | sed 's/[0-9a-f]\{16,\}/HEX/g' | tail -4
