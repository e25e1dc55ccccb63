# half-filled, corrected, published once, changed, compared, exported and taken in again
"$POLICEAI" init --authority sample.example/2026 --organisation sample-centre --data d >/dev/null
"$POLICEAI" outbox delay 0 --data d >/dev/null
ids() { sed 's/[0-9a-f]\{64\}/STATEMENT/; s/[0-9a-f]\{32\}/SUBJECT/; s/20[0-9-]*T[0-9:]*Z/TIME/'; }
registry() { "$POLICEAI" registry "$@" --data d 2>&1 | ids; }
registry new deployment red name=Redaction stage=pilot forces="Sussex Police, kent" "cost=licence|12.5|2026" \
    first_used=31/2/2026 --organisation sussex | grep -v 'not stated'
registry publish red
registry edit red cost="licence|12,000|2026" first_used=1/2/2026 "tools+=Example Ltd | Redactor | 2.1" summary='<b>x</b>' | grep -v 'not stated'
registry drafts
registry publish red
registry publish red
"$POLICEAI" outbox send 1 --data d | ids
registry publish red
subject=$("$POLICEAI" registry drafts --show --data d | sed 's/.*"subject":"\([0-9a-f]*\)".*/\1/')
registry pause "$subject"
registry pause "$subject" --reason 'a sample reason'
"$POLICEAI" outbox send 2 --data d | ids
registry diff "$subject"
"$POLICEAI" registry export --data d >export.json
"$POLICEAI" registry import export.json --data e | sed "s/-[0-9a-f]*$/-ID/"
"$POLICEAI" registry drafts --show --data e | jq -cS .body >again
jq -cS '.records[].body' export.json | cmp - again && echo 'the same body'
"$POLICEAI" registry export --format csv --data d >export.csv
"$POLICEAI" registry import export.csv --kind deployment --data f  | sed "s/-[0-9a-f]*$/-ID/"
"$POLICEAI" registry export --format history --data d | jq -c '[.type,.current,.confirmed,.body.stage]'
"$POLICEAI" registry export --format atrs --data d | jq -c '.records[].fields[]|select(.text!="")|[.name,.text]'
"$POLICEAI" backup --data d --to b >/dev/null
cmp d/drafts/red.json b/drafts/red.json && echo 'in the backup'
