# Every sentence of a report is read back: each figure in its words is that of the evidence; no word judges.
set -eu
export DATA="$PWD/data"
echo '{"scope":"everything"}' >all.json
"$POLICEAI" lab run redact-text redaction-uk --json >one.json 2>/dev/null
"$POLICEAI" lab run redact-text redaction-uk --parameters all.json --json >two.json 2>/dev/null
one=$(jq -r .evidence one.json)
two=$(jq -r .evidence two.json)
"$POLICEAI" lab compare "$one" "$two" --margin 0.02 --json >compared.json
"$POLICEAI" lab report "$one" "$two" --margin 0.02 --group-margin 0.1 --json >report.json
python3 "$SOURCE_DIR/tests/cli/lab/report_sentences.py" "$SOURCE_DIR/src/report/messages/en.json" report.json "$one" "$SOURCE_DIR/benchmarks/redaction-uk" compared.json
# the same bytes again, and a page that asks for nothing
"$POLICEAI" lab report "$one" "$two" --margin 0.02 --group-margin 0.1 --html a.html
"$POLICEAI" lab report "$one" "$two" --margin 0.02 --group-margin 0.1 --html b.html
cmp a.html b.html && echo "the same page again"
grep -c "<script\|http://\|https://" a.html || true
# a group's figure in the tables is that of the evidence
python3 - "$one" <<'P'
import base64, json, sys
figures = json.loads(base64.b64decode(json.load(open(sys.argv[1]))["payload"]))["predicate"]["figures"]
rows = [r for b in json.load(open("report.json"))["blocks"] if b.get("caption") == "Groups against the rest" for r in b["rows"]]
wrong = 0
for row in rows:
    name, n, value = [c["text"] for c in row["cells"][:3]]
    own = [f for f in figures if f["metric"] == "entity.recall/1" and f["group"].endswith("=" + name.split(": ")[-1]) and str(f["n"]) == n]
    wrong += not any((value == "–") if "value" not in f else abs(float(f["value"]) * 100 - float(value[:-1] or 0)) <= 0.051 for f in own)
print("groups whose figure is another:", wrong)
P
