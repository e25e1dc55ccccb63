touch a.txt
tool="$SOURCE_DIR/tests/tools/obedient"
try() {
    printf '%s' "$1" > p.json
    "$POLICEAI" tool run "$tool" a.txt --parameters p.json
    echo "$?"
}
try '{"window":65}'
try '{"window":"many"}'
try '{"windows":3}'
try '[1]'
try '{"window":3'
"$POLICEAI" tool run "$tool" a.txt --parameters nowhere.json
