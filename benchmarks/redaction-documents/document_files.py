"""Texts as files without pages: Word, web page, message, workbook, table. Minimal and the same on every machine."""
import base64
import html
import io
import quopri
import re
import zipfile
from xml.sax.saxutils import escape

from woven_text import lines_of

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + content)
    return out.getvalue()


def content_types(overrides):
    return ('<Types xmlns="%s"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>%s</Types>') % (TYPES, "".join(
                '<Override PartName="%s" ContentType="application/vnd.openxmlformats-officedocument.%s+xml"/>' % o for o in overrides))


def relations(targets):
    return '<Relationships xmlns="%s">%s</Relationships>' % (RELATIONS, "".join(
        '<Relationship Id="rId%d" Type="%s/%s" Target="%s"/>' % (i, OFFICE, kind, target)
        for i, (kind, target) in enumerate(targets, 1)))


def docx(woven, text, chance):
    """A paragraph a line; words fall into runs at any place, as Word's own saving makes them."""
    body = ""
    for number, (at, line) in enumerate(lines_of(text)):
        woven.add(line, at)
        woven.add("\n")
        cuts = sorted({0, len(line), *(chance.randrange(len(line)) for _ in range(len(line) // 40))})
        runs = [line[a:b] for a, b in zip(cuts, cuts[1:])]
        bold = "<w:rPr><w:b/></w:rPr>" if number == 0 else ""
        body += "<w:p>%s</w:p>" % "".join('<w:r>%s<w:t xml:space="preserve">%s</w:t></w:r>' % (bold, escape(r)) for r in runs)
    return package([
        ("[Content_Types].xml", content_types([("/word/document.xml", "wordprocessingml.document.main")])),
        ("_rels/.rels", relations([("officeDocument", "word/document.xml")])),
        ("word/document.xml", '<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>' % (WORD, body))])


def web_page(woven, text, _chance):
    """Paragraphs and lines within them; what stands before a colon is strong."""
    body = ""
    for paragraph in re.split(r"(\n\s*\n)", text):
        shown = []
        for line in paragraph.split("\n"):
            at = woven.source
            woven.source += len(line) + 1
            if line.strip():
                woven.add(line, at)
                woven.add("\n")
                head = re.match(r"[A-Z][A-Za-z ]{1,20}:", line)
                n = head.end() if head else 0
                shown.append(("<strong>%s</strong>" % html.escape(line[:n]) if n else "") + html.escape(line[n:]))
        woven.source -= 1
        body += "<p>%s</p>\n" % "<br>\n".join(shown) if shown else ""
    return ('<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Print view</title>'
            "<style>p{margin:1em}</style></head>\n<body>\n%s</body></html>\n" % body).encode()


def mailbox(name):
    return ".".join(re.findall(r"[a-z]+", name.lower())) + "@example.net"


def message(woven, text, chance, people):
    """A message whose body is the text, from and to people whom it names."""
    fields = []
    for field, name in zip(("From", "To"), people):
        woven.add_hidden(name, "PERSON")
        woven.add(" <")
        woven.add_hidden(mailbox(name), "EMAIL")
        woven.add(">\n")
        fields.append("%s: %s <%s>" % (field, name, mailbox(name)))
    woven.add("Copy as asked for\nMon, 03 Jan 2039 09:12:00 +0000\n")
    woven.add(text, 0)
    woven.add("\n")
    body = (text.rstrip("\n") + "\n").encode()
    how = chance.choice(["quoted-printable", "base64", "8bit"])
    if how == "quoted-printable":
        body = quopri.encodestring(body)
    elif how == "base64":
        body = base64.encodebytes(body)
    fields += ["Subject: Copy as asked for", "Date: Mon, 03 Jan 2039 09:12:00 +0000", "Message-ID: <1@example.net>",
               "MIME-Version: 1.0", 'Content-Type: text/plain; charset="utf-8"', "Content-Transfer-Encoding: " + how]
    return ("\r\n".join(fields) + "\r\n\r\n").encode() + body.replace(b"\n", b"\r\n")


def workbook(woven, text, _chance):
    woven.add("No\tEntry\n")
    rows = ['<row r="1"><c r="A1" t="inlineStr"><is><t>No</t></is></c><c r="B1" t="inlineStr"><is><t>Entry</t></is></c></row>']
    for number, (at, line) in enumerate(lines_of(text), 1):
        woven.add("%d\t" % number)
        woven.add(line, at)
        woven.add("\n")
        rows.append('<row r="%d"><c r="A%d"><v>%d</v></c><c r="B%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c></row>'
                    % (number + 1, number + 1, number, number + 1, escape(line)))
    return package([
        ("[Content_Types].xml", content_types([("/xl/workbook.xml", "spreadsheetml.sheet.main"),
                                               ("/xl/worksheets/sheet1.xml", "spreadsheetml.worksheet")])),
        ("_rels/.rels", relations([("officeDocument", "xl/workbook.xml")])),
        ("xl/workbook.xml", '<workbook xmlns="%s" xmlns:r="%s"><sheets><sheet name="Log" sheetId="1" r:id="rId1"/></sheets></workbook>'
         % (SHEET, OFFICE)),
        ("xl/_rels/workbook.xml.rels", relations([("worksheet", "worksheets/sheet1.xml")])),
        ("xl/worksheets/sheet1.xml", '<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (SHEET, "".join(rows)))])


def table(woven, text, _chance):
    woven.add("No,Entry\r\n")
    for number, (at, line) in enumerate(lines_of(text), 1):
        woven.add('%d,"' % number)
        for i, letter in enumerate(line):
            woven.add(letter, at + i)
            woven.add('"' if letter == '"' else "")
        woven.add('"\r\n')
    return woven.text().encode()
