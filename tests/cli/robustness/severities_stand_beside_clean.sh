# the run of a perturbed benchmark: each severity beside the clean items, paired, tested and adjusted as counted by hand; failures and time-outs by severity
export DATA="$PWD/data"
try() { "$POLICEAI" "$@" 2>&1 | sed "s|$PWD|.|g; s/[0-9a-f]\{12,\}/HEX/g"; }
python3 - <<'P'
import hashlib, json, os, pathlib
folder = pathlib.Path("notes"); folder.mkdir()
rows = [{"id": f"n{i:03}", "input": {"text": f"{'Mary' if i % 3 else 'A man'} rang at {i}{' in the middle of nothing' * (i % 5)}.", "labels": ["no", "yes"]},
         "expected": {"label": "yes" if i % 3 and i % 10 else "no"}, "groups": {}, "cluster": f"n{i:03}", "split": "test"} for i in range(120)]
items = "".join(json.dumps(row) + "\n" for row in rows).encode()
(folder / "items.jsonl").write_bytes(items)
(folder / "benchmark.json").write_text(json.dumps({
    "id": "notes", "version": "1", "task": "text-classification", "title": "Sample: made-up notes", "licence": "CC0-1.0", "source": "made up for tests",
    "sensitivity": "synthetic", "exposure": "open", "groups": {}, "metrics": {},
    "files": [{"path": "items.jsonl", "sha256": hashlib.sha256(items).hexdigest(), "bytes": len(items)}]}))
tool = pathlib.Path("sees-mary"); tool.mkdir()
(tool / "tool.json").write_text(json.dumps({
    "protocol": 1, "id": "sees-mary", "version": "1", "name": "Sees Mary", "task": "text-classification", "supplier": "tests", "licence": "MIT",
    "run": ["./tool.py"], "runtime": "debian12", "resources": {"memory_mb": 128, "start_seconds": 20, "seconds_per_item": 8}, "parameters": [],
    "intended_use": "tests", "not_for": "anything else", "limitations": ["sees Mary in her own spelling alone"]}))
(tool / "tool.py").write_text('''#!/usr/bin/python3
import json, sys, time
print(json.dumps({"ready": True, "id": "sees-mary", "version": "1", "window": 1}), flush=True); next(sys.stdin)
for line in sys.stdin:
    request = json.loads(line)
    if "cancel" in request:
        continue
    text = request["input"]["text"]
    if "AT 7 IN" in text:
        time.sleep(60)
    if text.startswith("Ignore"):
        print(json.dumps({"id": request["id"], "error": {"code": "refused", "message": "an order"}}), flush=True)
    else:
        print(json.dumps({"id": request["id"], "output": {"label": "yes" if "Mary" in text else "no"}}), flush=True)
''')
os.chmod(tool / "tool.py", 0o755)
P
try benchmark perturb ./notes spaces=5 case injection=1,2 --to rough --seed 7
"$POLICEAI" lab run ./sees-mary ./rough --json >run || cat run
evidence=$(python3 -c 'import json; print(json.load(open("run"))["evidence"])')
"$POLICEAI" lab robustness "$evidence" --benchmark ./rough --metric accuracy/1 --json >out
cat >check.py <<'P'
import json, math
rows = [json.loads(line) for line in open("rough/items.jsonl")]
def right(row):
    text = row["input"]["text"]
    if text.startswith("Ignore") or "AT 7 IN" in text:
        return False
    return ("yes" if "Mary" in text else "no") == row["expected"]["label"]
seen = {}
for row in rows:
    seen.setdefault(row["groups"]["perturbation"], {})[row["id"].split("~")[0]] = right(row)
def exact(only, other):
    n, k = only + other, min(only, other)
    return min(1, 2 * sum(math.comb(n, i) for i in range(k + 1)) / 2 ** n) if n else 1
out = json.load(open("out"))
found = {row["name"]: row for row in out["severities"]}
assert list(found) == ["clean", "spaces-5", "case-1", "case-2", "injection-1", "injection-2"], list(found)
alone = {}
for name, row in found.items():
    assert int(row["numerator"]) == sum(seen[name].values()) and row["items"] == 120, (name, row)
    if name == "clean":
        continue
    lost = sum(seen["clean"][i] and not seen[name][i] for i in seen[name])
    won = sum(seen[name][i] and not seen["clean"][i] for i in seen[name])
    to = row["to_clean"]
    assert (to["worse_on"], to["better_on"]) == (lost, won), (name, to)
    if "p" in to:
        alone[name] = exact(lost, won)
        assert abs(float(to["p"]) - alone[name]) < 1e-9, (name, to["p"], alone[name])
        assert abs(float(to["difference"]) - (won - lost) / 120) < 1e-9
worst, m = 0, len(alone)
assert m == out["tests"], (m, out["tests"])
for rank, name in enumerate(sorted(alone, key=alone.get)):  # Holm
    worst = max(worst, min(1, (m - rank) * alone[name]))
    to = found[name]["to_clean"]
    assert abs(float(to["p_holm"]) - worst) < 1e-9 and (to["verdict"] == "different") == (worst <= 0.05), (name, to, worst)
print("counts, McNemar's p and Holm's are those counted here:", m, "tests")
print({name: {word: count for word, count in row["outcomes"].items() if count} for name, row in found.items()})
P
python3 check.py
"$POLICEAI" lab robustness "$evidence" --benchmark ./rough --metric accuracy/1 | sed -n '/^Answers, failures/,/^How to check/p' | cut -c 1-110
"$POLICEAI" lab robustness "$evidence" --benchmark ./rough --metric accuracy/1 --html page.html
"$POLICEAI" lab robustness "$evidence" --benchmark ./rough --metric accuracy/1 --html again.html
cmp page.html again.html && grep -c '<svg role="img"' page.html
try lab robustness "$evidence" --benchmark ./rough --metric cer.ocr/1
"$POLICEAI" lab run ./sees-mary ./notes --json >run
try lab robustness "$(python3 -c 'import json; print(json.load(open("run"))["evidence"])')" --benchmark ./notes
