#!/usr/bin/env python3
"""convert-cohen2006.py PROTON.csv FOLDER: one of Cohen's systematic reviews (proton pump inhibitors: 1,333 abstracts, 51 of which the review came to
include) as a benchmark of document-review. One review is one topic, so all of it is test; a document is relevant when it was included in the end.

    base=https://raw.githubusercontent.com/asreview/systematic-review-datasets/0909240
    curl -L -o PROTON.csv $base/datasets/Cohen_2006/output/online/ProtonPumpInhibitors.csv
    sha256sum PROTON.csv   # fd1a6c0f110a8128b77e407f6167d7418148bf7bad93f2a34df7a6004cd3882c

The source's README says under what terms the authors gave the list; the abstracts are their publishers', so the folder that this makes is for
measuring, not for publishing.
Cohen, Hersh, Peterson, Yen 2006, JAMIA 13:206-219."""
import csv
import hashlib
import json
import pathlib
import sys

SHA256 = "fd1a6c0f110a8128b77e407f6167d7418148bf7bad93f2a34df7a6004cd3882c"
TOPIC = {"title": "Proton pump inhibitors",
         "text": "Comparisons of proton pump inhibitors, of how well they work and what harm they do, for a review of that class of drugs."}

if len(sys.argv) != 3:
    sys.exit(__doc__)
source = pathlib.Path(sys.argv[1]).read_bytes()
if hashlib.sha256(source).hexdigest() != SHA256:
    sys.exit(f"{sys.argv[1]}: not the file this program was written for (SHA-256 {SHA256})")
rows = []
for record in csv.DictReader(source.decode("utf-8").splitlines(keepends=True)):
    name = f"record-{int(record['record_id']):04}"
    abstract = record["abstract"].strip()
    rows.append({"id": name, "input": {"topic": TOPIC, "document": {"title": record["title"].strip(), "text": abstract}},
                 "expected": {"relevant": record["label_included"] == "1"}, "groups": {"abstract": "there" if abstract else "missing"},
                 "cluster": name, "split": "test"})
rows.sort(key=lambda row: row["id"].encode())
items = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows).encode()
head = {
    "id": "cohen2006-ppi", "version": "1", "task": "document-review", "title": "Abstracts for a review of proton pump inhibitors",
    "licence": "list as its source says; abstracts belong to their publishers", "source": "Cohen 2006, asreview/systematic-review-datasets at 0909240",
    "sensitivity": "public", "exposure": "open",
    "groups": {"abstract": {"title": "Whether the record has an abstract", "values": ["missing", "there"]}}, "metrics": {},
    "files": [{"path": "items.jsonl", "bytes": len(items), "sha256": hashlib.sha256(items).hexdigest()}],
}
folder = pathlib.Path(sys.argv[2])
folder.mkdir(parents=True)
(folder / "items.jsonl").write_bytes(items)
(folder / "benchmark.json").write_text(json.dumps(head, sort_keys=True, separators=(",", ":")) + "\n")
