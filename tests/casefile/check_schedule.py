#!/usr/bin/python3
"""check_schedule.py POLICEAI WORK: a small folder of made-up unused material is read, described, decided on and put on schedules through the commands; what is printed and
written is looked at by others' readers (zipfile, xml, csv). Prints each fault; exit 1 when there is one."""
import csv
import hashlib
import json
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import time
import xml.etree.ElementTree as xml
import zipfile

from case_calls import call, expect, finish, program, work

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

TEXTS = {
    "log.txt": "SAMPLE\nINCIDENT LOG\nIncident number: 214\nDate: 3 March 2024\n21:05 caller reports a man trying car doors in Sample Street\n"
               "21:09 unit assigned and en route to the street\n21:15 unit on scene, no trace of the man\n",
    "custody.txt": "SAMPLE\nCUSTODY RECORD\nCustody number: S/118/24\nDetainee: Robin Sample\nDate: 4 March 2024\n10:02 detention authorised by the custody officer\n"
                   "10:10 rights and entitlements given to the detained person\n",
    "statement.txt": "SAMPLE\nWITNESS STATEMENT\nStatement of: Kim Example\nDate: 5 March 2024\nI am the above named person. I saw a man at the gate and I remember that he "
                     "wore a green coat.\n",
    "receipt-1.txt": "SAMPLE\nReceipt of the lamp shop in Sample Street\nDate: 6 March 2024\nTwo lamps were paid for in cash by a customer who took them away.\n",
    "receipt-2.txt": "SAMPLE\nReceipt of the lamp shop in Sample Street\nDate: 7 March 2024\nOne lamp was paid for by card by a customer who asked for a bag.\n",
    "source.txt": "SAMPLE\nNote of 8 March 2024\nThe covert human intelligence source Quillfeather reports where the lamps are kept.\n"
                  "The handling unit will meet Quillfeather again on 9 March 2024.\n",
}


def done(*words):
    status, out, error = call(*words)
    expect(status == 0, *words, "exit", status, out, error)
    return out


def refused(part, *words):
    status, _, error = call(*words)
    lines = [line for line in error.splitlines() if not line.startswith(("  ", "hint"))]
    expect(status != 0 and part in error and len(lines) <= 2, "not refused in a line:", *words, error)


def listed():
    rows = [json.loads(line) for line in done("schedule", "list", case, "--json").splitlines()]
    return {pathlib.Path(row["path"]).name: row for row in rows}


def paper(path):
    """The rows of a Word document's tables; it is well-formed, its heading rows are marked."""
    with zipfile.ZipFile(path) as archive:
        expect(archive.testzip() is None, path, "a damaged part")
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, bytes_ in parts.items():
        xml.fromstring(bytes_)
    root = xml.fromstring(parts["word/document.xml"])
    for table in root.iter(WORD + "tbl"):
        first = table.find(WORD + "tr")
        expect(first.find(f"{WORD}trPr/{WORD}tblHeader") is not None, path, "a table without a marked heading row")
        expect(table.find(f"{WORD}tblPr/{WORD}tblCaption") is not None, path, "a table without a caption")
    expect(b" PAGE " in parts["word/footer1.xml"], path, "no page numbers")
    rows = [["".join(t.text or "" for t in cell.iter(WORD + "t")) for cell in row.iter(WORD + "tc")] for row in root.iter(WORD + "tr")]
    return rows, b"".join(parts.values()).decode()


def table(path):
    with open(path, newline="", encoding="utf-8-sig") as file:
        return list(csv.reader(file))


shutil.rmtree(work, ignore_errors=True)
folder, case = work / "folder", work / "a.case"
folder.mkdir(parents=True)
for name, text in TEXTS.items():
    (folder / name).write_text(text)
done("read", folder, "--to", case)
refused("were not described", "schedule", "make", case, "--out", work / "early")
expect("6 documents described, 0 not" in done("describe", case), "not all were described")
expect("0 documents described" in done("describe", case), "described again")

items = listed()
expect(items["log.txt"]["category"] == "incident-log", "log", items["log.txt"])
expect(items["custody.txt"]["category"] == "custody-record", "custody", items["custody.txt"])
expect(items["statement.txt"]["category"] == "previous-account", "statement", items["statement.txt"])
expect(items["receipt-1.txt"]["category"] == "none", "receipt", items["receipt-1.txt"])
expect(items["source.txt"]["place"] == "sensitive", "source", items["source.txt"])
expect("Quillfeather" not in items["source.txt"]["description"], "a flagged passage is in the description", items["source.txt"])
# nor does a summary quote what may be sensitive, unless asked
summary = done("summary", case, "--lines", 50)
expect("Quillfeather" not in summary and "green coat" in summary and "1 document that may be sensitive left out" in summary, "a summary quotes what may be sensitive", summary)
expect("Quillfeather" in done("summary", case, "--lines", 50, "--sensitive") and "Quillfeather" in done("summary", case, "--document", items["source.txt"]["document"]), "a summary of all")
for name, words in (("log.txt", ["214", "3 March 2024"]), ("custody.txt", ["S/118/24", "Robin Sample"]), ("statement.txt", ["Kim Example", "5 March 2024"])):
    for word in words:
        expect(word in items[name]["description"], name, "does not say", word, items[name])
number = {name: str(row["document"]) for name, row in items.items()}

shown = done("schedule", "item", case, number["source.txt"])
place = re.search(r"page 1, characters (\d+) to (\d+)", shown)
expect(place and "Quillfeather" in TEXTS["source.txt"][int(place[1]):int(place[2])], "the flagged place", shown)

# decisions
refused("reason", "schedule", "set", case, number["receipt-1.txt"], "--mark", "evidence")
refused("no category", "schedule", "set", case, number["receipt-1.txt"], "--category", "other", "--reason", "x")
refused("no document 99", "schedule", "set", case, "99", "--location", "x")
refused("listed by itself", "schedule", "set", case, number["log.txt"], "--block", done(
    "schedule", "block", case, "--description", "receipts of one shop", "--reason", "all of one kind").split()[1].rstrip(":"))
done("schedule", "set", case, number["receipt-1.txt"], number["receipt-2.txt"], "--block", "1", "--as", "A Sample")
done("schedule", "set", case, number["statement.txt"], "--bears", "another coat than the one found", "--as", "A Sample")
expect("nothing changed" in done("schedule", "set", case, number["statement.txt"], "--bears", "another coat than the one found"), "the same twice")
refused("changed by A Sample", "schedule", "set", case, number["statement.txt"], "--location", "x", "--seen", "0")
done("schedule", "set", case, number["source.txt"], "--sensitive", "yes", "--reason", "may identify Quillfeather")

# schedules
out = done("schedule", "make", case, "--out", work / "first")
sums = re.search(r"(\d+) documents = (\d+) evidence \+ (\d+) not relevant \+ (\d+) non-sensitive \+ (\d+) sensitive \+ (\d+) in blocks \+ (\d+) held", out)
expect(sums and int(sums[1]) == sum(int(n) for n in sums.groups()[1:]) == 6, "sums", out)
refused("is there already", "schedule", "make", case, "--out", work / "first")
rows = table(work / "first/non-sensitive/non-sensitive-schedule.csv")
expect([row[0] for row in rows[1:]] == ["1", "2", "3", "4"], "numbers", rows)
expect(any("2 items listed together: receipts of one shop" in row[1] for row in rows), "the block", rows)
printed, everything = paper(work / "first/non-sensitive/non-sensitive-schedule.docx")
expect(printed == rows, "the two files of the schedule differ", printed, rows)
for name in ("sensitive-schedule", "disclosure-officers-report"):
    paper(work / f"first/not-for-the-defence/{name}.docx")
open_bytes = b"".join(p.read_bytes() for p in (work / "first/non-sensitive").iterdir()).decode("latin-1") + everything
for secret in ("Quillfeather", "source.txt", "another coat", items["source.txt"]["description"][:60]):
    expect(secret not in open_bytes, "in the non-sensitive schedule:", secret)
closed = table(work / "first/not-for-the-defence/sensitive-schedule.csv")
expect(closed[1][2] == "may identify Quillfeather", "reason", closed)
report = table(work / "first/not-for-the-defence/disclosure-officers-report.csv")
expect(any("another coat" in row[2] for row in report), "report", report)

# later: new material, one withdrawn; the others keep their numbers
before = {row[1]: row[0] for row in rows[1:]}
(folder / "letter.txt").write_text("SAMPLE\nDear officer, this letter of 10 March 2024 is about the lamps that were in the window of the shop.\nYours sincerely, Lee Sample\n")
done("read", folder, "--to", case)
done("describe", case)
done("schedule", "set", case, number["log.txt"], "--mark", "evidence", "--reason", "served")
done("schedule", "make", case, "--out", work / "second")
rows = table(work / "second/non-sensitive/non-sensitive-schedule.csv")
expect([row[0] for row in rows[1:]] == ["1", "2", "3", "4", "5"], "numbers later", rows)
for row in rows[1:]:
    expect(row[1] not in before or before[row[1]] == row[0], "another number:", row)
gone = [row for row in rows if row[1].startswith("Withdrawn")]
expect(len(gone) == 1 and gone[0][2] == "", "withdrawn", rows)

# the management document
found = re.search(r"(\d+) pages", done("search", case, "lamp*"))
expect(found and f"recorded: {found[1]} pages" in done("dmd", case, "--term", "lamp*", "--reason", "what was taken"), "term", found)
done("dmd", case, "--out", work / "dmd.docx")
_, text = paper(work / "dmd.docx")
for words in ("lamp*", "what was taken", "describe-documents", "SHA-256", "Schedules"):
    expect(words in text, "management document does not say", words)
refused("given twice", "dmd", case, "--term", "beard", "--term", "harbour", "--reason", "x")
expect("harbour" not in done("schedule", "list", case, "--json") and "beard" not in text, "a search that was refused is recorded")
audit = [json.loads(line) for line in pathlib.Path(f"{case}.audit.jsonl").read_text().splitlines()]
term = [line["what"] for line in audit if line["event"] == "search-term"]
expect(len(term) == 1 and term[0]["words"] == "lamp*" and term[0]["why"] == "what was taken" and term[0]["pages"] == int(found[1]), "audit of the term", term)
written = [line["what"] for line in audit if line["event"] == "management-document"]
expect(len(written) == 1 and written[0]["sha256"] == hashlib.sha256((work / "dmd.docx").read_bytes()).hexdigest(), "audit of the document", written)
refused("is there already", "dmd", case, "--out", work / "dmd.docx")

# what bears on the case is described from the sentence that bears on it
filler = "".join(f"The caretaker measured the new curtains of room {n} and the blue kettle was put back on its shelf again. " for n in range(1, 12))
(folder / "long-letter.txt").write_text(f"SAMPLE: made up\nDear all,\n{filler}Sam was with us in Penhollow the whole evening of 3 March, we watched the match until eleven. {filler}\n"
                                        f"The parcel for the baker lay in the shed. {filler}\nYours sincerely\nLee Sample\n")
(folder / "wrapped.txt").write_text("SAMPLE\nNote of 8 March 2024 about the lamps\nThe covert human intelligence source told us on the telephone that the lamps are kept\n"
                                    "in the cellar of Gildersome Farm.\nThe owner of Gildersome Farm was not at home and nobody opened the door of the house.\n"
                                    "The shop has sent a list of the lamps that were taken in that night.\n")
done("read", folder, "--to", case)
done("describe", case)
items = listed()
letter, wrapped = items["long-letter.txt"], items["wrapped.txt"]
expect(letter["description"].startswith("Letter") and "Penhollow" in letter["description"] and "SAMPLE:" not in letter["description"], "the letter", letter)
expect(letter["description"].index("Penhollow") < letter["description"].find("kettle") or "kettle" not in letter["description"], "filler first", letter)
expect("Gildersome" not in wrapped["description"] and "list of the lamps" in wrapped["description"], "a flagged sentence over two lines, and its name", wrapped)
done("schedule", "set", case, str(letter["document"]), "--bears", "the parcel for the baker was in the shed")
expect("1 documents described" in done("describe", case), "not described anew")
expect("parcel for the baker" in listed()["long-letter.txt"]["description"], "not from the sentence that bears", listed()["long-letter.txt"])

# flagged words in a description that the defence would read are told, and what else is open
document = str(wrapped["document"])
expect("flagged passage" not in done("schedule", "set", case, document, "--sensitive", "no", "--reason", "edited"), "warned of nothing")
out = done("schedule", "set", case, document, "--description", "Note of 8 March 2024 that the lamps are kept in Gildersome, 1 page of text")
expect("words of a flagged passage" in out and "Gildersome" in out, "not warned", out)
done("schedule", "head", case, "--urn", "01ZZ/1/24", "--defendant", "Robin Sample")
expect("nothing changed" in done("schedule", "head", case, "--urn", "01ZZ/1/24"), "the same head")
out = done("schedule", "make", case, "--out", work / "opened")
expect("still open:" in out and f"description: 1 (document {document})" in out, "what is open", out)
_, text = paper(work / "opened/not-for-the-defence/disclosure-officers-report.docx")
expect(f"description: 1 (document {document})" in text and "parcel for the baker was in the shed" in text, "the report does not say what is open")
done("issue", "add", case, "alibi", "--text", "another place that evening", "--as", "A Sample")
done("review", "label", case, "alibi", document, "unsure", "--as", "A Sample")
out = done("schedule", "make", case, "--out", work / "reviewed")
for words in ("“alibi”: 1 labelled unsure", "documents nobody has read", "no rule for stopping"):
    expect(words in out, "what is open of a review: not", words, out)
name = work / "opened/non-sensitive/non-sensitive-schedule"
_, text = paper(f"{name}.docx")
for words in ("01ZZ/1/24", "Defendant: Robin Sample", "Offence: ____", "Signed: ____", "Date: ____", "long-letter.txt (document"):
    expect(words in text, "non-sensitive schedule does not say", words)
expect("wrapped.txt" not in text, "the path of what was flagged")
expect(pathlib.Path(f"{name}.csv").read_bytes().startswith(b"\xef\xbb\xbf"), "no byte order mark")
rows = table(f"{name}.csv")

# a full disk (a limit on the size of files): said, and no folder
limited = subprocess.run([program, "case", "schedule", "make", case, "--out", work / "full"], capture_output=True, text=True,
                         preexec_fn=lambda: (signal.signal(signal.SIGXFSZ, signal.SIG_IGN), resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))))
expect(limited.returncode != 0 and not list(work.glob("full*")), "a full disk:", limited.returncode, limited.stderr, list(work.glob("full*")))

# killed at any moment: the folder is whole or not there, and numbers stay
for turn in range(8):
    target = work / f"killed-{turn}"
    process = subprocess.Popen([program, "case", "schedule", "make", case, "--out", target], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(0.004 * (turn + 1))
    process.kill()
    process.wait()
    expect(not target.exists() or len([p for p in target.rglob("*") if p.is_file()]) == 7, "half a folder:", target)
done("schedule", "make", case, "--out", work / "after")
expect(table(work / "after/non-sensitive/non-sensitive-schedule.csv") == rows, "other lines after kills")

# a text that does not go into a line of the protocol goes by a file
(work / "long").mkdir()
(work / "long/diary.txt").write_text("SAMPLE\nPocket book of a made-up officer, 3 March 2024\n" + "the lamp stood at the gate and was gone by noon\n" * 6000)
done("read", work / "long", "--to", work / "long.case")
expect("1 documents described, 0 not" in done("describe", work / "long.case"), "a text of 280 KiB")

refused("not a database", "schedule", "list", folder / "log.txt")
refused("", "schedule", "make", work / "nothing.case", "--out", work / "x")
finish()
