#!/usr/bin/python3
"""check_found.py POLICEAI WORK: files as they are found (found_files.py): of a damaged text what is left is read and what is not is told, bytes that are no text are not taken for one, and
the files within Outlook's winmail.dat come out, each with its name."""
import os
import random
import shutil

from case_calls import call, expect, finish, work
import found_files

shutil.rmtree(work, ignore_errors=True)
folder, case = work / "folder", work / "a.case"
folder.mkdir(parents=True)
texts = found_files.texts()
for name, (data, _, _) in texts.items():
    (folder / name).write_bytes(data)
(folder / "noise.txt").write_bytes(random.Random(5).randbytes(4000))
(folder / "few.bin").write_bytes(b"\x01\x02\x03kept\x04\x05\x06\x07")
(folder / "packed.eml").write_bytes(found_files.message(found_files.winmail()))
body = found_files.attribute(1, 0x0002800C, b"the sum of a stint\0")
(folder / "sum.dat").write_bytes(found_files.tnef(body[:-1] + b"\xff"))  # a wrong sum behind it
(folder / "cut.dat").write_bytes(found_files.winmail()[:700])
for name, data in found_files.objects().items():
    (folder / name).write_bytes(data)
os.mkdir(folder / os.fsdecode(b"stra\xdfe"))  # names as an old archive left them
for name, words in ((b"stra\xdfe/caf\xe9.txt", "the odd sanderling"), (rb"twin\u{E9}.txt", "the plain knot"), (b"twin\xe9.txt", "the other knot")):
    (folder / os.fsdecode(name)).write_bytes(words.encode())
locked = found_files.locked()
for name, (data, _, _) in locked.items():
    (folder / name).write_bytes(data)
status, out, error = call("read", folder, "--to", case)
expect(status == 0, "read:", error)
found = {}
for line in call("files", case)[1].splitlines():
    cells = line.split("\t")
    if len(cells) >= 5 and cells[0] in ("read", "partly", "not"):
        found[cells[4]] = cells


def text_of(path):
    return "".join(call("show", case, found[path][1], "--page", n + 1)[1] for n in range(max(1, int(found[path][3])))) if path in found else ""


for name, (_, words, whole) in texts.items():
    expect(found.get(name, [""])[0] == ("read" if whole else "partly"), "fate:", name, found.get(name))
    expect(words in text_of(name), "words:", name, repr(text_of(name)[-200:]))
    expect(("\ufffd" in text_of(name)) != whole, "what is lost is marked:", name)
for name in ("noise.txt", "few.bin"):
    expect(found.get(name, [""])[0] == "not", "no text:", found.get(name))
for name, words in ((r"stra\u{DF}e/caf\u{E9}.txt", "the odd sanderling"), (r"twin\u{E9}.txt", "the plain knot")):
    expect(words in text_of(name), "a name that is not UTF-8:", name, list(found))
expect(found.get(r"twin\u{E9}.txt (not UTF-8)", [""])[0] == "not", "two that would be shown alike:", [p for p in found if p.startswith("twin")])
packed = "packed.eml//winmail.dat"
shown = text_of(packed)
for words in ("From: \"A Sample\" <a@example.org>", "To: \"B Sample\" <b@example.org>", "Subject: Quay 5 – wharf", "1 Mar 2026 12:30:05", "сорока whimbrel"):
    expect(words in shown, "winmail:", words, "in", shown)
expect("older subject" not in shown, "the newer subject counts")
for path, words in (("long name of a note.txt", "the avocet note"), ("tide.eml", "the inner curlew"), ("tide.eml//deep.txt", "a dunlin lies deep")):
    expect(words in text_of(f"{packed}//{path}"), "within winmail:", path, [p for p in found if p.startswith(packed)])
expect(found.get(f"{packed}//empty.txt", [""])[0] == "read", "an empty file within", found.get(f"{packed}//empty.txt"))
expect(found.get(f"{packed}//gone.txt", [""])[0] == "not" and found.get(packed, [""])[0] == "partly", "a file that is not there is told", found.get(packed))
expect(found.get("cut.dat", [""])[0] == "partly" and "сорока whimbrel" in text_of("cut.dat"), "one that breaks off:", found.get("cut.dat"))
held = "holds.docx//word/embeddings/oleObject"
for path, words in (("1.bin//café list.txt", "the packaged ruff"), ("2.bin//object 1", "the whole wheatear"), ("3.bin//object 1", "the kept wryneck")):
    expect(words in text_of(held + path), "within a document:", path, [p for p in found if p.startswith(held)])
expect("the garganey" in text_of("names.zip//café.txt") and "the smew" in text_of("names.zip//wide – naïve.txt"), "names in archives:", [p for p in found if p.startswith("names.zip")])
beside = text_of("beside.pptx")
for words in ("the slide's pochard", "a gadwall remarked", "the drawn scaup", "the charted eider"):
    expect(words in beside, "beside the slides:", words, "in", beside)
expect("the chunk of a shoveler" in text_of("chunk.docx//word/afchunk.htm"), "a chunk of another format", [p for p in found if p.startswith("chunk")])
expect("the plain pintail" in text_of("odd.docx") and found["odd.docx"][0] == "partly", "a package that contradicts itself:", found["odd.docx"])
for words in ("the text's teal", "the footer's wigeon", "the goldeneye within"):
    expect(words in text_of("foot.odt"), "OpenDocument:", words, "in", text_of("foot.odt"))
cut = [p for p in found if p.startswith("cut.docx")]
expect(found["cut.docx"][0] == "partly" and any("a serin before the cut" in text_of(p) for p in cut) and any("a siskin" in text_of(p) for p in cut), "a document that breaks off:", cut, found["cut.docx"])
expect(found.get("sum.dat", [""])[0] == "partly" and "a part of the message is damaged" in " ".join(found["sum.dat"]), "a wrong sum is told:", found.get("sum.dat"))
for name, (_, path, words) in locked.items():
    expect(found.get(path, [""])[0] == "not" and words in " ".join(found[path]), "what needs a password:", path, found.get(path))
    expect(sum(p.startswith(name) for p in found) <= 2, "its parts are not taken for files:", name, [p for p in found if p.startswith(name)])
finish("files as they are found: all as expected")
