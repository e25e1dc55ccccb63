#!/usr/bin/python3
"""Writes made-up documents of unused material: items.jsonl, benchmark.json.

usage: make-unused-material.py [--check]     (--check: writes nothing, fails if a file would differ)"""
import datetime
import hashlib
import json
import os
import random
import sys

from unused_kinds import KINDS

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "case-files-synthetic"))
from case_build import DAYS, MONTHS, NAMES, ORIGINS  # noqa: E402
from case_stories import STREETS, TOWNS  # noqa: E402

SEED = 20261130
EACH = 6
DEV = {"record-by-a-call-taker", "log-of-the-control-room", "pocket-book", "crime-report", "custody-record", "letter-of-a-witness", "record-of-an-interview", "caution-of-a-witness",
       "news-of-a-999-call", "duty-roster", "bank-statement", "rules-on-pocket-books", "contact-with-a-source"}
ACTS = [("theft of a bicycle", "bicycle", "cutting the lock of a bicycle"), ("burglary of a shed", "lawnmower", "climbing out of a shed with a lawnmower"), ("assault", "bottle", "hitting another with a bottle"),
        ("robbery of a telephone", "telephone", "pulling a telephone from someone's hand"), ("damage to a car", "car", "scratching a car with a key"), ("theft from a shop", "coat", "running out of the shop with a coat")]
LOOKS = ["Tall, grey hood, white shoes", "Short, dark coat, carrying a rucksack", "Slim build, red cap, limping", "About thirty, beard, green jacket"]
# what makes a document sensitive, and what only sounds so
SECRET = ["This came from a registered source, number {number}, who must not be named.", "The officers watched from the upstairs room of a neighbour who lent it on condition of staying unknown.",
          "{caller} has been moved to a new address for safety, which the defendant's family must not learn.", "An undercover officer using the name \"Robin\" was present and is still deployed.",
          "The telephone was found by a technique that we do not talk about in open court.", "The witness is in counselling, for reasons that have nothing to do with this case; her notes are attached."]
OPEN = ["The source of the leak in the roof was never found.", "The shop's own cameras watch the door.", "The patient was kept under observation for two hours.", "The informant in the sense of this form is whoever rang.",
        "The address of the shop is on every bag.", "A techniques course is held each spring."]


class Scene:
    """What a document may speak of."""

    def __init__(self, seed):
        chance = self.chance = random.Random(seed)
        self.origin = chance.choice(ORIGINS)
        used = set()

        def name(origin):
            while True:
                given, family = chance.choice(NAMES[origin]["given"]), chance.choice(NAMES[origin]["surname"])
                if given not in used and family not in used:
                    used.update({given, family})
                    return f"{given} {family}"
        self.caller, self.suspect, self.clerk = name(self.origin), name(chance.choice(ORIGINS)), name(chance.choice(ORIGINS))
        self.officer = f"{chance.choice(['PC', 'DC', 'PS'])} {chance.randint(1000, 9899)} {name(chance.choice(ORIGINS))}"
        self.act, self.thing, self.doing = chance.choice(ACTS)
        self.look = chance.choice(LOOKS)
        self.street = chance.choice(STREETS)
        self.place = f"{self.street}, {chance.choice(TOWNS)}"
        self.number = str(chance.randint(1001, 9899))
        date = datetime.date(2026, 1, 5) + datetime.timedelta(days=chance.randrange(200))
        month = MONTHS[date.month - 1]
        self.numeric = date.strftime("%d/%m/%Y")
        suffix = "th" if 10 < date.day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(date.day % 10, "th")
        self.dates = [f"{date.day} {month} {date.year}", f"{date.day}{suffix} {month} {date.year}", f"{date.day} {month}", f"{date.day}{suffix} {month}", self.numeric, f"{date.day}/{date.month}/{date.year}",
                      date.strftime("%d/%m/%y"), date.isoformat()]
        self.day = chance.choice([self.dates[0], f"{DAYS[date.weekday()]} {self.dates[0]}", self.dates[1], self.numeric])
        hour, minute = chance.randint(8, 21), chance.randint(10, 29)
        self.time, self.later, self.latest = f"{hour:02}:{minute}", f"{hour:02}:{minute + 9}", f"{hour:02}:{minute + 25}"

    def head(self, title, *fields):
        """A title and labelled fields, in one of several layouts."""
        layout = self.chance.choice(["colon", "colon", "lines", "table", "untitled", "pairs"])
        self.layout = layout
        if layout == "lines":
            return [title.capitalize(), *(part for label, value in fields for part in (label.upper(), value))]
        if layout == "table":
            return [title, " | ".join(label for label, _ in fields), " | ".join(value for _, value in fields)]
        if layout == "pairs":
            return [title, "    ".join(f"{label}: {value}" for label, value in fields)]
        rows = [f"{label}: {value}" for label, value in fields]
        return rows if layout == "untitled" and len(fields) > 2 else [title.title() if self.chance.random() < 0.3 else title, *rows]

    def made(self, name, lines, must, whole=False):
        ending, said = self.chance.choice([(".pdf", "pdf"), (".docx", "word"), (".txt", "text")])
        return {"name": name + ending, "kind": said, "lines": lines, "facts": {}, "must": must, "whole": whole}

    def mail(self, sender, to, subject, lines, must):
        facts = {"from": sender, "to": to, "subject": subject, "date": self.dates[0]}
        head = [f"From: {sender}", f"To: {to}", f"Subject: {subject}", f"Date: {self.dates[0]}", ""]
        self.layout = "email"
        return {"name": f"{subject}.eml", "kind": "email", "lines": head + lines, "facts": facts, "must": must, "whole": False}


def item(category, name, function, number, test):
    scene = Scene(f"{SEED} {name} {number}")
    scene.layout = "prose"
    made = function(scene)
    chance = scene.chance
    sensitive, sounds = made["whole"], "no"
    lines = ["SAMPLE - made up, about nobody", *made["lines"]]
    draw = chance.random()
    if not sensitive and draw < 0.2 and not name.startswith(("blank", "manual", "article", "news")):
        lines.insert(chance.randint(len(lines) - 1, len(lines)), chance.choice(SECRET).format(number=scene.number[::-1], caller=scene.caller))
        sensitive = True
    elif not sensitive and draw < 0.35:
        lines.append(chance.choice(OPEN))
        sounds = "yes"
    text = "\n".join(lines)
    must = [thing if isinstance(thing, str) else list(dict.fromkeys(thing)) for thing in made["must"]]
    must = [[thing, thing.split(" ")[-1]] if thing in (scene.caller, scene.suspect, scene.clerk, scene.officer) else thing for thing in must]  # the family name will do
    return {"id": f"{name}-{number}", "input": {"document": {"name": made["name"], "kind": made["kind"], "pages": 1, "text": text, "facts": made["facts"]}},
            "expected": {"category": category, "sensitive": "yes" if sensitive else "no", "must_say": must},
            "groups": {"belongs": category, "layout": scene.layout, "origin": scene.origin, "sounds": sounds}, "cluster": name, "split": "test" if test else "dev"}


def main(check):
    rows = [item(category, name, function, number, name not in DEV) for category, name, function in KINDS for number in range(1, EACH + 1)]
    rows.sort(key=lambda row: row["id"].encode())
    items = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows).encode()
    with open(os.path.join(HERE, "LICENSE"), "rb") as file:
        files = [("LICENSE", file.read()), ("items.jsonl", items)]
    groups = {"belongs": ("Category", sorted({category for category, _, _ in KINDS})), "layout": ("Layout", ["colon", "email", "lines", "pairs", "prose", "table", "untitled"]),
              "origin": ("Tradition of the name of victim or witness", ORIGINS), "sounds": ("Only sounds sensitive", ["no", "yes"])}
    head = {
        "id": "unused-material-synthetic", "version": "1", "task": "disclosure-schedule", "title": "Made-up unused material and what looks like it", "licence": "MIT",
        "source": "made up by make-unused-material.py", "sensitivity": "synthetic", "exposure": "open", "metrics": {},
        "groups": {name: {"title": title, "values": values} for name, (title, values) in groups.items()},
        "files": [{"path": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in files],
    }
    made = {"items.jsonl": items, "benchmark.json": (json.dumps(head, sort_keys=True, separators=(",", ":")) + "\n").encode()}
    for name, data in made.items():
        path = os.path.join(HERE, name)
        if not check:
            with open(path, "wb") as file:
                file.write(data)
            continue
        with open(path, "rb") as file:
            if file.read() != data:
                sys.exit(f"{path} is not what make-unused-material.py makes; run it")


if sys.argv[1:] not in ([], ["--check"]):
    sys.exit(__doc__)
main(sys.argv[1:] == ["--check"])
