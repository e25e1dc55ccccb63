# a tool of text-classification that nobody here favours is run on a benchmark that was made here, and its figures hold
set -eu
export DATA="$PWD/data"
python3 - <<'P'
import json, pathlib
labels = ["bins", "noise", "theft"]
pathlib.Path("calls.csv").write_text("text\n" + "".join(
    f"{'I report ' + labels[i % 3] if i % 4 else 'something else of ' + labels[(i + 1) % 3]} number {i}\n" for i in range(150)))
P
"$POLICEAI" benchmark new draft --task text-classification --from calls.csv --labels bins,noise,theft --labellers 1 >/dev/null
"$POLICEAI" benchmark sample draft --seed 1 >/dev/null
mkdir draft/labels
python3 - >draft/labels/only.jsonl <<'P'
import json
labels = ["bins", "noise", "theft"]
for i in range(150):
    print(json.dumps({"item": f"row-{i + 1:06}", "seconds": 1, "value": {"label": labels[i % 3]}}))
P
"$POLICEAI" benchmark freeze draft --to calls | head -1
"$POLICEAI" lab run "$SOURCE_DIR/tests/tools/label-words" ./calls --json >out
evidence=$(python3 -c 'import json; print(json.load(open("out"))["evidence"])')
python3 - "${evidence%.dsse.json}" <<'P'
import json, sys
truth = {row["id"]: row["expected"]["label"] for row in map(json.loads, open("calls/items.jsonl"))}
pairs = [(truth[row["id"]], json.loads(row["output"])["label"]) for row in map(json.loads, open(sys.argv[1] + ".results.jsonl"))]
def f1(label): # of each label by hand
    both = sum(t == p == label for t, p in pairs)
    return 2 * both / (sum(t == label for t, _ in pairs) + sum(p == label for _, p in pairs))
labels = sorted(set(truth.values()))
expected = {"accuracy/1": sum(t == p for t, p in pairs) / len(pairs), "f1.macro/1": sum(map(f1, labels)) / len(labels)}
for figure in json.load(open(sys.argv[1] + ".figures.json")):
    low, high = map(float, figure["interval"])
    assert low < float(figure["value"]) < high, figure
    if figure["metric"] in expected:
        assert abs(float(figure["value"]) - expected[figure["metric"]]) < 1e-9, figure
    print(figure["metric"], figure["group"], figure["n"], figure["method"])
P
"$POLICEAI" verify "$evidence" --benchmarks . | sed 's/[0-9a-f]\{16,\}/HEX/g' | tail -4
echo '== again: told at the prompt, with figures; the confusion table is what Python counts'
"$POLICEAI" lab run "$SOURCE_DIR/tests/tools/label-words" ./calls 2>told >/dev/null
sed "s|^policeai: .* on|policeai: TOOL on|; s/ (95 %: .*%)/ (INTERVAL)/; s/ (95 %: .*[0-9])/ (INTERVAL)/" told
"$POLICEAI" lab report "$evidence" --benchmark calls --json >report.json
python3 - "${evidence%.dsse.json}" <<'P'
import collections, json, sys
truth = {row["id"]: row["expected"]["label"] for row in map(json.loads, open("calls/items.jsonl"))}
pairs = collections.Counter((truth[row["id"]], json.loads(row["output"])["label"]) for row in map(json.loads, open(sys.argv[1] + ".results.jsonl")))
labels = ["bins", "noise", "theft"]
table = next(b for b in json.load(open("report.json"))["blocks"] if b.get("caption", "").startswith("Items by the label expected"))
assert [c["text"] for c in table["head"]] == ["Expected", *labels, "All"], table["head"]
for label, row in zip(labels, table["rows"]):
    counts = [pairs[label, other] for other in labels]
    assert [c["text"] for c in row["cells"]] == [label, *map(str, counts), str(sum(counts))], row
print("confusion table as counted, wrong:", sum(n for (t, p), n in pairs.items() if t != p))
P
