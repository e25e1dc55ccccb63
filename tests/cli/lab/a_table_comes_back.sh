# the form as a table, filled in by a spreadsheet that adds a mark and a column
set -eu
export DATA="$PWD/data"
python3 "$SOURCE_DIR/tests/support/made_calls.py"
"$POLICEAI" lab parcel ./calls --to parcel --split dev --supplier Acme --endpoint https://sorter.example/ --model sorter-large >/dev/null
head -1 parcel/outputs.csv | tr -d '\r'
python3 - <<'P'
import csv
rows = list(csv.reader(open("parcel/outputs.csv")))
with open("back.csv", "w", newline="", encoding="utf-8-sig") as out:
    csv.writer(out).writerows([["note"] + rows[0]] + [["a, b", row[0], "theft"] for row in rows[1:]])
P
"$POLICEAI" lab outputs "$(cut -d'"' -f4 parcel/parcel.json)" back.csv --json >out
python3 - <<'P'
import json
r = json.load(open("out"))
rows = [json.loads(line) for line in open(r["results"])]
print(r["status"], len(rows), rows[0]["outcome"], rows[0]["output"])
P
