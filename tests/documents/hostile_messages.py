"""Messages of the hostile corpus: fields, encodings, parts within parts, and what hides between them."""
import base64
import io
import quopri
import zipfile
from email.header import Header
from email.message import EmailMessage

import hostile_sheets
import hostile_word


def message(make, subject="Report", text=None):
    mail = EmailMessage()
    mail["From"], mail["To"] = "Desk <desk@example.invalid>", "Office <office@example.invalid>"
    mail["Subject"], mail["Date"] = subject, "Mon, 06 Jan 2025 09:00:00 +0000"
    mail["Message-ID"] = "<1@example.invalid>"
    mail.set_content(text if text is not None else make.filler())
    return mail


def raw(body, *fields, kind="text/plain; charset=utf-8", coding="8bit"):
    """A message by hand."""
    head = ["From: Desk <desk@example.invalid>", "Subject: Report", "MIME-Version: 1.0", f"Content-Type: {kind}",
            f"Content-Transfer-Encoding: {coding}", *fields]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + (body if isinstance(body, bytes) else body.encode())


def keep(make, kind, words, mail, **more):
    make.keep(kind, words, mail if isinstance(mail, bytes) else bytes(mail), "eml", **more)


def eml_plain(make):
    words = make.secret()
    keep(make, "eml-plain", [words], message(make, f"About {words}", f"Seen was {words}.\n\n{words.upper()}\n"))


def eml_people(make):
    """Not asked for: who writes to whom."""
    words = make.secret()
    mail = message(make)
    del mail["From"], mail["To"]
    address = f"{words.replace(' ', '.').lower()}@example.invalid"
    mail["From"] = f'"{words}" <{address}>'
    mail["To"] = make.random.choice([f"{words} <{address}>, Office <office@example.invalid>", address, f'"{words}, PC" <{address}>'])
    mail["Cc"] = f"=?utf-8?q?{words.replace(' ', '_')}?= <{address}>"
    mail["Bcc"] = mail["Reply-To"] = address
    keep(make, "eml-people", [words, address], mail, ask=[])


def eml_other_fields(make):
    words = make.secret()
    mail = message(make)
    for name in ("X-Originating-Person", "Received", "Comments", "Keywords", "Organization", "In-Reply-To", "Return-Path", "Sender",
                 "X-Spam-Report", "DKIM-Signature"):
        mail[name] = f"of {words}"
    keep(make, "eml-other-fields", [words], mail)


def eml_encoded_words(make):
    words = make.secret()
    one = "".join(f"=?utf-8?b?{base64.b64encode(c.encode()).decode()}?= " for c in words)
    code = make.random.choice([Header(f"\u00c0 {words}", "utf-8").encode(), Header(f"\u00c0 {words}", "iso-8859-1").encode(), one.strip(),
                               "=?us-ascii?q?" + "".join(f"={ord(c):02X}" for c in words) + "?=", f"A\r\n long\r\n  way to {words}"])
    keep(make, "eml-encoded-words", [words], raw("x", f"X-A: {words}").replace(b"Subject: Report", f"Subject: {code}".encode()))


def eml_transfer(make):
    words = make.secret()
    text = f"Seen was {words}, they say. \u00a3\n".encode()
    body, coding = make.random.choice([(base64.encodebytes(text), "base64"), (quopri.encodestring(text), "quoted-printable"),
                                       ("".join(f"={b:02X}" for b in text).encode(), "QUOTED-PRINTABLE"),
                                       (b"\r\n".join(base64.b64encode(text)[i:i + 4] for i in range(0, 90, 4)), "BASE64")])
    keep(make, "eml-transfer", [words], raw(body, coding=coding))


def eml_charsets(make):
    words = make.secret()
    name, text = make.random.choice([("iso-8859-1", "\u00a3 "), ("windows-1252", "\u2013 "), ("utf-16le", ""), ("koi8-r", "\u0416 "),
                                     ("iso-8859-15", "\u20ac "), ("shift_jis", "\u3042 "), ("utf-7", "")])
    body = base64.encodebytes(f"{text}Seen was {words} there".encode(name))
    keep(make, "eml-charsets", [words], raw(body, kind=f"text/plain; charset={name}", coding="base64"))


def eml_html(make):
    words = make.secret()
    mail = message(make, text=f"Seen was {words}")
    mail.add_alternative(f"<html><head><title>{words}</title></head><body><p>Seen was <b>{words}</b></p><!-- {words} -->"
                         f"<img src='http://example.invalid/{words}' alt='{words}'></body></html>", subtype="html")
    keep(make, "eml-html", [words], mail)


def eml_attached_text(make):
    words = make.secret()
    mail = message(make)
    mail.add_attachment(f"About {words}\n", filename=f"{words}.txt")
    mail.add_attachment(f"id,who\n1,{words}\n".encode(), maintype="text", subtype="csv", filename=f"{words}.csv")
    keep(make, "eml-attached-text", [words], mail)


def eml_attached_word(make):
    words = make.secret()
    mail = message(make)
    data = hostile_word.saved(hostile_word.document(make, f"Seen was {words}"))
    doc = hostile_word.edited(data, add={"docProps/core.xml": words.encode()})
    mail.add_attachment(doc, maintype="application", subtype=make.random.choice(["msword", "octet-stream", "zip"]), filename=f"{words}.docx")
    keep(make, "eml-attached-word", [words], mail)


def eml_attached_sheet(make):
    """Not asked for in a workbook and a table: the columns tell."""
    words = make.secret()
    mail = message(make)
    mail.add_attachment(hostile_sheets.saved(hostile_sheets.book(make, words, header=("id", "what", "Surname"))), maintype="application",
                        subtype="octet-stream", filename=f"{words}.xlsx")
    mail.add_attachment(f"id,Surname\n1,{words}\n2,{words}\n".encode(), maintype="text", subtype="csv", filename="a.csv")
    keep(make, "eml-attached-sheet", [words], mail, ask=[])


def eml_attached_other(make):
    """What is not read is taken out, whatever it says it is."""
    words = make.secret()
    mail = message(make)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("a.txt", words)
    for data, kind in ((b"%PDF-1.4\n" + words.encode(), "pdf"), (b"\x89PNG" + words.encode(), "png"), (out.getvalue(), "zip"),
                       (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + words.encode(), "msword"), (words.encode(), "octet-stream")):
        mail.add_attachment(data, maintype="application", subtype=kind, filename=words)
    keep(make, "eml-attached-other", [words], mail)


def eml_mislabelled(make):
    words = make.secret()
    mail = message(make)
    mail.add_attachment(b"%PDF-1.4\n" + words.encode(), maintype="text", subtype="plain", filename="a.txt")
    mail.add_attachment(b"\x00\x01" + words.encode(), maintype="text", subtype="plain", filename="b.txt")
    keep(make, "eml-mislabelled", [words], mail)


def eml_within(make):
    words = make.secret()
    inner = message(make, f"About {words}", f"Seen was {words}")
    inner["X-Who"] = words
    for _ in range(make.random.randint(1, 2)):
        outer = message(make)
        outer.add_attachment(inner, filename=f"{words}.eml")
        inner = outer
    keep(make, "eml-within", [words], inner)


def parts(*bodies, before="", after="", kind="mixed", boundary="x"):
    text = before + "".join(f"\r\n--{boundary}\r\n{body}" for body in bodies) + f"\r\n--{boundary}--\r\n{after}"
    return raw(text, kind=f'multipart/{kind}; boundary="{boundary}"')


def eml_between(make):
    words = make.secret()
    keep(make, "eml-between", [words], parts("Content-Type: text/plain\r\n\r\nShown", before=f"For old readers: {words}", after=words))


def eml_part_fields(make):
    words = make.secret()
    keep(make, "eml-part-fields", [words], parts(
        f"Content-Type: text/plain; name=\"{words}\"; x=\"{words}\"\r\nContent-Description: {words}\r\nContent-ID: <{words}>\r\n"
        f"Content-Location: http://example.invalid/{words}\r\n\r\nShown", boundary="of-" + words.replace(" ", "")))


def eml_boundary(make):
    words = make.secret()
    keep(make, "eml-boundary", [words], parts(f"\r\nSeen was {words}", "Content-Type: text/html\r\n\r\n<p>x<!-- " + words + " --></p>",
                                              kind=make.random.choice(["mixed", "related", "report", "digest-x"]),
                                              boundary=words.replace(" ", "_")))


def eml_external(make):
    words = make.secret()
    keep(make, "eml-external", [words], parts(
        f"Content-Type: message/external-body; access-type=URL; URL=\"http://example.invalid/{words}\"\r\n\r\nContent-Type: text/plain\r\n\r\n",
        f"Content-Type: message/partial; id=\"{words}\"; number=1\r\n\r\n{words}",
        f"Content-Type: text/calendar\r\n\r\nBEGIN:VEVENT\r\nATTENDEE;CN={words}:mailto:x@example.invalid"))


def eml_signed(make):
    words = make.secret()
    signature = base64.encodebytes(words.encode()).decode()
    keep(make, "eml-signed", [words], parts(f"Content-Type: text/plain\r\n\r\nSeen was {words}",
                                            f"Content-Type: application/pkcs7-signature\r\nContent-Transfer-Encoding: base64\r\n\r\n{signature}",
                                            kind="signed"))


def eml_lines(make):
    words = make.secret()
    first, last = words.split()
    keep(make, "eml-lines", [words, first, last], message(make, text=f"Seen was {first}\n{last} there.\n> {first}\n> {last}\n"),
         ask=[words, first, last])


def eml_flowed(make):
    words = make.secret()
    first, last = words.split()
    body = f"Seen was {first}=20\r\n{last[:3]}=\r\n{last[3:]} there"
    keep(make, "eml-flowed", [words], raw(body, kind="text/plain; charset=utf-8; format=flowed", coding="quoted-printable"))


def eml_no_end(make):
    words = make.secret()
    whole = parts(f"Content-Type: text/plain\r\n\r\nSeen was {words}", "Content-Type: text/plain\r\n\r\nMore")
    keep(make, "eml-no-end", [words], whole[:whole.rindex(b"\r\n--x--")])


def eml_deep(make):
    words = make.secret()
    body = f"Content-Type: text/plain\r\n\r\n{words}"
    for i in range(40):
        body = f"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n{body}\r\n--b{i}--\r\n"
    keep(make, "eml-deep", [words], b"From: a@example.invalid\r\nMIME-Version: 1.0\r\n" + body.encode(), refuse=True)


def eml_many(make):
    words = make.secret()
    keep(make, "eml-many", [words], parts(*[f"Content-Type: text/plain\r\n\r\n{words}"] * 2000), refuse=True)


KINDS = [eml_plain, eml_people, eml_other_fields, eml_encoded_words, eml_transfer, eml_charsets, eml_html, eml_attached_text,
         eml_attached_word, eml_attached_sheet, eml_attached_other, eml_mislabelled, eml_within, eml_between, eml_part_fields, eml_boundary, eml_external,
         eml_signed, eml_lines, eml_flowed, eml_no_end, eml_deep, eml_many]
