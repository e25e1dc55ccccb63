# a tool's parameter sets: `tool show` lists them, --set runs one with its values, a name that is none is refused
export DATA="$PWD/data"
mkdir -p steady b
cp "$SOURCE_DIR/tests/tools/steady/tool.py" steady/
python3 - "$SOURCE_DIR/tests/tools/steady/tool.json" <<'P' >steady/tool.json
import json, sys
tool = json.load(open(sys.argv[1]))
tool["parameters"] = [{"name": "more", "type": "flag", "default": False, "help": "more"}]
tool["parameter_sets"] = [
    {"name": "shipped", "title": "As shipped", "reason": "Nothing more.", "parameters": {}},
    {"name": "all", "title": "All on", "reason": "Everything.", "parameters": {"more": True}}]
print(json.dumps(tool))
P
printf '{"id":"1","input":{"text":"one two"},"expected":{"spans":[]},"cluster":"c","split":"test"}\n' >b/items.jsonl
printf '{"id":"b","version":"1","task":"text-redaction","title":"b","licence":"MIT","source":"made up","sensitivity":"synthetic","exposure":"open","metrics":{},"files":[{"path":"items.jsonl","bytes":%s,"sha256":"%s"}]}' \
    "$(wc -c <b/items.jsonl)" "$(sha256sum b/items.jsonl | cut -c1-64)" >b/benchmark.json
"$POLICEAI" tool show ./steady | grep -A1 '^sets'
try() {
    "$POLICEAI" lab run ./steady ./b --accept-isolation reduced --reason test "$@" --json >out 2>err
    echo "$?"
    python3 -c '
import base64, json
result = json.load(open("out"))
if result["evidence"]:
    print(json.loads(base64.b64decode(json.load(open(result["evidence"]))["payload"]))["predicate"]["parameters"])
else:
    print(result["status"], result["reason"])'
}
try
try --set all
try --set none
"$POLICEAI" lab run ./steady ./b --set all --parameters x.json 2>&1 | head -1
"$POLICEAI" lab run --all --set all 2>&1 | head -1
