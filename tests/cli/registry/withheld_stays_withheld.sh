# a form for a record that withholds: the value is in neither file, comes back withheld with the same value, makes no version by
# itself; where nothing is held it blocks
"$POLICEAI" init --authority sample.example/2026 --organisation sample-centre --data d >/dev/null
"$POLICEAI" outbox delay 0 --data d >/dev/null
ids() { sed 's/[0-9a-f]\{64\}/STATEMENT/; s/[0-9a-f]\{32\}/SUBJECT/; s/20[0-9-]*T[0-9:]*Z/TIME/; s/-[0-9a-f]\{6\}$/-ID/'; }
registry() { "$POLICEAI" registry "$@" --data d 2>&1 | ids; }
review=$(date -u -d "+300 days" +%F)
withhold() {
    registry withhold red "$1" --section '31(1)(a)' --harm 'a sample of harm' --private-harm "in private: $1" --role 'Sample role' --review "$review" \
        --public-interest 'a sample test'
}
registry new deployment red name=Redaction stage=considering forces=sussex "cost=licence|12000|2026" "threshold=0.61803" \
    "tools=Example Ltd|Redactor|2.1" --organisation sussex | grep -v 'not stated'
withhold threshold
withhold cost
registry publish red
registry publish red
"$POLICEAI" outbox send 1 --data d | ids
echo 'published with the same withheld values:'
registry publish red

"$POLICEAI" registry form --force sussex --out form.html --data d
"$POLICEAI" registry form --force sussex --xlsx --out form.xlsx --data d
grep -c '0\.61803\|12000\|in private' form.html
mkdir x && (cd x && python3 -m zipfile -e ../form.xlsx . && grep -rl '0\.61803\|12000\|in private' .)
sed -n 's/.*id="model">\(.*\)<\/script>.*/\1/p' form.html | jq -c '{format,force,records}' >saved.json
jq -c '.records[].values|[.threshold,.cost,.name]' saved.json
for file in saved.json form.xlsx; do
    echo "taken in from $file:"
    registry import "$file"
    name=$("$POLICEAI" registry drafts --show --data d | jq -r 'select(.name|startswith("redaction-")).name')
    "$POLICEAI" registry drafts --show --data d | jq -cS --arg name "$name" --arg review "$review" \
        'select(.name==$name).body.fields|[.threshold.withhold.value,.cost.withhold.value,.cost.withhold.section,.threshold.withhold.review==$review,.cost.withhold.private_harm]'
    registry publish "$name"
done
echo 'changed in the form:'
jq -c '.records[0].values.name="Redaction of statements"' saved.json >changed.json
registry import changed.json --publish
"$POLICEAI" outbox send 2 --data d | ids
"$POLICEAI" registry export --data d | jq -c '.records[].body.fields|[.name,.threshold.withheld.section,.cost.withheld.harm]'
echo 'read back:'
subject=$("$POLICEAI" registry export --data d | jq -r '.records[0].subject')
"$POLICEAI" registry withheld "$subject" --data d | sed "s/$review/REVIEW/"
"$POLICEAI" registry withheld "$subject" --values --data d | grep -A1 'interest'
"$POLICEAI" registry disclose "$subject" threshold --data d | tail -1
"$POLICEAI" registry export --data d | grep -c 'in private'
echo 'where it is not held:'
"$POLICEAI" registry import saved.json --data elsewhere 2>&1 | ids
