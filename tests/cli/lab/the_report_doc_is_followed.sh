# Every command of doc/lab-report.md in its order, on two runs of the built-in tool.
set -eu
export DATA="$PWD/data"
echo '{"scope":"everything"}' >all.json
"$POLICEAI" lab run redact-text redaction-uk --json >one.json 2>/dev/null
"$POLICEAI" lab run redact-text redaction-uk --parameters all.json --json >two.json 2>/dev/null
one=$(jq -r .evidence one.json)
two=$(jq -r .evidence two.json)
export one two
python3 - "$one" <<'P'
import json, sys
with open("people.jsonl", "w") as out:
    for line in open(sys.argv[1].replace(".dsse.json", ".results.jsonl")):
        row = json.loads(line)
        out.write(json.dumps({"id": row["id"], "output": json.loads(row["output"])}) + "\n")
json.dump({"title": "read by hand", "source": "a count", "figures": [{"metric": "documents.leak/1", "numerator": 3, "denominator": 40}]}, open("counts.json", "w"))
P
sed -n '/^```sh$/,/^```$/{/^policeai /p;}' "$SOURCE_DIR/doc/lab-report.md" >commands
number=0
while read -r line; do
    number=$((number + 1))
    printf '%s\n' "$line" | sed "s|^policeai|\"\$POLICEAI\"|; s| ONE| \"\$one\"|; s| TWO| \"\$two\"|" >command.sh
    # shellcheck disable=SC1091
    . ./command.sh >"said-$number" || echo "fails: $line"
done <commands
echo "$number commands"
ls -- *.html *.pdf
grep -h "no difference could be shown\|two readers, \|compared with nothing" said-* | sort -u
# the baseline is the tool's own answers: a tie, on every item the same
grep -h "^  same on" said-8
