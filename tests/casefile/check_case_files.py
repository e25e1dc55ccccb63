#!/usr/bin/python3
"""check_case_files.py POLICEAI WORK CASE…: made-up case files, as real files, are read; each file is read whole and its words come out in the order in which they stand in the
benchmark, so that what is checked of a folder is what is measured by the benchmark; and the check of the case tells the defects that the benchmark expects, of the right documents, with at
most FLAGS others a case. Prints each fault; exit 1 when there is one."""
import difflib
import json
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys

FLAGS = 1

program, work, names = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]
here = pathlib.Path(__file__).parent
faults = []


def call(*words):
    done = subprocess.run([program, "case", *map(str, words)], capture_output=True, text=True)
    if done.returncode != 0 and (words[0] != "check" or done.returncode != 1 or done.stderr):
        sys.exit(f"case {words[0]}: {done.stderr}")
    return done.stdout


def findings(case):
    """[(kind, folded subject, paths of the files cited)] of the last check."""
    db = sqlite3.connect(case)
    told = db.execute("SELECT id, kind, subject FROM check_finding WHERE last_run = (SELECT max(id) FROM check_run)").fetchall()
    cited = "SELECT path FROM check_place JOIN file ON file.document = check_place.document WHERE finding = ?"
    rows = [(kind, subject.casefold(), {path for path, in db.execute(cited, (number,))}) for number, kind, subject in told]
    db.close()
    return rows


def words_of(text):
    return re.findall(r"\w+", text.lower())


shutil.rmtree(work, ignore_errors=True)
work.mkdir(parents=True)
subprocess.run(["/usr/bin/python3", here / "make_case_files.py", work / "cases", *names], check=True)
made = json.loads((work / "case-files.json").read_text())
compared = defects = flags = 0
for name, case in made.items():
    kept = work / f"{name}.case"
    call("read", work / "cases" / name, "--to", kept)
    listed = {row[4]: row for row in (line.split("\t") for line in call("files", kept).splitlines() if "\t" in line)}
    about = case["input"]
    call("check", kept, "--offence", about["offence"], "--plea", about["plea"], "--test", about["test"], "--unverified-rules", "--as", "Sam Sample")
    told = findings(kept)
    for defect in case["defects"]:
        papers = {path for path, file in case["files"].items() if file["document"] in defect.get("documents", [])}
        right = [one for one in told if one[:2] == (defect["kind"], defect["subject"].casefold()) and papers <= one[2]]
        if right:
            told.remove(right[0])
        else:
            faults.append(f"{name}: {defect['kind']} {defect['subject']} of {sorted(papers)} is not told")
    defects += len(case["defects"])
    flags += len(told)
    if len(told) > FLAGS:
        faults.append(f"{name}: told without reason: {told}")
    for path, file in case["files"].items():
        row = listed.get(path)
        if row is None or row[0] != "read":
            faults.append(f"{name}/{path}: {row}")
            continue
        # a page break of Word is no page of a layout that Word kept: the pages are compared together
        shown = "".join(call("show", kept, row[1], "--page", page).split("----\n", 1)[1] for page in range(1, int(row[3]) + 1))
        wanted, got = words_of("\n".join(file["pages"])), words_of(shown)
        alike = difflib.SequenceMatcher(None, wanted, got, autojunk=False)
        found = sum(block.size for block in alike.get_matching_blocks())
        compared += 1
        if found != len(wanted):
            faults.append(f"{name}/{path}: {found} of {len(wanted)} words come out in order")
print(f"{compared} files of {len(made)} cases read as they were written; {defects} defects looked for, {flags} other flags")
for fault in faults:
    print(fault)
sys.exit(bool(faults))
