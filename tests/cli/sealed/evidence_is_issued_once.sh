# full figures by a deliberate act, counted; nothing that was answered leaves; a stranger exits 5, the custodian verifies all
set -e
here="$SOURCE_DIR/tests/cli/sealed"
export DATA="$PWD/data"
python3 "$here/support.py" set set
python3 "$here/support.py" tool good 80
"$POLICEAI" benchmark canary set --to planted > /dev/null 2>&1
"$POLICEAI" benchmark seal planted --holder "Sample test body" --budget 3 --step 0.02 > /dev/null 2>&1
run() { "$POLICEAI" lab run ./good sample-calls --accept-isolation reduced --reason t --role evaluator --purpose test --requester Acme "$@"; }
run --new-requester > told
run --issue > issued
set +e
evidence=$(sed -n 's/.*: //p' issued | tail -1)
run --issue 2>&1 | sed 's/already: .*/already: EVIDENCE/'
ls data/evidence/good | sed 's/.*\.\(dsse\|tlog\)/\1/'
find data/custody -name "*.results.jsonl" | wc -l
python3 - "$evidence" <<'EOF'
import base64, json, sys
predicate = json.loads(base64.b64decode(json.load(open(sys.argv[1]))["payload"]))["predicate"]
custody = predicate["isolation"]["custody"]
chance = custody["planted"].pop("chance")
print(predicate["exposure"], custody["holder"], "| openings", custody["openings"], "query", custody["query"], "of", custody["budget"], "evidence", custody["evidence"],
      "|", custody["inputs"], "| of", custody["planted"]["of"], "planted, chance above 0.001:", float(chance) > 0.001)
figure = next(f for f in predicate["figures"] if f["group"] == "all")
print("items", figure["n"])
EOF
verify() { "$POLICEAI" verify "$evidence" "$@"; echo "exit $?"; }
verify
verify --role auditor
verify --role auditor --purpose "yearly check"
"$POLICEAI" benchmark openings sample-calls | sed -n 's/ 20[0-9TZ:-]* / /; /verified/p' | sed 's/;.*//'
for command in "errors --html page.html" "threshold --positive /label=theft --recall 0.9 --to g.json" "calibrate --positive /label=theft --to g.json"; do
    "$POLICEAI" lab ${command%% *} "$evidence" ${command#* } 2>&1 | sed 's|[^ ]*/evidence/[^ ]*|EVIDENCE|'
done
"$POLICEAI" lab report "$evidence" 2>&1 | sed 's|[^ ]*/evidence/[^ ]*|EVIDENCE|'
"$POLICEAI" lab report "$evidence" --role auditor --purpose "a report" | grep -o "Sealed: .*"
grep -rl "sample-item-0001\|the bank again" data/blobs data/log data/public.db data/evidence || echo "nothing of the set is there"
# one answer changed: the custodian sees it
sed -i '1s/"burglary\|"fraud\|"noise/"theft/; 1s/output_sha256":"./output_sha256":"0/' data/custody/*/evidence/*.results.jsonl
verify --role auditor --purpose "was it changed" | sed 's|/[^ ]*/custody|CUSTODY|; s|CUSTODY/[^ ]*|RESULTS|'
