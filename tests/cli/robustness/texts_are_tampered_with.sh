# a benchmark is tampered with, marked words move with the text, and each severity has its own figures
export DATA="$PWD/data"
try() { "$POLICEAI" "$@" 2>&1 | sed "s|$PWD|.|g; s/[0-9a-f]\{16,\}/HEX/g"; }
python3 - <<'P'
import hashlib, json, pathlib
folder = pathlib.Path("notes"); folder.mkdir()
rows = []
for i in range(120):
    text = f"Entry {i}: Jonathan Sinclair rang the desk at {10 + i % 10}.15 and asked for number {1000 + i}."
    at = text.index("Jonathan")
    rows.append({"id": f"n{i:03}", "input": {"text": text}, "expected": {"spans": [{"start": at, "end": at + 17, "label": "PERSON"}]}, "groups": {},
                 "cluster": f"n{i:03}", "split": "test"})
text = "corn " * 60  # marked letters that print can lose
rows[-1].update(input={"text": text}, expected={"spans": [{"start": 5 * i + 3, "end": 5 * i + 4, "label": "PERSON"} for i in range(60)]})
items = "".join(json.dumps(row) + "\n" for row in rows).encode()
(folder / "items.jsonl").write_bytes(items)
(folder / "benchmark.json").write_text(json.dumps({
    "id": "notes", "version": "1", "task": "text-redaction", "title": "Sample: made-up notes", "licence": "CC0-1.0", "source": "made up for tests",
    "sensitivity": "synthetic", "exposure": "open", "groups": {}, "metrics": {},
    "files": [{"path": "items.jsonl", "sha256": hashlib.sha256(items).hexdigest(), "bytes": len(items)}]}))
P
try benchmark perturb ./notes typos=1,5 scanner=5 case injection=1 --to rough --seed 7
try benchmark perturb ./notes typos --to rough
try benchmark perturb ./rough typos --to again
try benchmark perturb ./notes typos=6 --to again
try benchmark perturb ./notes typos typos=1 --to again
try benchmark perturb ./notes rain --to again
try benchmark perturb ./notes typos --to again --at /body
try benchmark perturb "$SOURCE_DIR/benchmarks/speech-en" typos --to again --at /audio
try benchmark perturb ./notes typos=1,5 scanner=5 case injection=1 --to same --seed 7 | tail -1 >one
try benchmark perturb ./rough typos --to again >/dev/null
cmp rough/items.jsonl same/items.jsonl && echo "one seed, one benchmark"
ls
python3 - <<'P'
import json
kept = {}
for row in map(json.loads, open("rough/items.jsonl")):
    if row["cluster"] == "n119":
        continue
    text, kind = row["input"]["text"], row["groups"]["perturbation"]
    for span in row["expected"]["spans"]:
        marked = text[span["start"]:span["end"]]
        assert marked[0].lower() in "jhuikmnoa" and marked[-1].lower() in "redfti", (kind, marked)
        kept.setdefault(kind, set()).add(marked)
print({kind: len(names) for kind, names in sorted(kept.items())}, kept["case-2"], kept["injection-1"])
P
"$POLICEAI" lab run redact-text ./rough --json >out || cat out
python3 - <<'P'
import json
evidence = json.load(open("out"))["evidence"]
found = {f["group"]: f["numerator"] for f in json.load(open(evidence.replace(".dsse.json", ".figures.json"))) if f["metric"] == "entity.recall/1"}
print(sorted(found))
print("clean", found["perturbation=clean"], "of 179; fewer when one letter in six is wrong:", found["perturbation=typos-5"] < found["perturbation=clean"])
P
