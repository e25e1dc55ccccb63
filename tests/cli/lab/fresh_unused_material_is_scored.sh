# a tool that knows what is expected is right about all of the fresh unused material; one that puts all in no category and says nothing finds nothing
set -eu
export DATA="$PWD/data"
fresh="$SOURCE_DIR/benchmarks/unused-material-fresh"
python3 - "$fresh" <<'P'
import hashlib, json, os, sys
known = {}
for row in map(json.loads, open(sys.argv[1] + "/items.jsonl")):
    expected = row["expected"]
    says = " and ".join(thing if isinstance(thing, str) else thing[0] for thing in expected["must_say"])
    known[hashlib.sha256(row["input"]["document"]["text"].encode()).hexdigest()] = {
        "category": expected["category"], "sensitive": [{"reason": "other", "start": 0, "end": 6}] if expected["sensitive"] == "yes" else [], "description": "a document that tells of " + says}
for name, table in (("knows-all", known), ("says-nothing", {})):
    os.mkdir(name)
    json.dump({"protocol": 1, "id": name, "version": "1", "name": name, "task": "disclosure-schedule", "supplier": "tests", "licence": "MIT", "run": ["./tool.py"], "runtime": "debian12",
               "resources": {"memory_mb": 128, "start_seconds": 30, "seconds_per_item": 20}, "intended_use": "tests", "not_for": "anything else", "limitations": ["is told what is expected"]}, open(name + "/tool.json", "w"))
    json.dump(table, open(name + "/known.json", "w"))
    with open(name + "/tool.py", "w") as file:
        file.write(f'''#!/usr/bin/python3
import hashlib, json, sys
known = json.load(open("known.json"))
nothing = {{"category": "none", "sensitive": [], "description": "-"}}
sys.stdin.readline()
print(json.dumps({{"ready": True, "id": "{name}", "version": "1", "window": 8}}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    if "cancel" not in request:
        digest = hashlib.sha256(request["input"]["document"]["text"].encode()).hexdigest()
        print(json.dumps({{"id": request["id"], "output": known.get(digest, nothing)}}), flush=True)
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
