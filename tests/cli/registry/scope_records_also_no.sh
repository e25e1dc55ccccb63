# the answer is recorded also when it is "not ai", with its reason, and counted
exec 2>&1
"$POLICEAI" init --data data >/dev/null
cat >no.json <<'JSON'
{"learned":"no","generalises":"no","meaning":"no","understanding":"unknown","infers":"no: a fixed sum",
 "outputs":"yes","influence":"yes"}
JSON
sed 's/"no: a fixed sum"/"unknown"/' no.json >unknown.json
sed 's/"learned":"no",//' no.json >half.json
say() { "$POLICEAI" registry scope --organisation kent --data data "$@" |
    sed 's/until .*/until later/'; }
"$POLICEAI" registry scope --data data
say --product 'Sample Sums'
say --product 'Sample Sums' --supplier 'Sample Ltd' --answers no.json
say --product 'Sample Sums 2' --answers unknown.json --dry-run
say --product 'Sample Sums 2' --answers half.json
"$POLICEAI" outbox send 1 --data data >/dev/null
"$POLICEAI" registry coverage --data data
printf 'Product,Supplier\nOther,Acme\n"Sample Sums","SAMPLE LIMITED"\n' >list.csv
"$POLICEAI" registry triage list.csv --data data
printf 'Name\nOther\n' >names.csv
"$POLICEAI" registry triage names.csv --data data
"$POLICEAI" registry triage names.csv --product name --data none
