#!/usr/bin/python3
"""Lay the texts of redaction-uk out as documents: files/, items.jsonl, lookalikes.jsonl, benchmark.json.

usage: make-documents.py [--check]     (--check: writes nothing, fails if a file would differ; scans are told by their digest
                                        alone, since what draws them differs from one poppler to the next)

Each text becomes two documents of different types, in turn. What must be hidden, and what only looks so, moves with it."""
import collections
import hashlib
import json
import os
import random
import re
import sys

import document_files
import document_pages
from woven_text import Woven, lines_of

FOLDER = os.path.dirname(os.path.abspath(__file__))
TEXTS = os.path.join(FOLDER, "..", "redaction-uk")
TYPES = ["pdf", "docx", "eml", "scan", "html", "xlsx", "csv"]
CHANNEL = {"pdf": "print", "scan": "scan", "docx": "office", "xlsx": "office", "csv": "export", "html": "export", "eml": "message"}
ENDING = {"scan": "pdf"}
CARRIED = ("kind", "writing", "lookalike")


def read_lines(name):
    with open(os.path.join(TEXTS, name), encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def types_of(number, text):
    chosen = []
    for step in (number, number + 3):
        while TYPES[step % 7] in chosen or (TYPES[step % 7] in ("pdf", "scan") and not document_pages.can_draw(text)):
            step += 1
        chosen.append(TYPES[step % 7])
    return chosen


def people_of(row):
    """Two people of the text whom a field of a message can name as they stand."""
    names = []
    for span in row["expected"]["spans"]:
        name = row["input"]["text"][span["start"]:span["end"]]
        if span["label"] == "PERSON" and re.fullmatch(r"[A-Z][a-z]+( [A-Z][a-z]+)+", name) and name not in names:
            names.append(name)
    return (names + ["Duty Desk", "Records Unit"])[:2]


def lay_out(row, kind, name):
    """The file's bytes, its text, and where its letters stand."""
    text, woven, chance = row["input"]["text"], Woven(), random.Random(name)
    woven.source = 0
    if kind in ("pdf", "scan"):
        pages = document_pages.Pages(woven, *chance.choice([("Helvetica", 11), ("Helvetica", 10), ("Courier", 10)]))
        for at, line in lines_of(text):
            pages.paragraph(line, at)
        return document_pages.born_digital(pages), woven, pages
    make = {"docx": document_files.docx, "html": document_files.web_page, "xlsx": document_files.workbook,
            "csv": document_files.table}
    if kind == "eml":
        return document_files.message(woven, text, chance, people_of(row)), woven, None
    return make[kind](woven, text, chance), woven, None


def item_of(row, looks, kind):
    name = "doc-%s-%s" % (row["id"][3:], kind)
    data, woven, pages = lay_out(row, kind, name)
    text = row["input"]["text"]
    expected = {"text": woven.text(), "spans": woven.moved(row["expected"]["spans"], text)}
    traps = woven.moved(looks, text)
    path = "files/%s.%s" % (name, ENDING.get(kind, kind))
    wanted = {"document": {"file": path}}
    if pages is None:
        wanted["with_text"] = True
    else:
        expected["places"] = pages.places(expected["spans"])
    if kind == "scan":
        data = scan_of(data, name, path, pages, expected)
    groups = {"type": kind, "channel": CHANNEL[kind], **{g: row["groups"][g] for g in CARRIED if g in row["groups"]}}
    return {"id": name, "input": wanted, "expected": expected, "groups": groups, "cluster": row["cluster"],
            "split": row["split"]}, {"id": name, "lookalikes": traps}, path, data


def scan_of(data, name, path, pages, expected):
    """Made once: a scan that lies there is kept, since another poppler draws it with other dots."""
    angle = document_pages.angle_of(name)
    expected["places"] = [document_pages.turned(run, angle) for run in expected["places"]]
    there = os.path.join(FOLDER, path)
    if os.path.exists(there):
        with open(there, "rb") as file:
            return file.read()
    return document_pages.scanned(data, len(pages.pages), name)


def lines(rows):
    return "".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")) + "\n" for r in rows).encode()


def header(contents, rows):
    titles = {"type": "Type of file", "channel": "How it came", "kind": "Kind of document", "writing": "How it is written",
              "lookalike": "Commonest kind of look-alike in the document"}
    groups = {g: {"title": t, "values": sorted({r["groups"][g] for r in rows if g in r["groups"]})} for g, t in titles.items()}
    files = [{"path": name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
             for name, content in sorted(contents.items())]
    head = {"id": "redaction-documents", "version": "1", "task": "document-redaction",
            "title": "United Kingdom police writing as documents, made up", "licence": "MIT",
            "source": "written by this project; no real person, case or document", "sensitivity": "synthetic",
            "exposure": "open", "files": files, "metrics": {}, "groups": groups}
    return (json.dumps(head, sort_keys=True, separators=(",", ":")) + "\n").encode()


def main():
    looks = {r["id"]: r["lookalikes"] for r in read_lines("lookalikes.jsonl")}
    rows, traps, contents = [], [], {}
    for number, row in enumerate(read_lines("items.jsonl")):
        for kind in types_of(number, row["input"]["text"]):
            item, trap, path, data = item_of(row, looks[row["id"]], kind)
            rows.append(item)
            traps.append(trap)
            contents[path] = data
    with open(os.path.join(FOLDER, "LICENSE"), "rb") as file:
        contents["LICENSE"] = file.read()
    contents["items.jsonl"], contents["lookalikes.jsonl"] = lines(rows), lines(traps)
    contents["benchmark.json"] = header(contents, rows)
    os.makedirs(os.path.join(FOLDER, "files"), exist_ok=True)
    for name, content in contents.items():
        path = os.path.join(FOLDER, name)
        if sys.argv[1:] == ["--check"]:
            with open(path, "rb") as file:
                if file.read() != content:
                    sys.exit("%s differs from what the texts give: run make-documents.py" % name)
        else:
            with open(path, "wb") as file:
                file.write(content)
    for split in ("dev", "test"):
        part = [r for r in rows if r["split"] == split]
        print(split, len(part), "documents,", len({r["cluster"] for r in part}), "clusters,",
              sum(len(r["expected"]["spans"]) for r in part), "to hide;",
              dict(sorted(collections.Counter(r["groups"]["type"] for r in part).items())))


if __name__ == "__main__":
    main()
