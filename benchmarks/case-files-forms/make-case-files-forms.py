#!/usr/bin/env python3
"""Writes the case files of case-files-forms: files/, items.jsonl, planted.jsonl, benchmark.json.

    make-case-files-forms.py             # writes them and prints the counts
    make-case-files-forms.py --check     # writes nothing: ends with 1 if what is there is not what it makes, or a defect is not in its paper
    make-case-files-forms.py --tamper    # writes nothing: ends with 1 if the check of the papers would not notice a defect that is not expected
"""
import collections
import hashlib
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True
import build  # noqa: E402
import check_planted  # noqa: E402
import layouts_dev  # noqa: E402
import layouts_test  # noqa: E402
import stories_dev  # noqa: E402
import stories_test  # noqa: E402

# how often a story is told
PARTS = [("dev", stories_dev.STORIES, layouts_dev.LAYOUTS, 5), ("test", stories_test.STORIES, layouts_test.LAYOUTS, 8)]


STORIES = [story for _, stories, _, _ in PARTS for story in stories]


def complain(faults):
    if faults:
        sys.exit("\n".join(faults))


def rows_of(rows):
    return "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows).encode()


def cases():
    made = []
    for part, stories, layouts, times in PARTS:
        tally = collections.Counter()
        plan = [(telling, story) for telling in range(times) for story in stories]
        for number, (telling, story) in enumerate(plan, 1):
            case = build.Case(part, number, story, telling, layouts, tally)
            case.write()
            made.append(case)
    return made


def main(check):
    made = cases()
    items = [build.item(case) for case in made]
    out = {f"files/{case.id}.jsonl": rows_of(case.documents) for case in made}
    out["items.jsonl"] = rows_of(items)
    out["planted.jsonl"] = rows_of([{"id": case.id, "defects": case.planted, "lookalikes": sorted(set(case.alike))} for case in made])
    with open(os.path.join(HERE, "LICENSE"), "rb") as file:
        listed = dict(out, LICENSE=file.read())
    titles = {"layout": "Layout of the forms", "noise": "Letters misread", "offence": "Offence", "origin": "Tradition of the names of victim and witnesses", "plea": "Plea expected"}
    groups = {name: {"title": title, "values": sorted({item["groups"][name] for item in items})} for name, title in titles.items()}
    head = {"id": "case-files-forms", "version": "1", "task": "case-file-check", "title": "Made-up case files in many layouts, dev and test apart", "licence": "MIT", "source": "made up by make-case-files-forms.py", "sensitivity": "synthetic", "exposure": "open",
            "metrics": {}, "groups": groups, "files": [{"path": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in sorted(listed.items())]}
    out["benchmark.json"] = (json.dumps(head, sort_keys=True, separators=(",", ":")) + "\n").encode()
    for name, data in out.items():
        path = os.path.join(HERE, name)
        if not check:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(data)
            continue
        with open(path, "rb") as file:
            if file.read() != data:
                sys.exit(f"{path} is not what make-case-files-forms.py makes; run it")
    complain(check_planted.check(STORIES))
    for part in sorted({case.part for case in made}):
        mine = [case for case in made if case.part == part]
        tally = collections.Counter(defect["kind"] for case in mine for defect in case.defects)
        print(part, len(mine), "files,", sum(not case.defects for case in mine), "without a defect,", sum(tally.values()), "defects:", dict(sorted(tally.items())))


if sys.argv[1:] not in ([], ["--check"], ["--tamper"]):
    sys.exit(__doc__)
if sys.argv[1:] == ["--tamper"]:
    complain(check_planted.tamper(STORIES))
else:
    main(sys.argv[1:] == ["--check"])
