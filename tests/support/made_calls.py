"""Writes the folder `calls`: a made-up benchmark of text-classification, 120 test items of 30 callers and 20 dev items.

made_calls.py [SENSITIVITY]
"""
import hashlib
import json
import pathlib
import sys

LABELS = ["bins", "noise", "theft"]
WORDS = {"bins": "the bins were not emptied", "noise": "loud music next door", "theft": "my bicycle was taken"}


def item(number, split):
    label = LABELS[number % 3]
    return {
        "id": f"{split}-{label}-{number:03}",  # says too much, on purpose: it must not leave
        "input": {"text": f"Call {number}: {WORDS[label]}.", "labels": LABELS},
        "expected": {"label": label},
        "groups": {"channel": "phone" if number % 2 else "web"},
        "cluster": f"{split}-caller-{number % 30}",
        "split": split,
    }


folder = pathlib.Path("calls")
folder.mkdir()
rows = [item(n, "test") for n in range(120)] + [item(n, "dev") for n in range(20)]
text = "".join(json.dumps(row, separators=(",", ":")) + "\n" for row in rows).encode()
(folder / "items.jsonl").write_bytes(text)
(folder / "benchmark.json").write_text(json.dumps({
    "id": "calls", "version": "1", "task": "text-classification", "title": "Calls, made up", "licence": "MIT",
    "source": "made up by a test", "sensitivity": sys.argv[1] if len(sys.argv) > 1 else "synthetic", "exposure": "open",
    "groups": {"channel": {"title": "Channel", "values": ["phone", "web"]}}, "metrics": {},
    "files": [{"path": "items.jsonl", "bytes": len(text), "sha256": hashlib.sha256(text).hexdigest()}],
}))
