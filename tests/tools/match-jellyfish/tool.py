#!/usr/bin/python3
"""A tool for tests: Debian's python3-jellyfish, a library of others, says how alike two titles are once their words are sorted."""
import json
import sys

import jellyfish


def say(value):
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def title(listing):
    return " ".join(sorted(listing.get("title", "").lower().split()))


start = json.loads(sys.stdin.readline())
jellyfish.jaro_winkler_similarity("load", "it")
say({"ready": True, "id": "match-jellyfish", "version": "1", "window": 16})
for line in sys.stdin:
    request = json.loads(line)
    if "cancel" in request:
        continue
    score = jellyfish.jaro_winkler_similarity(title(request["input"]["left"]), title(request["input"]["right"]))
    say({"id": request["id"], "output": {"match": "yes" if score >= start["parameters"]["threshold"] else "no", "score": round(score, 6)}})
