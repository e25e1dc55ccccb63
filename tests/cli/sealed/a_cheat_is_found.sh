# a tool that holds the answers gives the planted ones; it is found by its folder as well; what is not a sealed set's is not
set -e
here="$SOURCE_DIR/tests/cli/sealed"
export DATA="$PWD/data"
python3 "$here/support.py" set set
"$POLICEAI" benchmark canary set --to planted > /dev/null 2>&1
python3 "$here/support.py" tool honest 70
python3 "$here/support.py" cheat cheat planted
"$POLICEAI" benchmark seal planted --holder "Sample test body" > /dev/null 2>&1
run() {
    "$POLICEAI" lab run "./$1" sample-calls --accept-isolation reduced --reason t --role evaluator --purpose test --requester "$1" --new-requester --json |
        python3 -c 'import json, sys; own = json.load(sys.stdin)["sealed"]; planted = own["planted"]; print("given all:", planted["given"] == planted["of"], "of", planted["of"], "below 1e-9:", float(planted["chance"]) < 1e-9)'
}
run honest
run cheat
set +e
leaked() { "$POLICEAI" benchmark leaked sample-calls "$1" --role evaluator --purpose "was it seen" | tail -2; }
leaked ./cheat
leaked ./honest
mkdir hidden; cp planted/items.jsonl hidden/data.bin; ln -s /etc/passwd hidden/link; mkfifo hidden/pipe
leaked hidden
# canaries of a set whose answers cannot be exchanged
python3 - <<'EOF'
import hashlib, json
rows = [json.loads(line) for line in open("set/items.jsonl")]
for row in rows:
    row["expected"] = {"label": "noise"}
items = "".join(json.dumps(row) + "\n" for row in rows).encode()
open("set/items.jsonl", "wb").write(items)
head = json.load(open("set/benchmark.json"))
head["files"] = [{"path": "items.jsonl", "sha256": hashlib.sha256(items).hexdigest(), "bytes": len(items)}]
json.dump(head, open("set/benchmark.json", "w"))
EOF
"$POLICEAI" benchmark canary set --to none 2>&1 || true
