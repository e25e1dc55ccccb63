# a requester by any spelling has one budget over all tools; the same run again costs nothing; the Ladder answers
set -e
here="$SOURCE_DIR/tests/cli/sealed"
export DATA="$PWD/data"
python3 "$here/support.py" set set
for tool in "a 80" "b 81" "c 92" "d 60"; do
    python3 "$here/support.py" tool ${tool% *} ${tool#* }
done
"$POLICEAI" benchmark seal set --holder "Sample test body" --budget 3 --step 0.02 > /dev/null 2>&1
set +e
try() { "$POLICEAI" lab run "./$1" sample-calls --accept-isolation reduced --reason t --role evaluator --purpose test --requester "$2" $3 2>&1 | grep -v hint; }
try a "Acme Ltd" --new-requester
try a "ACME ltd."
try b "acme ltd"
try c "acme ltd"
try d "acme ltd"
try d "Acme Limited"
try d "Other" --new-requester
try b "Other"
"$POLICEAI" benchmark openings sample-calls --json | python3 -c '
import json, sys
own = json.load(sys.stdin)
print([(o["number"], o.get("query")) for o in own["openings"]])
print([(t["query"], t["released"], t["improved"]) for t in own["told"]])'
python3 - <<'EOF'
import sqlite3
public = sqlite3.connect("data/public.db")
print("runs", public.execute("SELECT COUNT(*) FROM run").fetchone()[0], "evidence", public.execute("SELECT COUNT(*) FROM evidence").fetchone()[0],
      "figures", public.execute("SELECT COUNT(*) FROM figure").fetchone()[0])
EOF
grep -rl '0\.78' data/blobs data/log data/evidence || echo "nothing of the set is there"
