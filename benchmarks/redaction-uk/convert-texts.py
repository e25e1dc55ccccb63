#!/usr/bin/env python3
"""Make items.jsonl, lookalikes.jsonl and benchmark.json from the annotated texts.

usage: convert-texts.py [--check]      (--check: writes nothing, fails if a file would differ)

texts/NN-NAME.txt is one scenario and so one cluster: a line "# what happens", a line
"split: dev|test", then documents, each opened by a line "== KIND WRITING NAMES". In a document
[[LABEL|text]] must be hidden and {{KIND|text}} only looks as if it had to be. Offsets are code
points of the text without the marks. What is refused, and why, is said by each check_ function.
"""
import collections
import hashlib
import json
import os
import re
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))
LABELS = {
    "PERSON", "ADDRESS", "POSTCODE", "PHONE", "EMAIL", "URL", "HANDLE", "IP", "IMEI", "CARD",
    "IBAN", "BANK_ACCOUNT", "NI_NUMBER", "NHS_NUMBER", "DRIVING_LICENCE", "PASSPORT", "VEHICLE",
    "DATE_OF_BIRTH", "PNC_ID", "CRIME_REFERENCE", "CUSTODY_REFERENCE", "COLLAR_NUMBER",
}
GROUPS = {
    "kind": ("Kind of document", [
        "call-log", "crime-report", "custody-note", "e-mail", "interview-note", "letter",
        "notebook", "statement", "stop-search"]),
    "writing": ("How it is written", ["clean", "hasty", "scanned"]),
    "names": ("Tradition of the main person's name, as its writer meant it", [
        "african", "caribbean", "east-asian", "east-european", "english", "irish-scottish",
        "middle-eastern", "none", "south-asian", "welsh"]),
    "lookalike": ("Commonest kind of look-alike in the document", [
        "code", "contact", "date", "law", "money", "name", "number", "place", "reference",
        "time", "vehicle-model"]),
}
MARK = re.compile(r"\[\[([A-Z_]+)\|([^\[\]{}|]+)\]\]|\{\{([A-Z_]+)\|([^\[\]{}|]+)\}\}")


class Refused(Exception):
    pass


def parse_marks(marked):
    """Text without marks, the spans to hide, the look-alikes."""
    text, spans, lookalikes, at, length = [], [], [], 0, 0
    for mark in MARK.finditer(marked):
        before = marked[at:mark.start()]
        value = mark.group(2) or mark.group(4)
        length += len(before)
        span = {"start": length, "end": length + len(value)}
        if mark.group(1):
            if mark.group(1) not in LABELS:
                raise Refused("unknown label " + mark.group(1))
            spans.append(dict(span, label=mark.group(1)))
        else:
            kind = mark.group(3).lower().replace("_", "-")
            if kind not in GROUPS["lookalike"][1]:
                raise Refused("unknown look-alike " + kind)
            lookalikes.append(dict(span, kind=kind))
        text += [before, value]
        length += len(value)
        at = mark.end()
    text.append(marked[at:])
    plain = "".join(text)
    if re.search(r"\[\[|\]\]|\{\{|\}\}", plain):
        raise Refused("a mark is not closed: " + re.search(r".*(\[\[|\]\]|\{\{|\}\}).*", plain).group())
    return plain, spans, lookalikes


def check_marks(text, spans, lookalikes, scenario):
    """A title is no part of a name; long numbers, and values that another document of the
    scenario hides, never stand unmarked."""
    for span in spans:
        value = text[span["start"]:span["end"]]
        if span["label"] == "PERSON" and re.match(r"(mr|mrs|ms|miss|dr)\.? ", value, re.IGNORECASE):
            raise Refused('"%s" begins with a title' % value)
        if value != value.strip():
            raise Refused('"%s" begins or ends with a blank' % value)
    rest = list(text)
    for mark in spans + lookalikes:
        rest[mark["start"]:mark["end"]] = "|" * (mark["end"] - mark["start"])
    rest = "".join(rest)
    number = re.search(r"\d(?:[ -]?\d){5,}|\S+@\S+", rest)
    if number:
        raise Refused('"%s" stands unmarked' % number.group())
    for value in scenario:
        if len(value) > 2 and re.search(r"(?<!\w)%ss?(?!\w)" % re.escape(value), rest, re.IGNORECASE):
            raise Refused('"%s" is hidden elsewhere in the scenario and stands unmarked' % value)


def luhn(digits):
    total = 0
    for i, digit in enumerate(reversed(digits)):
        n = int(digit) * (1 + i % 2)
        total += n - 9 if n > 9 else n
    return total % 10 == 0


def nhs_test_number(digits):
    check = 11 - sum(int(d) * (10 - i) for i, d in enumerate(digits[:9])) % 11
    return len(digits) == 10 and digits.startswith("999") and int(digits[9]) == check % 11


# Ofcom, telephone numbers for use in TV and radio drama programmes.
DRAMA = re.compile(r"0(?:11[3-8]|121|131|141|151|161)4960\d{3}|0191498\d{4}|02079460\d{3}|"
                   r"02896496\d{3}|02920180\d{3}|01632960\d{3}|07700900\d{3}|08081570\d{3}|"
                   r"03069990\d{3}")
FICTITIOUS = {
    "PHONE": lambda v: DRAMA.fullmatch(re.sub(r"^(\+44|0044)(\(0\))?", "0", re.sub(r"[^\d+()]", "", v))
                                       .replace("(", "").replace(")", "")),
    "EMAIL": lambda v: re.search(r"[@.]example\.(com|org|net)$", re.sub(r"\s", "", v.lower())),
    "URL": lambda v: re.search(r"(^|[/.])example\.(com|org|net)(/|$)", v),
    "IP": lambda v: re.match(r"(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$|2001:db8:", v),
    "CARD": lambda v: luhn(re.sub(r"\D", "", v)),
    "IMEI": lambda v: luhn(re.sub(r"\D", "", v)) and re.sub(r"\D", "", v).startswith("00"),
    "NHS_NUMBER": lambda v: nhs_test_number(re.sub(r"\D", "", v)),
    "NI_NUMBER": lambda v: v.upper().startswith("QQ"),
}


def check_fictitious(text, spans, writing):
    """Values lie in ranges set aside for fiction, tests or examples. Scanned text may break them."""
    for span in spans:
        value = text[span["start"]:span["end"]]
        check = FICTITIOUS.get(span["label"])
        if check and writing != "scanned" and not check(value):
            raise Refused('%s "%s" is not in a range set aside' % (span["label"], value))


def read_scenario(path):
    name = os.path.splitext(os.path.basename(path))[0]
    with open(path, encoding="utf-8") as file:
        head, *parts = re.split(r"^== (.*)\n", file.read(), flags=re.MULTILINE)
    split = re.search(r"^split: (dev|test)$", head, re.MULTILINE).group(1)
    scenario = {m.group(2) for part in parts for m in MARK.finditer(part) if m.group(1)}
    for i in range(0, len(parts), 2):
        kind, writing, names = parts[i].split()
        item_id = "uk-%s-%d" % (name.split("-")[0], i // 2 + 1)
        try:
            text, spans, lookalikes = parse_marks(parts[i + 1].strip("\n"))
            check_marks(text, spans, lookalikes, scenario)
            check_fictitious(text, spans, writing)
        except Refused as refused:
            sys.exit("%s (%s): %s" % (item_id, os.path.basename(path), refused))
        kinds = collections.Counter(l["kind"] for l in lookalikes)
        groups = {"kind": kind, "writing": writing, "names": names}
        if kinds:
            groups["lookalike"] = min(kinds, key=lambda k: (-kinds[k], k))
        for group, value in groups.items():
            if value not in GROUPS[group][1]:
                sys.exit("%s: group %s has no value %s" % (item_id, group, value))
        yield ({"id": item_id, "input": {"text": text}, "expected": {"spans": spans},
                "groups": groups, "cluster": name, "split": split},
               {"id": item_id, "lookalikes": lookalikes})


def check_distinct(rows):
    """No two documents share more than a tenth of their runs of four words."""
    runs = []
    for row in rows:
        words = re.findall(r"\w+", row["input"]["text"].lower())
        runs.append({tuple(words[i:i + 4]) for i in range(len(words) - 3)})
    for i in range(len(rows)):
        for j in range(i):
            shared = len(runs[i] & runs[j])
            if shared > 0.1 * min(len(runs[i]), len(runs[j])):
                sys.exit("%s and %s share %d runs of four words"
                         % (rows[i]["id"], rows[j]["id"], shared))


def lines(rows):
    return "".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")) + "\n"
                   for r in rows).encode()


def header(contents):
    files = [{"path": name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
             for name, content in sorted(contents.items())]
    head = {"id": "redaction-uk", "version": "2", "task": "text-redaction",
            "title": "United Kingdom police writing, made up", "licence": "MIT",
            "source": "written by this project; no real person, case or document",
            "sensitivity": "synthetic", "exposure": "open", "files": files, "metrics": {},
            "groups": {name: {"title": title, "values": values}
                       for name, (title, values) in GROUPS.items()}}
    return (json.dumps(head, sort_keys=True, separators=(",", ":")) + "\n").encode()


def report(rows, traps):
    trap_of = {t["id"]: t["lookalikes"] for t in traps}
    for split in ("dev", "test"):
        part = [r for r in rows if r["split"] == split]
        labels = collections.Counter(s["label"] for r in part for s in r["expected"]["spans"])
        kinds = collections.Counter(l["kind"] for r in part for l in trap_of[r["id"]])
        print(split, len(part), "items,", len({r["cluster"] for r in part}), "clusters,",
              sum(labels.values()), "to hide,", sum(kinds.values()), "look-alikes")
        print("  to hide:", dict(sorted(labels.items())))
        print("  look-alikes:", dict(sorted(kinds.items())))
        for group in GROUPS:
            print("  %s:" % group, dict(sorted(collections.Counter(
                r["groups"].get(group) for r in part if group in r["groups"]).items())))


def main():
    folder = os.path.join(FOLDER, "texts")
    pairs = [pair for name in sorted(os.listdir(folder))
             for pair in read_scenario(os.path.join(folder, name))]
    rows, traps = [p[0] for p in pairs], [p[1] for p in pairs]
    check_distinct(rows)
    with open(os.path.join(FOLDER, "LICENSE"), "rb") as file:
        contents = {"LICENSE": file.read(), "items.jsonl": lines(rows),
                    "lookalikes.jsonl": lines(traps)}
    contents["benchmark.json"] = header(contents)
    for name, content in contents.items():
        path = os.path.join(FOLDER, name)
        if sys.argv[1:] == ["--check"]:
            with open(path, "rb") as file:
                if file.read() != content:
                    sys.exit("%s differs from what texts/ gives: run convert-texts.py" % name)
        elif name != "LICENSE":
            with open(path, "wb") as file:
                file.write(content)
    report(rows, traps)


if __name__ == "__main__":
    main()
