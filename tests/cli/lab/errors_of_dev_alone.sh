# items of a split other than dev are shown with a reason alone, which is kept; of a sealed benchmark never: tests/cli/sealed
export DATA="$PWD/data"
made() { # made EXPOSURE SPLIT
    mkdir -p all/b
    printf '{"id":"a","input":{"text":"met Qaz"},"expected":{"spans":[{"start":4,"end":7,"label":"PERSON"}]},"cluster":"c","split":"%s"}\n' "$2" > all/b/items.jsonl
    printf '{"id":"b","version":"1","task":"text-redaction","title":"b","licence":"MIT","source":"made up","sensitivity":"synthetic","exposure":"%s","metrics":{},"files":[{"path":"items.jsonl","bytes":%s,"sha256":"%s"}]}' \
        "$1" "$(wc -c < all/b/items.jsonl)" "$(sha256sum all/b/items.jsonl | cut -c1-64)" > all/b/benchmark.json
    "$POLICEAI" lab run "$SOURCE_DIR/tests/tools/obedient" all/b --split "$2" --accept-isolation reduced --reason "a test" --json > out
    evidence=$(python3 -c 'import json; print(json.load(open("out"))["evidence"])')
}
try() {
    rm -f page.html
    "$POLICEAI" lab errors "$evidence" --benchmarks all --html page.html "$@" 2> err
    status=$?
    sed 's|[^ ]*/evidence/[^ ]*|EVIDENCE|' err
    echo "$status page: $(grep -c 'Missed: ' page.html 2>/dev/null) warned: $(grep -c 'are test documents' page.html 2>/dev/null)"
}
made open dev
try
made open test
try
try --test
try --reason "to write the next rules"
try --test --reason "to write the next rules"
sed 's/"at":"[^"]*"/"at":"T"/' "${evidence%.dsse.json}.looked-at.jsonl"
echo '{"more":1}' >> "${evidence%.dsse.json}.results.jsonl"
try --test --reason "changed results"
