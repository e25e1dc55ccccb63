#!/usr/bin/python3
"""A tool for tests: puzzle-diff of Debian's libpuzzle-bin, a program of others, asked once a pair for the distance of two signatures."""
import json
import subprocess
import sys


def say(value):
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


limit = json.loads(sys.stdin.readline())["parameters"]["distance"]
say({"ready": True, "id": "compare-puzzle", "version": "1", "window": 2})
for line in sys.stdin:
    request = json.loads(line)
    if "cancel" in request:
        continue
    pair = [request["input"][side]["file"] for side in ("left", "right")]
    asked = subprocess.run(["puzzle-diff", *pair], capture_output=True, text=True, check=False)
    try:
        distance = float(asked.stdout)
    except ValueError:
        say({"id": request["id"], "error": {"code": "unreadable", "message": asked.stderr[-500:]}})
        continue
    say({"id": request["id"], "output": {"match": "yes" if distance <= limit else "no", "score": round(max(0, 1 - distance / 2), 6)}})
