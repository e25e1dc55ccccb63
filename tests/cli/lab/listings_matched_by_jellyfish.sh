# listings in Ditto's form become a benchmark; Debian's jellyfish, a library of others, matches them; leaks are told and figures counted by hand
set -eu
export DATA="$PWD/data"
python3 - <<'P'
import random
chance = random.Random(1)
for name, count in (("valid.txt", 6), ("test.txt", 120)):
    with open(name, "w") as file:
        for i in range(count):
            words = ["blue", "red", "old", "new", "bike", "saw", "drill", "case"]
            title = " ".join(chance.sample(words, 4)) + f" {i % 30}"
            other = title.replace("blue", "bleu") if i % 3 == 0 else " ".join(chance.sample(words, 4)) + f" {i}"
            file.write(f"COL title VAL {title} COL maker VAL {'acme' if i % 2 else ''} COL price VAL 9.5 \t"
                       f"COL title VAL {other} COL maker VAL  COL price VAL  \t{int(i % 3 == 0)}\n")
with open("test.txt", "a") as test, open("valid.txt") as valid: # a listing that stands in both
    test.write(valid.readline())
P
"$SOURCE_DIR/benchmarks/convert-ditto.py" valid.txt test.txt refused 2>&1 | sed 's/(SHA.*/(…)/'
"$SOURCE_DIR/benchmarks/convert-ditto.py" --other-files valid.txt test.txt listings
"$POLICEAI" benchmark check listings || true
"$POLICEAI" lab run "$SOURCE_DIR/tests/tools/match-jellyfish" ./listings --json >out
evidence=$(python3 -c 'import json; print(json.load(open("out"))["evidence"])')
python3 - "${evidence%.dsse.json}" <<'P'
import json, sys
truth = {row["id"]: row["expected"]["match"] for row in map(json.loads, open("listings/items.jsonl"))}
answers = [(truth[row["id"]] == "yes", json.loads(row["output"])) for row in map(json.loads, open(sys.argv[1] + ".results.jsonl"))]
hit = sum(same and said["match"] == "yes" for same, said in answers)
called, same = sum(said["match"] == "yes" for _, said in answers), sum(same for same, _ in answers)
def precision_down_to(score):
    above = [same for same, said in answers if said["score"] >= score]
    return sum(above) / len(above)
wanted = {"precision.positive/1": hit / called, "recall.positive/1": hit / same, "f1.positive/1": 2 * hit / (called + same),
          "average_precision/1": sum(precision_down_to(said["score"]) for is_same, said in answers if is_same) / same,
          "roc_auc/1": sum((a["score"] > b["score"]) + (a["score"] == b["score"]) / 2 for yes, a in answers if yes for no, b in answers if not no)
          / (same * (len(answers) - same))}
for figure in json.load(open(sys.argv[1] + ".figures.json")):
    if figure["group"] == "all":
        assert abs(float(figure["value"]) - wanted[figure["metric"]]) < 1e-3, (figure, wanted)
        print(figure["metric"], figure["n"], figure["clusters"])
P
"$POLICEAI" verify "$evidence" --benchmarks . | sed 's/[0-9a-f]\{16,\}/HEX/g' | tail -4
