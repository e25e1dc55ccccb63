#!/usr/bin/python3
"""check_bad_documents.py POLICEAI WORK: a document at which the tool that reads, indexes or describes dies, or about which it lies, costs itself alone: it is told, all others are there, and it is not asked about
again. The tools are made up and stand where a copy of the program looks for its own. Prints each fault; exit 1 when there is one."""
import json
import pathlib
import shutil
import sqlite3
import subprocess
import sys

from case_calls import expect, finish
import made_rows

built, work = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
INDEXER = r'''#!/usr/bin/python3 -ISE
import json, os, sys
print(json.dumps({"ready": True, "id": "index-case", "version": "1", "window": 1, "ops": []}), flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    if "id" not in asked:
        continue
    with open("/out/mentions.jsonl", "w") as out:
        for page in map(json.loads, open(asked["input"]["documents"]["file"])):
            if "DIES" in page["text"]:
                os._exit(1)
            if "REFUSED" in page["text"]:
                break
            said = {"document": page["document"], "page": page["page"], "kind": "phone", "at": [0, 5], "key": f"0{page['document']}"}
            if "OTHER" in page["text"]:
                said["document"] = 999999
            if "LONGER" in page["text"]:
                said["at"] = [0, 500]
            out.write("no line\n" if "NOISE" in page["text"] else json.dumps(said) + "\n")
        else:
            page = None
    answer = {"output": {"mentions": {"file": "/out/mentions.jsonl"}}} if page is None else {"error": {"code": "refused", "message": "it is refused"}}
    print(json.dumps({"id": asked["id"], **answer}), flush=True)
'''
# it answers all that it was asked by then before it dies, so that some of what comes later has failed when the client gives up on the rest
DESCRIBER = r'''#!/usr/bin/python3 -ISE
import json, os, select
print(json.dumps({"ready": True, "id": "describe-documents", "version": "1", "window": 64, "ops": []}), flush=True)
held, dies = b"", False
while True:
    while b"\n" not in held:
        if dies and not select.select([0], [], [], 0.05)[0]:
            os._exit(1)
        more = os.read(0, 1 << 20)
        if not more:
            os._exit(0)
        held += more
    line, held = held.split(b"\n", 1)
    asked = json.loads(line)
    if "id" not in asked:
        continue
    text = asked["input"]["document"]["text"]
    if "DIES" in text:
        dies = True
        continue
    answer = {"error": {"code": "refused", "message": "it is refused"}} if "REFUSED" in text else {"output": {"category": "none", "description": "A sample paper.", "sensitive": []}}
    print(json.dumps({"id": asked["id"], **answer}), flush=True)
'''
READER = r'''#!/usr/bin/python3 -ISE
import json, os, sys
print(json.dumps({"ready": True, "id": "read-document", "version": "1", "window": 1, "ops": []}), flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    if "id" not in asked:
        continue
    for name in os.listdir("/out"):
        os.unlink("/out/" + name)
    for i in range(1 + len(asked["input"]["ask"].get("others", []))):  # small ones come together
        text = open(asked["input"]["document" + (str(i) if i else "")]["file"]).read()
        if "DIES" in text:
            os._exit(1)
        if "SILENT" in text and i:
            break
        with open("/out/read%s.jsonl" % (f"-{i}" if i else ""), "w") as out:
            out.write(json.dumps({"page": 1, "label": "", "source": "text", "width": 0, "height": 0, "text": text, "words": []}) + "\n")
            if "TWICE" in text:
                out.write(json.dumps({"page": 1, "label": "", "source": "text", "width": 0, "height": 0, "text": text, "words": []}) + "\n")
            if "WITHIN" in text:
                out.write('{"\\u006dember": "/out/read.jsonl", "name": "within"}\n')
            out.write("no line\n" if "NOISE" in text else "" if "ENDLESS" in text else json.dumps({"fate": "read", "why": "", "kind": "text", "next": 0}) + "\n")
    print(json.dumps({"id": asked["id"], "output": {}}), flush=True)
'''


def tool(folder, name, task, text):
    folder.mkdir(parents=True)
    (folder / "tool.py").write_text(text)
    (folder / "tool.py").chmod(0o755)
    (folder / "tool.json").write_text(json.dumps({
        "protocol": 1, "id": name, "version": "1", "name": name, "task": task, "supplier": "tests", "licence": "MIT", "run": ["./tool.py"], "runtime": "debian12", "system_files": [],
        "resources": {"memory_mb": 256, "threads": 1, "start_seconds": 120, "seconds_per_item": 120}, "parameters": [], "state": "none", "intended_use": "tests", "not_for": "use", "limitations": ["made up"],
        "upstream": [], "models": []}))


def run(*words):
    done = subprocess.run([program, "case", *map(str, words)], capture_output=True, text=True, timeout=600)
    return done.returncode, done.stdout, done.stderr


def rows(path, sql):
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


def case(name, count, bad):
    return made_rows.make(built, work / name, [f"SAMPLE {bad.get(i, '')} paper {i}" for i in range(1, count + 1)])


shutil.rmtree(work, ignore_errors=True)
house = work / "house/build"
house.mkdir(parents=True)
program = pathlib.Path(shutil.copy(built, house / "policeai"))
for name in ("benchmarks", "reference"):
    (work / "house" / name).symlink_to(built.parent.parent / name)
tool(house / "tools/describe-documents", "describe-documents", "disclosure-schedule", DESCRIBER)
tool(house / "checks/read-document", "read-document", "document-reading", READER)
tool(house / "checks/index-case", "index-case", "case-index", INDEXER)

# reading: answers that are written together with good ones
BAD = {0: "NOISE", 7: "TWICE", 50: "DIES", 51: "WITHIN", 149: "ENDLESS"}
WHY = {0: "JSON", 7: "came twice", 50: "died", 51: "named otherwise", 149: "did not say how it ended"}
(work / "gathered").mkdir()
for i in range(150):
    (work / f"gathered/{i:03}.txt").write_text(f"SAMPLE {BAD.get(i, 'SILENT' if i == 84 else '')} paper {i}")
status, out, error = run("read", work / "gathered", "--to", work / "read.case")
read = rows(work / "read.case", "SELECT file.path, document.fate, document.why, page.text FROM file JOIN document ON document.id = file.document LEFT JOIN page ON page.document = document.id ORDER BY 1")
expect(status in (0, 1) and len(read) == 150, "read:", status, len(read), out, error)
for i, (_, fate, why, text) in enumerate(read):
    expect((fate, text) == ("not", None) and WHY[i] in why if i in BAD else (fate, why, text) == ("read", "", f"SAMPLE {'SILENT' if i == 84 else ''} paper {i}"), "read of file", i, fate, why, text)
expect(len(rows(work / "read.case", "SELECT rowid FROM page_words WHERE page_words MATCH 'paper'")) == 145, "indexed pages of what was read")

# the index: several of one lot, the first and the last; a lot without any
BAD = {1: "DIES", 2: "OTHER", 450: "LONGER", 500: "NOISE", 800: "REFUSED"}
COUNT = 801  # lots of 400
path = case("index.case", COUNT, BAD)
status, out, error = run("people", path, "--kind", "phone", "--max", 5000)
expect(status == 0 and out.count("\n") == COUNT - len(BAD), "people:", status, out.count("\n"), error)
told = [line for line in error.splitlines() if "is not indexed" in line]
expect([int(line.split()[1]) for line in told] == list(BAD), "not told each bad document:", error)
expect("it died" in told[0] and "was not asked about" in told[1] and "not so long" in told[2] and "it is refused" in told[4], "not told why:", told)
found = {row[0] for row in rows(path, "SELECT document FROM check_mention")}
expect(found == set(range(1, COUNT + 1)) - set(BAD), "indexed:", len(found), "bad ones:", found & set(BAD))
expect(rows(path, "SELECT id FROM check_mention ORDER BY document") == rows(path, "SELECT id FROM check_mention ORDER BY id"), "rows are not in the order of the documents")
before = rows(path, "SELECT * FROM check_mention")
status, out, again = run("people", path, "--kind", "phone", "--max", 5000)
expect(status == 0 and [line for line in again.splitlines() if "is not indexed" in line] == told and rows(path, "SELECT * FROM check_mention") == before, "the second time:", status, again)

# mended without another version: it is asked about again where that is wanted, and then alone
(house / "checks/index-case/tool.py").write_text(INDEXER.replace('if "REFUSED" in page["text"]:', "if False:"))
status, out, unasked = run("people", path, "--kind", "phone", "--max", 5000)
expect("document 800 is not indexed" in unasked and rows(path, "SELECT * FROM check_mention") == before, "asked about again unasked:", status, unasked)
status, out, again = run("people", path, "--kind", "phone", "--max", 5000, "--again")
told = [int(line.split()[1]) for line in again.splitlines() if "is not indexed" in line]
expect(status == 0 and told == [document for document in BAD if document != 800], "asked about once more:", status, again)
expect({row[0] for row in rows(path, "SELECT document FROM check_mention")} == found | {800}, "the mended one is not there")
expect(set(before) <= set(rows(path, "SELECT * FROM check_mention")), "others were made anew")

# descriptions: more deaths than one client starts a tool again for
BAD = {i: "DIES" if i % 2 else "REFUSED" for i in range(1, 105)}
path = case("describe.case", 175, BAD)
status, out, error = run("describe", path, "--workers", 1)
described = rows(path, "SELECT document, why FROM schedule_proposal ORDER BY document")
expect(status in (0, 1) and [row[0] for row in described] == list(range(1, 176)), "describe:", status, len(described), out, error)
for i, why in described:
    expect({None: why == "", "DIES": "died" in why, "REFUSED": "it is refused" in why}[BAD.get(i)], "described:", i, why)
expect(f"{175 - len(BAD)} documents described, {len(BAD)} not" in out + error, "not counted once each:", out, error)

finish()
