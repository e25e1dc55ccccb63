# Two runs on one benchmark, compared: counts and differences are those that a few lines of Python find in stats.jsonl.
set -eu
export DATA="$PWD/data"
echo '{"scope":"everything"}' >all.json
"$POLICEAI" lab run redact-text redaction-uk --json >one.json 2>/dev/null
"$POLICEAI" lab run redact-text redaction-uk --parameters all.json --json >two.json 2>/dev/null
one=$(jq -r .evidence one.json)
two=$(jq -r .evidence two.json)
"$POLICEAI" lab compare "$one" "$two" --metric all --margin 0.05 --json >compared.json
"$POLICEAI" lab compare "$one" "$two" --metric all --margin 0.05 --json | cmp - compared.json && echo "the same again"
python3 - "$one" "$two" <<'P'
import json, sys
def stats(path):
    rows = map(json.loads, open(path.replace(".dsse.json", ".stats.jsonl")))
    return {(r["metric"], r["id"]): r["v"] for r in rows}
a, b = map(stats, sys.argv[1:])
told = json.load(open("compared.json"))
assert told["tests"] == 3 and told["margin"] == "0.05" and len(told["pairs"]) == 3
for pair in told["pairs"]:
    metric = pair["metric"]
    both = sorted(i for m, i in a if m == metric and (m, i) in b)
    assert pair["items"] == len(both)
    sums = [[sum(s[metric, i][k] for i in both) for k in (0, 1)] for s in (a, b)]
    for side, (num, den) in zip(pair["sides"], sums):
        assert (side["numerator"], side["denominator"]) == (str(num), str(den)), (side, num, den)
        assert abs(float(side["value"]) - num / den) < 1e-11
        assert float(side["low"]) < num / den < float(side["high"])
    difference = sums[0][0] / sums[0][1] - sums[1][0] / sums[1][1]
    assert abs(float(pair["difference"]) - difference) < 1e-11
    assert float(pair["low"]) < difference < float(pair["high"])
    assert float(pair["p_holm"]) >= float(pair["p"])
    differ = [i for i in both if a[metric, i] != b[metric, i]]
    assert pair["differ"] == differ and pair["same"] == len(both) - len(differ)
    assert sum(s["better_on"] for s in pair["sides"]) + pair["otherwise"] == len(differ)
    print(metric, pair["method"], pair["verdict"])
# nothing of an item but its id
text = open("compared.json").read()
item = json.loads(next(open(sys.argv[1].replace(".dsse.json", ".results.jsonl"))))
assert "spans" not in text and item["output"] not in text
P
# the words name no winner without a test
"$POLICEAI" lab compare "$one" "$two" >text
grep -c "is better$" text
grep "less A\|less B" text | sed 's/p .*//'
