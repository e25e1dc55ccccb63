# the contract's names stand in the JSON, with counts and signature; text output says the same
cat > g <<'G'
{"id":"a","text":"Mr Doe, 07700 900123","spans":[{"start":3,"end":6,"label":"PERSON","identifier":"direct"},{"start":8,"end":20,"label":"PHONE","identifier":"quasi"}]}
{"id":"b","text":"nothing","spans":[]}
G
cat > p <<'P'
{"id":"a","spans":[{"start":0,"end":6,"label":"PERSON"},{"start":8,"end":13,"label":"PHONE"}]}
P
"$POLICEAI" score spans --ref g --hyp p --json --compare-conventions > out || exit
python3 - <<'PY'
import json
r = json.load(open("out"))
m = r["metrics"]
for name in ("precision", "recall", "f1", "strict.f1", "partial.f1", "ent_type.f1", "strict.f1.matched", "entity.recall",
             "documents.leak", "documents.leak.direct", "tab.entity.recall.quasi", "iou.recall", "characters.precision"):
    f = m[name]
    print(name, f["value"], f["numerator"], f["denominator"], f["n"], f["signature"])
print(sorted(r["groups"]["label"]), r["notes"])
print([c["convention"] for c in r["conventions"] if c["quantity"] == "partial.f1"])
PY
"$POLICEAI" score spans --ref g --hyp p | grep -A3 '^label = PERSON'
