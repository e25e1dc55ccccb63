#!/usr/bin/env python3
"""convert-clinc150.py DATA_FULL.json FOLDER: CLINC150 (150 intents of requests to an assistant, and requests that are none of them) as a
benchmark of text-classification. Its validation part becomes dev, its test part test; the training part is left out.

    curl -LO https://raw.githubusercontent.com/clinc/oos-eval/828f8093932c8fe6ca7936c3d2e52903b1c523de/data/data_full.json
    sha256sum data_full.json   # 36923c3705a59e08fe9c3883d8bc2dd966ef93e22cb78ac41171782a698d56e0

CC BY 3.0; Larson et al. 2019, An Evaluation Dataset for Intent Classification and Out-of-Scope Prediction, EMNLP-IJCNLP."""
import hashlib
import json
import pathlib
import sys

SHA256 = "36923c3705a59e08fe9c3883d8bc2dd966ef93e22cb78ac41171782a698d56e0"
PARTS = [("dev", "val", "in"), ("dev", "oos_val", "out"), ("test", "test", "in"), ("test", "oos_test", "out")]

if len(sys.argv) != 3:
    sys.exit(__doc__)
source = pathlib.Path(sys.argv[1]).read_bytes()
if hashlib.sha256(source).hexdigest() != SHA256:
    sys.exit(f"{sys.argv[1]}: not the file this program was written for (SHA-256 {SHA256})")
data = json.loads(source)
labels = sorted({label for rows in data.values() for _, label in rows}, key=str.encode)
rows = []
for split, part, scope in PARTS:
    for number, (text, label) in enumerate(data[part], 1):
        name = f"{part.replace('_', '-')}-{number:04}"
        rows.append({"id": name, "input": {"text": text, "labels": labels}, "expected": {"label": label}, "groups": {"scope": scope},
                     "cluster": name, "split": split})
rows.sort(key=lambda row: row["id"].encode())
items = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows).encode()
head = {
    "id": "clinc150", "version": "1", "task": "text-classification", "title": "Intents of requests to an assistant, and requests beyond them",
    "licence": "CC BY 3.0", "source": "CLINC150, clinc/oos-eval at 828f809, data/data_full.json", "sensitivity": "public", "exposure": "open",
    "groups": {"scope": {"title": "Whether one of the 150 intents fits", "values": ["in", "out"]}}, "metrics": {},
    "files": [{"path": "items.jsonl", "bytes": len(items), "sha256": hashlib.sha256(items).hexdigest()}],
}
folder = pathlib.Path(sys.argv[2])
folder.mkdir(parents=True)
(folder / "items.jsonl").write_bytes(items)
(folder / "benchmark.json").write_text(json.dumps(head, sort_keys=True, separators=(",", ":")) + "\n")
