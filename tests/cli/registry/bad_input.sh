# What people get wrong, one line a case: it is refused with what is wrong, where, and what to do; nothing is published, nothing
# that was there is lost. What other tests hold already is named at the end.
policeai() { "$POLICEAI" "$@" --data d; }
registry() { policeai registry "$@"; }
policeai init --authority sample.example/2026 --organisation sample-centre >/dev/null
policeai outbox delay 0 >/dev/null
registry new deployment good name=Good stage=pilot forces=sussex tools='Example Ltd|Redactor|2.1' --organisation sussex >/dev/null 2>&1
registry new deployment half name=Half stage=pilot --organisation sussex >/dev/null 2>&1
cp -r d/drafts before
leaves() { policeai ledger verify --json 2>/dev/null | jq .size; }
size=$(leaves)

# refused STATUS WORDS COMMAND...: ends with that status and says all of the words (with '&' between them) on its standard error
refused() {
    status=$1 words=$2
    shift 2
    "$@" >out 2>err
    told=$?
    [ "$told" = "$status" ] || echo "$*: status $told, not $status: $(cat err)"
    echo "$words" | tr '&' '\n' | while read -r word; do
        grep -qF -- "$word" err || echo "$*: does not say \"$word\": $(cat err)"
    done
    [ "$(grep -c '^policeai: [^h]' err)" -le 1 ] || echo "$*: more than one error: $(cat err)"
}
# a draft is kept whatever is wrong with it, and says what blocks it
blocked() {
    words=$1
    shift
    registry new "$@" --organisation sussex >out 2>err || echo "$*: was not kept"
    grep -qF -- "$words" err || echo "$*: does not say \"$words\": $(cat err)"
    rm "d/drafts/$2.json"
}
values() { printf '{"format":"registry-records/1","force":"%s","records":[%s]}' "$1" "$2"; }
record='{"type":"deployment.described/1","subject":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","values":{"name":"N"}}'

# half-filled records
refused 1 'half: 2 things block&forces): is missing&(tools): is missing' registry publish half
values sussex "$record" >half.json
refused 1 'none was published&hint: the drafts are kept' registry import half.json --publish
rm d/drafts/n-aaaaaa.json
# wrong dates
blocked '(first_used): "31/2/2026" is not a date that exists: YYYY-MM-DD' deployment w first_used=31/2/2026
blocked '(to): "2026-02-01" is before "2026-03-01"' report w from=2026-03-01 to=2026-02-01
blocked '(to): "2999-01-01" is still to come' report w from=2026-03-01 to=2999-01-01
refused 1 'yesterday&YYYY-MM-DD' registry nil-return aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa --role R --date yesterday --organisation sussex
# impossible rates
blocked '9 is more than "alerts", 5, which it is a part of' report w alerts=5 false_alerts=9
blocked '"12%" is a rate: give the number, and what it is of' report w alerts=100 true_alerts=12%
blocked '5 of 0 cannot be' deployment w 'benefit_measured=Faster|5|0|May|The force'
blocked 'a number without what it is of' deployment w 'benefit_measured=Faster|5||May|The force'
blocked 'is no whole number, 0 or more' report w alerts=-1
# unknown forces and organisations
blocked '"Atlantis" is no force that is known here: "registry coverage --all" lists' deployment w forces=Atlantis
refused 1 'the organisation "atlantis" is not known here&hint: "registry coverage --all"' registry publish good --organisation atlantis
refused 1 'the organisation "atlantis" is not known here' registry new deployment w --organisation atlantis
values atlantis "$record" >nowhere.json
refused 1 'nowhere.json: the force "atlantis" is not known here&hint: ' registry import nowhere.json
# fields nobody knows, wrong kinds
values sussex '{"type":"deployment.described/1","subject":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","values":{"nam":"N"}}' >stranger.json
refused 1 'stranger.json: record 1: "nam" is no field of a deployment&hint: ' registry import stranger.json
values sussex '{"type":"deployment.described/1","subject":"zz","values":{"name":"N"}}' >subject.json
refused 1 'record 1: "subject" must be 32 hexadecimal digits' registry import subject.json
printf '{"format":"registry-records/2","records":[]}' >format.json
refused 1 'format.json: the format is "registry-records/2", not registry-records/1: not saved by the form' registry import format.json
printf '{"format":' >cut.json
refused 1 'cut.json' registry import cut.json
# 10 MB in a field
head -c 10485760 /dev/zero | tr '\0' a >big
refused 1 'purpose: big is larger than&hint: a field is published with at most 10000 bytes' registry edit half purpose=@big
values sussex "{\"type\":\"deployment.described/1\",\"subject\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",\"values\":{\"purpose\":\"$(cat big)\"}}" >big.json
refused 1 'big.json: record 1: purpose has 10485760 bytes, more than&hint: ' registry import big.json
# workbooks and tables
printf 'no workbook' >w.xlsx
refused 1 'w.xlsx: is named .xlsx and is no workbook&hint: open it and save it' registry import w.xlsx
printf 'PK\003\004cut' >cut.xlsx
refused 1 'cut.xlsx: ' registry import cut.xlsx
printf 'name\nN\n' >table.csv
refused 2 'table.csv: is a CSV file&hint: --kind deployment' registry import table.csv
printf 'name,name\nA,B\n' >twice.csv
refused 1 'twice.csv: &"name" &twice' registry import twice.csv --kind deployment
printf 'name,nam\nA,B\n' >columns.csv
registry import columns.csv --kind deployment --look >out 2>err
grep -qF 'line 1, column 2: "nam" is no field of a deployment, passed over' err || cat err
grep -qF 'line 1: no column for forces, stage, tools' err || cat err
# the same twice
values sussex "$record,$record" >twice.json
refused 1 'twice.json: record 2: the subject is that of record 1&take one of the two out' registry import twice.json
rm -f out err
diff -r before d/drafts && [ "$(leaves)" = "$size" ] && echo 'nothing lost, nothing published'
registry publish good >/dev/null
registry publish good >again 2>&1
policeai outbox send 1 >/dev/null
registry publish good >>again 2>&1
sed 's/[0-9a-f]\{32,\}/ID/; s/until .*/until later/; s/20[0-9-]*T[0-9:]*Z/TIME/' again
policeai ledger verify --json | jq -r '.size > 0'
# HTML and script: tests/registry/test_registry_own.c (pages, feed, files), src/web/test_site.c (a tool's own words)
# merged and missing cells: src/registry/test_import.c test_import_xlsx__names_the_cell_of_a_problem,
#     ..._tells_missing_columns_and_strange_sheets, ..._loses_no_row_of_a_table; bombs: test_sheet.c
# forged or replayed: tests/exchange/test_exchange_lies.c __a_forged_note, __every_byte_changed, __cut_anywhere, __a_split_view;
#     test_exchange.c __a_bundle_again_brings_nothing; record/test_audit_rules.c __counters_have_no_fork_and_no_gap
# revoked keys: test_exchange.c __a_late_statement_is_kept_without_effect, record/test_audit_rules.c __a_key_ends_at_its_revocation…
# clock skew: test_exchange.c __logged_when_received_though_our_clock_went_back, record/test_keeper.c __time_of_leaves_never_falls
