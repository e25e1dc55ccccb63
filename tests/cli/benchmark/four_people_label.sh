# four people label, with gaps; alpha is what the formula gives in Python, a fifth is refused, what differs is settled, no name is published
set -eu
python3 - <<'P'
import pathlib
pathlib.Path("calls.csv").write_text("text\n" + "".join(f"call {i} of no kind at all\n" for i in range(60)))
P
"$POLICEAI" benchmark new draft --task text-classification --from calls.csv --labels bins,noise,theft --labellers 4 >/dev/null
"$POLICEAI" benchmark sample draft --seed 1 >/dev/null
mkdir draft/labels
cat >write.py <<'P'
import json, sys
labels = ["bins", "noise", "theft"]
def said(person, i): # mostly the same, each errs in a way of its own
    return labels[(i + (i % (5 + person) == person)) % 3]
def rows(person, gaps):
    for i in range(60):
        if not gaps or i % 10 != person:
            yield {"item": f"row-{i + 1:06}", "seconds": 1, "value": {"label": said(person, i)}}
gaps = sys.argv[1] == "gaps"
for person in range(4):
    with open(f"draft/labels/person-{person}.jsonl", "w") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows(person, gaps))
P
cat >alpha.py <<'P'
import collections, glob, itertools, json, re, sys
units = collections.defaultdict(list)
for path in sorted(glob.glob("draft/labels/*.jsonl")):
    for row in map(json.loads, open(path)):
        units[row["item"]].append(row["value"]["label"])
pairs = collections.Counter()
for values in units.values():
    for a, b in itertools.permutations(values, 2):
        pairs[a, b] += 1 / (len(values) - 1)
of = collections.Counter()
for (a, _), count in pairs.items():
    of[a] += count
n = sum(of.values())
observed = sum(count for (a, b), count in pairs.items() if a != b) / n
expected = sum(of[a] * of[b] for a in of for b in of if a != b) / (n * (n - 1))
told = sys.stdin.read()
value, low, high = map(float, re.search(r"alpha ([0-9.]+) \(95 % ([0-9.]+) to ([0-9.]+)\)", told).groups())
assert value == round(1 - observed / expected, 3), (value, 1 - observed / expected)
assert low < value < high
print("alpha as by the formula, of", re.search(r"of (\d people on \d+ items)", told).group(1))
P
python3 write.py gaps
"$POLICEAI" benchmark check draft | tee said | python3 alpha.py
grep -c 'by pairs Cohen' said
grep '^labels:' said
"$POLICEAI" benchmark freeze draft --to calls 2>&1 | head -1
python3 write.py whole
"$POLICEAI" benchmark check draft | python3 alpha.py
"$POLICEAI" benchmark label draft --as fifth 2>&1 || true
touch draft/labels/fifth.jsonl
"$POLICEAI" benchmark check draft 2>&1 | tail -2
rm draft/labels/fifth.jsonl
python3 - <<'P'
import json
open("draft/decisions.jsonl", "w").writelines(
    json.dumps({"item": f"row-{i + 1:06}", "seconds": 1, "value": {"label": ["bins", "noise", "theft"][i % 3]}}) + "\n" for i in range(60))
P
"$POLICEAI" benchmark freeze draft --to calls | head -1
grep -o 'labelled under 4 names blind to each other: Krippendorff' calls/benchmark.json
grep -c 'person-' calls/benchmark.json || true
