# SQLite's FTS5, a search engine of others, answers the shipped questions; exact matches and citations are counted here by hand
set -eu
export DATA="$PWD/data"
"$POLICEAI" lab run "$SOURCE_DIR/tests/tools/answer-fts5" questions-synthetic --json >out
evidence=$(python3 -c 'import json; print(json.load(open("out"))["evidence"])')
python3 - "${evidence%.dsse.json}" "$SOURCE_DIR/benchmarks/questions-synthetic/items.jsonl" <<'P'
import json, re, string, sys
truth = {row["id"]: row for row in map(json.loads, open(sys.argv[2])) if row["split"] == "test"}
answers = {row["id"]: json.loads(row["output"]) for row in map(json.loads, open(sys.argv[1] + ".results.jsonl"))}
assert truth.keys() == answers.keys()
def normal(text):
    text = "".join(c for c in text.lower() if c not in string.punctuation)
    return " ".join(word for word in text.split() if word not in ("a", "an", "the"))
right = sum(normal(said["answer"]) in (list(map(normal, truth[name]["expected"]["answers"])) or [""]) for name, said in answers.items())
cited = {name: {citation["id"] for citation in said["citations"]} for name, said in answers.items()}
found = sum(len(cited[name] & set(row["expected"]["citations"])) for name, row in truth.items())
none = [name for name, row in truth.items() if not row["expected"]["answers"]]
wanted = {
    "exact_match.squad/1": (right, len(truth)), "cited_passages.precision/1": (found, sum(map(len, cited.values()))),
    "cited_passages.recall/1": (found, sum(len(row["expected"]["citations"]) for row in truth.values())),
    "unsupported_answers/1": (0, sum(said["answer"] != "" for said in answers.values())),
    "answers_where_none/1": (sum(answers[name]["answer"] != "" for name in none), len(none)),
}
for figure in json.load(open(sys.argv[1] + ".figures.json")):
    if figure["group"] == "all":
        assert figure["metric"] == "f1.squad/1" or (figure["numerator"], figure["denominator"]) == wanted[figure["metric"]], (figure, wanted)
        print(figure["metric"], figure["n"], figure["clusters"], figure.get("undefined"))
P
"$POLICEAI" verify "$evidence" --benchmarks "$SOURCE_DIR/benchmarks" | sed 's/[0-9a-f]\{16,\}/HEX/g' | tail -4
echo '{"question":"How much does an adult pay at the pool?","passages":[{"id":"a","text":"The park is free. An adult pays £4 at the pool."}]}' >asked.json
"$POLICEAI" tool run "$SOURCE_DIR/tests/tools/answer-fts5" asked.json
echo '[]' >asked.json
"$POLICEAI" tool run "$SOURCE_DIR/tests/tools/answer-fts5" asked.json 2>&1 || echo "status $?"
