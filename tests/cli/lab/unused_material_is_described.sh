# one word a category goes over the shipped unused material; misses, flags and what descriptions say are counted here by hand
set -eu
export DATA="$PWD/data"
"$POLICEAI" lab run "$SOURCE_DIR/tests/tools/schedule-words" unused-material-synthetic --json >out
evidence=$(python3 -c 'import json; print(json.load(open("out"))["evidence"])')
python3 - "${evidence%.dsse.json}" "$SOURCE_DIR/benchmarks/unused-material-synthetic/items.jsonl" <<'P'
import json, re, sys, unicodedata
truth = {row["id"]: row["expected"] for row in map(json.loads, open(sys.argv[2])) if row["split"] == "test"}
answers = {row["id"]: json.loads(row["output"]) for row in map(json.loads, open(sys.argv[1] + ".results.jsonl"))}
assert truth.keys() == answers.keys()
def words(text):
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) != "Mn").lower()))
def says(description, thing):
    return any(f" {words(t)} " in f" {words(description)} " for t in ([thing] if isinstance(thing, str) else thing))
def thin(description):
    return len({words(w) for w in re.findall(r"[^\W\d_]+", description) if len(w) >= 3 and not w.isupper()}) < 5
pairs = [(truth[name], answers[name]) for name in truth]
belong = [said for wanted, said in pairs if wanted["category"] != "none"]
called = [wanted for wanted, said in pairs if said["category"] != "none"]
secret = [said for wanted, said in pairs if wanted["sensitive"] == "yes"]
flagged = [wanted for wanted, said in pairs if said["sensitive"]]
counted = {
    "presumption.recall/1": (sum(said["category"] != "none" for said in belong), len(belong)),
    "presumption.precision/1": (sum(wanted["category"] != "none" for wanted in called), len(called)),
    "presumption.category/1": (sum(wanted["category"] == said["category"] for wanted, said in pairs), len(pairs)),
    "sensitive.recall/1": (sum(bool(said["sensitive"]) for said in secret), len(secret)),
    "sensitive.precision/1": (sum(wanted["sensitive"] == "yes" for wanted in flagged), len(flagged)),
    "description.says/1": (sum(says(said["description"], thing) for wanted, said in pairs for thing in wanted["must_say"]), sum(len(wanted["must_say"]) for wanted, _ in pairs)),
    "thin_descriptions/1": (sum(thin(said["description"]) for _, said in pairs), len(pairs)),
}
for figure in json.load(open(sys.argv[1] + ".figures.json")):
    if figure["group"] == "all":
        assert (figure["numerator"], figure["denominator"]) == counted[figure["metric"]], (figure, counted)
        print(figure["metric"], figure["n"], figure["clusters"], figure["numerator"], figure["denominator"])
P
"$POLICEAI" verify "$evidence" --benchmarks "$SOURCE_DIR/benchmarks" | sed 's/[0-9a-f]\{16,\}/HEX/g' | tail -4
printf '%s\n' '{"document":{"name":"a.txt","kind":"text","pages":1,"text":"SAMPLE\nINCIDENT LOG 118\nA source said so.","facts":{}}}' >asked.json
"$POLICEAI" tool run "$SOURCE_DIR/tests/tools/schedule-words" asked.json
