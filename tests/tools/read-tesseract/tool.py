#!/usr/bin/python3
"""A tool for tests: Debian's tesseract, a program of others, asked once a picture for its words with places and confidences."""
import json
import os
import subprocess
import sys


def say(value):
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def read(path, layout):
    """Rows of tesseract's TSV: level 5 is a word; block, paragraph and line number say which line it is in."""
    table = subprocess.run(["tesseract", path, "-", "--psm", layout, "tsv"], check=True, capture_output=True, text=True,
                           env={**os.environ, "OMP_THREAD_LIMIT": "1"}).stdout
    words, lines, last = [], [], None
    for row in table.splitlines()[1:]:
        level, _, block, paragraph, line, _, left, top, width, height, confidence, text = row.split("\t", 11)
        if level != "5" or not text.strip() or int(width) <= 0 or int(height) <= 0:
            continue
        if (block, paragraph, line) != last:
            lines.append([])
            last = block, paragraph, line
        lines[-1].append(text)
        words.append({"text": text, "box": [int(left), int(top), int(left) + int(width), int(top) + int(height)],
                      "confidence": max(0, min(1, float(confidence) / 100))})
    return {"text": "\n".join(" ".join(line) for line in lines), "words": words}


start = json.loads(sys.stdin.readline())
say({"ready": True, "id": "read-tesseract", "version": "1", "window": 2})
for line in sys.stdin:
    request = json.loads(line)
    if "cancel" in request:
        continue
    try:
        say({"id": request["id"], "output": read(request["input"]["image"]["file"], start["parameters"]["layout"])})
    except subprocess.CalledProcessError as failed:
        say({"id": request["id"], "error": {"code": "unreadable", "message": failed.stderr[-500:]}})
