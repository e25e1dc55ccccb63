# What cannot be compared is refused, naming what differs; evidence that does not verify, naming the level that fails.
export DATA="$PWD/data"
made() { # made FOLDER WORD: 2 dev and 2 test items
    mkdir -p "$1"
    for i in 1 2 3 4; do
        split=test
        [ "$i" -le 2 ] || split=dev
        printf '{"id":"%s","input":{"text":"met %s"},"expected":{"spans":[{"start":4,"end":7,"label":"PERSON"}]},"cluster":"c%s","split":"%s"}\n' "$i" "$2" "$i" "$split"
    done >"$1/items.jsonl"
    printf '{"id":"b","version":"1","task":"text-redaction","title":"b","licence":"MIT","source":"made up","sensitivity":"synthetic","exposure":"open","metrics":{},"files":[{"path":"items.jsonl","bytes":%s,"sha256":"%s"}]}' \
        "$(wc -c <"$1/items.jsonl")" "$(sha256sum "$1/items.jsonl" | cut -c1-64)" >"$1/benchmark.json"
}
measure() { # measure BENCHMARK SPLIT [WINDOW]
    echo "{\"window\":${3:-4}}" >parameters.json
    "$POLICEAI" lab run "$SOURCE_DIR/tests/tools/obedient" "./$1" --split "$2" --parameters parameters.json --accept-isolation reduced --reason "a test" --json 2>/dev/null |
        jq -r .evidence
}
try() {
    "$POLICEAI" lab "$@" >out 2>err
    status=$?
    sed "s|[^ ]*/evidence/[^ ]*jsonl*|EVIDENCE|g" err
    echo "$status $(wc -l <out)"
}
made one/b Qaz
made two/b Wsx
a=$(measure one/b test)
again=$(measure one/b test 3)
dev=$(measure one/b dev)
other=$(measure two/b test)
echo "== one file, no file, the same file"
try compare "$a" --benchmark one/b
try compare "$a" "$a" --benchmark one/b
echo "== another split, another benchmark"
try compare "$a" "$dev" --benchmark one/b
mkdir both
cp -r one/b both/b
cp -r two/b both/c
try compare "$a" "$other" --benchmark both/b
echo "== a metric it has not"
try compare "$a" "$again" --benchmark one/b --metric wer.sclite/1
echo "== an illustration has no verdict"
try compare "$a" "$again" --benchmark one/b
grep -c "no difference could be shown: an illustration" out
grep -c "no rate" out
echo "== a changed file, a missing benchmark, a stranger's log"
cp "${a%.dsse.json}.stats.jsonl" kept
sed 's/\[0,1/[1,1/; s/\[1,1,/[0,1,/' kept >"${a%.dsse.json}.stats.jsonl"
try compare "$a" "$again" --benchmark one/b
try report "$a" --benchmark one/b
cp kept "${a%.dsse.json}.stats.jsonl"
try report "$a"
try report "$a" --benchmark one/b --data elsewhere
try report "$a" --benchmark nowhere
echo "== a baseline that is wrong"
echo '{"id":"1","output":{"spans":[]}}' >people.jsonl
echo '{"id":"3","output":{"spans":[]}}' >>people.jsonl
try compare "$a" --benchmark one/b --baseline people.jsonl
{ echo '{"id":"1","output":{"spans":[]}}'; echo '{"id":"1","output":{"spans":[]}}'; } >people.jsonl
try compare "$a" --benchmark one/b --baseline people.jsonl
echo '{"id":"1","output":{"spans":[{"start":9,"end":2,"label":"PERSON"}]}}' >people.jsonl
try compare "$a" --benchmark one/b --baseline people.jsonl
echo '{"title":"by hand","source":"a count","figures":[{"metric":"documents.leak/1","numerator":5,"denominator":4}]}' >counts.json
try compare "$a" --benchmark one/b --baseline counts.json
echo "== and one that is right"
{ echo '{"id":"2","output":{"spans":[]}}'; echo '{"id":"1","output":{"spans":[{"start":4,"end":7,"label":"PERSON"}]}}'; } >people.jsonl
try compare "$a" --benchmark one/b --baseline people.jsonl --baseline-name "two readers"
grep "two readers\|same on" out
echo '{"title":"by hand","source":"a count of 2025","figures":[{"metric":"documents.leak/1","numerator":3,"denominator":4}]}' >counts.json
try compare "$a" "$again" --benchmark one/b --baseline counts.json
tail -2 out
