#!/usr/bin/python3
"""review_planted_case.py POLICEAI WORK DOCUMENTS ELUSION SAMPLE BATCH: a planted case goes its whole way. It is read; its documents are reviewed in batches for its issue, every one labelled as
planted.json has it, until two batches running hold nothing; an elusion sample of SAMPLE documents is drawn of the rest, and where the declared rule (at most ELUSION percent) is not met it
goes on. Then all are described and the schedules made. Prints what was found and what was read for it; exit 1 when the rule is never met, a document that undermines the prosecution is
missed while more than the rule allows are, or a document of a presumption category stands in none."""
import csv
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

program, work = sys.argv[1], pathlib.Path(sys.argv[2])
count, elusion, sample, size = map(int, sys.argv[3:7])
here = pathlib.Path(__file__).parent
case, issue = work / "a.case", "defence"
spent = {}


def call(*words, may=(0,)):
    before, begun = os.times(), time.monotonic()
    done = subprocess.run([program, "case", *map(str, words)], capture_output=True, text=True)
    after = os.times()
    if done.returncode not in may:
        sys.exit(f"case {' '.join(map(str, words[:2]))}: {done.stderr}")
    clock, processor, times = spent.get(words[0], (0, 0, 0))
    spent[words[0]] = (clock + time.monotonic() - begun, processor + after.children_user + after.children_system - before.children_user - before.children_system, times + 1)
    return done.stdout


def lines(*words, may=(0,)):
    return [json.loads(line) for line in call(*words, "--json", may=may).splitlines()]


shutil.rmtree(work, ignore_errors=True)
work.mkdir(parents=True)
subprocess.run(["/usr/bin/python3", here / "make_planted_case.py", work / "folder", str(count)], check=True)
call("read", work / "folder", "--to", case, "--workers", 2)
planted = json.loads((work / "planted.json").read_text())
undermines = set(planted["undermines"])
call("issue", "add", case, issue, "--text", planted["issue"], "--as", "Ann")
call("stop", "declare", case, issue, "--elusion", elusion, "--sample", sample, "--as", "Ann")


def read_open():
    """Labels all that is open; how many were read, and how many of them undermine."""
    rows = lines("review", "list", case, issue, "--only", "open", "--as", "Ann")
    hits = 0
    for row in rows:
        hit = row["path"] in undermines
        hits += hit
        call("review", "label", case, issue, row["document"], "relevant" if hit else "not", "--as", "Ann")
    return len(rows), hits


read, found, empty, rounds, samples, met = 0, 0, 0, 0, 0, False
while not met and read < count and samples < 5:
    call("rank", case, issue, "--batch", size, "--as", "Ann")
    rounds += 1
    n, hits = read_open()
    read, found, empty = read + n, found + hits, 0 if hits else empty + 1
    print(f"batch {rounds}: {hits} of {n}", flush=True)
    if empty >= 2 or n == 0:
        call("stop", "sample", case, issue, "--as", "Ann")
        n, hits = read_open()
        read, found, samples, empty = read + n, found + hits, samples + 1, 0
        met = lines("stop", "status", case, issue, may=(0, 1))[0]["met"]
        print(f"elusion sample {samples}: {hits} of {n}, the rule is {'met' if met else 'not met'}", flush=True)
print(call("stop", "status", case, issue, may=(0, 1)).strip())
print(f"found {found} of {len(undermines)} documents that undermine, in {read} read of {count}")

call("describe", case, "--as", "Ann")
call("schedule", "make", case, "--out", work / "schedules", "--as", "Ann")
items = {row["path"]: row for row in lines("schedule", "list", case)}
wanted = {path: category for path, category in planted["presumption"].items() if category != "none"}
missed = [path for path in wanted if items[path]["category"] == "none"]
right = sum(items[path]["category"] == category for path, category in wanted.items())
more = sum(row["category"] != "none" for path, row in items.items() if path not in wanted)
listed = sum(len(list(csv.reader(path.open(encoding="utf-8", newline="")))) - 1 for path in (work / "schedules").rglob("*sensitive-schedule.csv"))
print(f"of {len(wanted)} documents of a presumption category {len(missed)} stand in none and {right} in the right one; {more} others stand in one; {listed} rows on the schedules")
for words, (clock, processor, times) in spent.items():
    print(f"case {words}: {times} times, {clock:.1f} s by the clock, {processor:.1f} s of processor")
faults = [] if met else ["the rule for stopping was never met"]
if len(undermines) - found > elusion / 100 * (count - read):
    faults.append("more are missed than the rule allows")
faults += [f"{path} is {wanted[path]} and stands in no category" for path in missed]
for fault in faults:
    print(fault)
sys.exit(bool(faults))
