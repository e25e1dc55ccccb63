#!/usr/bin/python3
"""A tool for tests: says "yes" from a number in the text on, and the number as its score; a text without a number has no score."""
import json
import re
import sys


def say(value):
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


parameters = json.loads(sys.stdin.readline())["parameters"]
say({"ready": True, "id": "label-score", "version": "1", "window": 16})
for line in sys.stdin:
    request = json.loads(line)
    if "cancel" in request:
        say({"id": request["cancel"], "error": {"code": "cancelled"}})
        continue
    found = re.search(r"\d+", request["input"]["text"])
    number = int(found.group()) if found else 0
    if "backwards" in parameters["prompt"]:
        number = 100 - number
    output = {"label": "yes" if number >= parameters["from"] else "no"}
    if found:
        output["score"] = number / 100
    say({"id": request["id"], "output": output})
