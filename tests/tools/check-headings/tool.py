#!/usr/bin/python3
"""A tool for tests: what a search for words would find in a case file. A form is there if its number stands anywhere; a statement is unsigned if nothing follows the word."""
import json
import re
import sys

ALWAYS = ["MG4", "MG5", "MG11"]
CONTESTED = ["MG6", "MG9", "MG10", "MG12"]


def say(value):
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def finding(kind, subject, words, places):
    return {"kind": kind, "subject": subject, "says": words, "rule": "a search for words", "at": places}


def check(case, pages):
    found = []
    whole = "\n".join(page["text"] for page in pages)
    for form in ALWAYS + (CONTESTED if case["plea"] != "guilty" else []):
        if not re.search(form.replace("MG", "MG ?") + r"\b", whole, re.I):
            found.append(finding("form-missing", form, "its number stands nowhere", []))
    for page in pages:
        name = re.search(r"(?:Statement of|Name)\W+((?:PC \d+ )?[\w'-]+ [\w'-]+)", page["text"], re.I)
        if name is None:
            continue
        place = [{"document": page["document"], "page": page["page"], "start": name.start(1), "end": name.end(1)}]
        subject = re.sub(r"PC \d+ ", "", name[1])
        for kind, word in (("statement-unsigned", "sign(?:ed|ature)"), ("statement-undated", "dated?")):
            if re.search(rf"^{word}[^:]{{0,20}}:[\W_]*$", page["text"], re.I | re.M):
                found.append(finding(kind, subject, "nothing stands behind the word", place))
        if "true to the best" not in page["text"]:
            found.append(finding("statement-without-declaration", subject, "the words are not there", place))
    return {"findings": found}


json.loads(sys.stdin.readline())
say({"ready": True, "id": "check-headings", "version": "1", "window": 8})
for line in sys.stdin:
    request = json.loads(line)
    if "cancel" in request:
        continue
    with open(request["input"]["documents"]["file"], encoding="utf-8") as file:
        rows = [json.loads(row) for row in file]
    say({"id": request["id"], "output": check(request["input"]["case"], rows)})
