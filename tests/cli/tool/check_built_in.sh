"$POLICEAI" tool check redact-text --json | python3 -c '
import json, sys
report = json.load(sys.stdin)
assert report["tool"] == "redact-text" and report["passed"] is True, report
assert [c for c in report["cases"] if c["state"] == "holds"]'
