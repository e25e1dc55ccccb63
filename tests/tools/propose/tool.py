#!/usr/bin/python3
"""A tool for tests that reviews documents as the topic's title says, two at a time in the order of their texts: those like what was relevant first."""
import json
import os
import sys
import time


def say(value):
    sys.stdout.write((value if isinstance(value, str) else json.dumps(value)) + "\n")
    sys.stdout.flush()


def proposal(word, rest, number):
    """The next ids and what else the answer has."""
    liked = sorted(rest, key=lambda ident: (texts[ident][:1] not in relevant, texts[ident]))
    ids = liked[:2]
    if word == "stop after two":
        return {"propose": ids, "stop": number > 2}
    if word == "leave the rest" and number > 2:
        return {"propose": [], "stop": True}
    if word == "again" and number == 2:
        return {"propose": [next(iter(done)), "nobody"] + ids}
    if word == "too many":
        return {"propose": list(texts) * 200}
    if word == "no list":
        return {"propose": "all"}
    return {"propose": ids}


start = json.loads(sys.stdin.readline())
say({"ready": True, "id": "propose", "version": "1", "window": 1, "ops": ["feedback"] if start["parameters"].get("offers", True) else []})
texts, relevant, done, word, number = {}, set(), {}, "", 0
for line in sys.stdin:
    request = json.loads(line)
    if "cancel" in request:
        continue
    ident, given = request["id"], request["input"]
    if request.get("op") == "feedback":
        if request["of"] != asked:
            os._exit(4)
        relevant |= {texts[label["id"]][:1] for label in given["labels"] if label["relevant"]}
        if word == "die in feedback":
            os._exit(3)
        say({"id": ident, "output": {}} if word != "refuse feedback" else {"id": ident, "error": {"code": "deaf", "message": "will not learn"}})
        continue
    if "dir" in given:
        with open(f"{given['dir']}/items.jsonl", encoding="utf-8") as file:
            texts = {item["id"]: item["input"]["document"]["text"] for item in map(json.loads, file)}
        word = given["topic"]["title"]
    elif not texts:
        say({"id": ident, "error": {"code": "format", "message": "input has no dir"}})
        continue
    number += 1
    asked = ident
    if word == "die" and number == 2:
        os._exit(3)
    while word == "hang" and number == 2:
        time.sleep(60)
    answer = proposal(word, [other for other in texts if other not in done], number)
    if isinstance(answer["propose"], list):
        done.update(dict.fromkeys(answer["propose"]))
    say({"id": ident, "output": answer})
