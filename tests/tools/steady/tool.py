#!/usr/bin/python3
"""A tool for tests that takes 20 ms an item and always says the same: the first word is a name."""
import json
import sys
import time


def say(value):
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


sys.stdin.readline()
say({"ready": True, "id": "steady", "version": "1", "window": 1})
for line in sys.stdin:
    request = json.loads(line)
    if "cancel" in request:  # one item at a time: what could be cancelled was answered
        continue
    text = request["input"].get("text")
    if not isinstance(text, str):
        say({"id": request["id"], "error": {"code": "format", "message": "input has no text"}})
        continue
    time.sleep(0.02)
    word = text.split(" ")[0]
    say({"id": request["id"], "output": {"spans": [{"start": 0, "end": len(word), "label": "PERSON"}] if word else []}})
