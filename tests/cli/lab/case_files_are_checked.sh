# a search for words goes over the shipped case files; defects found and false flags are counted here by hand
set -eu
export DATA="$PWD/data"
"$POLICEAI" lab run "$SOURCE_DIR/tests/tools/check-headings" case-files-synthetic --json >out
evidence=$(python3 -c 'import json; print(json.load(open("out"))["evidence"])')
python3 - "${evidence%.dsse.json}" "$SOURCE_DIR/benchmarks/case-files-synthetic/items.jsonl" <<'P'
import json, sys, unicodedata
truth = {row["id"]: row for row in map(json.loads, open(sys.argv[2])) if row["split"] == "test"}
answers = {row["id"]: json.loads(row["output"])["findings"] for row in map(json.loads, open(sys.argv[1] + ".results.jsonl"))}
assert truth.keys() == answers.keys()
def folded(text):
    return "".join(c for c in unicodedata.normalize("NFKD", text).lower() if c.isalnum())
def is_right(finding, defect):
    cited = {place["document"] for place in finding["at"]}
    return finding["kind"] == defect["kind"] and folded(finding["subject"]) == folded(defect["subject"]) and set(defect.get("documents", [])) <= cited
SUBSTANCE = ("disagreement", "point-unproved")
defects = [(name, defect) for name, row in truth.items() for defect in row["expected"]["defects"]]
found = [any(is_right(f, defect) for f in answers[name]) for name, defect in defects]
findings = [(name, f) for name, list_ in answers.items() for f in list_]
right = sum(any(is_right(f, d) for d in truth[name]["expected"]["defects"]) for name, f in findings)
def part(substance):
    chosen = [hit for hit, (_, d) in zip(found, defects) if (d["kind"] in SUBSTANCE) == substance]
    return sum(chosen), len(chosen)
wanted = {"defects.found/1": (sum(found), len(found)), "defects.found_completeness/1": part(False), "defects.found_substance/1": part(True),
          "false_flags.file/1": (len(findings) - right, len(truth)), "findings.right/1": (right, len(findings))}
for figure in json.load(open(sys.argv[1] + ".figures.json")):
    if figure["group"] == "all":
        assert (figure["numerator"], figure["denominator"]) == wanted[figure["metric"]], (figure, wanted)
        print(figure["metric"], figure["n"], figure["clusters"], figure["numerator"], figure["denominator"])
P
"$POLICEAI" verify "$evidence" --benchmarks "$SOURCE_DIR/benchmarks" | sed 's/[0-9a-f]\{16,\}/HEX/g' | tail -4
echo '{"case":{"offence":"theft","plea":"not guilty","test":"threshold"},"documents":{"file":"pages.jsonl"}}' >case.json
printf '%s\n' '{"document":"1","name":"a","page":1,"text":"MG11\nStatement of: Zoë Specimen\nSigned:\nDate: 4 March 2026"}' >pages.jsonl
"$POLICEAI" tool run "$SOURCE_DIR/tests/tools/check-headings" case.json
