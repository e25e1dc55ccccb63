# a tool that knows what is expected is right about all of the fresh unused material; one that puts all in no category and says nothing finds nothing
set -eu
export DATA="$PWD/data" PYTHONPATH="$SOURCE_DIR/tests/support" PYTHONDONTWRITEBYTECODE=1
fresh="$SOURCE_DIR/benchmarks/unused-material-fresh"
python3 - "$fresh" <<'P'
import hashlib, json, sys
import knowing_tool
known = {}
for row in map(json.loads, open(sys.argv[1] + "/items.jsonl")):
    expected = row["expected"]
    says = " and ".join(thing if isinstance(thing, str) else thing[0] for thing in expected["must_say"])
    known[hashlib.sha256(row["input"]["document"]["text"].encode()).hexdigest()] = {
        "category": expected["category"], "sensitive": [{"reason": "other", "start": 0, "end": 6}] if expected["sensitive"] == "yes" else [], "description": "a document that tells of " + says}
nothing = {"category": "none", "sensitive": [], "description": "-"}
for name, table in (("knows-all", known), ("says-nothing", {})):
    knowing_tool.write(name, "disclosure-schedule", 'request["input"]["document"]["text"].encode()', table, nothing)
P
for tool in knows-all says-nothing; do
    "$POLICEAI" lab run "./$tool" "$fresh" --json >out
    python3 "$SOURCE_DIR/tests/support/knowing_tool.py" "$tool" out
done
