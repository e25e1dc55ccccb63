# nothing is read before it is recorded: refusals leave no opening, each opening stands in the list, times do not
set -e
here="$SOURCE_DIR/tests/cli/sealed"
export DATA="$PWD/data"
python3 "$here/support.py" set set
python3 "$here/support.py" tool good 80
"$POLICEAI" benchmark canary set --to planted 2> /dev/null | sed 's/digest .*/digest D/'
"$POLICEAI" benchmark seal planted --holder "Sample test body" --budget 2 --step 0.02 2> /dev/null | sed 's/statement .*/statement S/'
set +e
try() {
    "$POLICEAI" "$@" 2> err | sed 's|f1.macro/1 0[.0-9]*|f1.macro/1 X|'
    sed -n '1p' err | sed "s|$PWD/||; s|data/custody/[0-9a-f]*|CUSTODY|; s|^policeai: [^ ]*benchmark.json: |policeai: |"
}
list() { "$POLICEAI" benchmark openings sample-calls | sed 's/20[0-9TZ:-]* /T /; s/; files .*//; s/: 0\.[0-9]*$/: X/'; }
custody="data/custody/$(ls data/custody)/set"
for word in set planted "$custody"; do
    try lab run ./good "./$word" --accept-isolation reduced --reason t
done
try lab run ./good sample-calls --accept-isolation reduced --reason t
try lab run ./good sample-calls --accept-isolation reduced --reason t --role evaluator --purpose "first test"
try lab run ./good sample-calls --accept-isolation reduced --reason t --role evaluator --purpose "first test" --requester "Acme Ltd"
try lab run ./good sample-calls --accept-isolation reduced --reason t --role evaluator --purpose "first test" --requester "Acme Ltd" --new-requester --quick 1
try lab run ./good sample-calls --accept-isolation reduced --reason t --role evaluator --purpose "first test" --requester "Acme Ltd" --new-requester --split dev
try lab tune ./good "./$custody" x=1 --best f1.macro/1 --to g.json
try benchmark perturb "./$custody" typos --to p
try benchmark check "./$custody"
try benchmark power "./$custody"
list
try lab run ./good sample-calls --accept-isolation reduced --reason t --role evaluator --purpose "first test" --requester "Acme Ltd" --new-requester
list
find data/custody ! -perm 600 ! -perm 700
grep -rl "sample-item-0001\|the bank again" data/blobs data/log data/public.db data/evidence data/runs 2> /dev/null || echo "nothing of the set is there"
