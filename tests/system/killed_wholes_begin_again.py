#!/usr/bin/env python3
"""killed_wholes_begin_again.py [KILLS [SEED]]: a collection and a session that are killed with SIGKILL at random moments, their journal cut
in between, end with the same bytes of results, stats and figures as the same registered run left alone; what was answered before a cut
never counts beside what was answered after it.

The tools quote the ids they were shown; what a cut leaves of a journal here says other things than the tool did, so it would be seen.
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
KILLS = int(sys.argv[1]) if len(sys.argv) > 1 else 4
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(1 << 30)
ITEMS = 400
TOGETHER = r'''
import json, os, sys, time
sys.stdin.readline()
print(json.dumps({"ready": True, "id": "together", "version": "1", "window": 1}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    if "cancel" in request:
        continue
    items = [json.loads(row) for row in open(request["input"]["dir"] + "/items.jsonl")]
    time.sleep(0.3)
    os.mkdir("/out/a")
    heads = {}
    with open("/out/a/answers.jsonl", "w") as file:
        for item in items:
            head = heads.setdefault(item["input"]["record"]["name"][:3], item["id"])
            if not item["input"]["record"]["name"].endswith("7"):
                file.write(json.dumps({"id": item["id"], "output": {"cluster": head}}) + "\n")
    print(json.dumps({"id": request["id"], "output": {"file": "/out/a/answers.jsonl"}}), flush=True)
'''
IN_BATCHES = r'''
import json, sys, time
sys.stdin.readline()
print(json.dumps({"ready": True, "id": "in-batches", "version": "1", "window": 1, "ops": ["feedback"]}), flush=True)
good, rest = set(), {}
for line in sys.stdin:
    request = json.loads(line)
    if "cancel" in request:
        continue
    if request.get("op") == "feedback":
        good |= {texts[label["id"]][:2] for label in request["input"]["labels"] if label["relevant"]}
        print(json.dumps({"id": request["id"], "output": {}}), flush=True)
        continue
    if "dir" in request["input"]:
        texts = {item["id"]: item["input"]["document"]["text"] for item in map(json.loads, open(request["input"]["dir"] + "/items.jsonl"))}
        rest = dict(texts)
    time.sleep(0.02)
    ids = sorted(rest, key=lambda ident: (rest[ident][:2] not in good, rest[ident], ident))[:20]
    for ident in ids:
        del rest[ident]
    print(json.dumps({"id": request["id"], "output": {"propose": ids, "stop": len(rest) < 200}}), flush=True)
'''


def make(folder):
    draw = random.Random(7)
    rows = [{"id": f"r{i:03}", "input": {"record": {"name": f"{draw.randrange(100, 180)} {i}"}}, "expected": {"entity": f"e{i // 4}"},
             "cluster": f"e{i // 4}", "split": "test"} for i in range(ITEMS)]
    made_up.benchmark(folder / "records", "records", rows, "record-linkage")
    made_up.tool(folder / "together", "together", TOGETHER, "record-linkage")
    rows = [{"id": f"d{i:03}", "input": {"topic": {"title": "t"}, "document": {"text": f"{draw.randrange(10, 40)} {i % 50}"}},
             "expected": {"relevant": i % 9 == 0}, "cluster": f"d{i:03}", "split": "test"} for i in range(ITEMS)]
    made_up.benchmark(folder / "documents", "documents", rows, "document-review")
    made_up.tool(folder / "in-batches", "in-batches", IN_BATCHES, "document-review")


def start(folder, tool, benchmark, data):
    return subprocess.Popen([POLICEAI, "lab", "run", str(folder / tool), str(folder / benchmark), "--data", str(data), "--json"],
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def kill(process):
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    process.stderr.close()


def finish(*words):
    process = start(*words)
    out, errors = process.communicate()
    if process.returncode != 0:
        sys.exit(f"the run ended with {process.returncode}: {errors.decode()}")
    return json.loads(out)


def journal_of(data):
    # killed while its folder is removed a run is over, whatever is left of it
    found = [path for path in (data / "runs").glob("*/journal.jsonl") if (path.parent / "plan.json").exists()]
    return found[0] if found else None


def harm(data, whole, draw):
    """A journal as a power cut leaves it: some of its lines, and what they said was another answer."""
    rows = whole.splitlines(keepends=True)[:draw.randrange(1, ITEMS)]
    changed = []
    for row in map(json.loads, rows):
        row.pop("output", None)
        row.update(outcome="died")
        changed.append(json.dumps(row).encode() + b"\n")
    journal_of(data).write_bytes(b"".join(changed))


def compare(folder, tool, benchmark, draw):
    alone, killed = folder / f"{tool}-alone", folder / f"{tool}-killed"
    process = start(folder, tool, benchmark, alone)
    while not list((alone / "runs").glob("*/plan.json")) and process.poll() is None:
        time.sleep(0.002)
    kill(process)
    shutil.copytree(alone, killed, symlinks=True)
    result = finish(folder, tool, benchmark, alone)
    answers = pathlib.Path(result["results"]).read_text().splitlines()
    whole = b"".join(json.dumps({"id": json.loads(row)["id"], "outcome": "died", "microseconds": -1}).encode() + b"\n" for row in answers)
    for number in range(KILLS):
        if not journal_of(killed):
            break
        process = start(folder, tool, benchmark, killed)
        until = time.monotonic() + draw.uniform(0, 1.5)
        while time.monotonic() < until and process.poll() is None:
            time.sleep(0.002)
        kill(process)
        if journal_of(killed) and number % 2 == 0:
            harm(killed, whole, draw)
    if journal_of(killed) and finish(folder, tool, benchmark, killed)["run"] != result["run"]:
        sys.exit("the resumed run is another run")
    for part in ("results.jsonl", "stats.jsonl", "figures.json"):
        left = pathlib.Path(result["evidence"].replace("dsse.json", part)).read_bytes()
        right = pathlib.Path(result["evidence"].replace("dsse.json", part).replace(str(alone), str(killed))).read_bytes()
        if left != right:
            sys.exit(f"{tool}: {part} differs (seed {SEED}); see {folder}")
        print(f"{tool}: {part}: {len(left)} bytes, the same")
    return [json.loads(row)["outcome"] for row in answers]


def main():
    draw = random.Random(SEED)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="policeai-wholes-"))
    os.chmod(folder, 0o755)
    print(f"seed {SEED}, {folder}")
    make(folder)
    outcomes = compare(folder, "together", "records", draw)
    if outcomes.count("error") != ITEMS // 10 or outcomes.count("answered") != ITEMS - ITEMS // 10:
        sys.exit(f"outcomes of the collection: {set(outcomes)}")
    if set(compare(folder, "in-batches", "documents", draw)) != {"answered"}:
        sys.exit("outcomes of the session")
    shutil.rmtree(folder)


main()
