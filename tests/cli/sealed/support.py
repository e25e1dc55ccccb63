"""A made-up set of 300 texts in six classes, exposure sealed, and tools for it:

    support.py set FOLDER             the benchmark
    support.py tool FOLDER PERCENT    answers rightly to about PERCENT of the items, by the text alone
    support.py cheat FOLDER SET       has the texts and answers of the set SET, and gives them
"""
import hashlib
import json
import pathlib
import sys

LABELS = ["burglary", "fraud", "missing person", "noise", "theft", "traffic"]
WORDS = ["house", "bank", "child", "party", "wallet", "crash"]

PROGRAM = """#!/usr/bin/python3
import hashlib, json, sys
answers = json.load(open("/tool/answers.json"))
labels, words, percent = answers["labels"], answers["words"], answers["percent"]
sys.stdin.readline()
print(json.dumps({{"ready": True, "id": "{id}", "version": "1", "window": 4, "ops": []}}), flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    text = asked["input"]["text"]
    right = next((i for i, word in enumerate(words) if word in text), 0)
    wrong = int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) % 100 >= percent
    label = answers["known"].get(text, labels[(right + 1) % 6 if wrong else right])
    print(json.dumps({{"id": asked["id"], "output": {{"label": label}}}}), flush=True)
"""


def make_set(folder):
    rows = []
    for i in range(300):
        word = i * 7 % 6
        rows.append({"id": f"sample-item-{i:04}", "input": {"text": f"sample call number {i * i + 17} says: the {WORDS[word]} again, case {i}, made up",
                     "labels": LABELS}, "expected": {"label": LABELS[word]}, "groups": {}, "cluster": f"c{i:04}", "split": "test"})
    items = "".join(json.dumps(row, separators=(",", ":")) + "\n" for row in rows).encode()
    folder.mkdir(parents=True)
    (folder / "items.jsonl").write_bytes(items)
    (folder / "benchmark.json").write_text(json.dumps({
        "id": "sample-calls", "version": "1", "task": "text-classification", "title": "Sample: made-up calls, sealed", "licence": "CC0-1.0",
        "source": "made up for tests", "sensitivity": "synthetic", "exposure": "sealed", "groups": {}, "metrics": {},
        "files": [{"path": "items.jsonl", "sha256": hashlib.sha256(items).hexdigest(), "bytes": len(items)}]}))


def make_tool(folder, percent, known):
    folder.mkdir(parents=True)
    name = folder.name
    (folder / "tool.json").write_text(json.dumps({
        "protocol": 1, "id": name, "version": "1", "name": "Sample tool", "task": "text-classification", "supplier": "tests", "licence": "MIT",
        "run": ["./tool.py"], "runtime": "debian12", "resources": {"memory_mb": 128, "start_seconds": 10, "seconds_per_item": 5},
        "parameters": [{"name": "x", "type": "integer", "default": 1, "min": 0, "max": 9, "help": "does nothing"}],
        "intended_use": "tests", "not_for": "anything else", "limitations": ["made up"]}))
    (folder / "answers.json").write_text(json.dumps({"labels": LABELS, "words": WORDS, "percent": percent, "known": known}))
    (folder / "tool.py").write_text(PROGRAM.format(id=name))
    (folder / "tool.py").chmod(0o755)


what, where = sys.argv[1], pathlib.Path(sys.argv[2])
if what == "set":
    make_set(where)
elif what == "tool":
    make_tool(where, int(sys.argv[3]), {})
else:
    rows = map(json.loads, open(pathlib.Path(sys.argv[3]) / "items.jsonl"))
    make_tool(where, 0, {row["input"]["text"]: row["expected"]["label"] for row in rows})
