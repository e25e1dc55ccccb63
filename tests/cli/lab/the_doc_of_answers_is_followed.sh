# Every command of doc/answers-elsewhere.md in its order; the supplier and the service are stood in for.
set -eu
export DATA="$PWD/data"
python3 "$SOURCE_DIR/tests/support/made_calls.py"
python3 "$SOURCE_DIR/tests/support/completions_server.py" port log &
trap 'kill $!' EXIT
doc="$SOURCE_DIR/doc/answers-elsewhere.md"
answer() { # as the supplier would
    sed 's/"output":null/"output":{"label":"theft"}/' parcel/outputs.jsonl >back.jsonl
}
write_service() { # the one of the doc, at the address where the stand-in listens
    while [ ! -f port ]; do sleep 0.1; done
    sed -n '/^```json$/,/^```$/p' "$doc" | sed '/^```/d' | sed -n '1,/^.*"price"/p' | sed "s/8080/$(cat port)/" >service.json
}
sed -n '/^```sh$/,/^```$/{/^policeai /p;}' "$doc" >commands
while read -r line; do
    case "$line" in
    *' lab outputs '*--check) answer ;;
    *' lab run '*) write_service ;;
    esac
    eval "\"\$POLICEAI\" ${line#policeai }"
done <commands >said
sed 's/[0-9a-f]\{16,\}/HEX/g; s|/[^ ]*/data/|data/|' said
diff -r parcel parcel-again && echo "the same again"
# templates of the doc are templates
python3 - "$doc" "$SOURCE_DIR" <<'P'
import json, re, sys
blocks = re.findall(r"```json\n(.*?)```", open(sys.argv[1]).read(), re.S)
shipped = json.load(open(sys.argv[2] + "/reference/prompts/text-classification.json"))
shown = json.loads(blocks[1])
assert shown["messages"][-1] == shipped["messages"][-1] and shown["reader"] == shipped["reader"]
print(len(blocks), "blocks of the doc read")
P
