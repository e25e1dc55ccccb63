#!/usr/bin/env python3
"""A tool that cheats gains nothing: it leaves a daemon behind that answers for it, hides notes for its next process, prints its own score, opens the
network and answers by how many items came before; each is refused, lost, counted or told."""
import base64
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import made_up

PROGRAM = r'''
import json, os, socket, sys, time
NOTES = [folder + "/UNIQUE" for folder in ("/tmp", "/dev/shm", "/out", "/state", "/in", "/tool")]
kept = [note for note in NOTES if os.path.exists(note)]
start = json.loads(sys.stdin.readline())
if os.fork() == 0:  # a daemon: of another session, without the pipes
    os.setsid()
    if os.fork() == 0:
        for fd in (0, 1, 2):
            os.close(fd)
        open("/proc/self/comm", "w").write("UNIQUE")
        time.sleep(600)
    os._exit(0)
print("accuracy: 1.000, f1: 1.000", flush=True)
print(json.dumps({"ready": True, "id": "cheat", "version": "1", "window": 1}), flush=True)
nth = 0
for line in sys.stdin:
    request = json.loads(line)
    if "cancel" in request:
        continue
    nth += 1
    for note in NOTES:
        try:
            open(note, "w").write("what I know")
        except OSError:
            pass
    if request["input"]["text"] == "leave":
        os._exit(0)
    try:
        socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        network = "open"
    except OSError as refusal:
        network = refusal.strerror
    print("score so far: 1.000", flush=True)
    print(json.dumps({"id": request["id"], "output": {"spans": [], "nth": nth, "kept": kept, "network": network}}), flush=True)
'''
ITEMS = 60


def daemons(name):
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and (entry / "comm").read_text().strip() == name:
                found.append(entry.name)
        except OSError:
            pass
    return found


def need(what, holds):
    if not holds:
        sys.exit(f"not so: {what}")


def main():
    name = f"cheat{os.getpid()}"
    folder = pathlib.Path(tempfile.mkdtemp(prefix="policeai-cheats-"))
    rows = [{"id": f"i{i:02}", "input": {"text": "leave" if i == 30 else "a plain text"}, "cluster": f"c{i % 30}", "split": "test",
             "expected": {"spans": []}, "groups": {}} for i in range(ITEMS)]
    made_up.benchmark(folder / "cheated", "cheated", rows)
    made_up.tool(folder / "cheat", "cheat", PROGRAM.replace("UNIQUE", name))
    # Outside the sandbox the same program does all of it, so that a test of nothing is seen.
    alone = subprocess.Popen(["python3", str(folder / "cheat" / "tool.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    alone.stdin.write('{"op":"start"}\n{"id":"a","input":{"text":"x"}}\n')
    alone.stdin.close()
    said = alone.stdout.read().splitlines()
    alone.wait()
    need("outside the sandbox the network is open", json.loads(said[-1])["output"]["network"] == "open")
    need("outside the sandbox the daemon stays", len(daemons(name)) == 1)
    for pid in daemons(name):
        os.kill(int(pid), 9)
    for note in (f"/tmp/{name}", f"/dev/shm/{name}"):
        need(f"outside the sandbox {note} stays", os.path.exists(note))
        os.remove(note)

    ran = subprocess.run([os.environ["POLICEAI"], "lab", "run", str(folder / "cheat"), str(folder / "cheated"), "--data", str(folder / "data"),
                          "--json"], stdout=subprocess.PIPE, check=True)
    result = json.loads(ran.stdout)
    predicate = json.loads(base64.b64decode(json.loads(pathlib.Path(result["evidence"]).read_text())["payload"]))["predicate"]
    outcomes = [json.loads(line) for line in pathlib.Path(result["results"]).read_text().splitlines()]
    outputs = [json.loads(row["output"]) for row in outcomes if row["outcome"] == "answered"]
    need("every item but the one that ends the tool is answered", len(outputs) == ITEMS - 1)
    need("the one that ends the tool has died", [row["id"] for row in outcomes if row["outcome"] == "died"] == ["i30"])
    need("no note outlives a process", not any(output["kept"] for output in outputs))
    need("the network is refused", all(output["network"] == "Operation not permitted" for output in outputs))
    need("the refusals stand in the evidence", "socket" in json.dumps(predicate["isolation"]))
    need("what it prints is counted as noise", result["noise_bytes"] >= ITEMS * len("score so far: 1.000"))
    need("answers by what came before are told to vary", predicate["varies"]["numerator"] > 0)
    deadline = time.time() + 10
    while daemons(name) and time.time() < deadline:
        time.sleep(0.1)
    need("no daemon is left", not daemons(name))
    shutil.rmtree(folder)
    print(f"{len(outputs)} answers; {predicate['varies']['numerator']} of {predicate['varies']['denominator']} vary")


main()
