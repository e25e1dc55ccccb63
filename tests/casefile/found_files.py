"""Files as they are found rather than as they should be: texts that are cut off, damaged or of another encoding than is thought, and messages whose files Outlook packed into
"winmail.dat" ([MS-OXTNEF]). All made up."""
import io
import struct
import zipfile
import zlib

import docx

import old_files


def attribute(level, name, data):
    return bytes([level]) + struct.pack("<II", name, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def filled(data):
    return data + b"\0" * (-len(data) % 4)


def wide(text):
    return text.encode("utf-16-le") + b"\0\0"


def properties(*values):
    """(id, type, bytes) each; an id from 0x8000 has a name of its own."""
    out = struct.pack("<I", len(values))
    for number, kind, data in values:
        out += struct.pack("<HH", kind, number)
        if number >= 0x8000:
            out += b"\7" * 16 + struct.pack("<II", 1, len(wide("Room"))) + filled(wide("Room"))
        if kind & 0x1000:
            out += struct.pack("<I", 2) + (filled(data) * 2 if kind == 0x1003 else (struct.pack("<I", len(data)) + filled(data)) * 2)
        elif kind in (0x1E, 0x1F, 0x102, 0xD):
            out += struct.pack("<II", 1, len(data)) + filled(data)
        else:
            out += filled(data)
    return out


def tnef(*attributes):
    return b"\x78\x9f\x3e\x22\x07\x00" + b"".join(attributes)


def attached(name, data, *more):
    return (attribute(2, 0x00069002, b"\1\0" + b"\0" * 12) + attribute(2, 0x00018010, b"SHORT~1.TXT\0") + (b"" if data is None else attribute(2, 0x0006800F, data))
            + attribute(2, 0x00069005, properties((0x3707, 0x1F, wide(name)), *more)))


def winmail():
    within = tnef(attribute(1, 0x00069003, properties((0x0037, 0x1F, wide("tide")), (0x1000, 0x1F, wide("the inner curlew")))), attached("deep.txt", b"a dunlin lies deep"))
    return tnef(attribute(1, 0x00089006, b"\0\0\1\0"), attribute(1, 0x00069007, struct.pack("<II", 1251, 0)), attribute(1, 0x00018004, b"older subject\0"),
                attribute(1, 0x00069003, properties((0x8001, 0x101F, wide("two")), (0x0037, 0x1F, wide("Quay 5 – wharf")), (0x3FDE, 3, struct.pack("<I", 1251)), (0x8002, 0x1003, b"\1\0\0\0"),
                                                    (0x0C1A, 0x1F, wide("A Sample")), (0x5D01, 0x1F, wide("a@example.org")), (0x0039, 0x40, struct.pack("<Q", (1772368205 + 11644473600) * 10**7)),
                                                    (0x1000, 0x1E, "сорока whimbrel\0".encode("cp1251")))),
                attribute(1, 0x00069004, struct.pack("<I", 1) + properties((0x3001, 0x1F, wide("B Sample")), (0x39FE, 0x1F, wide("b@example.org")), (0x0C15, 3, struct.pack("<I", 1)))),
                attached("long name of a note.txt", b"the avocet note"), attached("empty.txt", b""), attached("gone.txt", None),
                attached("tide", None, (0x3705, 3, struct.pack("<I", 5)), (0x3701, 0x0D, bytes.fromhex("07030200000000c000000000000046") + b"\0" + within)))


def message(packed):
    import base64
    return (b"From: a@example.org\r\nTo: b@example.org\r\nSubject: packed\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nsee below\r\n"
            b"--x\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(packed) + b"--x--\r\n")


def letter(charset, body, more=b""):
    return (b"From: a@example.org\r\nTo: b@example.org\r\nSubject: s\r\nMIME-Version: 1.0\r\nContent-Type: " + (more or b"text/plain; charset=" + charset) + b"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + body)


FORMS = (b"--y\r\nContent-Type: text/plain\r\n\r\nfirst redshank\r\n--y\r\nContent-Type: text/plain\r\n\r\nsecond sanderling\r\n"
         b"--y\r\nContent-Type: text/html\r\n\r\n<p>first redshank</p>\r\n--y--\r\n")


def texts():
    """Of each file the words that are to be found in it, and whether it is read whole."""
    long = "a note of the ferry at the quay, kept for months without end. " * 20
    return {"wide.txt": ("plover — wide\n".encode("utf-16-le"), "plover — wide", True), "wide-big.txt": ("plover big\n".encode("utf-16-be"), "plover big", True),
            "wide-cut.txt": (b"\xff\xfe" + "turnstone cut".encode("utf-16-le") + b"x", "turnstone cut", False), "half-pair.txt": (b"\xff\xfe" + "knot ".encode("utf-16-le") + b"\x3d\xd8" + "on".encode("utf-16-le"), "knot", False),
            "broken-byte.txt": ((long + "café à la gare, kittiwake ").encode() + b"\xff\xfe end", "café à la gare, kittiwake", False),
            "windows.txt": (long.encode() + "the caf\u00e9 \u201cguillemot\u201d".encode("cp1252"), "the café “guillemot”", True), "windows-odd.txt": (long.encode() + b"the caf\xe9 razorbill \x81", "the café razorbill", False),
            "padded.log": (long.encode() + b"fulmar\r\n" + b"\0" * 3000, "fulmar", True), "nul-within.log": (long.encode() + b"petrel \0 line", "petrel", False),
            "korean.eml": (letter(b"ks_c_5601-1987", "한국어 gannet".encode("cp949")), "한국어 gannet", True), "unknown.eml": (letter(b"X-UNKNOWN", "caf\u00e9 shearwater".encode("cp1252")), "café shearwater", True),
            "cut-letter.eml": (letter(b"euc-jp", "海鳥 skua".encode("euc-jp") + b"\xa4"), "海鳥 skua", False), "forms.eml": (letter(b"", FORMS, b"multipart/alternative; boundary=y"), "first redshank", True),
            "upper.html": (b'<html><head><META HTTP-EQUIV="Content-Type" CONTENT="text/html; CHARSET=windows-1251"></head><body>' + "чайка tern".encode("cp1251") + b"</body></html>", "чайка tern", True)}


def package(name, data):
    """What Windows' packager writes about a file that is put into a document ("\\1Ole10Native")."""
    label, path = name.encode("cp1252") + b"\0", b"C:\\A\\" + name.encode("cp1252") + b"\0"
    body = b"\2\0" + label + path + b"\0\0\3\0" + struct.pack("<I", len(path)) + path + struct.pack("<I", len(data)) + data
    return struct.pack("<I", len(body)) + body


def document(words, parts=()):
    out = io.BytesIO()
    made = docx.Document()
    made.add_paragraph(words)
    made.save(out)
    with zipfile.ZipFile(out, "a") as packed:
        for name, data in parts:
            packed.writestr(name, data)
    return out.getvalue()


def packed_parts(parts, default):
    """A package whose parts have their type by their ending alone, as the Open XML SDK writes it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        if default:
            packed.writestr("[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Default Extension='rels' ContentType='application/vnd.openxmlformats-package"
                            f".relationships+xml'/><Default Extension='xml' ContentType='{default}'/></Types>")
        for name, data in parts.items():
            packed.writestr(name, data)
    return out.getvalue()


def relations(*each):
    return ("<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" + "".join(
        f"<Relationship Id='{i}' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/{t}' Target='{to}'/>" for i, t, to in each) + "</Relationships>").encode()


def drawing(words):
    return f"<d xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'><a:p><a:r><a:t>{words}</a:t></a:r></a:p></d>".encode()


def odf(words):
    return ("<o:d xmlns:o='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><text:p/><text:p>" + words + "</text:p></o:d>").encode()


def objects():
    """A document of today with the three ways in which a file stands in one, and one of which the end is missing."""
    holders = [{"\1Ole10Native": package("caf\u00e9 list.txt", b"the packaged ruff")}, {"Package": document("the whole wheatear")}, {"CONTENTS": b"{\\rtf1 the kept wryneck}"}]
    parts = [(f"word/embeddings/oleObject{i}.bin", old_files.compound({"\1CompObj": b"x" * 40, **h})) for i, h in enumerate(holders, 1)]
    whole = document("an outer linnet", parts)
    cut = document("a serin before the cut", [("word/late.txt", b"a siskin " * 400)])
    space = "http://schemas.openxmlformats.org/"
    slides = ("<p:presentation xmlns:p='%spresentationml/2006/main' xmlns:r='%sofficeDocument/2006/relationships'><p:sldIdLst><p:sldId id='256' r:id='a'/></p:sldIdLst></p:presentation>" % (space, space)).encode()
    beside = packed_parts({
        "_rels/.rels": relations((1, "officeDocument", "ppt/presentation.xml")), "ppt/presentation.xml": slides, "ppt/_rels/presentation.xml.rels": relations(("a", "slide", "slides/slide1.xml")),
        "ppt/slides/slide1.xml": drawing("the slide's pochard"), "ppt/slides/_rels/slide1.xml.rels": relations((1, "comments", "../comments/comment1.xml")),
        "ppt/comments/comment1.xml": f"<p:cmLst xmlns:p='{space}presentationml/2006/main'><p:cm><p:text>a gadwall remarked</p:text></p:cm></p:cmLst>".encode(),
        "ppt/diagrams/data1.xml": drawing("the drawn scaup"), "ppt/charts/chart1.xml": f"<c:chart xmlns:c='{space}drawingml/2006/chart'><c:strCache><c:pt><c:v>the charted eider</c:v></c:pt></c:strCache></c:chart>".encode()},
        "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml")
    chunk = packed_parts({"_rels/.rels": relations((1, "officeDocument", "word/document.xml")), "word/document.xml": f"<w:document xmlns:w='{space}wordprocessingml/2006/main'/>".encode(),
                          "word/afchunk.htm": b"<html><body>the chunk of a shoveler</body></html>"}, "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml")
    odd = bytearray(document("the plain pintail"))
    at = odd.index(b"word/document.xml")
    odd[at - 16:at - 12] = b"\1\2\3\4"  # the sum before the part differs from that of the directory
    foot = packed_parts({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": odf("the text's teal"), "styles.xml": odf("the footer's wigeon"), "Object 1/content.xml": odf("the goldeneye within")}, None)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("cafe.txt", b"the garganey of an old archive")
        packed.writestr("wide \u2013 na\u00efve.txt", b"the smew of a newer one")
    return {"names.zip": out.getvalue().replace(b"cafe.txt", b"caf\x82.txt"), "beside.pptx": beside, "chunk.docx": chunk, "odd.docx": bytes(odd), "foot.odt": foot, "holds.docx": whole, "cut.docx": cut[:cut.index(b"PK\1\2")]}


def locked():
    """Files that need a password, each in its own way, by the words in which that is told. No bytes of them are really locked: what they say of themselves is what is looked at."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("note.txt", b"a locked bittern")
    one = bytearray(out.getvalue())
    one[6] |= 1  # APPNOTE.TXT 4.4.4: bit 0, encrypted; in the file's own header and in the directory
    one[one.index(b"PK\1\2") + 8] |= 1
    manifest = b"<m:manifest xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'><m:file-entry m:full-path='content.xml'><m:encryption-data/></m:file-entry></m:manifest>"
    text = packed_parts({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": bytes(range(200)), "META-INF/manifest.xml": manifest}, None)
    # RAR 5.0: the block of type 4 says that all that follows is encrypted, names too
    block = bytes([4, 0, 0, 0, 15]) + b"s" * 16
    head = bytes([len(block)]) + block
    names = b"Rar!\x1a\7\1\0" + struct.pack("<I", zlib.crc32(head)) + head + b"x" * 64
    return {"one.zip": (bytes(one), "one.zip//note.txt", "needs a password"), "text.odt": (text, "text.odt", "an OpenDocument file that needs a password"),
            "names.rar": (names, "names.rar", "an archive that needs a password")}
