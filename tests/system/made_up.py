"""A made-up benchmark and made-up tools for the tests of this folder."""
import hashlib
import json
import pathlib

TOOL = {"protocol": 1, "version": "1", "name": "Made up for a test", "task": "text-redaction",
        "supplier": "tests", "licence": "MIT", "run": ["python3", "tool.py"],
        "resources": {"memory_mb": 128, "seconds_per_item": 20},
        "intended_use": "tests", "not_for": "anything else", "limitations": ["made up"]}


def benchmark(folder, ident, items, task="text-redaction"):
    """Writes a benchmark of rows (dicts without "id": it is made)."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True)
    rows = "".join(json.dumps(row) + "\n" for row in items)
    (folder / "items.jsonl").write_text(rows)
    groups = {}
    for row in items:
        for name, value in row.get("groups", {}).items():
            groups.setdefault(name, set()).add(value)
    (folder / "benchmark.json").write_text(json.dumps({
        "id": ident, "version": "1", "task": task, "title": "Made up for a test",
        "licence": "MIT", "source": "made up", "sensitivity": "synthetic", "exposure": "open", "metrics": {},
        "groups": {name: {"title": name, "values": sorted(values)} for name, values in groups.items()},
        "files": [{"path": "items.jsonl", "bytes": len(rows.encode()),
                   "sha256": hashlib.sha256(rows.encode()).hexdigest()}]}))


def tool(folder, ident, program, task="text-redaction"):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True)
    (folder / "tool.json").write_text(json.dumps({**TOOL, "id": ident, "task": task}))
    (folder / "tool.py").write_text(program)
