#!/usr/bin/python3
"""check_story.py POLICEAI WORK: four made-up case files, written by hand as officers write (story/NAME.txt: papers, each under "@@@ path"), are read; whom, which telephones, vehicles,
places and exhibits they speak of is counted against lists made while writing (story/planted.json), with what is shown and was not planted. So are the facts that a summary of 20 lines holds
(story/facts.json: what it is, then the words of which any tells it). Prints the counts; exit 1 below the least that holds."""
import json
import pathlib
import shutil
import subprocess
import sys
import zipfile
from xml.sax.saxutils import escape

program, work = sys.argv[1], pathlib.Path(sys.argv[2])
here = pathlib.Path(__file__).parent / "story"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
LEAST_FACTS = 17  # of 24
LEAST = {"person": 0.9, "phone": 1.0, "vehicle": 1.0, "place": 0.8, "exhibit": 1.0}


def write_docx(path, text):
    lines = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in text.split("\n"))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                     '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                     f'<Override PartName="/word/document.xml" ContentType="{TYPE}"/></Types>')
        out.writestr("_rels/.rels", '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
                     'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>')
        out.writestr("word/document.xml", f'<?xml version="1.0"?><w:document xmlns:w="{WORD}"><w:body>{lines}</w:body></w:document>')


def write_papers(name, folder):
    papers = (here / f"{name}.txt").read_text().split("@@@ ")[1:]
    for paper in papers:
        path, text = paper.split("\n", 1)
        place = folder / path.strip()
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.suffix == ".docx":
            write_docx(place, text.strip("\n"))
        elif place.suffix == ".xlsx":  # as a table of text
            place.with_suffix(".csv").write_text(text.strip("\n").replace("|", ",") + "\n")
        else:
            (place if place.suffix == ".eml" else place.with_suffix(".txt")).write_text(text.strip("\n") + "\n")
    return len(papers)


def things(case):
    done = subprocess.run([program, "case", "people", case, "--kind", "all", "--max", "100000", "--json"], capture_output=True, text=True, timeout=300)
    return [json.loads(line) for line in done.stdout.splitlines()]


def summary(case, lines=20):
    done = subprocess.run([program, "case", "summary", case, "--lines", str(lines), "--json"], capture_output=True, text=True, timeout=300, check=True)
    return [json.loads(line)["text"] for line in done.stdout.splitlines()]


def flat(text):
    """On one line: cells of a table are cut by commas here, by tabs elsewhere."""
    return " ".join(text.split())


faults = 0
planted = json.loads((here / "planted.json").read_text())
facts = json.loads((here / "facts.json").read_text())
shutil.rmtree(work, ignore_errors=True)
for name, lists in planted.items():
    folder, case = work / name, work / f"{name}.case"
    papers = write_papers(name, folder)
    subprocess.run([program, "case", "read", folder, "--to", case], capture_output=True, text=True, timeout=600, check=True)
    shown = things(case)
    for kind, wanted in lists.items():
        keys = {thing["key"] for thing in shown if thing["kind"] == kind}
        found = [ways for ways in wanted if keys & set(ways.split("|"))]
        known = {key for ways in wanted for key in ways.split("|")}
        other = sorted(key for key in keys - known if kind not in ("person", "place") or not any(key in one or one in key for one in known))
        print(f"{name}, {papers} papers: {kind}: {len(found)} of {len(wanted)} found; not planted: {len(other)}" + (f" ({', '.join(other)})" if other else ""))
        missed = [ways for ways in wanted if ways not in found]
        if missed:
            print("  missed:", ", ".join(missed))
        if len(found) < LEAST[kind] * len(wanted):
            faults += 1
    lines = [flat(text) for text in summary(case)]
    left = [fact[0] for fact in facts[name] if not any(flat(words) in line for words in fact[1:] for line in lines)]
    print(f"{name}: facts in a summary of {len(lines)} lines, {sum(map(len, lines))} characters: {len(facts[name]) - len(left)} of {len(facts[name])}")
    if left:
        print("  left out:", "; ".join(left))
    if len(facts[name]) - len(left) < LEAST_FACTS or len(lines) > 20:
        faults += 1
told = [flat(text) for name in planted for text in summary(work / f"{name}.case", 200)]
for held_back in ("4 Sallow Way", "900907", "5 Orchard Row", "does not wish to be named"):  # stands in passages that say that they must not be passed on
    if any(held_back in text for text in told):
        print("told in a summary, though its passage says that it must not be:", held_back)
        faults += 1
sys.exit(1 if faults else 0)
