# exit 0 when every item has an outcome; 1 when the run failed after registration
export DATA="$PWD/data"
row() { printf '{"id":"%s","input":{"text":"%s"},"expected":{"spans":[]},"cluster":"c","split":"test"}\n' "$1" "$2"; }
made() {
    rm -rf b; mkdir b; cat > b/items.jsonl
    printf '{"id":"b","version":"1","task":"text-redaction","title":"b","licence":"MIT","source":"made up","sensitivity":"synthetic","exposure":"open","metrics":{},"files":[{"path":"items.jsonl","bytes":%s,"sha256":"%s"}]}' \
        "$(wc -c < b/items.jsonl)" "$(sha256sum b/items.jsonl | cut -c1-64)" > b/benchmark.json
}
try() {
    "$POLICEAI" lab run "$SOURCE_DIR/tests/tools/obedient" ./b --json > out
    echo "$?"
    python3 -c '
import json
r = json.load(open("out"))
print(r["status"], bool(r["run"]), bool(r["evidence"]), r["faults"] > 0, r["isolation"].get("level"))'
}
{ row 1 fine; row 2 die; row 3 contract; row 4 lie; } | made
try
python3 -c '
import json
for line in open(json.load(open("out"))["results"]):
    row = json.loads(line)
    print(row["id"], row["outcome"])'
{ row 1 fine; row 2 lies; } | made
try
