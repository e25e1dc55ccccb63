"""calls-1: 400 made-up texts with a number each; a high number is more likely to be a "yes". Half dev, half test, every text its own cluster."""
import hashlib
import json
import pathlib
import random
import sys

draw = random.Random(1)
folder = pathlib.Path(sys.argv[1])
folder.mkdir()
rows = []
for i in range(400):
    yes = i % 2 == 0
    number = draw.randint(0, 60) + (39 if yes else 0)
    text = f"made up, {number} of 100" if i % 50 else "made up, without"
    rows.append({"id": f"t{i:03}", "input": {"text": text, "labels": ["no", "yes"]}, "expected": {"label": "yes" if yes else "no"},
                 "groups": {}, "cluster": f"t{i:03}", "split": "dev" if i < 200 else "test"})
items = "".join(json.dumps(row, sort_keys=True, separators=(",", ":")) + "\n" for row in rows).encode()
(folder / "items.jsonl").write_bytes(items)
(folder / "benchmark.json").write_text(json.dumps({
    "id": "calls", "version": "1", "task": "text-classification", "title": "Sample: made-up calls", "licence": "CC0-1.0", "source": "made up for tests",
    "sensitivity": "synthetic", "exposure": "open", "groups": {}, "metrics": {},
    "files": [{"path": "items.jsonl", "sha256": hashlib.sha256(items).hexdigest(), "bytes": len(items)}]}))
