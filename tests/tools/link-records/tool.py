#!/usr/bin/python3
"""A tool for tests: jellyfish's Jaro-Winkler similarity (Debian's python3-jellyfish) of fields, averaged over the fields that both records have;
records are compared when they agree in a field, or in the sound of two. Chains of alike records are one cluster."""
import collections
import itertools
import json
import os
import sys

import jellyfish

BLOCK_MAX = 100  # a value that more records have says little


def say(value):
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def blocks(records):
    """Sets of records that share a value, or two fields that sound alike."""
    found = collections.defaultdict(list)
    for at, record in enumerate(records):
        values = {field: value for field, value in record.items() if value}
        for field, value in values.items():
            found["is", field, value].append(at)
        sounds = {field: jellyfish.soundex(value) for field, value in values.items() if value[0].isalpha()}
        for pair in itertools.combinations(sorted(sounds.items()), 2):
            found["sounds", pair].append(at)
    return (block for block in found.values() if 1 < len(block) <= BLOCK_MAX)


def likeness(one, other):
    both = [field for field in one if one[field] and other.get(field)]
    return sum(jellyfish.jaro_winkler_similarity(one[field], other[field]) for field in both) / len(both) if both else 0


def root(parents, at):
    while parents[at] != at:
        parents[at] = parents[parents[at]]
        at = parents[at]
    return at


def link(records, threshold, tell):
    parents = list(range(len(records)))
    pairs = sorted({pair for block in blocks(records) for pair in itertools.combinations(block, 2)})
    for number, (one, other) in enumerate(pairs):
        if number % 20000 == 0:
            tell(number / len(pairs))
        a, b = root(parents, one), root(parents, other)
        if a != b and likeness(records[one], records[other]) >= threshold:
            parents[max(a, b)] = min(a, b)
    return [root(parents, at) for at in range(len(records))]


threshold = json.loads(sys.stdin.readline())["parameters"]["threshold"]
say({"ready": True, "id": "link-records", "version": "1", "window": 1})
for line in sys.stdin:
    request = json.loads(line)
    if "cancel" in request:
        continue
    ident = request["id"]
    folder = request["input"].get("dir")
    if not isinstance(folder, str):
        say({"id": ident, "error": {"code": "format", "message": "input has no dir"}})
        continue
    with open(f"{folder}/items.jsonl", encoding="utf-8") as file:
        items = [json.loads(row) for row in file]
    clusters = link([item["input"]["record"] for item in items], threshold, lambda part: say({"id": ident, "progress": part}))
    os.mkdir(f"/out/{ident}")
    with open(f"/out/{ident}/answers.jsonl", "w", encoding="utf-8") as file:
        for item, cluster in zip(items, clusters):
            file.write(json.dumps({"id": item["id"], "output": {"cluster": items[cluster]["id"]}}) + "\n")
    say({"id": ident, "output": {"file": f"/out/{ident}/answers.jsonl"}})
