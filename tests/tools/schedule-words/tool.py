#!/usr/bin/python3
"""A tool for tests: a word makes the category, another makes a document sensitive; its first lines are the description."""
import json
import re
import sys

WORDS = [("emergency-call", r"999|emergency call"), ("incident-log", r"\blog\b|incident"), ("custody-record", r"custody|detained"), ("interview-record", r"interview"),
         ("contemporaneous-record", r"notebook|crime report|cctv"), ("previous-account", r"statement|account"), ("witness-reliability", r"convictions|caution|misconduct")]
SECRET = r"source|undercover|surveillance|counselling|child"


def say(value):
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def entry(document):
    text = document["text"]
    category = next((name for name, words in WORDS if re.search(words, text, re.I)), "none")
    places = [{"reason": "word", "start": found.start(), "end": found.end()} for found in re.finditer(SECRET, text, re.I)]
    return {"category": category, "sensitive": places, "description": " ".join(text.split("\n")[1:4])}


json.loads(sys.stdin.readline())
say({"ready": True, "id": "schedule-words", "version": "1", "window": 8})
for line in sys.stdin:
    request = json.loads(line)
    if "cancel" in request:
        continue
    say({"id": request["id"], "output": entry(request["input"]["document"])})
