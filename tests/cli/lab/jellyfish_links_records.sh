# a tool around somebody else's library (Debian's python3-jellyfish) links spoilt copies of made-up records
set -eu
export DATA="$PWD/data"
python3 - <<'P'
import hashlib, json, pathlib, random
draw = random.Random(5)
parts = ["ba", "do", "ki", "lu", "me", "no", "ra", "si", "ta", "vo"]
def word(n): return "".join(draw.choice(parts) for _ in range(n))
def spoil(text): # one letter beside another
    at = draw.randrange(1, len(text) - 1)
    return text[:at] + text[at + 1] + text[at] + text[at + 2:]
rows = []
for i in range(60):
    person = {"given": word(3), "surname": word(4), "street": f"{draw.randrange(1, 99)} {word(3)} street", "born": f"{draw.randrange(1930, 2005)}0{draw.randrange(1, 9)}11"}
    copy = dict(person, surname=spoil(person["surname"]), given="" if i % 7 == 0 else person["given"])
    for name, record in (("a", person), ("b", copy)):
        rows.append({"id": f"{i:02}{name}", "input": {"record": record}, "expected": {"entity": str(i)}, "cluster": str(i), "split": "test"})
items = "".join(json.dumps(row) + "\n" for row in rows).encode()
pathlib.Path("b").mkdir()
pathlib.Path("b/items.jsonl").write_bytes(items)
pathlib.Path("b/benchmark.json").write_text(json.dumps({
    "id": "b", "version": "1", "task": "record-linkage", "title": "b", "licence": "MIT", "source": "made up", "sensitivity": "synthetic", "exposure": "open",
    "metrics": {}, "files": [{"path": "items.jsonl", "bytes": len(items), "sha256": hashlib.sha256(items).hexdigest()}]}))
P
"$POLICEAI" tool check "$SOURCE_DIR/tests/tools/link-records" | grep -v note | sed "s,[0-9]* ms,N ms,"
"$POLICEAI" lab run "$SOURCE_DIR/tests/tools/link-records" ./b --json >out
evidence=$(python3 -c 'import json; print(json.load(open("out"))["evidence"])')
python3 - "${evidence%.dsse.json}" <<'P'
import json, sys
for figure in json.load(open(sys.argv[1] + ".figures.json")):
    print(figure["metric"], figure["n"], float(figure["value"]) > 0.9)
P
"$POLICEAI" verify "$evidence" --benchmarks . | sed 's/[0-9a-f]\{16,\}/HEX/g' | tail -4
