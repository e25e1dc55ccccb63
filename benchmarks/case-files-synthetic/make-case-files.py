#!/usr/bin/python3
"""Writes made-up case files with planted defects: files/*.jsonl, items.jsonl, planted.jsonl, benchmark.json.

usage: make-case-files.py [--check]     (--check: writes nothing, fails if a file would differ)"""
import hashlib
import json
import os
import random
import sys
import textwrap

import case_forms
import case_planted
import case_stories
from case_build import HERE, NAMES, ORIGINS, Case, Person, say_date, say_time

SEED = 20261130
CASES_A_STORY = {"dev": 5, "test": 6}
PRODUCE = ["I produce {what} as exhibit {ref}.", "I seized {what}, which I exhibit as {ref}.", "I now produce as my exhibit {ref} {what}.",
           "{What}: exhibit {ref}, produced by me.", "I marked {what} {ref}; it is my exhibit.", "I refer to {what} which I exhibit and mark {ref}."]
SIGNED = ["{given} {family}", "{g}. {family}", "(signed) {g} {family}", "{g}{family}", "[signed] {given} {family}"]


class Planted(Case):
    """A case with what is planted in it, as documents."""

    def __init__(self, *args):
        super().__init__(*args)
        self.more_witnesses, self.drafts = [], []
        self.column = self.spelling = None
        self.short_names = False

    def fresh(self):
        chance = self.chance
        while True:
            lists = NAMES[self.some(ORIGINS)]
            who = Person(chance.choice(lists["given"]), chance.choice(lists["surname"]))
            known = [*self.people.values(), self.defendant, self.oic, self.sergeant]
            if all(who.family != k.family and who.given != k.given and who.letters != k.letters for k in known):
                self.keep.update({who.given.lower(), who.family.lower()})
                return who

    def told_of(self, who, keep):
        row = self.report.get("summary")
        if not keep:
            row[1] = row[1].replace(f" {who.full} made a statement.", "")

    # ---- from what was planted to documents ----

    def statement_document(self, s):
        chance, test = self.chance, self.test
        later = getattr(s, "later", 0)
        day = s.date or say_date(self.day, chance, test)
        time = s.time or say_time(self.hour, self.minute + later, chance, test, about=not later)
        place, plate = s.place or self.place, s.plate or self.plates[0]
        said = [text.replace("{date}", day).replace("{time}", time).replace("{place}", place).replace("{plate}", plate) for _, text in s.sentences]
        said += self.productions(s)
        made = say_date(s.made, chance, test)
        s.add("name", f"{s.who.rank} {s.who.given} {s.who.family.upper()}".strip() if chance.random() < 0.5 else f"{s.who.rank} {s.who.full}".strip())
        s.add("age", getattr(s, "age", "Over 18"))
        s.add("occupation", getattr(s, "occupation", s.job)).add("pages", "@")
        if getattr(s, "draft", False):
            s.before.append(self.some([f"DRAFT. Superseded by the signed statement of {s.who.full}.", f"Superseded: replaced by the statement that {s.who.full} signed later."]))
        ends = [] if s.words == "" else [s.words]
        if getattr(s, "electronic", False):
            ends.append(f"Electronically signed by {s.who.full} on {made} at 10:{chance.randint(10, 59)}")
        else:
            self.sign(s, made)
        sign = s.fields[4:]
        s.fields = s.fields[:4]
        text = " ".join(said)
        s.after = [*ends, self.signature_text(sign), text] if chance.random() < 0.5 else [text, *ends, self.signature_text(sign)]

    def sign(self, s, made):
        who = s.who
        signature = getattr(s, "signature", self.some(SIGNED).format(given=who.given, family=who.family, g=who.given[0]))
        s.add("signature", signature if s.signed else case_planted.empty(self))
        s.add("date", made if s.dated else self.some(["", "", "__/__/____", "to follow"]) if not getattr(s, "draft", False) else "")
        if not s.signed and getattr(s, "trap", ""):
            s.fields.append(["MG11/trap", s.trap.format(officer=f"{self.oic.rank} {self.oic.full}")])

    def signature_text(self, rows):
        lines = []
        for field, value in rows:
            lines.append(value if field == "MG11/trap" else f"{case_forms.label_of(field, self.chance, self.test)}: {value}")
        return ("        " if self.chance.random() < 0.4 else "\n").join(lines)

    def productions(self, s):
        said = []
        if getattr(s, "draft", False):
            return said
        for e in self.exhibits:
            if e["who"] is not s.who:
                if e.get("way") == "seen by another" and s is next((x for x in self.statements if x.who is not e["who"]), None):
                    said.append(f"I was shown {e['what']}, exhibit {e['ref']}.")
                continue
            wording = self.some(PRODUCE if self.test else PRODUCE[:3])
            what = e["what"]
            if e["produced"] and "was" in e:
                said.append(wording.format(what=what, What=what[0].upper() + what[1:], ref=e["was"]))
                said.append(f"To avoid confusion with another item exhibit {e['was']} is now marked {e['ref']} and listed as that.")
            elif e["produced"]:
                said.append(wording.format(what=what, What=what[0].upper() + what[1:], ref=e["ref"]))
            elif e["way"] == "without reference":
                said.append(f"There was also {what}, which I put in a bag.")
        return said

    def lists(self):
        chance = self.chance
        names = [(s.who, "yes") for s in self.statements] + self.more_witnesses
        chance.shuffle(names)
        rows, absent = [], []
        for i, (who, has) in enumerate(names, 1):
            short = self.short_names and not any(d[0] == "witness-without-statement" and d[1] == who.full for d in self.defects)
            shown = f"{who.rank} {who.given[0]}. {who.family}".strip() if short else who.listed(chance)
            rows.append([str(i), shown, f"07700 900{chance.randint(100, 999)}", has])
            absent.append([shown, self.some(["none", "1 to 14 August", "no dates to avoid", "every second Friday"])])
        self.witnesses.add("witnesses", rows)
        self.absent.add("witnesses", absent)
        if not self.listed.fields:
            self.listed.add("exhibits", self.exhibit_rows())

    def exhibit_rows(self):
        rows = [[e["ref"] if self.spelling is None else e["ref"].replace("/", self.spelling.format("")), e["what"], e["who"].full, self.some(["property store", "exhibits room", "police station, shelf 4"])]
                for e in self.exhibits if e["listed"]]
        at = {"producer": 2, "location": 3}.get(self.column)
        for i, row in enumerate(rows):
            if at is not None and (self.column_rows == "all" or i == 0):
                row[at] = self.column_words
        return rows or [["-", "none", "-", "-"]]

    def finish(self):
        chance = self.chance
        self.charge.get("bail")[1] = self.bail
        charged = self.charge.get("charge")
        charged[1] = charged[1].replace("{date}", self.charge.date).replace("{place}", self.charge.place)
        report = self.report
        summary = report.get("summary")
        if "{date}" in summary[1]:
            summary[1] = summary[1].replace("{date}", report.date).replace("{time}", report.time).replace("{place}", report.place)
        other = report.get("other-evidence")
        refs = ", ".join(f"{e['what']} ({e['ref']})" for e in self.exhibits)
        other[1] = " ".join(([f"Exhibits: {refs}."] if refs else ["None."]) + report.extra)
        if self.contested:
            if self.info.extra:
                self.info.get("victim")[1] = " ".join([self.info.get("victim")[1], *self.info.extra])
            self.lists()
        for s in self.statements + self.drafts:
            self.statement_document(s)
        documents = self.documents + self.statements + self.drafts
        chance.shuffle(documents)
        return documents

    def pages(self):
        """[{"document","name","page","text"}] and, for each document, its id."""
        chance, test = self.chance, self.test
        documents = self.finish()
        joined = {id(d.with_next) for d in documents if d.with_next in documents}
        layout = chance.choice("ABCDEF" if test else "ABC")
        rate = {"clean": 0, "light": 0.02, "heavy": 0.07}[self.noise]
        rows, ids, names = [], {}, set()
        for number, document in enumerate((d for d in documents if id(d) not in joined), 1):
            name, page = document.name, 0
            name = (name if name not in names else f"{name} {number}") + chance.choice([".pdf", ".docx", ".pdf", ".txt"])
            names.add(document.name)
            for part in (document, document.with_next if document.with_next in documents else None):
                if part is None:
                    continue
                ids[id(part)] = str(number)
                own = layout if chance.random() < 0.7 else chance.choice("ABCDEF" if test else "ABC")
                text = case_forms.render(part, own, chance, test)
                if rate and chance.random() < 0.7:
                    text = case_forms.with_noise(text, rate, self.keep, chance)
                if name.endswith(".pdf"):
                    text = wrapped(text, chance.choice([78, 88, 98]))
                pages = case_forms.pages_of(text, 34)
                for i, words in enumerate(pages):
                    page += 1
                    rows.append({"document": str(number), "name": name, "page": page, "text": words.replace("@", str(len(pages)))})
        return rows, ids


def wrapped(text, width):
    """As the lines of a printed page come out of it."""
    return "\n".join("\n".join(textwrap.wrap(line, width)) if len(line) > width and "\t" not in line else line for line in text.split("\n"))


def make(number, offence, story, test):
    chance = random.Random(f"{SEED} {number}")
    plea = chance.choice(["guilty", "not guilty", "not guilty", "not guilty", "unknown"])
    code = chance.choice(["full code", "full code", "full code", "threshold"])
    case = Planted(number, offence, story, test, plea, code, ORIGINS[number % len(ORIGINS)], chance.choice(["clean", "clean", "light", "heavy"]))
    dropped = []
    if plea != "guilty" and chance.random() < 0.3:
        dropped = [chance.choice(case.about["drop"])]
        if dropped == ["identity"] and story.get("no_identity"):
            dropped = []
    case.make(dropped)
    points = dropped + (["excuse"] if offence == "criminal-damage" and dropped == ["belonging"] else [])
    for point in points:
        case_planted.tell(case, "point-unproved", point, "no sentence goes to it")
    if "belonging" in dropped and not case.story.get("no_identity"):
        case.lookalikes.append("the owner is named in the charge alone")
    case_planted.plant(case)
    return case


def item(case, rows, ids):
    defects = []
    for kind, subject, documents in case.defects:
        defect = {"kind": kind, "subject": subject}
        if documents:
            defect["documents"] = [ids[id(d)] for d in documents]
        defects.append(defect)
    name = f"case-{case.number:03}"
    return {"id": name, "input": {"case": {"offence": case.offence, "plea": case.plea, "test": case.code}, "documents": {"file": f"files/{name}.jsonl"}},
            "expected": {"defects": defects}, "groups": {"offence": case.offence, "plea": case.plea, "noise": case.noise, "origin": case.origin},
            "cluster": f"{case.offence}/{case.story['name']}", "split": "test" if case.test else "dev"}


def everything():
    """name of file -> bytes."""
    made, items, planted, number = {}, [], [], 0
    for offence, about in case_stories.OFFENCES.items():
        for story in about["stories"]:
            test = f"{offence}/{story['name']}" not in case_stories.DEV_STORIES
            for _ in range(CASES_A_STORY["test" if test else "dev"]):
                number += 1
                case = make(number, offence, story, test)
                rows, ids = case.pages()
                row = item(case, rows, ids)
                items.append(row)
                planted.append({"id": row["id"], "defects": case.ways, "lookalikes": case.lookalikes})
                made[f"files/{row['id']}.jsonl"] = lines(rows)
    made["items.jsonl"], made["planted.jsonl"] = lines(items), lines(planted)
    return made


def lines(rows):
    return "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows).encode()


def head(made):
    groups = {"offence": ("Offence", sorted(case_stories.OFFENCES)), "plea": ("Plea expected", ["guilty", "not guilty", "unknown"]),
              "noise": ("Letters misread", ["clean", "light", "heavy"]), "origin": ("Tradition of the names of victim and witnesses", ORIGINS)}
    with open(os.path.join(HERE, "LICENSE"), "rb") as file:
        files = {**made, "LICENSE": file.read()}
    return {
        "id": "case-files-synthetic", "version": "1", "task": "case-file-check", "title": "Made-up case files with planted defects", "licence": "MIT",
        "source": "made up by make-case-files.py", "sensitivity": "synthetic", "exposure": "open", "metrics": {},
        "groups": {name: {"title": title, "values": values} for name, (title, values) in groups.items()},
        "files": [{"path": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in sorted(files.items())],
    }


def main(check):
    made = everything()
    made["benchmark.json"] = (json.dumps(head(made), sort_keys=True, separators=(",", ":")) + "\n").encode()
    os.makedirs(os.path.join(HERE, "files"), exist_ok=True)
    for name, data in made.items():
        path = os.path.join(HERE, name)
        if not check:
            with open(path, "wb") as file:
                file.write(data)
            continue
        with open(path, "rb") as file:
            if file.read() != data:
                sys.exit(f"{path} is not what make-case-files.py makes; run it")


if sys.argv[1:] not in ([], ["--check"]):
    sys.exit(__doc__)
main(sys.argv[1:] == ["--check"])
