#!/usr/bin/env python3
"""A run whose disk fills in the middle says so in words and issues nothing; with room again the same command goes on with the same
registered run and its evidence verifies. The disk is a small tmpfs in a mount namespace, made as root: below a namespace of one user
no sandbox can be had. Where root may not mount (some containers) there is no small disk to fill: the test says so and tries nothing."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import made_up

POLICEAI = os.environ["POLICEAI"]
ITEMS = 120
SLOW = r'''
import json, sys, time
sys.stdin.readline()
print(json.dumps({"ready": True, "id": "slow", "version": "1", "window": 1}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    if "input" in request:
        time.sleep(0.03)
        print(json.dumps({"id": request["id"], "output": {"label": "noise"}}), flush=True)
'''


def make(folder):
    rows = [{"id": f"c{i:03}", "input": {"text": f"call {i}", "labels": ["noise", "theft"]}, "expected": {"label": ["noise", "theft"][i % 2]},
             "cluster": f"c{i:03}", "split": "test"} for i in range(ITEMS)]
    made_up.benchmark(folder / "calls", "calls", rows, "text-classification")
    made_up.tool(folder / "slow", "slow", SLOW, "text-classification")


def start(folder):
    return subprocess.Popen([POLICEAI, "lab", "run", str(folder / "slow"), str(folder / "calls"), "--data", str(folder / "disk" / "data"), "--json"],
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def fill(disk):
    """To the last byte."""
    with open(disk / "filler", "wb", buffering=0) as filler:
        for size in (65536, 4096, 1):
            try:
                while True:
                    filler.write(b"\0" * size)
            except OSError:
                pass


def kept(folder):
    return sum(len(path.read_bytes().splitlines()) for path in (folder / "disk" / "data" / "runs").glob("*/journal.jsonl"))


def inside(folder):
    disk = folder / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m", "policeai-test", str(disk)], check=True)
    make(folder)
    process = start(folder)
    while kept(folder) < 20 and process.poll() is None:
        time.sleep(0.01)
    fill(disk)
    out, words = process.communicate()
    if process.returncode == 0 or not ("disk is full" in words.lower() or "no space left" in words.lower()):
        sys.exit(f"on a full disk it ended with {process.returncode}: {out}{words}")
    if list((disk / "data" / "evidence").rglob("*.dsse.json")):
        sys.exit("evidence was issued of a run that was cut off")
    before = kept(folder)
    runs = [path.name for path in (disk / "data" / "runs").glob("*")]
    (disk / "filler").unlink()
    process = start(folder)
    out, words = process.communicate()
    if process.returncode != 0:
        sys.exit(f"with room again it ended with {process.returncode}: {words}")
    result = json.loads(out)
    if len(runs) != 1:
        sys.exit(f"runs: {runs}")
    rows = pathlib.Path(result["results"]).read_text().splitlines()
    if len(rows) != ITEMS or any(json.loads(row)["outcome"] != "answered" for row in rows):
        sys.exit("not every item was answered once")
    subprocess.run([POLICEAI, "verify", result["evidence"], "--data", str(disk / "data"), "--benchmarks", str(folder)], check=True,
                   stdout=subprocess.DEVNULL)
    print(f"{before} of {ITEMS} items kept on a full disk, then all, verified")


def main():
    if len(sys.argv) > 1:
        inside(pathlib.Path(sys.argv[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        as_root = [] if os.geteuid() == 0 else ["sudo", "-n", "--preserve-env=POLICEAI,PYTHONDONTWRITEBYTECODE"]
        if subprocess.run([*as_root, "unshare", "-m", "true"]).returncode != 0:
            print("NOT TRIED: no mount namespace can be had here, so there is no small disk to fill")
            return
        subprocess.run([*as_root, "unshare", "-m", "python3", __file__, folder], check=True)


main()
