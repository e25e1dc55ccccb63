#!/usr/bin/python3
"""make_case.py FOLDER: a case made by other programs (reportlab, python-docx, openpyxl, Pillow, pikepdf and Python's own email, mailbox, zipfile,
tarfile), with known words on known pages. Writes FOLDER/../expected.json: for each word the path and page where it must be found, for each file its fate.
All names and words are made up."""
import email.message
import gzip
import io
import json
import mailbox
import os
import pathlib
import sys
import tarfile
import zipfile

import docx
import old_files
import openpyxl
import pikepdf
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

root = pathlib.Path(sys.argv[1])
root.mkdir(parents=True)
words = []  # word, path, page
fates = {}  # path: fate or [fate, part of why]
FONT = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 44)


def put(path, data):
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def pdf(pages, image=None):
    out = io.BytesIO()
    c = canvas.Canvas(out, pagesize=A4, invariant=1)
    for text in pages:
        c.setFont("Helvetica", 12)
        c.drawString(72, 700, text)
        if image is not None:
            c.drawInlineImage(image, 60, 200, width=475, height=300)
        c.showPage()
    c.save()
    return out.getvalue()


def scan(text, angle=0):
    image = Image.new("L", (1400, 500), 255)
    draw = ImageDraw.Draw(image)
    for i, line in enumerate(text.split("\n")):
        draw.text((80, 80 + 90 * i), line, font=FONT, fill=0)
    return image.rotate(angle, fillcolor=255, resample=Image.BICUBIC) if angle else image


def png(image):
    out = io.BytesIO()
    image.save(out, "PNG", dpi=(200, 200))
    return out.getvalue()


def message(subject, body, ident, above=None, files=()):
    m = email.message.EmailMessage()
    m["From"], m["To"], m["Subject"] = "a.sample@example.org", "b.sample@example.org", subject
    m["Date"], m["Message-ID"] = f"Mon, 02 Mar 2026 0{ident}:00:00 +0000", f"<m{ident}@example.org>"
    if above:
        m["In-Reply-To"] = f"<m{above}@example.org>"
        m["References"] = f"<m{above}@example.org>"
    m.set_content(body)
    for name, data in files:
        m.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return m


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in files:
            z.writestr(zipfile.ZipInfo(name, (2026, 3, 2, 9, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


# ---- what is read
put("statements/long.pdf", pdf(["The heronword stands first", "a second page", "the plovermark is on three"]))
words += [("heronword", "copies/long-again.pdf", 1), ("plovermark", "copies/long-again.pdf", 3)]  # the first place of these bytes
put("statements/scan.pdf", pdf([""], scan("Witness saw a kestrelcar\nnear the harbour gate")))
words += [("kestrelcar", "statements/scan.pdf", 1)]
put("photos/label.png", png(scan("exhibit ospreytag seven")))
words += [("ospreytag", "photos/label.png", 1)]
document = docx.Document()
document.add_paragraph("Opening with linnetone here")
document.add_page_break()
document.add_paragraph("Then wrentable follows")
table = document.add_table(1, 2)
table.cell(0, 0).text, table.cell(0, 1).text = "left", "dunnockcell"
document.sections[0].header.paragraphs[0].text = "header swiftcap"
out = io.BytesIO()
document.save(out)
put("statements/minutes.docx", out.getvalue())
words += [(w, "statements/minutes.docx", None) for w in ("linnetone", "wrentable", "dunnockcell", "swiftcap")]
book = openpyxl.Workbook()
sheet = book.active
sheet.title = "Calls"
sheet.append(["when", "from", "note"])
import datetime  # noqa: E402
for i in range(250):
    sheet.append([datetime.datetime(2026, 3, 1, 12, 30), f"07700900{i:03}", "ravenrow" if i == 220 else "x"])
hidden = book.create_sheet("Kept back")
hidden.sheet_state = "hidden"
hidden.append(["magpiehidden"])
out = io.BytesIO()
book.save(out)
put("calls/table.xlsx", out.getvalue())
words += [("ravenrow", "calls/table.xlsx", 3), ("magpiehidden", "calls/table.xlsx", 4), ('"2026-03-01T12:30:00"', "calls/table.xlsx", 1)]
put("calls/table.csv", "when,who\n2026-03-01,siskincsv\n".encode())
words += [("siskincsv", "calls/table.csv", 1)]
put("notes/plain.txt", ("\n".join(["line"] * 149) + "\nrookline here\n").encode())
words += [("rookline", "notes/plain.txt", 2)]
put("notes/wide.txt", "gr\u00fcnfink in UTF-16\n".encode("utf-16"))
words += [("grunfink", "notes/wide.txt", 1)]
put("notes/old.txt", "caf\u00e9 bullfinchold\n".encode("cp1252"))
words += [("bullfinchold", "notes/old.txt", 1)]
put("web/page.html", b"<html><head><title>T</title><style>.x{display:none}</style></head><body><p class=x>goldcresthid</p><script>var no='jackdawscript'</script></body></html>")
words += [("goldcresthid", "web/page.html", 1)]
inner = pdf(["attached dippernote"])
first = message("Plan", "We meet at the larkfield tomorrow", 1, files=[("plan.pdf", inner)])
put("mail/first.eml", first.as_bytes())
words += [("larkfield", "mail/first.eml", 1), ("dippernote", "mail/first.eml//plan.pdf", 1)]
box = root / "mail/box.mbox"
m = mailbox.mbox(box)
m.add(mailbox.mboxMessage(message("Re: Plan", "Yes, by the curlewbridge\nFrom here it is easy", 2, 1)))
m.add(mailbox.mboxMessage(message("Re: Plan", "No, the snipegate", 3, 2)))
m.add(mailbox.mboxMessage(message("Other", "about a teal", 4)))
m.flush()
words += [("curlewbridge", "mail/box.mbox//message 1.eml", 1), ("snipegate", "mail/box.mbox//message 2.eml", 1)]
put("bag.zip", zipped([("in/deep.zip", zipped([("core.txt", b"nightjarcore\n")])), ("one.txt", b"stonechatone\n")]))
words += [("nightjarcore", "bag.zip//in/deep.zip//core.txt", 1), ("stonechatone", "bag.zip//one.txt", 1)]
out = io.BytesIO()
with tarfile.open(fileobj=out, mode="w:gz") as t:
    info = tarfile.TarInfo("dir/whinchat.txt")
    data = b"in a tar whinchatword\n"
    info.size = len(data)
    t.addfile(info, io.BytesIO(data))
put("tape.tar.gz", out.getvalue())
words += [("whinchatword", "tape.tar.gz//dir/whinchat.txt", 1)]
put("alone.txt.gz", gzip.compress(b"packed alone fieldfareone\n", mtime=0))
words += [("fieldfareone", "alone.txt.gz//alone.txt", 1)]
put("mislabelled.jpg", pdf(["called a picture, redwingpdf"]))
words += [("redwingpdf", "mislabelled.jpg", 1)]
# Outlook and Office before 2007
within = old_files.item("Within", "the attached garganeymail", header=24, ident=2)
put("old/letter.msg", old_files.compound(old_files.item("Gr\u00fc\u00dfe wigeonsubject", "body with shovelertext", attached=[("Within", within), ("pin.txt", b"tuftedpin\n")])))
words += [("wigeonsubject", "old/letter.msg", 1), ("shovelertext", "old/letter.msg", 1), ("a.sample@example.org", "old/letter.msg", 1),
          ("garganeymail", "old/letter.msg//Within.eml", 1), ("tuftedpin", "old/letter.msg//pin.txt", 1)]
web = rb"{\rtf1\ansi\fromhtml1 \deff0{\fonttbl{\f0 Arial;}}{\*\htmltag19 <html><body>}{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 hidden pochardweb\htmlrtf mergansernot}\htmlrtf0 {\*\htmltag72 </p>}}"
put("old/web.msg", old_files.compound(old_files.item("Web", rich=web, ident=3)))
words += [("pochardweb", "old/web.msg", 1)]
absent = ["mergansernot", "smewinstruction", "eiderfont"]
put("old/note.rtf", rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 eiderfont;}{\f1\fcharset238 X;}}{\header head scaupheader\par}first \'e9 goosanderone\par"
    rb"{\field{\*\fldinst smewinstruction}{\fldrslt shown scoterfield}}\par{\f1 \'b3abbed} \u322?odz \trowd a\cell teal\cell\row}")
words += [("goosanderone", "old/note.rtf", 1), ("scaupheader", "old/note.rtf", 1), ("scoterfield", "old/note.rtf", 1), ("\u0142odz", "old/note.rtf", 1)]
put("old/account.doc", old_files.word(["Main \x93pintailmain\x94 \x13 INSTRUCTION ruffhidden \x14shown\x15\r".replace("\x93", "\u201c").replace("\x94", "\u201d"),
                                       "\u0142 footnote dunlinnote\r", "header knotheader\r", "", "comment sanderlingnote\r"]))
words += [("pintailmain", "old/account.doc", 1), ("dunlinnote", "old/account.doc", 2), ("knotheader", "old/account.doc", 3), ("sanderlingnote", "old/account.doc", 4)]
absent += ["ruffhidden"]
put("old/calls.xls", old_files.sheets(["when", "turnstonecell", "continuedwhimbrel"], [[(0, "when"), (2, "turnstonecell")], [(0, 46083.5), (1, 42), (2, "continuedwhimbrel")]], "Calls"))
words += [("turnstonecell", "old/calls.xls", 1), ("continuedwhimbrel", "old/calls.xls", 1), ('"2026-03-02T12:00:00"', "old/calls.xls", 1)]
put("old/talk.ppt", old_files.slides("slide one phalaropeone", "slide two"))
words += [("phalaropeone", "old/talk.ppt", 1)]
# pages on their side, head down, crooked
for name, turned in (("side", Image.ROTATE_90), ("head-down", Image.ROTATE_180), ("other-side", Image.ROTATE_270)):
    lines = "\n".join([f"and {name.replace('-', '')}avocet lay so"] + ["by somebody who then told the clerk of it"] * 4)
    page = Image.new("L", (1240, 1754), 255)
    page.paste(scan(lines).resize((1120, 400)), (60, 100))
    page.paste(scan(lines).resize((1120, 400)), (60, 700))
    put(f"turned/{name}.png", png(page.transpose(turned)))
    words += [(f"{name.replace('-', '')}avocet", f"turned/{name}.png", 1)]
put("turned/crooked.png", png(scan("a page put down crooked\nwith stiltcrooked in it\nand lines enough to tell\nhow crooked it lies", 5)))
words += [("stiltcrooked", "turned/crooked.png", 1)]
# ---- the same bytes, nearly the same text
put("copies/long-again.pdf", (root / "statements/long.pdf").read_bytes())
story = [f"sentence {i} of the account tells what was seen at place {i * 7 % 31}" for i in range(60)]
put("copies/account.txt", "\n".join(story).encode())
story[30] = "sentence 30 was changed by somebody later on"
put("copies/account-changed.txt", "\n".join(story).encode())
put("copies/other.txt", "\n".join(f"line {i * i} speaks of another matter in {i % 13} words or so" for i in range(60)).encode())
# ---- what is not, or in part
out = io.BytesIO()
with pikepdf.open(io.BytesIO(pdf(["secret"]))) as p:
    p.save(out, encryption=pikepdf.Encryption(user="u", owner="o", R=6))
put("hostile/locked.pdf", out.getvalue())
fates["hostile/locked.pdf"] = ["not", "password"]
whole = zipped([("a.txt", b"a" * 1000), ("b.txt", os.urandom(5000))])
put("hostile/cut.zip", whole[: len(whole) // 2])
fates["hostile/cut.zip"] = ["partly", ""]
put("hostile/noise.bin", bytes(range(256)) * 40)
fates["hostile/noise.bin"] = ["not", "unknown"]
put("hostile/empty.txt", b"")
fates["hostile/empty.txt"] = "read"
deep = b"bottom"
for i in range(20):
    deep = zipped([(f"level{i}.zip", deep)])
put("hostile/deep.zip", deep)
put("hostile/bomb.zip", zipped([("zeros", b"\0" * (90 << 20)), ("beside.txt", b"bramblingbeside\n")]))
fates["hostile/bomb.zip"] = ["partly", ""]
words += [("bramblingbeside", "hostile/bomb.zip//beside.txt", 1)]
out = io.BytesIO()
c = canvas.Canvas(out, pagesize=(1000000, 1000000), invariant=1)
c.drawString(72, 700, "on a huge page crakehuge")
c.showPage()
c.save()
put("hostile/huge.pdf", out.getvalue())
words += [("crakehuge", "hostile/huge.pdf", 1)]
put("hostile/broken.pdf", pdf(["broken one"])[:200])
fates["hostile/broken.pdf"] = ["not", "damaged"]
put("hostile/letter.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + b"\0" * 1000)
fates["hostile/letter.doc"] = ["not", "damaged"]
put("hostile/round.msg", old_files.compound({"__properties_version1.0": b"\0" * 32}).replace(old_files.struct.pack("<I", old_files.END), old_files.struct.pack("<I", 0)))
fates["hostile/round.msg"] = "read"
put("hostile/mailbox.pst", b"!BDN" + bytes(range(256)) * 40)
fates["hostile/mailbox.pst"] = ["not", "damaged"]
put("hostile/nested.rtf", b"{\\rtf1 " + b"{" * 100000)
fates["hostile/nested.rtf"] = ["not", "deeper"]
put("hostile/locked.doc", old_files.word(["x"]).replace(old_files.struct.pack("<HH", 0xA5EC, 0xC1) + bytes(6) + b"\0\2", old_files.struct.pack("<HH", 0xA5EC, 0xC1) + bytes(6) + b"\0\3"))
fates["hostile/locked.doc"] = ["not", "password"]
put("hostile/sound.mp3", b"ID3" + b"\0" * 1000)
fates["hostile/sound.mp3"] = ["not", "sound"]
put("hostile/torn.docx", (root / "statements/minutes.docx").read_bytes()[:9000])
fates["hostile/torn.docx"] = ["partly", "damaged after what was read"]
put("hostile/nested.html", b"<html><body>" + b"<div>" * 30000)
fates["hostile/nested.html"] = ["not", "deep"]
os.symlink("/etc/passwd", root / "hostile/link.txt")
fates["hostile/link.txt"] = ["not", "link"]
(root / "hostile" / os.fsdecode(b"name\xff.txt")).write_bytes(b"odd name\n")
json.dump({"words": words, "fates": fates, "absent": absent}, open(root.parent / "expected.json", "w"), indent=1)
