#!/usr/bin/env python3
"""What redact-text misses and hides too much of, on one split of a benchmark.

usage: score.py [--tool FOLDER] [--split dev|test] [--scope SCOPE] [--special] [--texts] BENCHMARK_FOLDER

Prints recall by label and by group, precision by characters, and false alarms by kind of look-alike
where the benchmark has lookalikes.jsonl. --texts lists every miss and false alarm with its
surroundings; it is refused for the split test, whose texts rules must not be made from. An entity
counts as found when all of it is covered (metric entity.recall/1).
"""
import argparse
import collections
import json
import math
import os
import resource
import subprocess
import sys


def answers(folder, items, parameters):
    lines = [json.dumps({"op": "start", "protocol": 1, "parameters": parameters, "seed": 1, "threads": 1})]
    lines += [json.dumps({"id": item["id"], "input": item["input"]}) for item in items]
    done = subprocess.run(["./redact-text"], cwd=folder, input="\n".join(lines) + "\n",
                          capture_output=True, text=True, check=True)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return {row["id"]: row["output"]["spans"] for row in rows if "output" in row}


def cover(spans):
    return {point for span in spans for point in range(span["start"], span["end"])}


def show(kind, label, item, span):
    text = item["input"]["text"]
    before = text[max(0, span["start"] - 40):span["start"]]
    value = text[span["start"]:span["end"]]
    after = text[span["end"]:span["end"] + 25]
    print("%s %-18s %s  %s" % (kind, label, item["id"], ("%s[[%s]]%s" % (before, value, after)).replace("\n", "⏎")))


def interval(found, total):
    """Wilson's 95 per cent."""
    if total == 0:
        return 0.0, 1.0
    z, p = 1.959964, found / total
    middle = (p + z * z / 2 / total) / (1 + z * z / total)
    half = z / (1 + z * z / total) * math.sqrt(p * (1 - p) / total + z * z / 4 / total / total)
    return middle - half, middle + half


def show_reliability(items, found):
    """By label and tenth of confidence: what share of the finds touch something to hide, beside what was said."""
    cells = collections.defaultdict(lambda: [0, 0, 0.0])
    for item in items:
        wanted = cover(item["expected"]["spans"])
        for span in found.get(item["id"], []):
            cell = cells[(span["label"], int(span["confidence"] * 10))]
            cell[0] += any(p in wanted for p in range(span["start"], span["end"]))
            cell[1] += 1
            cell[2] += span["confidence"]
    print("finds that are right, with 95 per cent interval, beside the confidence given")
    for (label, _), (right, total, said) in sorted(cells.items()):
        low, high = interval(right, total)
        print("  %-18s %4d/%4d = %.3f (%.3f-%.3f) said %.3f%s" % (
            label, right, total, right / total, low, high, said / total, "" if low <= said / total <= high else " OUTSIDE"))


def rate(found, total):
    return "%d/%d = %.3f (%.3f-%.3f)" % ((found, total, found / total if total else 0) + interval(found, total))


def main():
    parser = argparse.ArgumentParser()
    here = os.path.dirname(os.path.abspath(__file__))
    parser.add_argument("--tool", default=os.path.join(here, "../../build/tools/redact-text"))
    parser.add_argument("--split", default="dev", choices=("dev", "test"))
    parser.add_argument("--scope", default="identifying", choices=("identifying", "everything"))
    parser.add_argument("--special", action="store_true", help="with the parameter special_category")
    parser.add_argument("--reliability", action="store_true", help="also how often a find is right, by confidence")
    parser.add_argument("--texts", action="store_true")
    parser.add_argument("benchmark")
    args = parser.parse_args()
    if args.texts and args.split == "test":
        sys.exit("score.py: the texts of the test split are not for looking at")
    with open(os.path.join(args.benchmark, "items.jsonl"), encoding="utf-8") as file:
        items = [item for item in map(json.loads, file) if item["split"] == args.split]
    lookalikes = {}
    path = os.path.join(args.benchmark, "lookalikes.jsonl")
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            lookalikes = {row["id"]: row["lookalikes"] for row in map(json.loads, file)}
    found = answers(args.tool, items, {"scope": args.scope, "special_category": args.special})
    labels, groups, kinds = (collections.defaultdict(lambda: [0, 0]) for _ in range(3))
    alarms = collections.Counter()
    right = covered = leaks = 0
    for item in items:
        spans = found.get(item["id"], [])
        points, wanted = cover(spans), cover(item["expected"]["spans"])
        right += len(points & wanted)
        covered += len(points)
        leak = False
        for span in item["expected"]["spans"]:
            hit = all(p in points for p in range(span["start"], span["end"]))
            leak = leak or not hit
            for table, key in [(labels, span["label"]), (labels, "all")] + [
                    (groups, "%s %s" % pair) for pair in item["groups"].items() if pair[0] != "lookalike"]:
                table[key][0] += hit
                table[key][1] += 1
            if not hit and args.texts:
                show("MISS ", span["label"], item, span)
        leaks += leak
        for trap in lookalikes.get(item["id"], []):
            hit = any(p in points for p in range(trap["start"], trap["end"]))
            kinds[trap["kind"]][0] += hit
            kinds[trap["kind"]][1] += 1
        for span in spans:
            if not any(p in wanted for p in range(span["start"], span["end"])):
                alarms[span["label"]] += 1
                if args.texts:
                    show("FALSE", span["label"], item, span)
    for title, table in (("recall by label", labels), ("recall by group", groups),
                         ("look-alikes touched, by kind", kinds)):
        print(title)
        for key in sorted(table):
            print("  %-26s %s" % (key, rate(*table[key])))
    print("false alarms by label", dict(alarms))
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    size = sum(len(item["input"]["text"].encode()) for item in items)
    print("speed: %d bytes in %.2f s of CPU, start-up included" % (size, used.ru_utime + used.ru_stime))
    print("precision by characters", rate(right, covered))
    if args.reliability:
        show_reliability(items, found)
    print("documents with a leak", rate(leaks, sum(bool(i["expected"]["spans"]) for i in items)))


if __name__ == "__main__":
    main()
