#!/usr/bin/python3
"""check_planted_case.py POLICEAI WORK DOCUMENTS: a planted case is read; groups of the same bytes are all told, and of pairs of documents the share that `case alike` tells is
what src/alike/shingles.h promises at their likeness. Prints a table by band and each fault; exit 1 when there is one."""
import hashlib
import json
import pathlib
import re
import shutil
import subprocess
import sys
import time

program, work, count = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
here = pathlib.Path(__file__).parent
faults = []


def call(*words):
    done = subprocess.run([program, "case", *map(str, words)], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"case {words[0]}: {done.stderr}")
    return done.stdout


def promised(alike):
    """Of two texts: they share a key of three smallest values, one of six. SOURCE: src/alike/shingles.h"""
    return 1 - (1 - alike ** 3) ** 6


def too_few(found, chances):
    """Whether so few are found of independent pairs with these chances with a probability under one in a thousand."""
    ways = [1.0]
    for p in chances:
        ways = [(ways[i] * (1 - p) if i < len(ways) else 0) + (ways[i - 1] * p if i > 0 else 0) for i in range(len(ways) + 1)]
    return sum(ways[:found + 1]) < 0.001


shutil.rmtree(work, ignore_errors=True)
work.mkdir(parents=True)
subprocess.run(["/usr/bin/python3", here / "make_planted_case.py", work / "folder", count], check=True)
began = time.monotonic()
call("read", work / "folder", "--to", work / "a.case", "--workers", 2)
seconds = time.monotonic() - began
planted = json.loads((work / "planted.json").read_text())
files = [line.split("\t") for line in call("files", work / "a.case").splitlines() if "\t" in line][1:]
out = call("alike", work / "a.case", "--percent", 50, "--max", 1000000)
pair = re.compile(r"^(\d+) of (\d+) phrases alike: document \d+ \((.*)\) and document \d+ \((.*)\)$", re.M)
told = {frozenset((a, b)): int(both) / int(either) for both, either, a, b in pair.findall(out)}
same = [int(n) for n in re.findall(r"^the same \d+ bytes in (\d+) places", out, re.M)]
places = {}
for path in (p for p in (work / "folder").rglob("*") if p.is_file()):
    places.setdefault(hashlib.sha256(path.read_bytes()).digest(), []).append(path)
groups = sorted(len(group) for group in places.values() if len(group) > 1)
if sorted(same) != groups or len(groups) < len(planted["same"]):
    faults.append(f"groups of the same bytes: {sorted(same)}, there are {groups}")

bands = {}
for row in planted["pairs"]:
    # what is under half alike is never told
    hit = told.get(frozenset((row["a"], row["b"])))
    if hit is not None and abs(hit - row["alike"]) > 0.02:
        faults.append(f"{row}: told as {hit:.3f} alike")
    bands.setdefault(int(row["alike"] * 10) / 10, []).append((row["alike"], hit is not None))
for band, rows in sorted(bands.items(), reverse=True):
    found, chances = sum(hit for _, hit in rows), [promised(alike) for alike, _ in rows if alike >= 0.5]
    promise = f"{sum(chances):.1f} promised" if chances else "none is kept that is under half alike"
    print(f"{band:.1f} to {band + 0.1:.1f} alike: {found} of {len(rows)} pairs told, {promise}")
    if chances and too_few(found, chances):
        faults.append(f"from {band:.1f} alike on too few pairs are told")
strays = [alike for pair, alike in told.items() if pair not in {frozenset((row["a"], row["b"])) for row in planted["pairs"]}]
print(f"{len(files)} files read in {seconds:.0f} s, {len(same)} groups of the same bytes told, {len(strays)} pairs told that were not planted, at most {max(strays, default=0):.2f} alike")
for fault in faults:
    print(fault)
sys.exit(bool(faults))
