#!/usr/bin/python3
"""A tool for tests that does what an item's text says: every way a tool can go wrong."""
import json
import os
import select
import sys
import time


def say(value):
    text = value if isinstance(value, str) else json.dumps(value)
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


held = bytearray()  # read from stdin, not yet taken as lines


def lines():
    while True:
        while b"\n" in held:
            line = bytes(held[: held.index(b"\n")])
            del held[: len(line) + 1]
            yield line
        got = os.read(0, 1 << 16)
        if not got:
            return
        held.extend(got)


def quiet(seconds):
    return b"\n" not in held and not select.select([0], [], [], seconds)[0]


def answer_all():
    """What was gathered, last first; each answer tells how many were out."""
    for ident in reversed(gathered):
        say({"id": ident, "output": {"spans": [], "out": len(gathered)}})
    gathered.clear()


gathered = []
source = lines()
start = json.loads(next(source))
say({"ready": True, "id": "obedient", "version": "1", "window": start["parameters"]["window"]})
for line in source:
    request = json.loads(line)
    if "cancel" in request:
        say({"id": request["cancel"], "error": {"code": "cancelled"}})
        continue
    ident, text = request["id"], request["input"].get("text", "")
    if text == "die":
        os._exit(3)
    elif text == "leave":
        os._exit(0)
    elif text == "hang":
        while True:
            time.sleep(60)
    elif text == "silent":
        continue
    elif text == "malformed":
        say('{"id":')
    elif text == "long":
        say("{" + "x" * (1 << 20))
    elif text == "flood":
        for _ in range(5 * 1024):
            say("x" * 1023)
    elif text == "noise":
        say("just talking")
        say({"id": ident, "output": {"spans": []}})
    elif text == "lie":
        say({"id": "somebody-else", "output": {"spans": []}})
        say({"id": ident, "output": {"spans": []}})
    elif text == "lies":
        for _ in range(1001):
            say({"id": "somebody-else", "output": {"spans": []}})
    elif text == "twice":
        say({"id": ident, "output": {"spans": []}})
        say({"id": ident, "output": {"spans": [{"start": 0, "end": 1, "label": "LATE"}]}})
    elif text == "contract":
        say({"id": ident, "output": {"spans": 7}})
    elif text == "error":
        say({"id": ident, "error": {"code": "too-hard", "message": "cannot"}})
    elif text == "gather":
        gathered.append(ident)
        if quiet(0.2):
            answer_all()
    elif text == "late":
        time.sleep(1.5)
        say({"id": ident, "output": {"spans": [], "late": True}})
    elif text == "later":
        time.sleep(1.5)
        for other in [ident] + [json.loads(next(source))["id"] for _ in range(1)]:
            say({"id": other, "output": {"spans": [], "late": True}})
    elif text == "ready":
        say({"ready": True, "id": "obedient", "version": "1", "window": 1})
        say({"id": ident, "output": {"spans": []}})
    elif text == "nothing said":
        say({"id": ident})
        say({"id": 7, "output": {"spans": []}})
        say({"id": ident, "output": {"spans": []}, "error": {"code": "both"}})
        say({"id": ident, "output": {"spans": []}})
    elif text == "working":
        while True:
            say({"id": ident, "progress": 0.1})
            time.sleep(0.001)
    elif text == "unfinished":
        sys.stdout.write(json.dumps({"id": ident, "output": {"spans": []}}))
        sys.stdout.flush()
        os._exit(0)
    elif text == "spaces":
        say(json.dumps({"id": ident, "output": {"spans": []}}) + " \t\r")
    elif text == "bytes":
        sys.stdout.buffer.write(b'{"id":"' + ident.encode() + b'","output":{"spans":[],"x":"\xff"}}\n')
        sys.stdout.flush()
    elif text == "stderr":
        for _ in range(1024):
            sys.stderr.write("x" * 1023 + "\n")
        say({"id": ident, "output": {"spans": []}})
    elif text == "big":
        say({"id": ident, "output": {"spans": [], "big": "x" * 900000}})
    elif text == "close":
        os.close(1)
        time.sleep(60)
    elif text == "orphan":
        if os.fork() == 0:
            time.sleep(60)
        os._exit(0)
    elif text == "identity":
        say({"id": ident, "output": {"spans": [], "id": ident}})
    elif text.startswith("error "):
        say({"id": ident, "error": json.loads(text[6:].replace("'", '"'))})
    elif text == "memory":
        held = bytearray(400 << 20)
        say({"id": ident, "output": {"spans": [], "held": len(held)}})
    elif text == "environment":
        say({"id": ident, "output": {"spans": [], "seen": sorted(os.environ.items()), "cwd": os.getcwd(),
                                     "in": os.listdir("/in"), "fds": len(os.listdir("/proc/self/fd"))}})
    elif "left" in request["input"]:
        paths = [request["input"][side]["file"] for side in ("left", "right", "third")]
        say({"id": ident, "output": {"spans": [], "paths": paths, "texts": [open(path).read() for path in paths]}})
    elif "file" in request["input"].get("audio", {}):
        path = request["input"]["audio"]["file"]
        with open(path) as file:
            say({"id": ident, "output": {"spans": [], "path": path, "text": file.read(),
                                         "mtime": os.stat(path).st_mtime}})
    else:
        say({"id": ident, "progress": 0.5})
        say({"id": ident, "output": {"spans": []}})
