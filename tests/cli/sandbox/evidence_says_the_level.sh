# the isolation that a run had stands in its evidence
mkdir b
for i in 1 2 3; do
    printf '{"id":"%s","input":{"text":"fine"},"expected":{"spans":[]},"cluster":"c","split":"test"}\n' "$i"
done > b/items.jsonl
printf '{"id":"b","version":"1","task":"text-redaction","title":"b","licence":"MIT","source":"made up","sensitivity":"synthetic","exposure":"open","metrics":{},"files":[{"path":"items.jsonl","bytes":%s,"sha256":"%s"}]}' \
    "$(wc -c < b/items.jsonl)" "$(sha256sum b/items.jsonl | cut -c1-64)" > b/benchmark.json
told() {
    python3 -c '
import base64, json
envelope = json.load(open(json.load(open("out"))["evidence"]))
isolation = json.loads(base64.b64decode(envelope["payload"]))["predicate"]["isolation"]
print(isolation["level"], sorted(isolation))'
}
tool="$SOURCE_DIR/tests/tools/obedient"
"$POLICEAI" lab run "$tool" ./b --data data --json > out && told
"$BUILD_DIR/under-listener" "$POLICEAI" lab run "$tool" ./b --data reduced --json > out
echo "$?"
"$BUILD_DIR/under-listener" "$POLICEAI" lab run "$tool" ./b --data reduced --json --accept-isolation reduced --reason "made-up data" > out && told
