"""Every command of doc/case-day.md in its order, from a folder of its own, and what the page says comes of them."""
import csv
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import zipfile

PROGRAM, FOLDER, DOC = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
OPEN = ("policeai case check", "policeai case stop status")  # these say by status 1 that something is open
SENSITIVE = ("Finch", "lock-up", "believed reliable", "INTELLIGENCE")


def commands(text):
    """The lines of the page's ```sh blocks."""
    return [line for block in re.findall(r"```sh\n(.*?)```", text, re.S) for line in block.splitlines()]


def run(line):
    words = shlex.split(line)
    assert words[0] == "policeai", line
    done = subprocess.run([PROGRAM, *words[1:]], cwd=FOLDER, capture_output=True, text=True, timeout=300)
    expected = 1 if line.startswith(OPEN) else 0
    assert done.returncode == expected, f"{line}: {done.returncode}\n{done.stderr}"
    return done.stdout


def said(outputs, start):
    """What the first command that begins so printed."""
    return next(text for line, text in outputs if line.startswith("policeai case " + start))


def check_outputs(outputs):
    assert "26 files = 25 read + 0 in part + 1 not read" in said(outputs, "files")
    assert "call 999.txt" in said(outputs, "search") and "record of interview" in said(outputs, "search")
    timeline = said(outputs, "timeline")
    assert "2026-03-03 18:06" in timeline and "2026-03-03 17:53" in timeline
    findings = said(outputs, "check")
    for finding in ("statement-unsigned: Priya Nair", "exhibit-unlisted: CM/2", "witness-without-statement: Tom Bellamy"):
        assert finding in findings, finding
    for wrong in ("statement-unsigned: Carys Marlow", "witness-without-statement: Dana Whitlock", "exhibit-unlisted: DW/1", "form-missing: MG15", "disagreement"):
        assert wrong not in findings, wrong
    assert "Nothing is known of the" in said(outputs, "stop status")
    listed = {line.split("\t")[0]: line.split("\t")[1:4] for line in said(outputs, "schedule list").splitlines() if "\t" in line}
    assert listed["24"][0] == "sensitive" and listed["15"][2] == "emergency-call"
    described = {line.split("\t")[0]: line.split("\t")[-1] for line in said(outputs, "schedule list").splitlines() if "\t" in line}
    calls = "4 calls, from 3 March 2026 at 17:58 to 4 March 2026 at 11:31, between 07700900417, 07700900861 and 07700900990"
    assert calls in described["16"], described["16"]
    assert "4 messages, on 3 March 2026 at 17:52 to 18:08, between Jo (work) and Kieran" in described["17"], described["17"]


def unpacked(path):
    with zipfile.ZipFile(path) as document:
        return "".join(document.read(name).decode() for name in document.namelist())


def check_papers():
    """Nothing of the sensitive item is in what may go to the defence; every document is on one list."""
    papers = FOLDER / "papers"
    for path in (papers / "non-sensitive").iterdir():
        text = unpacked(path) if path.suffix == ".docx" else path.read_text()
        assert not [word for word in SENSITIVE if word in text], path
    table = next((papers / "non-sensitive").glob("*.csv"))
    rows = list(csv.reader(table.open(encoding="utf-8-sig", newline="")))
    assert sum("999" in " ".join(row) for row in rows) >= 1
    assert (FOLDER / "management.docx").stat().st_size > 1000


shutil.rmtree(FOLDER, ignore_errors=True)
FOLDER.mkdir(parents=True)
lines = commands(DOC.read_text())
assert len(lines) > 20
outputs = [(line, run(line)) for line in lines]
check_outputs(outputs)
check_papers()
refused = subprocess.run([PROGRAM, "case", "sample", "gathered"], cwd=FOLDER, capture_output=True, text=True)
assert refused.returncode == 1 and "is there already" in refused.stderr
print(len(lines), "commands of the page")
