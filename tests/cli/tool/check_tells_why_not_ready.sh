mkdir t
sed 's/tool.py/tool.sh/' "$SOURCE_DIR/tests/tools/obedient/tool.json" > t/tool.json
try() {
    printf '#!/bin/sh\n%s\n' "$1" > t/tool.sh
    chmod +x t/tool.sh
    "$POLICEAI" tool check ./t | sed -n 's/^  fails  ready *//p'
}
try 'echo no model here >&2; exit 3'
try 'read -r line; echo "{\"ready\":true,\"id\":\"other\",\"version\":\"1\",\"window\":1}"; cat >/dev/null'
try 'read -r line; echo "{\"ready\":true,\"id\":\"obedient\",\"version\":\"1\",\"window\":0}"; cat >/dev/null'
try 'read -r line; echo "{\"id\":\"x\",\"output\":1}"; cat >/dev/null'
try 'read -r line; echo "{\"ready\":"; cat >/dev/null'
