# a claim leaves nothing out by itself; it is granted by a typed gap in the tool's record, or refused, and the supplier is told
set -eu
export DATA="$PWD/data"
cp -r "$SOURCE_DIR/tests/tools/steady" tool
"$POLICEAI" submit keygen key >/dev/null
echo '{"details":{"training_data":"A made-up list of names."}}' >about.json
echo '[{"about":"field:training_data","ground":"FOIA s.43(2)","reason":"made up","until":"2030-01-01"},{"about":"file:package/tool.py","ground":"FOIA s.43(2)","reason":"made up","until":"2030-01-01"}]' >claims.json
"$POLICEAI" submit pack tool --key key --contact box@sample.invalid --about about.json --claims claims.json --out sent >/dev/null
"$POLICEAI" init >/dev/null
"$POLICEAI" submit receive sent --key "$(cat key.vkey)" | head -1 | sed 's/[0-9a-f]\{32\}/ID/'
id=$(find data/submissions -mindepth 1 -maxdepth 1 -printf '%f\n' | grep '^[0-9a-f]\{32\}$')
answer() { "$POLICEAI" submit answer "$id" "$@" --role 'Head of evaluation' 2>&1 | sed 's/submission [0-9a-f]\{8\}/submission ID/' || true; }
"$POLICEAI" registry new tool record name=Steady "training_data=A made-up list of names." "tool=tests|Steady|1" --organisation demonstration >/dev/null 2>&1
answer 1 --withheld record
answer 1 --keep 'it is no file'
"$POLICEAI" registry withhold record training_data --section '43(2)' --harm 'Made up.' --public-interest 'Made up.' --role 'Head of evaluation' \
    --review "$(date -u -d '+300 days' +%F)"
answer 1 --withheld record
answer 2 --withheld record
answer 2 --refuse 'It is on their own website.'
"$POLICEAI" submit show "$id" | sed -n '/^claim/,/^next/p' | grep -v '^next'
