"""What the hostile packages (DOCX, XLSX) share: parts taken out, changed and put in, and zip files that no program writes."""
import io
import warnings
import zipfile

warnings.simplefilter("ignore")  # of names that stand twice, which is the point


def edited(data, edit=None, add=None, kind=zipfile.ZIP_DEFLATED):
    """The package after text edits {part: [(old, new)…]} and with parts added {name: bytes}."""
    out = io.BytesIO()
    edit, add = edit or {}, add or {}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", kind) as new:
        for info in old.infolist():
            if info.filename in add:
                continue
            body = old.read(info)
            for before, after in edit.get(info.filename, []):
                assert before.encode() in body, (info.filename, before)
                body = body.replace(before.encode(), after.encode(), 1)
            new.writestr(info.filename, body)
        for name, body in add.items():
            new.writestr(name, body)
    return out.getvalue()


def related(name, part, kind, target, outside=False):
    """An edit that adds a relationship to a .rels part."""
    mode = ' TargetMode="External"' if outside else ""
    uri = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    return {name: [("</Relationships>", f'<Relationship Id="{part}" Type="{uri}" Target="{target}"{mode}/></Relationships>')]}


def bad_package(make, data, main):
    """One of the ways in which a package is not one: bytes, and whether a refusal is the only right answer."""
    which = len(make.rows) % 9
    if which == 0:
        return edited(data, add={"../../outside.xml": b"<x/>"}), True
    if which == 1:
        return edited(data, add={"x/bomb.xml": bytes(30 << 20)}), True
    if which == 2:
        return data[:len(data) // 2], True
    if which == 3:
        out = io.BytesIO(data)
        with zipfile.ZipFile(out, "a") as both:
            both.writestr(main, b"<other/>")
        return out.getvalue(), True
    if which == 4:
        doctype = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><x>&b;</x>'
        return edited(data, add={main: doctype}), True
    if which == 5:
        marked = bytearray(data)  # the bit that says "encrypted", in both kinds of headers
        for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            at = marked.find(sign)
            while at >= 0:
                marked[at + place] |= 1
                at = marked.find(sign, at + 4)
        return bytes(marked), True
    if which == 6:
        return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le"), True
    if which == 7:
        return edited(data, add={main: b"<w:document xmlns:w='x'>" + b"<w:p>" * 1000 + b"</w:p>" * 1000 + b"</w:document>"}), True
    return edited(data, add={f"x/{i}.xml": b"" for i in range(5200)}), True
