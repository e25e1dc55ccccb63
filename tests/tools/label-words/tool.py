#!/usr/bin/python3
"""A tool for tests: of the labels it is given, the one of whose name most letters stand in the text as whole words; the first of equals."""
import json
import re
import sys


def say(value):
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def worth(label, words):
    return sum(len(part) for part in label.split("_") if part in words)


sys.stdin.readline()
say({"ready": True, "id": "label-words", "version": "1", "window": 16})
for line in sys.stdin:
    request = json.loads(line)
    if "cancel" in request:
        say({"id": request["cancel"], "error": {"code": "cancelled"}})
        continue
    words = set(re.findall(r"\w+", request["input"]["text"].lower()))
    say({"id": request["id"], "output": {"label": max(request["input"]["labels"], key=lambda label: worth(label, words))}})
