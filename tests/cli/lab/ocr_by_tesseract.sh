# Debian's tesseract, a program of others, reads pictures of the shipped benchmark; its error rates are those counted here by hand
set -eu
export DATA="$PWD/data"
python3 - "$SOURCE_DIR/benchmarks/ocr-synthetic" <<'P'
import hashlib, json, pathlib, shutil, sys
source, folder = pathlib.Path(sys.argv[1]), pathlib.Path("few")
rows = [row for row in map(json.loads, open(source / "items.jsonl")) if row["cluster"] in ("note-05", "note-12") and row["split"] == "test"]
head = json.load(open(source / "benchmark.json"))
names = [row["input"]["image"]["file"] for row in rows]
(folder / "pages").mkdir(parents=True)
for name in names:
    shutil.copy(source / name, folder / name)
(folder / "items.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
listed = [(name, (folder / name).read_bytes()) for name in sorted(names + ["items.jsonl"])]
head.update(id="few", files=[{"path": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in listed])
(folder / "benchmark.json").write_text(json.dumps(head))
P
"$POLICEAI" lab run "$SOURCE_DIR/tests/tools/read-tesseract" ./few --json >out
evidence=$(python3 -c 'import json; print(json.load(open("out"))["evidence"])')
python3 - "${evidence%.dsse.json}" <<'P'
import json, sys
def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row, last = [i], row
        for j, y in enumerate(b, 1):
            row.append(min(last[j] + 1, row[-1] + 1, last[j - 1] + (x != y)))
    return row[-1]
truth = {row["id"]: row for row in map(json.loads, open("few/items.jsonl"))}
answers = {row["id"]: json.loads(row["output"])["text"] for row in map(json.loads, open(sys.argv[1] + ".results.jsonl"))}
def rate(condition, unit):
    errors = size = 0
    for name, row in truth.items():
        if condition in ("all", "condition=" + row["groups"]["condition"], "font=" + row["groups"]["font"]):
            right, read = unit(row["expected"]["text"]), unit(answers[name])
            errors, size = errors + distance(right, read), size + len(right)
    return f"{errors}/{size}"
units = {"cer.ocr/1": lambda text: " ".join(text.split()), "wer.ocr/1": str.split}
for figure in json.load(open(sys.argv[1] + ".figures.json")):
    given = f'{figure["numerator"]}/{figure["denominator"]}'
    assert given == rate(figure["group"], units[figure["metric"]]), (figure, rate(figure["group"], units[figure["metric"]]))
    print(figure["metric"], figure["group"], figure["n"], figure.get("undefined"))
clean = [name for name in answers if name.endswith("clean")]
assert all(answers[name].split() == truth[name]["expected"]["text"].split() for name in clean), answers
P
"$POLICEAI" verify "$evidence" --benchmarks . | sed 's/[0-9a-f]\{16,\}/HEX/g' | tail -4
