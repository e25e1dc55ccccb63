#!/usr/bin/python3
"""scan_edges.py REDACT_FILE BENCHMARK WORK: on a scan whose names stand before commas and full stops, the box over a name holds
the middle of each of its letters; Tesseract gives a comma half of the letter before it."""
import json
import pathlib
import subprocess
import sys

ITEM = "doc-42-2-scan"
redact, benchmark, work = sys.argv[1:]
pathlib.Path(work).mkdir(parents=True, exist_ok=True)
with open(pathlib.Path(benchmark) / "items.jsonl", encoding="utf-8") as file:
    item = next(i for i in map(json.loads, file) if i["id"] == ITEM)
request = {"document": str(pathlib.Path(benchmark) / item["input"]["document"]["file"]), "out": str(pathlib.Path(work) / "scan"), "ocr": True}
done = subprocess.run([redact], input=json.dumps(request) + "\n", capture_output=True, text=True, check=True)
boxes = [box for mark in json.loads(done.stdout)["marks"] for box in mark["boxes"]]
expected = item["expected"]
in_part = []
for span in expected["spans"]:
    letters = [(x0 + (x1 - x0) * (at - start + .5) / (end - start), (y0 + y1) / 2)
               for _, start, end, x0, y0, x1, y1 in expected["places"] for at in range(start, end) if span["start"] <= at < span["end"]]
    hidden = [any(b[0] <= x <= b[2] and b[1] <= y <= b[3] for b in boxes) for x, y in letters]
    if any(hidden) and not all(hidden):
        in_part.append(expected["text"][span["start"]:span["end"]])
if in_part or not boxes:
    sys.exit(f"{len(boxes)} boxes; hidden in part: {in_part}")
print(f"{len(boxes)} boxes, none leaves a part of what it hides")
