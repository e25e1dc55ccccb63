#!/usr/bin/python3
"""A tool for tests: the LBPH face recogniser of Debian's python3-opencv, a library of others, trained with a gallery once (prepare) and asked for each probe."""
import json
import os
import sys

import cv2
import numpy


def say(value):
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def picture(path):
    grey = cv2.imread(path, cv2.IMREAD_GRAYSCALE)
    return None if grey is None or grey.std() < 1 else grey


def prepare(folder):
    """The library's own model of all pictures, and whose each label is."""
    entries = [json.loads(line) for line in open(folder + "/items.jsonl", encoding="utf-8")]
    faces = [(picture(face["file"]), number) for number, entry in enumerate(entries) for face in entry["input"]["faces"]]
    faces = [(face, number) for face, number in faces if face is not None]
    recogniser = cv2.face.LBPHFaceRecognizer_create()
    recogniser.train([face for face, _ in faces], numpy.array([number for _, number in faces]))
    recogniser.write("/state/model.yml")
    with open("/state/entries.json", "w", encoding="utf-8") as file:
        json.dump([entry["id"] for entry in entries], file)


def load():
    recogniser = cv2.face.LBPHFaceRecognizer_create()
    recogniser.read("/state/model.yml")
    return recogniser, json.load(open("/state/entries.json", encoding="utf-8"))


def search(model, face):
    """The distance to each entry: that of its nearest picture."""
    recogniser, entries = model
    collector = cv2.face.StandardCollector_create()
    recogniser.predict_collect(face, collector)
    nearest = {}
    for label, far in collector.getResults(False):
        nearest[label] = min(far, nearest.get(label, far))
    return sorted((far, entries[label]) for label, far in nearest.items())


def score(far):
    return round(1 / (1 + far / 100), 6)


cv2.setNumThreads(1)
parameters = json.loads(sys.stdin.readline())["parameters"]
model = load() if os.path.exists("/state/entries.json") else None
say({"ready": True, "id": "search-lbph", "version": "1", "window": 8, "ops": ["prepare"]})
for line in sys.stdin:
    request = json.loads(line)
    if "cancel" in request:
        continue
    if request.get("op") == "prepare":
        prepare(request["input"]["dir"])
        say({"id": request["id"], "output": {}})
        continue
    if "face" not in request["input"]:
        say({"id": request["id"], "error": {"code": "format", "message": "input has no face"}})
        continue
    face = picture(request["input"]["face"]["file"])
    if face is None:
        say({"id": request["id"], "output": {"failure": "a picture that cannot be read or shows nothing"}})
        continue
    found = search(model, face)[:parameters["candidates"]]
    say({"id": request["id"], "output": {"candidates": [{"entry": entry, "score": score(far)} for far, entry in found],
                                         "threshold": score(parameters["distance"])}})
