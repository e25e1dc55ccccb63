# Every command of doc/benchmark.md in its order; who labels is stood in for by what the pages would have written.
set -eu
python3 - >calls.csv <<'P'
print("text,channel,caller")
for i in range(60):
    print(f"call {i} about {'a theft in street' if i % 3 else 'bins of week'} {i * 7},{'phone' if i % 2 else 'web'},caller-{i // 2}")
P
labels() { # NAME WORDS-THAT-ARE-COUNCIL
    mkdir -p draft/labels
    python3 - "$2" >"draft/labels/$1.jsonl" <<'P'
import json, sys
texts = {row["id"]: row["input"]["text"] for row in map(json.loads, open("draft/candidates.jsonl"))}
for item in json.load(open("draft/sample.json"))["items"]:
    label = "council" if sys.argv[1] in texts[item["id"]] else "crime"
    print(json.dumps({"item": item["id"], "seconds": 5, "value": {"label": label}}))
P
}
sed -n '/^```sh$/,/^```$/{/^policeai /p;}' "$SOURCE_DIR/doc/benchmark.md" >commands
while read -r program part command rest; do
    case "$command $rest" in
    "label draft --as first") labels first bins ;;
    "label draft --as second") labels second 'bins of week 1' ;;
    "adjudicate draft --as third")
        status=0
        "$POLICEAI" benchmark freeze draft --to early 2>&1 || status=$?
        echo "status $status"
        grep -h council draft/labels/first.jsonl >draft/decisions.jsonl
        ;;
    *)
        # shellcheck disable=SC2086
        "$POLICEAI" "$part" "$command" $rest
        ;;
    esac
done <commands >said
sed 's/^digest [0-9a-f]\{64\}$/digest HEX/' said
