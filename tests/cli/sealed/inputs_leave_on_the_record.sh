# inputs without answers, groups or names; the run is a query; evidence says that the supplier saw them
set -e
here="$SOURCE_DIR/tests/cli/sealed"
export DATA="$PWD/data"
python3 "$here/support.py" set set
"$POLICEAI" benchmark canary set --to planted > /dev/null 2>&1
"$POLICEAI" benchmark seal planted --holder "Sample test body" --budget 2 > /dev/null 2>&1
set +e
send() { "$POLICEAI" lab parcel sample-calls --to "$1" --supplier Sample --product P --product-version 1 --role evaluator --purpose test $2 $3 $4; }
send box 2>&1 | head -1
send box --requester Sample --new-requester 2>&1 | sed 's/parcel [0-9a-f]*/parcel P/; s/run .*/run R/'
grep -rhoE "expected|cluster|sample-item|policeai-canary|planted" box | sort | uniq -c
python3 - <<'EOF'
import json
rows = map(json.loads, open("box/inputs.jsonl"))
words = {"house": "burglary", "bank": "fraud", "child": "missing person", "party": "noise", "wallet": "theft", "crash": "traffic"}
out = open("outputs.jsonl", "w")
for row in rows:
    label = next(label for word, label in words.items() if word in row["input"]["text"])
    out.write(json.dumps({"id": row["id"], "output": {"label": label}}) + "\n")
EOF
outputs() { "$POLICEAI" lab outputs box outputs.jsonl "$@" 2>&1 | sed 's|/[^ ]*/evidence/|EVIDENCE/|; s/-[0-9a-f]\{16\}\./-H./'; }
outputs
outputs --role evaluator --purpose scoring
outputs --role evaluator --purpose scoring --issue
outputs --role evaluator --purpose scoring --issue | sed 's/parcel [0-9a-f]*/parcel P/; s/scored already: .*/scored already/'
python3 - <<'EOF'
import base64, glob, json
predicate = json.loads(base64.b64decode(json.load(open(glob.glob("data/evidence/*/*.dsse.json")[0]))["payload"]))["predicate"]
print(predicate["isolation"]["custody"]["inputs"], "|", predicate["isolation"]["inputs"], "| query", predicate["isolation"]["custody"]["query"])
EOF
"$POLICEAI" benchmark openings sample-calls | sed 's/ 20[0-9TZ:-]* / /; s/; files.*//'
"$POLICEAI" benchmark unseal sample-calls --to out --role director --purpose "end of its use"
cmp out/items.jsonl planted/items.jsonl
