#!/usr/bin/env python3
"""convert-ditto.py VALID.txt TEST.txt FOLDER: Amazon-Google (listings of software in two shops, which pairs are one product) as a benchmark
of item-matching. The validation part becomes dev, the test part test; the training part is left out.

    base=https://raw.githubusercontent.com/megagonlabs/ditto/17c6ba4eec89a1afb9ad0dacc6adbce0e3f12e48/data/er_magellan/Structured/Amazon-Google
    curl -L -o valid.txt $base/valid.txt -o test.txt $base/test.txt
    sha256sum valid.txt test.txt
    # baa53c43706e979441aaf653698bb477294b6fa16328fd272fcdc56ca040c094  valid.txt
    # fb4a50692f296435d9ecd4b310acc1318ff7d6d1e13924f0b211d1f906dacbef  test.txt

The repository is under Apache-2.0; who owns the shops' texts it does not say, so nothing of it is passed on here. Köpcke, Thor and Rahm 2010,
Evaluation of entity resolution approaches on real-world match problems, VLDB.

A cluster is a listing of the first shop. Its pairs stand in dev and in test, since those who made the parts divided pairs and not
listings: `policeai benchmark check` says so. --other-files takes files of the same form whose digests are not these."""
import hashlib
import json
import pathlib
import re
import sys

SHA256 = {"dev": "baa53c43706e979441aaf653698bb477294b6fa16328fd272fcdc56ca040c094",
          "test": "fb4a50692f296435d9ecd4b310acc1318ff7d6d1e13924f0b211d1f906dacbef"}


def listing(text, place):
    """COL title VAL … COL manufacturer VAL … COL price VAL …"""
    fields = re.findall(r"COL (\S+) VAL (.*?)(?= COL \S+ VAL |$)", text.strip() + " ")
    if not fields or len(dict(fields)) != len(fields):
        sys.exit(f"{place}: no listing of the form COL NAME VAL TEXT: {text[:80]}")
    return {name: value.strip() for name, value in fields}


other = "--other-files" in sys.argv
arguments = [argument for argument in sys.argv[1:] if argument != "--other-files"]
if len(arguments) != 3:
    sys.exit(__doc__)
rows = []
for split, name in zip(("dev", "test"), arguments):
    source = pathlib.Path(name).read_bytes()
    if hashlib.sha256(source).hexdigest() != SHA256[split] and not other:
        sys.exit(f"{name}: not the file this program was written for (SHA-256 {SHA256[split]})")
    for number, line in enumerate(source.decode().splitlines(), 1):
        place = f"{name} line {number}"
        cells = line.split("\t")
        if len(cells) != 3 or cells[2] not in ("0", "1"):
            sys.exit(f"{place}: not two listings and 0 or 1 between tabs")
        left, right = listing(cells[0], place), listing(cells[1], place)
        rows.append({"id": f"{split}-{number:05}", "input": {"left": left, "right": right},
                     "expected": {"match": "yes" if cells[2] == "1" else "no"},
                     "groups": {"maker": "both" if left.get("manufacturer") and right.get("manufacturer") else "not-both"},
                     "cluster": "amazon-" + hashlib.sha256(cells[0].encode()).hexdigest()[:16], "split": split})
rows.sort(key=lambda row: row["id"].encode())
items = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows).encode()
head = {
    "id": "amazon-google", "version": "1", "task": "item-matching", "title": "Listings of software in two shops",
    "licence": "Apache-2.0 repository; rights in the listings not stated", "source": "Amazon-Google, megagonlabs/ditto at 17c6ba4, Structured",
    "sensitivity": "public", "exposure": "open",
    "groups": {"maker": {"title": "Whether both listings name a maker", "values": ["both", "not-both"]}}, "metrics": {},
    "files": [{"path": "items.jsonl", "bytes": len(items), "sha256": hashlib.sha256(items).hexdigest()}],
}
folder = pathlib.Path(arguments[2])
folder.mkdir(parents=True)
(folder / "items.jsonl").write_bytes(items)
(folder / "benchmark.json").write_text(json.dumps(head, sort_keys=True, separators=(",", ":")) + "\n")
