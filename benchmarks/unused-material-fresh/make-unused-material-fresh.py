#!/usr/bin/env python3
"""usage: make-unused-material-fresh.py [--check]     (--check: writes nothing, fails if a file would differ)"""
import collections
import datetime
import hashlib
import json
import os
import random
import sys

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "case-files-fresh"))
from fresh_forms import FORCES, MARK, worn  # noqa: E402
from fresh_stories import NAMES, PLACES  # noqa: E402
from unused_fresh_kinds import KINDS, OPEN, SECRET  # noqa: E402

EACH = 6
LAYOUTS = ["colon", "cells", "table", "prose", "email", "bilingual"]


def ordinal(day):
    return f"{day}{'th' if 10 < day < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


def wordings(day):
    """The ways to say a date of which any will do."""
    month = day.strftime("%B")
    return [f"{day.day} {month} {day.year}", f"{ordinal(day.day)} {month} {day.year}", f"{day.day} {month}", f"{ordinal(day.day)} {month}", day.strftime("%d/%m/%Y"), f"{day.day}/{day.month}/{day.year}", day.strftime("%d/%m/%y"), day.strftime("%d.%m.%Y"), day.strftime("%d.%m.%y"), day.isoformat()]


def person(chance, origin, but):
    given, family = (text.split() for text in NAMES[origin])
    while True:
        name = f"{chance.choice(given)} {chance.choice(family)}"
        if not set(name.split()) & but:
            but |= set(name.split())
            return name


def laid_out(chance, layout, police, heading, rows, prose, extra, name):
    """The document's text and its facts."""
    if layout == "prose":
        return "\n".join(line for line in (heading, prose, extra) if line), {}
    if layout == "email":
        subject = heading.capitalize() or "please file"
        return f"Subject: {subject}\n\nHello,\n\nthis has turned up and nobody has listed it:\n\n{prose}\n{extra}\n\nThanks, {name}", {"from": name}
    if layout == "table":
        text = " | ".join(label for label, _ in rows) + "\n" + " | ".join(value for _, value in rows)
    elif layout == "cells":
        text = "\n".join(f"{label}\n{value}" for label, value in rows)
    else:
        text = "\n".join(f"{label}: {value}" for label, value in rows)
    force = "" if not police else "Heddlu Sampl / Sample Police" if layout == "bilingual" else chance.choice([""] + FORCES)
    return "\n".join(line for line in (force, heading, text, f"{'Nodiadau / Notes' if layout == 'bilingual' else 'Notes'}: {extra}" if extra else "") if line), {}


def item(kind, at, number):
    category, name, whole, headings, rows, prose, must = kind
    chance = random.Random(f"unused-material-fresh/1/{name}/{number}")
    layout = LAYOUTS[(at + number) % len(LAYOUTS)]
    origin = sorted(NAMES)[(at * 5 + number) % len(NAMES)]
    used = set()
    day = datetime.date(2025, chance.randrange(1, 12), chance.randrange(1, 28))
    facts = {"W": person(chance, origin, used), "S": person(chance, "british", used), "O": f"PC {chance.randrange(1000, 9999)} {person(chance, 'welsh', used)}", "N": person(chance, origin, used), "D": chance.choice(wordings(day)[:2] + wordings(day)[4:5] + wordings(day)[7:9]),
             "T": f"{chance.randrange(7, 23):02}:{chance.randrange(60):02}", "P": chance.choice(PLACES), "R": str(chance.randrange(2000, 9999))}

    def filled(words):
        for key, value in facts.items():
            words = words.replace("{" + key + "}", value)
        return words
    sensitive, sounds, extra = whole, "no", ""
    draw = chance.random()
    if not whole and draw < 0.22:
        extra, sensitive = filled(chance.choice(SECRET)), True
    elif not whole and draw < 0.5:
        extra, sounds = chance.choice(OPEN), "yes"
    heading = filled(headings[(number + at) % len(headings)])
    writer = person(chance, "british", used)
    text, told = laid_out(chance, layout, category != "none" and name != "work-form" or name == "intelligence", heading, [(filled(label), filled(value)) for label, value in rows], filled(prose), extra, writer)
    noise = "light" if (at + number) % 3 == 1 else "clean"
    body = worn(chance, text, 0.006 if noise == "light" else 0)
    says = []
    for thing in must:
        if thing == "{D}":
            says.append(wordings(day))
        elif isinstance(thing, str):
            says.append([filled(thing), filled(thing).split()[-1]] if thing != "{R}" else facts["R"])
        else:
            says.append(thing)
    file, reader = chance.choice([(f"{name.split('-')[-1]}.pdf", "pdf"), (f"doc{number}.txt", "text"), (f"scan {facts['R']}.pdf", "pdf")]) if layout != "email" else ("message.eml", "email")
    return {"id": f"{name}-{number}", "input": {"document": {"name": file, "kind": reader, "pages": 1, "text": f"{MARK}\n{body}", "facts": told}}, "expected": {"category": category, "sensitive": "yes" if sensitive else "no", "must_say": says},
            "groups": {"belongs": category, "layout": layout, "noise": noise, "origin": origin, "sounds": sounds}, "cluster": name, "split": "test"}


def main(check):
    made = sorted((item(kind, at, number) for at, kind in enumerate(KINDS) for number in range(1, EACH + 1)), key=lambda row: row["id"])
    items = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in made).encode()
    with open(os.path.join(HERE, "LICENSE"), "rb") as file:
        files = [("LICENSE", file.read()), ("items.jsonl", items)]
    titles = {"belongs": "Category", "layout": "Layout", "noise": "Letters misread", "origin": "Tradition of the name of victim or witness", "sounds": "Only sounds sensitive"}
    head = {"id": "unused-material-fresh", "version": "1", "task": "disclosure-schedule", "title": "Made-up unused material and what looks like it, by another hand", "licence": "MIT", "source": "made up by make-unused-material-fresh.py", "sensitivity": "synthetic", "exposure": "open",
            "metrics": {}, "groups": {name: {"title": title, "values": sorted({row["groups"][name] for row in made})} for name, title in titles.items()}, "files": [{"path": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in files]}
    for name, data in {"items.jsonl": items, "benchmark.json": (json.dumps(head, sort_keys=True, separators=(",", ":")) + "\n").encode()}.items():
        path = os.path.join(HERE, name)
        if not check:
            with open(path, "wb") as file:
                file.write(data)
            continue
        with open(path, "rb") as file:
            if file.read() != data:
                sys.exit(f"{path} is not what make-unused-material-fresh.py makes; run it")
    print(len(made), "documents:", dict(sorted(collections.Counter(row["expected"]["category"] for row in made).items())), "sensitive:", sum(row["expected"]["sensitive"] == "yes" for row in made), "only sound so:", sum(row["groups"]["sounds"] == "yes" for row in made))


if sys.argv[1:] not in ([], ["--check"]):
    sys.exit(__doc__)
main(sys.argv[1:] == ["--check"])
