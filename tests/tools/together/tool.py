#!/usr/bin/python3
"""A tool for tests that does with a collection what its records say: every way in which an answer for all can go wrong."""
import json
import os
import sys
import time


def say(value):
    sys.stdout.write((value if isinstance(value, str) else json.dumps(value)) + "\n")
    sys.stdout.flush()


def lines_for(item):
    """What the answers' file has for one record."""
    ident, record = item["id"], item["input"]["record"]
    word = record.get("do", "")
    fine = json.dumps({"id": ident, "output": {"cluster": record.get("key") or ident}})
    return {
        "leave out": [],
        "twice": [fine, fine],
        "thrice": [fine, fine, fine],
        "refuse": [json.dumps({"id": ident, "error": {"code": "too-hard", "message": "cannot"}})],
        "nonsense": [json.dumps({"id": ident, "output": {"cluster": 7}})],
        "stranger": [fine, json.dumps({"id": "0" * 16, "output": {"cluster": "x"}})],
        "noise": ["just talking", fine],
        "torn": ['{"id":"' + ident],
        "strangers": [fine] + [json.dumps({"id": "nobody", "output": {}})] * 1001,
        "long": ["{" + "x" * (1 << 20)],
        "look": [json.dumps({"id": ident, "output": {"cluster": look(item)}})],
    }.get(word, [fine])


def look(item):
    """All that can be seen of the benchmark beside the records."""
    seen = sorted((name, os.stat(f"{folder}/{name}").st_mtime) for name in os.listdir(folder))
    return json.dumps([sorted(item), os.stat(folder).st_mtime, seen])


sys.stdin.readline()
say({"ready": True, "id": "together", "version": "1", "window": 1})
for line in sys.stdin:
    request = json.loads(line)
    if "cancel" in request:
        continue
    ident = request["id"]
    folder = request["input"].get("dir")
    if folder is None:
        say({"id": ident, "error": {"code": "format", "message": "input has no dir"}})
        continue
    items = [json.loads(row) for row in open(f"{folder}/items.jsonl", encoding="utf-8")]
    words = {item["input"]["record"].get("do") for item in items}
    if "die" in words:
        os._exit(3)
    while "hang" in words:
        time.sleep(60)
    if "malformed" in words:
        say('{"id":')
        continue
    if "give up" in words:
        say({"id": ident, "error": {"code": "too-many", "message": "too many records"}})
        continue
    if "pause" in words:
        time.sleep(1.5)
    os.mkdir(f"/out/{ident}")
    path = f"/out/{ident}/answers.jsonl"
    with open(path, "w", encoding="utf-8") as file:
        for item in items:
            for row in lines_for(item):
                file.write(row + "\n")
    if "link" in words:
        os.rename(path, path + ".moved")
        os.symlink(path + ".moved", path)
    say({"id": "somebody-else", "output": {}} if "lie" in words else "talk")
    say({"id": ident, "progress": 0.5})
    say({"id": ident, "output": {"file": "/in/items.jsonl" if "elsewhere" in words else path}})
