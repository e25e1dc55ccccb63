"$POLICEAI" tool list --json | python3 -c '
import json, sys
tools = {t["id"]: t for t in json.load(sys.stdin)["tools"]}
assert tools["redact-text"]["task"] == "text-redaction"'
"$POLICEAI" tool list | grep -c '^redact-text '
"$POLICEAI" tool show redact-text | grep -c '^limitations  '
"$POLICEAI" tool show redact-text --json | python3 -c '
import json, sys
shown = json.load(sys.stdin)
assert shown["built_in"] is True and len(shown["folder_sha256"]) == 64 and shown["manifest"]["id"] == "redact-text"'
