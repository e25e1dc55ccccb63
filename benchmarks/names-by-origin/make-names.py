#!/usr/bin/env python3
"""Makes items.jsonl and benchmark.json from lists.txt and sentences.txt.

usage: make-names.py [--check]

Every origin gets the same 320 sentences in the same order, so that only the name differs. A name is `listed` when each of its
words stands in engines/personal_data/names/names.txt. --check writes nothing and ends with status 1 where the files differ.
"""
import collections
import hashlib
import json
import os
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
LISTED = os.path.join(HERE, "../../engines/personal_data/names/names.txt")
ITEMS = 320


class Dice:
    """A linear congruence (Knuth, MMIX)."""

    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        return (self.state >> 33) * bound >> 31


def read_lists():
    lists, own = {}, None
    with open(os.path.join(HERE, "lists.txt"), encoding="utf-8") as file:
        for line in file:
            if line.startswith("["):
                own = lists.setdefault(line.strip()[1:-1], {})
            elif line.startswith(("given: ", "surname: ")):
                kind, names = line.split(": ")
                own[kind] = names.split()
    return lists


def read_sentences():
    sentences, writing = [], None
    with open(os.path.join(HERE, "sentences.txt"), encoding="utf-8") as file:
        for line in file.read().splitlines():
            if line.startswith("["):
                writing = line[1:-1]
            elif not line.startswith("#"):
                sentences.append((writing, line))
    return sentences


def fold(word):
    word = unicodedata.normalize("NFD", word).lower()
    return "".join(c for c in word if c.isalpha() and not unicodedata.combining(c))


def name_of(slot, given, surname):
    return {"n": given + " " + surname, "g": given, "s": surname, "r": surname.upper() + ", " + given}[slot]


def rows():
    with open(LISTED, encoding="ascii") as file:
        listed = {line.split()[0] for line in file}
    sentences = read_sentences()
    for origin, names in read_lists().items():
        dice = Dice(311)
        for number in range(ITEMS):
            writing, template = sentences[number % len(sentences)]
            before, rest = template.split("{")
            slot, after = rest.split("}")
            name = name_of(slot, names["given"][dice.below(len(names["given"]))], names["surname"][dice.below(len(names["surname"]))])
            text = before + name + after
            known = all(fold(word) in listed for word in name.replace(",", "").split())
            yield {"id": "%s-%03d" % (origin, number + 1), "input": {"text": text.lower() if writing == "hasty" else text},
                   "expected": {"spans": [{"start": len(before), "end": len(before) + len(name), "label": "PERSON"}]},
                   "groups": {"origin": origin, "writing": writing, "listed": "yes" if known else "no"},
                   "cluster": "sentence-%d" % (number % len(sentences)), "split": "test"}


def put(name, content, check):
    path = os.path.join(HERE, name)
    if check:
        with open(path, "rb") as file:
            if file.read() != content:
                sys.exit("make-names.py: %s is not what lists.txt and sentences.txt make: run make-names.py" % name)
        return
    with open(path, "wb") as file:
        file.write(content)


def main():
    check = "--check" in sys.argv
    made = list(rows())
    content = "".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")) + "\n" for r in made).encode()
    put("items.jsonl", content, check)
    files = []
    for name in ("LICENSE", "items.jsonl"):
        with open(os.path.join(HERE, name), "rb") as file:
            own = file.read()
        files.append({"path": name, "sha256": hashlib.sha256(own).hexdigest(), "bytes": len(own)})
    head = {"id": "names-by-origin", "version": "2", "task": "text-redaction", "title": "Names of people by origin, in police sentences, made up",
            "licence": "MIT", "source": "written by this project; no real person", "sensitivity": "synthetic", "exposure": "open", "files": files,
            "groups": {"origin": {"title": "Tradition of the list that the name is from", "values": sorted({r["groups"]["origin"] for r in made})},
                       "writing": {"title": "How it is written", "values": ["clean", "hasty"]},
                       "listed": {"title": "Whether redact-text has every word of the name in its lists", "values": ["no", "yes"]}},
            "metrics": {},
            "not_covered": ["how common a name is: rare ones were chosen, so differences between origins are not differences between people",
                            "two names in one sentence, whole documents, names misspelt by people or scanners",
                            "anybody but by the tradition of a made-up name: no person of any race, age, sex or other characteristic is in it"]}
    put("benchmark.json", (json.dumps(head, sort_keys=True, separators=(",", ":")) + "\n").encode(), check)
    for origin, count in sorted(collections.Counter((r["groups"]["origin"], r["groups"]["listed"]) for r in made).items()):
        print(*origin, count)


if __name__ == "__main__":
    main()
