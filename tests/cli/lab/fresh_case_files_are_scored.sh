# a tool that knows what is expected finds all of the fresh case files' defects without a false flag; one that answers nothing finds none
set -eu
export DATA="$PWD/data"
fresh="$SOURCE_DIR/benchmarks/case-files-fresh"
python3 - "$fresh" <<'P'
import hashlib, json, os, sys
known = {}
for row in map(json.loads, open(sys.argv[1] + "/items.jsonl")):
    path = os.path.join(sys.argv[1], row["input"]["documents"]["file"])
    pages = [json.loads(line)["document"] for line in open(path)]
    known[hashlib.sha256(open(path, "rb").read()).hexdigest()] = [
        {"kind": d["kind"], "subject": d["subject"], "says": "as expected", "rule": "known",
         "at": [{"document": name, "page": 1, "start": 0, "end": 6} for name in (d.get("documents", []) + pages)[:2]]} for d in row["expected"]["defects"]]
for name, table in (("knows-all", known), ("says-nothing", {})):
    os.mkdir(name)
    json.dump({"protocol": 1, "id": name, "version": "1", "name": name, "task": "case-file-check", "supplier": "tests", "licence": "MIT", "run": ["./tool.py"], "runtime": "debian12",
               "resources": {"memory_mb": 128, "start_seconds": 30, "seconds_per_item": 20}, "intended_use": "tests", "not_for": "anything else", "limitations": ["is told what is expected"]}, open(name + "/tool.json", "w"))
    json.dump(table, open(name + "/known.json", "w"))
    with open(name + "/tool.py", "w") as file:
        file.write(f'''#!/usr/bin/python3
import hashlib, json, sys
known = json.load(open("known.json"))
sys.stdin.readline()
print(json.dumps({{"ready": True, "id": "{name}", "version": "1", "window": 8}}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    if "cancel" not in request:
        digest = hashlib.sha256(open(request["input"]["documents"]["file"], "rb").read()).hexdigest()
        print(json.dumps({{"id": request["id"], "output": {{"findings": known.get(digest, [])}}}}), flush=True)
''')
    os.chmod(name + "/tool.py", 0o755)
P
for tool in knows-all says-nothing; do
    "$POLICEAI" lab run "./$tool" "$fresh" --json >out
    python3 - "$tool" <<'P'
import json, sys
path = json.load(open("out"))["evidence"].removesuffix(".dsse.json") + ".figures.json"
for figure in json.load(open(path)):
    if figure["group"] == "all":
        print(sys.argv[1], figure["metric"], figure["n"], figure["clusters"], figure["numerator"], figure["denominator"])
P
done
