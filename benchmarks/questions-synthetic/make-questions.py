#!/usr/bin/python3
"""Writes questions about made-up public buildings, each with passages that answer it or do not: items.jsonl, benchmark.json.

usage: make-questions.py [--check]     (--check: writes nothing, fails if a file would differ)"""
import hashlib
import json
import os
import random
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))
SEED = 20261129
DEV, TEST = 4, 25
PLACES = ["Alder Wharf", "Beacon Row", "Chapel Rise", "Dyer's Yard", "Elm Bridge", "Foundry Lane", "Glass Street", "Hollow Way", "Ivy Quay",
          "Jetty Road", "Kiln Corner", "Limekiln Hill", "Mill Green", "North Parade", "Orchard Gate", "Priory Walk", "Quarry Side", "Ropewalk",
          "Station Yard", "Tannery Court", "Upper Dock", "Viaduct Place", "Weir Lane", "Yew Bank", "Zinc Works", "Acre Field", "Bell Meadow",
          "Cooper's Row", "Drover's End"]
KINDS = ["baths", "library", "museum", "theatre", "sports hall", "garden"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
WHERE = ["beside the lift on the first floor", "behind the ticket desk", "in the courtyard", "opposite the cloakroom", "under the main stairs"]
THINGS = ["lockers", "first-aid box", "drinking fountain", "lost property shelf", "notice board"]


def facts(name, kind, chance):
    """Sentences about one building and, where there is one, a question that each answers."""
    opens, shuts = chance.randint(6, 10), chance.randint(5, 9)
    day, seats = chance.choice(DAYS), 10 * chance.randint(6, 60)
    adult, child = chance.randint(4, 15), chance.randint(1, 3)
    thing, where = chance.choice(THINGS), chance.choice(WHERE)
    the = f"the {name} {kind}"
    return [
        (f"{the[0].upper()}{the[1:]} opens at {opens}.30 am and shuts at {shuts} pm.",
         [(f"At what time does {the} open?", "time", [f"{opens}.30 am", f"{opens}.30"]),
          (f"At what time does {the} shut?", "time", [f"{shuts} pm"])]),
        (f"On {day} {the} stays shut for cleaning.", [(f"On which day is {the} shut for cleaning?", "day", [day])]),
        (f"An adult pays £{adult} at {the}, a child £{child}.",
         [(f"How much does an adult pay at {the}?", "price", [f"£{adult}"]), (f"How much does a child pay at {the}?", "price", [f"£{child}"])]),
        (f"There is room for {seats} visitors in {the}.", [(f"For how many visitors is there room in {the}?", "number", [str(seats)])]),
        (f"In {the} the {thing} is {where}.", [(f"Where in {the} is the {thing}?", "where", [where])]),
    ]


def unanswered(name, kind, chance):
    the = f"the {name} {kind}"
    return chance.choice([f"In which year was {the} built?", f"Who drew the plans of {the}?", f"How much does a pensioner pay at {the}?",
                          f"At what time does the café of {the} open?"])


def place_rows(number, place):
    chance = random.Random(f"{SEED} {place}")
    split = "dev" if number < DEV else "test"
    kinds = chance.sample(KINDS, 2)
    about = {kind: facts(place, kind, chance) for kind in kinds}
    passages, asked = [], []
    for kind in kinds:
        sentences = about[kind]
        chance.shuffle(sentences)
        for part in (sentences[:2], sentences[2:]):
            name = f"p{len(passages) + 1}"
            passages.append({"id": name, "text": " ".join(sentence for sentence, _ in part)})
            asked += [(question, what, answers, [name]) for _, questions in part for question, what, answers in questions]
    asked = chance.sample(asked, 4) + [(unanswered(place, chance.choice(kinds), chance), "none", [], [])]
    order = chance.sample(range(4), 4)
    passages = [passages[i] for i in order]
    for i, (question, what, answers, citations) in enumerate(asked, 1):
        yield {"id": f"place-{number + 1:02}-{i}", "input": {"question": question, "passages": passages},
               "expected": {"answers": answers, "citations": citations}, "groups": {"asks": what}, "cluster": f"place-{number + 1:02}",
               "split": split}


def main(check):
    rows = [row for number, place in enumerate(PLACES[:DEV + TEST]) for row in place_rows(number, place)]
    rows.sort(key=lambda row: row["id"].encode())
    items = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows).encode()
    with open(os.path.join(FOLDER, "LICENSE"), "rb") as file:
        files = [("LICENSE", file.read()), ("items.jsonl", items)]
    head = {
        "id": "questions-synthetic", "version": "1", "task": "question-answering", "title": "Questions about made-up public buildings",
        "licence": "MIT", "source": "made up by make-questions.py", "sensitivity": "synthetic", "exposure": "open",
        "groups": {"asks": {"title": "What is asked for", "values": ["day", "none", "number", "price", "time", "where"]}}, "metrics": {},
        "files": [{"path": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in files],
    }
    made = {"items.jsonl": items, "benchmark.json": (json.dumps(head, sort_keys=True, separators=(",", ":")) + "\n").encode()}
    for name, data in made.items():
        path = os.path.join(FOLDER, name)
        if not check:
            with open(path, "wb") as file:
                file.write(data)
            continue
        with open(path, "rb") as file:
            if file.read() != data:
                sys.exit(f"{path} is not what make-questions.py makes; run it")


if sys.argv[1:] not in ([], ["--check"]):
    sys.exit(__doc__)
main(sys.argv[1:] == ["--check"])
