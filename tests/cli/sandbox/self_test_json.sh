"$POLICEAI" sandbox self-test --json | python3 -c '
import json, sys
test = json.load(sys.stdin)
assert test["passed"] is True and test["level"] == test["isolation"]["level"] == "full"
for probe in test["probes"]:
    assert probe["outside"]["succeeded"] and not probe["inside"]["succeeded"], probe
    assert probe["held_by"] and probe["inside"]["words"]
refused = test["isolation"]["refused"]
assert refused["ptrace"] >= 1 and refused["socket"] >= 1, refused
print(len(test["probes"]))'
