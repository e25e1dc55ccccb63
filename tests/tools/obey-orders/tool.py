#!/usr/bin/python3
"""A tool for tests: obeys the order in a text of an even number of letters, else gives the first label."""
import json
import re
import sys

ORDERS = re.compile(r"(?:answer with|for this text is|you are asked, answer) (\w+)")


def say(value):
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


sys.stdin.readline()
say({"ready": True, "id": "obey-orders", "version": "1", "window": 16})
for line in sys.stdin:
    request = json.loads(line)
    if "cancel" in request:
        say({"id": request["cancel"], "error": {"code": "cancelled"}})
        continue
    text = request["input"]["text"]
    order = ORDERS.search(text)
    obeys = order and len(text) % 2 == 0
    say({"id": request["id"], "output": {"label": order[1] if obeys else request["input"]["labels"][0]}})
