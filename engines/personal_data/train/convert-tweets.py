#!/usr/bin/env python3
"""Makes training texts from the Broad Twitter Corpus (GateNLP, CC BY 4.0): real writing with marked people, places, firms.

usage: convert-tweets.py PART.conll… > tweets.jsonl

Parts a, b, e, g and h are for training; f is for measuring and belongs in no model. The corpus marks some names of accounts;
those marks are dropped, since @name is found by its shape. "kinds" says what is marked: people, places, firms, and addresses, of
which there are next to none; the learner asks nothing about the others.
"""
import json
import os
import re
import sys

LABELS = {"PER": "PERSON", "LOC": "PLACE", "ORG": "ORGANISATION"}
CLOSING = set(".,!?;:)]}%'\u2019\u201d\u2026") | {"n't", "'s", "'re", "'m", "'ll", "'ve", "'d", "..."}
OPENING = set("([{#@$\u00a3\u201c")


def join(words):
    """Words with blanks between as they are written, and where each begins and ends."""
    text, places = "", []
    for word in words:
        blank = text and word not in CLOSING and not word.startswith("'") and text[-1] not in OPENING
        text += " " if blank else ""
        places.append((len(text), len(text) + len(word)))
        text += word
    return text, places


def item(name, words, marks):
    text, places = join(words)
    spans = []
    for i, mark in enumerate(marks):
        kind = LABELS.get(mark[2:])
        account = "@" in words[i] or (i > 0 and words[i - 1].endswith("@"))
        if kind is None or account:
            continue
        if mark[0] == "I" and spans and spans[-1]["label"] == kind and spans[-1]["to"] == i - 1:
            spans[-1].update(end=places[i][1], to=i)
        else:
            spans.append({"start": places[i][0], "end": places[i][1], "label": kind, "to": i})
    for span in spans:
        del span["to"]
    return {"id": name, "input": {"text": text}, "expected": {"spans": spans}, "cluster": name, "kinds": ["ADDRESS"] + sorted(LABELS.values()), "split": "train"}


def main():
    for path in sys.argv[1:]:
        part = os.path.basename(path).split(".")[0]
        with open(path, encoding="utf-8") as file:
            blocks = re.split(r"\n\s*\n", file.read().strip())
        for number, block in enumerate(blocks):
            rows = [line.split("\t") for line in block.splitlines() if line.count("\t") == 1]
            if rows:
                print(json.dumps(item("tweet-%s-%d" % (part, number), [r[0] for r in rows], [r[1] for r in rows]), ensure_ascii=False, separators=(",", ":")))


if __name__ == "__main__":
    main()
