#!/usr/bin/python3
"""A tool for tests: the LBPH face recogniser of Debian's python3-opencv, a library of others, trained with one picture and asked of the other."""
import json
import sys

import cv2
import numpy


def say(value):
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def distance(left, right):
    recogniser = cv2.face.LBPHFaceRecognizer_create()
    recogniser.train([left], numpy.array([0]))
    return recogniser.predict(right)[1]


cv2.setNumThreads(1)
limit = json.loads(sys.stdin.readline())["parameters"]["distance"]
distance(numpy.zeros((64, 64), numpy.uint8), numpy.zeros((64, 64), numpy.uint8))
say({"ready": True, "id": "verify-lbph", "version": "1", "window": 8})
for line in sys.stdin:
    request = json.loads(line)
    if "cancel" in request:
        continue
    pair = [cv2.imread(request["input"][side]["file"], cv2.IMREAD_GRAYSCALE) for side in ("left", "right")]
    if any(picture is None or picture.std() < 1 for picture in pair):
        say({"id": request["id"], "output": {"failure": "a picture that cannot be read or shows nothing"}})
        continue
    far = distance(*pair)
    say({"id": request["id"], "output": {"match": "yes" if far <= limit else "no", "score": round(1 / (1 + far / 100), 6)}})
