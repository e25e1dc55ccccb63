# each is refused before anything is registered: exit 2, one JSON object, one clear error
export DATA="$PWD/data"
made() { # made a benchmark of the rows on stdin
    rm -rf b; mkdir b; cat > b/items.jsonl
    printf '{"id":"b","version":"1","task":"text-redaction","title":"b","licence":"MIT","source":"made up","sensitivity":"synthetic","exposure":"open","metrics":{},"files":[{"path":"items.jsonl","bytes":%s,"sha256":"%s"}]}' \
        "$(wc -c < b/items.jsonl)" "$(sha256sum b/items.jsonl | cut -c1-64)" > b/benchmark.json
}
try() {
    "$POLICEAI" lab run "$@" --json > out
    status=$?
    python3 -c 'import json; r = json.load(open("out")); assert r["reason"] and not r["run"] and not r["evidence"], r; print(r["status"], r["isolation"])'
    echo "$status"
}
try redact-text nowhere 2>err
sed "s|$SOURCE_DIR|SOURCE|" err | head -1
row='{"id":"a","input":{"text":"x"},"expected":{"spans":[]},"cluster":"c","split":"test"}'
{ echo "$row"; echo "$row"; } | made
try redact-text ./b
{ echo "$row"; echo '{"id":"b","input":{"text":7},"expected":{"spans":[]},"cluster":"c","split":"test"}'; } | made
try redact-text ./b
{ echo "$row"; echo '{"id":'; } | made
try redact-text ./b
echo "$row" | made
echo >> b/items.jsonl
try redact-text ./b 2>err
sed 's/digest .*/digest/' err
echo "$row" | made
try redact-text ./b --split dev
echo '{"window":0}' > p.json
try redact-text ./b --parameters p.json
try redact-text ./b --parameters nowhere.json
mkdir t
sed 's/"text-redaction"/"transcription"/' "$SOURCE_DIR/tests/tools/obedient/tool.json" > t/tool.json
cp "$SOURCE_DIR/tests/tools/obedient/tool.py" t
try ./t ./b
sed 's/"id": "obedient"/"id": "Obedient"/' "$SOURCE_DIR/tests/tools/obedient/tool.json" > t/tool.json
try ./t ./b
printf '#!/bin/sh\necho no model >&2\n' > t/tool.py
cp "$SOURCE_DIR/tests/tools/obedient/tool.json" t/tool.json
try ./t ./b
ls data/runs 2>/dev/null
