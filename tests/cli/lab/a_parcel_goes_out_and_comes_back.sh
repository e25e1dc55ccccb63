# inputs leave, answers come back, evidence says by whom they were made; nothing in the parcel tells what it is of
set -eu
export DATA="$PWD/data"
python3 "$SOURCE_DIR/tests/support/made_calls.py"
"$POLICEAI" lab parcel ./calls --to parcel --supplier 'Acme Ltd' --product 'Call Sorter' --product-version 4.2 >said
sed 's/[0-9a-f]\{16,\}/HEX/g' said
ls parcel
# what must not be in it: ids, labels as answers, groups, clusters, the benchmark's name
grep -rlE 'caller-|"channel"|"expected"|test-(bins|noise|theft)|"calls"|dev-' parcel || echo "nothing that tells"
find parcel -newermt 1970-01-02 | wc -l
grep '^PARCEL' parcel/README.txt | sed 's/[0-9a-f]\{16\}/HEX/'
stat -c %a data/parcels data/parcels/*/parcel.json
# the run stands in the log, the evidence does not yet
python3 - <<'P'
import sqlite3
db = sqlite3.connect("data/public.db")
print("runs", db.execute("SELECT COUNT(*) FROM run").fetchone()[0], "evidence", db.execute("SELECT COUNT(*) FROM evidence").fetchone()[0])
print(db.execute("SELECT id, version, kind, supplier, name FROM tool").fetchone())
P
# lost on the way: the same parcel once more, of no new run
"$POLICEAI" lab parcel --again "$(cut -d'"' -f4 parcel/parcel.json)" --to second >/dev/null
diff -r parcel second && echo "the same again"
# the supplier answers by what the text says, is wrong about loud music, and one input crashes it
python3 - <<'P'
import json
with open("back.jsonl", "w") as out:
    for number, line in enumerate(open("parcel/inputs.jsonl")):
        row = json.loads(line)
        text = row["input"]["text"]
        label = "bins" if "bins" in text or "music" in text else "theft"
        answer = {"id": row["id"], "output": {"label": label}}
        if number == 5:
            answer = {"id": row["id"], "error": {"code": "crashed", "message": "it stopped"}}
        print(json.dumps(answer), file=out)
P
"$POLICEAI" lab outputs parcel back.jsonl --check
"$POLICEAI" lab outputs parcel back.jsonl --json >out
evidence=$(python3 -c 'import json; r = json.load(open("out")); print(r["evidence"])')
python3 - "$evidence" <<'P'
import base64, json, sys
r = json.load(open("out"))
print(r["status"], r["isolation"]["level"], r["isolation"]["adapter"], r["isolation"]["inputs"])
p = json.loads(base64.b64decode(json.load(open(sys.argv[1]))["payload"]))
print(p["subject"][0]["name"], p["predicate"]["observed"], p["predicate"]["tool"], "varies" in p["predicate"])
truth = {row["id"]: row["expected"]["label"] for row in map(json.loads, open("calls/items.jsonl"))}
rows = [json.loads(line) for line in open(r["results"])]
right = sum(row["outcome"] == "answered" and json.loads(row["output"])["label"] == truth[row["id"]] for row in rows)
figure = next(f for f in p["predicate"]["figures"] if f["metric"] == "accuracy/1" and f["group"] == "all")
assert float(figure["value"]) == float("%.12g" % (right / 120)), (figure, right)
print(len(rows), sum(row["outcome"] == "error" for row in rows), "by hand and in the figures: the same accuracy")
P
"$POLICEAI" verify "$evidence" --benchmarks . | sed 's/[0-9a-f]\{16,\}/HEX/g' | tail -4
# once is enough
"$POLICEAI" lab outputs parcel back.jsonl 2>&1 | sed 's/[0-9a-f]\{16\}/HEX/g; s/ \/[^ ]*\/data/ data/' || true
