#!/usr/bin/python3
"""A tool for tests that does what an item's text says: every way a tool can go wrong."""
import json
import os
import sys
import time


def say(value):
    text = value if isinstance(value, str) else json.dumps(value)
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


start = json.loads(sys.stdin.readline())
say({"ready": True, "id": "obedient", "version": "1", "window": start["parameters"]["window"]})
for line in sys.stdin:
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
    elif text == "memory":
        held = bytearray(400 << 20)
        say({"id": ident, "output": {"spans": [], "held": len(held)}})
    elif text == "environment":
        say({"id": ident, "output": {"spans": [], "seen": sorted(os.environ.items()), "cwd": os.getcwd(),
                                     "in": os.listdir("/in"), "fds": len(os.listdir("/proc/self/fd"))}})
    elif "file" in request["input"].get("audio", {}):
        path = request["input"]["audio"]["file"]
        with open(path) as file:
            say({"id": ident, "output": {"spans": [], "path": path, "text": file.read(),
                                         "mtime": os.stat(path).st_mtime}})
    else:
        say({"id": ident, "progress": 0.5})
        say({"id": ident, "output": {"spans": []}})
