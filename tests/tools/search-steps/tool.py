#!/usr/bin/python3
"""A tool for tests that searches a gallery of texts called pictures: an entry is as near as letters are shared. A probe whose text begins with
"do" has the tool do that instead: every way in which an answer can go wrong. The parameter "do" is for what can go wrong while preparing."""
import json
import os
import sys
import time


def say(value):
    sys.stdout.write((value if isinstance(value, str) else json.dumps(value)) + "\n")
    sys.stdout.flush()


def text_of(face):
    return open(face["file"], "rb").read().decode("latin-1").strip()


def near(left, right):
    return round(len(set(left) & set(right)) / max(1, len(set(left) | set(right))), 4)


def prepare(folder, do):
    """None, or what to say instead of an output."""
    if do == "die":
        os._exit(3)
    if do == "refuse":
        return {"error": {"code": "too-many", "message": "too many faces"}}
    while do == "hang":
        time.sleep(60)
    if do == "malformed":
        return '{"id":'
    if do == "flood":
        with open("/state/flood", "wb") as file:
            file.write(b"x" * (2 << 20))
    if do == "link":
        os.symlink("/etc/passwd", "/state/link")
    if do == "deep":
        os.makedirs("/state/" + "d/" * 40)
    entries = [json.loads(row) for row in open(f"{folder}/items.jsonl", encoding="utf-8")]
    os.mkdir("/state/faces")
    for entry in entries:
        with open(f"/state/faces/{entry['id']}", "w", encoding="utf-8") as file:
            file.write("\n".join(text_of(face) for face in entry["input"]["faces"]))
    if do == "linger":  # goes on writing after its answer
        if os.fork() == 0:
            for _ in range(10000):
                with open("/state/late", "a", encoding="utf-8") as file:
                    file.write("late")
                time.sleep(0.001)
            os._exit(0)
    return None


def remember(word):
    """Tries to leave something for the next item, or to find what the last one left; in words."""
    told = []
    for place in ("/state/kept", "/state/faces/kept"):
        try:
            with open(place, "a", encoding="utf-8") as file:
                file.write(word)
            told.append("wrote")
        except OSError as error:
            told.append(error.strerror)
    try:
        os.chmod("/state", 0o777)
        told.append("changed")
    except OSError as error:
        told.append(error.strerror)
    return sorted(set(told))


def search(probe):
    found = []
    for name in sorted(os.listdir("/state/faces")):
        texts = open(f"/state/faces/{name}", encoding="utf-8").read().split("\n")
        found.append((-max(near(probe, text) for text in texts), name))
    return [{"entry": name, "score": -score} for score, name in sorted(found)]


def answer(request):
    probe = text_of(request["input"]["face"])
    do = probe[3:] if probe.startswith("do ") else ""
    found = search(probe)
    output = {"candidates": found, "threshold": 0.5}
    if do == "die":
        os._exit(3)
    if do == "fail":
        return {"output": {"failure": "no face"}}
    if do == "stranger":
        found[0]["entry"] = "0" * 16
    if do == "bench id":
        found[0]["entry"] = "ann"
    if do == "double":
        found.append(dict(found[0], score=0))
    if do == "unsorted":
        found[0]["score"], found[-1]["score"] = 0.1, 0.9
    if do == "nan":
        return '{"id":"%s","output":{"candidates":[{"entry":"%s","score":NaN}],"threshold":0.5}}' % (request["id"], found[0]["entry"])
    if do == "huge":
        return '{"id":"%s","output":{"candidates":[{"entry":"%s","score":1e999}],"threshold":0.5}}' % (request["id"], found[0]["entry"])
    if do == "number":
        found[0]["entry"] = 7
    if do == "no threshold":
        del output["threshold"]
    if do == "remember":
        output["told"] = remember("x")
    if do == "look":
        output["saw"] = [sorted(request["input"]), sorted(os.listdir("/")), os.stat("/state/faces").st_mtime, len(os.listdir("/state"))]
    return {"output": output}


start = json.loads(sys.stdin.readline())["parameters"]
say({"ready": True, "id": "search-steps", "version": "1", "window": 1, "ops": [] if start["do"] == "no op" else ["prepare"]})
for line in sys.stdin:
    request = json.loads(line)
    if "cancel" in request:
        continue
    if request.get("op") == "prepare":
        said = prepare(request["input"]["dir"], start["do"])
        say(said if isinstance(said, str) else {"id": request["id"], **(said or {"output": {}})})
    elif "face" not in request["input"]:
        say({"id": request["id"], "error": {"code": "format", "message": "input has no face"}})
    else:
        said = answer(request)
        say(said if isinstance(said, str) else {"id": request["id"], **said})
