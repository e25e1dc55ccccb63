# each row that cannot be taken is told with its line and fix; then none is taken
set -u
export DATA="$PWD/data"
python3 "$SOURCE_DIR/tests/support/made_calls.py" operational
short() { sed 's/[0-9a-f]\{24\}/ID/g; s/[0-9a-f]\{16\}/PARCEL/g; s| /[^ ]*/data| data|g'; }
parcel() { "$POLICEAI" lab parcel ./calls --to parcel --supplier Acme --product Sorter --product-version 1 "$@" 2>&1 | short; }
parcel
[ -d data/parcels ] || echo "nothing was kept"
parcel --accept-disclosure 'agreed in contract 12, clause 4' | sed -n 1p
parcel --accept-disclosure 'again' | tail -2
answers() { # how many are answered, then further lines from stdin
    head -n "$1" parcel/outputs.jsonl | sed 's/"output":null/"output":{"label":"theft"}/'
    cat
}
hand_in() { "$POLICEAI" lab outputs parcel back.jsonl "$@" 2>&1 | short; }
first=$(sed -n 1p parcel/outputs.jsonl | cut -d'"' -f4)
answers 118 >back.jsonl <<R
{"id":"$first","output":{"label":"bins"}}
{"id":"0123","output":{"label":"bins"}}
{"id":"$first","output":
R
hand_in
echo "-- an answer outside the contract"
tail -n 2 parcel/outputs.jsonl | sed 's/"output":null/"output":{"label":"Theft"}/' | answers 118 >back.jsonl
hand_in
echo "-- two ids without an answer"
answers 118 </dev/null >back.jsonl
hand_in
hand_in --missing lost
echo "-- nothing of it is in the log"
python3 -c 'import sqlite3; print(sqlite3.connect("data/public.db").execute("SELECT COUNT(*) FROM evidence").fetchone()[0])'
echo "-- declared"
"$POLICEAI" lab outputs parcel back.jsonl --missing not-attempted --json >out
python3 - <<'P'
import json
r = json.load(open("out"))
print(r["status"], "/", r["isolation"]["missing"], "/", r["isolation"]["disclosure_accepted"])
P
find data/evidence -name '*.results.jsonl' -exec cat {} + | grep -c '"outcome":"not-attempted"'
