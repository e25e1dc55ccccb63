#!/usr/bin/env python3
"""killed_searches_go_on.py [KILLS [SEED]]: a run over two collections, killed with SIGKILL at random moments (while it prepares, while it
searches) and begun again each time, ends with the same bytes of results, stats and figures as the same registered run left alone; what was
prepared is never taken for whole when it is not. The tool's own processes are killed too, while they prepare and while they answer: that
costs the items they had, and nothing else.
"""
import hashlib
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import made_up

POLICEAI = os.environ["POLICEAI"]
KILLS = int(sys.argv[1]) if len(sys.argv) > 1 else 5
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(1 << 30)
ITEMS = 160
SEARCH = r'''
import ctypes, json, os, sys, time
start = json.loads(sys.stdin.readline())
print(json.dumps({"ready": True, "id": "seek", "version": "1", "window": 4, "ops": ["prepare"]}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    if "cancel" in request:
        continue
    ctypes.CDLL(None).prctl(15, b"prepares" if request.get("op") == "prepare" else b"answers")  # PR_SET_NAME, for who looks on
    if request.get("op") == "prepare":
        for entry in map(json.loads, open(request["input"]["dir"] + "/items.jsonl")):
            time.sleep(0.03)
            with open("/state/" + entry["id"], "w") as file:
                file.write(open(entry["input"]["faces"][0]["file"]).read())
        print(json.dumps({"id": request["id"], "output": {}}), flush=True)
        continue
    time.sleep(0.01)
    probe = int(open(request["input"]["face"]["file"]).read())
    found = sorted((abs(probe - int(open("/state/" + name).read())), name) for name in os.listdir("/state"))
    print(json.dumps({"id": request["id"], "output": {"candidates": [{"entry": name, "score": 1 - far / 1000} for far, name in found[:5]], "threshold": 0.97}}), flush=True)
'''


def make(folder):
    draw = random.Random(7)
    bench = folder / "searches"
    bench.mkdir()
    listed = {}

    def put(name, text):
        (bench / name).write_text(text)
        listed[name] = {"path": name, "bytes": len(text.encode()), "sha256": hashlib.sha256(text.encode()).hexdigest()}

    collections = {}
    for name, size in (("small", 10), ("large", 30)):
        rows = []
        for i in range(size):
            put(f"{name}-{i}.txt", str(draw.randrange(1000)))
            rows.append({"id": f"p{i}", "input": {"faces": [{"file": f"{name}-{i}.txt"}]}})
        put(f"{name}.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
        collections[name] = {"title": name, "file": f"{name}.jsonl"}
    rows = []
    for i in range(ITEMS):
        put(f"probe-{i}.txt", str(draw.randrange(1000)))
        mates = [{"entry": f"p{i % 10}"}] if i % 3 else []
        rows.append({"id": f"r{i:03}", "input": {"face": {"file": f"probe-{i}.txt"}, "collection": "small" if i % 2 else "large"},
                     "expected": {"mates": mates}, "cluster": f"c{i // 4}", "split": "test"})
    put("items.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    (bench / "benchmark.json").write_text(json.dumps({
        "id": "searches", "version": "1", "task": "face-identification", "title": "Made up for a test", "licence": "MIT", "source": "made up",
        "sensitivity": "synthetic", "exposure": "open", "metrics": {}, "groups": {}, "collections": collections, "files": list(listed.values())}))
    made_up.tool(folder / "seek", "seek", SEARCH, "face-identification")


def start(folder, data):
    return subprocess.Popen([POLICEAI, "lab", "run", str(folder / "seek"), str(folder / "searches"), "--data", str(data), "--json"],
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def kill(process):
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    process.stderr.close()


def end_of(process):
    out, errors = process.communicate()
    if process.returncode != 0:
        sys.exit(f"the run ended with {process.returncode}: {errors.decode()}")
    return json.loads(out)


def runs(data):
    return list((data / "runs").glob("*/plan.json"))


def parts(result):
    return {part: pathlib.Path(result["evidence"].replace("dsse.json", part)).read_bytes() for part in ("results.jsonl", "stats.jsonl", "figures.json")}


def below(pid):
    """Processes that descend from one of ours."""
    found = [pid]
    for parent in found:
        try:
            found += [int(child) for task in os.listdir(f"/proc/{parent}/task") for child in open(f"/proc/{parent}/task/{task}/children").read().split()]
        except OSError:
            pass
    return found[1:]


def working(pid, what):
    """The tool's own among them that are at this: one that never gets ready fails the run."""
    found = []
    for child in below(pid):
        try:
            if pathlib.Path(f"/proc/{child}/comm").read_text().strip() == what:
                found.append(child)
        except OSError:
            pass
    return found


def killed_run(folder, draw):
    alone, killed = folder / "alone", folder / "killed"
    process = start(folder, alone)
    while not runs(alone) and process.poll() is None:
        time.sleep(0.002)
    kill(process)
    shutil.copytree(alone, killed, symlinks=True)
    began = time.monotonic()
    result = end_of(start(folder, alone))
    longest = time.monotonic() - began
    states = set()
    for _ in range(KILLS):
        if not runs(killed):
            break
        process = start(folder, killed)
        until = time.monotonic() + draw.uniform(longest / 8, longest / 2)
        while time.monotonic() < until and process.poll() is None:
            time.sleep(0.002)
        kill(process)
        states |= {path.name for path in (killed / "runs").glob("*/state-*.sha256")}
    if runs(killed):
        again = end_of(start(folder, killed))
        if again["run"] != result["run"] or parts(again) != parts(result):
            sys.exit(f"the killed run ended otherwise (seed {SEED}); see {folder}")
    print(f"killed up to {KILLS} times: the same bytes; prepared states seen in between: {sorted(states)}")
    outcomes = {json.loads(row)["outcome"] for row in parts(result)["results.jsonl"].decode().splitlines()}
    if outcomes != {"answered"}:
        sys.exit(f"outcomes of the run left alone: {outcomes}")


def killed_tools(folder, draw):
    """The tool's process is killed once while it prepares, which costs that collection's searches, then while it answers."""
    data = folder / "tools"
    process = start(folder, data)
    deaths = {"prepares": 0, "answers": 0}
    while process.poll() is None:
        time.sleep(draw.uniform(0.02, 0.1))
        what = "answers" if deaths["prepares"] else "prepares"
        for child in working(process.pid, what)[:1] if deaths[what] < 4 and runs(data) else []:
            try:
                os.kill(child, signal.SIGKILL)
                deaths[what] += 1
            except OSError:
                pass
    result = end_of(process)
    rows = [json.loads(row) for row in parts(result)["results.jsonl"].decode().splitlines()]
    outcomes = [row["outcome"] for row in rows]
    print(f"the tool's processes killed: {deaths}; {len(outcomes)} outcomes, {outcomes.count('died')} died")
    if len(outcomes) != ITEMS or set(outcomes) != {"answered", "died"} or not all(deaths.values()):
        sys.exit(f"{len(outcomes)} outcomes, {set(outcomes)}, {deaths} killed (seed {SEED})")


def main():
    draw = random.Random(SEED)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="policeai-searches-"))
    os.chmod(folder, 0o755)
    print(f"seed {SEED}, {folder}")
    make(folder)
    killed_run(folder, draw)
    killed_tools(folder, draw)
    shutil.rmtree(folder)


main()
