mkdir t
touch a.txt
try() {
    printf '%s' "$1" > t/tool.json
    "$POLICEAI" tool run ./t a.txt
    "$POLICEAI" tool show ./t
}
try '{"protocol":1,'
try '{"protocol":2}'
sed 's/"seconds_per_item": 1/"seconds_per_item": 0/' "$SOURCE_DIR/tests/tools/obedient/tool.json" > t/tool.json
"$POLICEAI" tool show ./t
sed 's/"licence": "MIT", //' "$SOURCE_DIR/tests/tools/obedient/tool.json" > t/tool.json
"$POLICEAI" tool show ./t
cp "$SOURCE_DIR/tests/tools/obedient/tool.json" t/tool.json
"$POLICEAI" tool show ./t
