#!/usr/bin/python3
"""A tool for tests: Debian's python3-pil, a library of others, says how far the grey levels of two pictures lie apart."""
import json
import sys

from PIL import Image, ImageChops, ImageStat


def say(value):
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def grey(path):
    with Image.open(path) as picture:
        return picture.convert("L").resize((32, 32))


limit = json.loads(sys.stdin.readline())["parameters"]["distance"]
say({"ready": True, "id": "verify-pillow", "version": "1", "window": 8})
for line in sys.stdin:
    request = json.loads(line)
    if "cancel" in request:
        continue
    left, right = (grey(request["input"][side]["file"]) for side in ("left", "right"))
    if min(ImageStat.Stat(picture).stddev[0] for picture in (left, right)) < 1:
        say({"id": request["id"], "output": {"failure": "a picture of nothing"}})
        continue
    far = ImageStat.Stat(ImageChops.difference(left, right)).mean[0]
    say({"id": request["id"], "output": {"match": "yes" if far <= limit else "no", "score": round(1 - far / 255, 6)}})
