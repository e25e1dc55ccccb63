#!/usr/bin/env python3
"""A tool that looks everywhere finds its inputs and no trace of expected answers,
groups, clusters, ids, splits or the benchmark's name; its items come in the order of the run's seed, and its own
seed is derived from it."""
import base64
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import made_up

PROGRAM = r'''
import json, os, sys
start_line = sys.stdin.readline()
start = json.loads(start_line)
print(json.dumps({"ready": True, "id": "nosy", "version": "1", "window": 1}), flush=True)


def everything(line):
    yield "lines", (start_line + line).encode()
    yield "environment", repr(os.environ).encode()
    for top in ("/in", "/out", "/tmp", "/state", "/dev/shm", "/tool", "/etc", "/proc"):
        for folder, folders, names in os.walk(top):
            if folder.startswith("/proc/") and folder.count("/") > 2:
                folders.clear()  # a process has enough of its own
                continue
            yield folder, " ".join(folders + names).encode()
            for name in names:
                path = os.path.join(folder, name)
                try:
                    fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
                    yield path, os.read(fd, 1 << 20) if path != "/tool/tool.py" else b""
                    os.close(fd)
                except OSError:
                    pass


for nth, line in enumerate(sys.stdin):
    request = json.loads(line)
    if "cancel" in request:
        continue
    secret = b"WANTED" + b"-"
    found = [place for place, text in everything(line) if secret in text] if nth < 5 else []
    print(json.dumps({"id": request["id"], "output": {"spans": [], "nth": nth, "seed": start["seed"], "found": found}}),
          flush=True)
'''
ITEMS = 60


def main():
    policeai = os.environ["POLICEAI"]
    folder = pathlib.Path(tempfile.mkdtemp(prefix="policeai-nosy-"))
    rows = [{"id": f"WANTED-{i}", "input": {"text": "a plain text"}, "cluster": f"WANTED-c{i % 30}", "split": "test",
             "expected": {"spans": [{"start": 0, "end": 1, "label": "WANTED-label"}]}, "groups": {"g": "WANTED-group"}}
            for i in range(ITEMS)]
    made_up.benchmark(folder / "WANTED-benchmark", "WANTED-benchmark".lower(), rows)
    made_up.tool(folder / "nosy", "nosy", PROGRAM)
    ran = subprocess.run([policeai, "lab", "run", str(folder / "nosy"), str(folder / "WANTED-benchmark"), "--data",
                          str(folder / "data"), "--json"], stdout=subprocess.PIPE, check=True)
    result = json.loads(ran.stdout)
    envelope = json.loads(pathlib.Path(result["evidence"]).read_text())
    seed = json.loads(base64.b64decode(envelope["payload"]))["predicate"]["seed"]
    outputs = {}
    for line in pathlib.Path(result["results"]).read_text().splitlines():
        row = json.loads(line)
        outputs[row["id"]] = json.loads(row["output"])
    found = [place for output in outputs.values() for place in output["found"]]
    if found:
        sys.exit(f"the tool saw what it must not in {sorted(set(found))}")
    wanted = sorted(outputs, key=lambda i: hashlib.sha256(f"policeai-order/v1\0{seed}\0{i}".encode()).digest())
    order = sorted(outputs, key=lambda i: outputs[i]["nth"])
    if order != wanted:
        sys.exit("the items did not come in the order of the seed")
    own = int.from_bytes(hashlib.sha256(f"policeai-tool-seed/v1\0{seed}".encode()).digest()[:8], "big") >> 11
    if {output["seed"] for output in outputs.values()} != {own}:
        sys.exit("the tool was given another seed")
    shutil.rmtree(folder)
    print(f"{len(outputs)} items in the order of the seed; nothing found")


main()
