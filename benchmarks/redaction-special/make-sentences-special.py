#!/usr/bin/env python3
"""Makes items.jsonl and benchmark.json from sentences.txt. usage: make-sentences-special.py [--check]"""
import hashlib
import json
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def rows():
    kind, number = None, 0
    with open(os.path.join(HERE, "sentences.txt"), encoding="utf-8") as file:
        for line in file.read().splitlines():
            if line.startswith("#"):
                continue
            if re.fullmatch(r"\[\w+\]", line):
                kind = line[1:-1]
                continue
            number += 1
            text, spans = "", []
            for i, part in enumerate(re.split(r"\[\[(.*?)\]\]", line)):
                if i % 2:
                    spans.append({"start": len(text), "end": len(text) + len(part), "label": "SPECIAL_CATEGORY"})
                text += part
            yield {"id": "special-%03d" % number, "input": {"text": text}, "expected": {"spans": spans}, "groups": {"category": kind},
                   "cluster": "special-%03d" % number, "split": "test"}


def put(name, content, check):
    path = os.path.join(HERE, name)
    if not check:
        with open(path, "wb") as file:
            file.write(content)
        return
    with open(path, "rb") as file:
        if file.read() != content:
            sys.exit("make-sentences-special.py: %s is not what sentences.txt makes: run make-sentences-special.py" % name)


def main():
    check = "--check" in sys.argv
    made = list(rows())
    put("items.jsonl", "".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")) + "\n" for r in made).encode(), check)
    files = []
    for name in ("LICENSE", "items.jsonl"):
        with open(os.path.join(HERE, name), "rb") as file:
            own = file.read()
        files.append({"path": name, "sha256": hashlib.sha256(own).hexdigest(), "bytes": len(own)})
    head = {"id": "redaction-special", "version": "1", "task": "text-redaction", "title": "Special-category statements about a person, made up", "licence": "MIT",
            "source": "written by this project; no real person", "sensitivity": "synthetic", "exposure": "open", "files": files, "metrics": {},
            "groups": {"category": {"title": "Category, or none", "values": sorted({r["groups"]["category"] for r in made})}}}
    put("benchmark.json", (json.dumps(head, sort_keys=True, separators=(",", ":")) + "\n").encode(), check)


if __name__ == "__main__":
    main()
