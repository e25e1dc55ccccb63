#!/usr/bin/env python3
"""Makes general English texts that the tagger is trained with for its wider scope.

usage: make-general.py COUNT FAKER.json FIRMS.csv NATIONS.csv ITEMS.jsonl [--without-dev] > general.jsonl

COUNT texts come from general.txt, half as many from the dev part of ITEMS.jsonl (benchmarks/redaction-synthetic), whose
values are replaced by others of the same kind. From the test part nothing is taken but the list of its values: none of
them is put into a text, nor any word of its people's names; nations, titles, days and months are few and so not held
out. The last line on standard error says how many values of the test part stand in the texts made. The same
arguments give the same bytes.
"""
import collections
import csv
import json
import os
import re
import sys

from dice import Dice
from general_values import DAYS, MONTHS, Values

HERE = os.path.dirname(os.path.abspath(__file__))
LABEL = {"person": "PERSON", "first": "PERSON", "last": "PERSON", "place": "PLACE", "city": "PLACE", "country": "PLACE",
         "state": "PLACE", "org": "ORGANISATION", "address": "ADDRESS", "street": "ADDRESS", "building": "ADDRESS",
         "unit": "ADDRESS", "date": "DATE", "year": "DATE", "month": "DATE", "weekday": "DATE", "age": "AGE",
         "nat": "NATIONALITY", "nats": "NATIONALITY", "religion": "NATIONALITY",
         "man": "NATIONALITY", "faith": "NATIONALITY", "job": "JOB", "decimal": "AGE", "kin": None, "work": None, "title": None}
CLOSED = ("NATIONALITY", "DATE", "AGE", "TITLE", "JOB")  # too few values to hold any out


def slot_of(label, value):
    """The slot whose values look like this one of the dev part."""
    if label == "PERSON":
        return "person" if " " in value else "first|last"
    if label == "ADDRESS":
        return "building" if value.isdigit() else "address" if "\n" in value or len(value.split()) > 5 else "street"
    if label == "PLACE":
        return "city|country" if " " not in value else "place"
    if label == "DATE":
        return "year" if re.fullmatch(r"\d{4}", value) else "weekday" if value in DAYS else "month" if value in MONTHS else "date"
    return {"ORGANISATION": "org", "PHONE": "phone", "EMAIL": "email", "CARD": "card", "IBAN": "iban", "URL": "url", "IP": "ip",
            "TITLE": "title", "AGE": "age", "NATIONALITY": "nat", "POSTCODE": "zip", "FOREIGN_ID": "ssn|dl"}[label]


def read_items(path):
    """Templates of the dev part, and what of the test part is banned."""
    templates, banned = [], {"values": set(), "names": set()}
    with open(path, encoding="utf-8") as file:
        for item in map(json.loads, file):
            text, out, at = item["input"]["text"], [], 0
            for span in item["expected"]["spans"]:
                value = text[span["start"]:span["end"]]
                if item["split"] == "test" and span["label"] not in CLOSED:
                    banned["values"].add(value.lower())
                    if span["label"] == "PERSON":
                        banned["names"].update(re.split(r"[ \-]", value.lower()))
                out += [text[at:span["start"]], "{%s}" % slot_of(span["label"], value)]
                at = span["end"]
            if item["split"] == "dev":
                templates.append((item["cluster"], "".join(out + [text[at:]])))
    banned["names"] = {w for w in banned["names"] if len(w) > 2}
    return templates, banned


def read_own():
    with open(os.path.join(HERE, "general.txt"), encoding="utf-8") as file:
        lines = [line for line in file.read().splitlines() if line and not line.startswith("#")]
    return [("general-%d" % n, line.replace("\\n", "\n")) for n, line in enumerate(lines)]


def filled(dice, values, template):
    """(label or None, text) pairs, a part of them in lower case."""
    lower = dice.chance(4)
    for i, part in enumerate(re.split(r"\{([\w|]+)\}", template)):
        if i % 2 == 0:
            yield None, part.lower() if lower else part
            continue
        slot = dice.one(part.split("|"))
        value = getattr(values, slot)()
        small = lower or (slot not in ("url", "email") and dice.chance(7))
        yield LABEL.get(slot, "IDENTIFIER"), value.lower() if small else value


def main():
    count, faker, firms, nations, items = sys.argv[1:6]
    with open(faker, encoding="utf-8") as file:
        faker = json.load(file)
    with open(firms, encoding="utf-8-sig") as file:
        firms = [line.strip().strip('"') for line in file.read().splitlines()[1:] if 2 < len(line) < 60]
    with open(nations, encoding="utf-8-sig") as file:
        nations = list(csv.DictReader(file))
    with open(os.path.join(HERE, "..", "names", "words.txt"), encoding="ascii") as file:
        common = [word for word in file.read().split() if 2 < len(word) < 10]
    dev, banned = read_items(items)
    dice = Dice(77)
    values = Values(dice, faker, firms, nations, common, banned)
    own = read_own()
    plan = [(own[n % len(own)]) for n in range(int(count))]
    if "--without-dev" not in sys.argv:
        plan += [dev[n % len(dev)] for n in range(int(count) // 2)]
    seen = collections.Counter()
    for number, (cluster, template) in enumerate(plan):
        text, spans = "", []
        for label, part in filled(dice, values, template):
            if label:
                spans.append({"start": len(text), "end": len(text) + len(part), "label": label})
                if label not in CLOSED:
                    seen["values"] += 1
                    seen["of the test part"] += part.lower() in banned["values"]
                if label == "PERSON":
                    words = [w for w in re.split(r"[ \-]", part.lower()) if len(w) > 2 and not w.endswith(".")]
                    seen["words of names"] += len(words)
                    seen["words of names of the test part"] += sum(w in banned["names"] for w in words)
            text += part
        print(json.dumps({"id": "general-%d" % number, "input": {"text": text}, "expected": {"spans": spans}, "cluster": cluster,
                          "split": "train"}, ensure_ascii=False, separators=(",", ":")))
    print("make-general.py:", ", ".join("%s %d" % pair for pair in seen.items()), file=sys.stderr)


if __name__ == "__main__":
    main()
