# each file has its lines; the exit status is that of the worst: 1 fails, over 4 something is missing
golden="$SOURCE_DIR/tests/golden/first"
key=$(sed -n 's/^evidence-key //p' "$golden/expected.txt")
cp -r "$golden/evidence" whole
cp -r whole failing
sed -i '1s/}$/ }/' failing/sample.stats.jsonl
verify() { "$POLICEAI" verify "$@" --benchmarks "$golden/benchmarks" --key "$key" | sed 's/ *$//'; }
status() { "$POLICEAI" verify "$@" --benchmarks "$golden/benchmarks" --key "$key" >/dev/null; echo "exit $?"; }
verify whole/sample.dsse.json failing/sample.dsse.json
status whole/sample.dsse.json
status failing/sample.dsse.json
status failing/sample.dsse.json whole/sample.dsse.json
status whole/sample.dsse.json failing/sample.dsse.json
