#!/usr/bin/env python3
"""killed_runs_are_resumed.py [KILLS [SEED]]: a run that is killed with SIGKILL again and again, its
journal torn and doubled in between, ends with the same bytes of results, stats and figures as the
same registered run left alone.

The same registered run: it is killed once right after its registration, the data folder is copied, one copy is
left alone, the other is not.
"""
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
KILLS = int(sys.argv[1]) if len(sys.argv) > 1 else 8
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(1 << 30)
ITEMS = 240
PROGRAM = r'''
import json, os, re, sys, time
start = json.loads(sys.stdin.readline())
print(json.dumps({"ready": True, "id": "steady", "version": "1", "window": 4}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    if "cancel" in request:
        continue
    text = request["input"]["text"]
    time.sleep(0.004)
    if "DIE" in text:
        os._exit(3)
    if "BAD" in text:
        print('{"id":', flush=True)
    elif "ERR" in text:
        print(json.dumps({"id": request["id"], "error": {"code": "too-hard", "message": "no"}}), flush=True)
    else:
        spans = [{"start": m.start(), "end": m.end(), "label": "NUMBER"} for m in re.finditer("[0-9]+", text)]
        print(json.dumps({"id": request["id"], "output": {"spans": spans}}), flush=True)
'''


def make(folder):
    draw = random.Random(7)
    rows = []
    for i in range(ITEMS):
        words = [draw.choice(["call", "12345", "write", "777", "ask"]) for _ in range(6)]
        text = " ".join(words) + {17: " DIE", 90: " BAD", 150: " DIE", 200: " ERR"}.get(i, "")
        spans, at = [], 0
        for word in words:
            if word == "12345" or (word == "ask" and i % 3 == 0):
                spans.append({"start": at, "end": at + len(word), "label": "NUMBER"})
            at += len(word) + 1
        rows.append({"id": f"item-{i:03d}", "input": {"text": text}, "expected": {"spans": spans},
                     "groups": {"half": "first" if i % 2 else "second"}, "cluster": f"case-{i % 24}", "split": "test"})
    made_up.benchmark(folder / "benchmark", "made-up", rows)
    made_up.tool(folder / "steady", "steady", PROGRAM)


def start(folder, data):
    return subprocess.Popen([POLICEAI, "lab", "run", str(folder / "steady"), str(folder / "benchmark"), "--data",
                             str(data), "--workers", "2", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def journal_of(data):
    # killed while its folder is removed a run is over, whatever is left of it
    found = [path for path in (data / "runs").glob("*/journal.jsonl") if (path.parent / "plan.json").exists()]
    return found[0] if found else None


def lines_in(data):
    journal = journal_of(data)
    return journal.read_bytes().count(b"\n") if journal else 0


def kill(process):
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    process.stderr.close()


def nobody_left(folder):
    """Tools end with their host, however it went. Their command line is all there is to know them by."""
    for _ in range(100):
        left = []
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                if os.readlink(f"/proc/{pid}/cwd") == "/tool" and b"tool.py" in pathlib.Path(f"/proc/{pid}/cmdline").read_bytes():
                    mounts = pathlib.Path(f"/proc/{pid}/mountinfo").read_text()
                    left += [pid] if folder.name in mounts else []
            except OSError:
                continue
        if not left:
            return
        time.sleep(0.02)
    sys.exit(f"the tool outlived its host: {left}")


def harm(journal, draw):
    """What a power cut or a bug of ours could leave behind."""
    whole = journal.read_bytes()
    whole = whole[:whole.rfind(b"\n") + 1]  # the kill itself may have torn a line
    rows = whole.splitlines(keepends=True)
    way = draw.choice(["nothing", "cut", "torn", "twice"])
    if way == "cut" and whole:
        journal.write_bytes(whole[:-draw.randrange(1, min(len(whole), 400) + 1)])
    elif way == "torn" and rows:
        journal.write_bytes(whole + draw.choice(rows)[:draw.randrange(1, 20)])
    elif way == "twice" and rows:
        row = json.loads(draw.choice(rows))
        row.pop("code", None)
        row.pop("message", None)
        row.update(outcome="answered", output='{"spans":[{"start":0,"end":4,"label":"NUMBER"}]}')
        journal.write_bytes(whole + json.dumps(row).encode() + b"\n")
    return way


def finish(folder, data):
    process = start(folder, data)
    out, errors = process.communicate()
    if process.returncode != 0:
        sys.exit(f"the run ended with {process.returncode}: {errors.decode()}")
    return json.loads(out)


def main():
    draw = random.Random(SEED)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="policeai-killed-"))
    os.chmod(folder, 0o755)
    print(f"seed {SEED}, {folder}")
    make(folder)
    alone, killed = folder / "alone", folder / "killed"
    process = start(folder, alone)
    while not list((alone / "runs").glob("*/plan.json")) and process.poll() is None:
        time.sleep(0.002)
    kill(process)
    shutil.copytree(alone, killed, symlinks=True)
    result = finish(folder, alone)
    done = 0
    while done < KILLS and journal_of(killed):
        process = start(folder, killed)
        aim = lines_in(killed) + draw.randrange(0, 2 * ITEMS // KILLS)
        until = time.monotonic() + draw.uniform(0, 3)
        while lines_in(killed) < aim and time.monotonic() < until and process.poll() is None:
            time.sleep(0.002)
        kill(process)
        done += 1
        journal = journal_of(killed)
        print(f"kill {done}: {lines_in(killed)} of {ITEMS}, then {harm(journal, draw) if journal else 'issued'}")
    nobody_left(folder)
    if journal_of(killed) and finish(folder, killed)["run"] != result["run"]:
        sys.exit("the resumed run is another run")
    evidence = result["evidence"].replace(str(alone), str(killed))
    for part in ("results.jsonl", "stats.jsonl", "figures.json"):
        left = pathlib.Path(result["evidence"].replace("dsse.json", part)).read_bytes()
        right = pathlib.Path(evidence.replace("dsse.json", part)).read_bytes()
        if left != right:
            sys.exit(f"{part} differs after {done} kills (seed {SEED}); see {folder}")
        print(f"{part}: {len(left)} bytes, the same after {done} kills")
    outcomes = {}
    for line in pathlib.Path(result["results"]).read_text().splitlines():
        outcome = json.loads(line)["outcome"]
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
    if outcomes != {"answered": ITEMS - 4, "died": 2, "error": 2}:
        sys.exit(f"outcomes {outcomes}")
    shutil.rmtree(folder)


main()
