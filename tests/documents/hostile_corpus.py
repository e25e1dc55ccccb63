#!/usr/bin/python3
"""hostile_corpus.py FOLDER [EACH [SEED [FORMAT]]]: makes the hostile corpus: documents that hold a secret where redaction tends to
leave it. FOLDER/index.jsonl has a line each: {"name", "kind", "words": what must go, "ocr": must it be read from
pixels, "refuse": is a refusal the right answer, "ask": what is asked for when that is something else}. FORMAT is pdf, csv
and so on: those kinds alone. Secrets are made up and stand nowhere else. Debian's reportlab,
pikepdf and Pillow make the documents, so what is tried is not what another MuPDF would write."""
import io
import json
import pathlib
import random
import sys
import zlib

import pikepdf
from PIL import Image, ImageDraw, ImageFont
from pikepdf import Array, Dictionary, Name, Stream, String
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

import hostile_messages
import hostile_pages
import hostile_sheets
import hostile_tables
import hostile_word

SYLLABLES = "bra cle dro fim gul hax jor kel mov nup pri quo rud sef tol vam wix yed zor".split()
FILLER = ("The meeting began at nine and went on until noon. ", "Nobody could say where the key had been left. ",
          "It rained for most of the week and the road was closed. ", "The report was filed in the usual way. ")
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


class Maker:
    def __init__(self, folder, seed):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.random = random.Random(seed)
        self.rows = []

    def word(self):
        return "".join(self.random.choice(SYLLABLES) for _ in range(3)).capitalize()

    def secret(self):
        return f"{self.word()} {self.word()}"

    def filler(self):
        return self.random.choice(FILLER)

    def keep(self, kind, words, data, extension="pdf", **more):
        name = f"{kind}-{len(self.rows):03}.{extension}"
        (self.folder / name).write_bytes(data)
        self.rows.append({"name": name, "kind": kind, "words": words, "ocr": False, "refuse": False, **more})


def drawn(draw, size=(595, 842), **options):
    """Bytes of a PDF of one page that draw(canvas) draws."""
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=size, pageCompression=options.pop("compress", 0), **options)
    draw(page)
    page.showPage()
    page.save()
    return out.getvalue()


def lines(make, words, font="Helvetica", size=12, at=700):
    def draw(page):
        page.setFont(font, size)
        page.drawString(72, at + 40, make.filler())
        page.drawString(72, at, f"Seen there was {words} that day.")
        page.drawString(72, at - 40, make.filler())
    return draw


def changed(data, change, **save):
    """The PDF after change(pdf) with pikepdf."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out, **save)
    return out.getvalue()


def content(pdf, text):
    pdf.pages[0].Contents = pdf.make_stream(text.encode("latin-1"))


def picture(words, size=(600, 80), mode="RGB", text_at=(20, 24)):
    image = Image.new(mode, size, "white" if mode != "L" else 255)
    ImageDraw.Draw(image).text(text_at, words, font=ImageFont.truetype(FONT, 28), fill=0 if mode == "L" else "black")
    return image


# Kinds. Each takes the maker, makes one document and says what must go.

def plain(make):
    words = make.secret()
    make.keep("plain", [words], drawn(lines(make, words)))


def compressed(make):
    words = make.secret()
    make.keep("compressed", [words], drawn(lines(make, words), compress=1))


def white_on_white(make):
    words = make.secret()
    def draw(page):
        lines(make, "nobody")(page)
        page.setFillColorRGB(1, 1, 1)
        page.drawString(72, 500, f"Hidden: {words}")
    make.keep("white-on-white", [words], drawn(draw))


def invisible(make):
    words = make.secret()
    def draw(page):
        lines(make, "nobody")(page)
        text = page.beginText(72, 500)
        text.setTextRenderMode(make.random.choice([3, 7]))
        text.textOut(words)
        page.drawText(text)
    make.keep("invisible", [words], drawn(draw))


def tiny(make):
    words = make.secret()
    def draw(page):
        lines(make, "nobody")(page)
        page.setFont("Helvetica", 0.4)
        page.drawString(72, 500, words)
    make.keep("tiny", [words], drawn(draw))


def under_picture(make):
    words = make.secret()
    def draw(page):
        lines(make, words)(page)
        page.drawImage(ImageReader(Image.new("RGB", (40, 40), "navy")), 60, 680, 400, 60)
    make.keep("under-picture", [words], drawn(draw))


def ligatures(make):
    words = f"Offic{make.word()} {make.word()}fi"
    def draw(page):
        pdfmetrics.registerFont(TTFont("DejaVu", FONT))
        page.setFont("DejaVu", 12)
        page.drawString(72, 700, "Seen was " + words.replace("ffi", "\ufb03").replace("fi", "\ufb01") + " there.")
    make.keep("ligatures", [words], drawn(draw))


def odd_encoding(make):
    words = make.secret()
    data = drawn(lines(make, words))
    def change(pdf):
        # code = letter + 1, put right by Differences
        import string
        font = pdf.pages[0].Resources.Font["/F1"]
        letters = [c for c in string.printable if 32 <= ord(c) < 127]
        names = {" ": "space", ".": "period", ":": "colon"}
        differences = [33] + [Name("/" + names.get(c, c)) if c.isalnum() or c in names else Name("/bullet")
                              for c in letters]
        font.Encoding = Dictionary(Type=Name.Encoding, Differences=Array(differences))
        shifted = "".join(chr(ord(c) + 1) for c in f"Seen was {words} there.")
        shifted = shifted.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        content(pdf, f"BT /F1 12 Tf 72 700 Td ({shifted}) Tj ET")
    make.keep("odd-encoding", [words], changed(data, change))


def unicode_word_map(make):
    """One code whose ToUnicode is the whole secret."""
    words = make.secret()
    data = drawn(lines(make, "nobody"))
    def change(pdf):
        font = pdf.pages[0].Resources.Font["/F1"]
        target = words.encode("utf-16-be").hex()
        font.ToUnicode = pdf.make_stream(
            f"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
            f"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41> <{target}> endbfchar "
            f"endcmap end end".encode())
        content(pdf, "BT /F1 12 Tf 72 700 Td (Seen was A there.) Tj ET")
    make.keep("unicode-word-map", [words], changed(data, change))


def rotated_page(make):
    words = make.secret()
    data = drawn(lines(make, words))
    def change(pdf):
        pdf.pages[0].Rotate = make.random.choice([90, 180, 270])
    make.keep("rotated-page", [words], changed(data, change))


def rotated_text(make):
    words = make.secret()
    angle = make.random.choice([17, 45, 90, 133, 270])
    def draw(page):
        page.translate(300, 420)
        page.rotate(angle)
        page.setFont("Helvetica", 12)
        page.drawString(0, 0, f"Seen {words} there")
    make.keep("rotated-text", [words], drawn(draw))


def split_runs(make):
    words = make.secret()
    data = drawn(lines(make, "nobody"))
    def change(pdf):
        pieces = " ".join(f"({c}) {-make.random.randint(-60, 60)}" for c in words)
        content(pdf, f"BT /F1 12 Tf 72 700 Td [(Seen ) {pieces} ( there)] TJ ET")
    make.keep("split-runs", [words], changed(data, change))


def letter_by_letter(make):
    """Each letter an object of its own, in any order."""
    words = make.secret()
    placed = []
    def draw(page):
        page.setFont("Courier", 12)
        for i, c in enumerate(words):
            placed.append((72 + i * 7.2, c))
        make.random.shuffle(placed)
        for x, c in placed:
            page.drawString(x, 700, c)
    make.keep("letter-by-letter", [words], drawn(draw))


def spaced(make):
    words = make.secret()
    def draw(page):
        page.setFont("Helvetica", 12)
        page.drawString(72, 700, "Seen was " + " ".join(words) + " there.")
    make.keep("spaced", [words], drawn(draw))


def unicode_marks(make, kind, mark):
    words = make.secret()
    def draw(page):
        pdfmetrics.registerFont(TTFont("DejaVu", FONT))
        page.setFont("DejaVu", 12)
        middle = mark.join(words[:4]) + words[4:]
        page.drawString(72, 700, f"Seen was {middle} there.")
    make.keep(kind, [words], drawn(draw))


def zero_width(make):
    unicode_marks(make, "zero-width", make.random.choice("\u200b\u200c\u200d\u2060\ufeff"))


def soft_hyphens(make):
    unicode_marks(make, "soft-hyphens", "\u00ad")


def right_to_left(make):
    letters = "\u0628\u062f\u0631\u0633\u0644\u0645\u0646\u0647"
    words = "".join(make.random.choice(letters) for _ in range(8))
    def draw(page):
        pdfmetrics.registerFont(TTFont("DejaVu", FONT))
        page.setFont("DejaVu", 14)
        page.drawString(72, 700, "Name: ")
        page.drawString(200, 700, words[::-1] if make.random.random() < 0.5 else words)
    make.keep("right-to-left", [words], drawn(draw))


def incremental(make):
    """An earlier revision holds the secret."""
    words = make.secret()
    old = drawn(lines(make, words))
    with pikepdf.open(io.BytesIO(old)) as pdf:
        number = pdf.pages[0].Contents.objgen[0]
        root = pdf.Root.objgen[0]
        size = len(pdf.objects) + 1
    body = b"BT /F1 12 Tf 72 700 Td (Nothing here.) Tj ET"
    at = len(old)
    new = b"%d 0 obj<</Length %d>>stream\n%s\nendstream endobj\n" % (number, len(body), body)
    table = at + len(new)
    start = old.rindex(b"startxref")
    before = int(old[start + 9:].split()[0])
    new += b"xref\n%d 1\n%010d 00000 n \ntrailer<</Size %d/Root %d 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        number, at, size, root, before, table)
    make.keep("incremental", [words], old + new)


def embedded_file(make):
    words = make.secret()
    def change(pdf):
        pdf.attachments["note.txt"] = pikepdf.AttachedFileSpec(pdf, f"About {words}".encode(), filename="note.txt")
    make.keep("embedded-file", [words], changed(drawn(lines(make, "nobody")), change))


def annotation(make):
    words = make.secret()
    kind = make.random.choice(["Text", "FreeText", "Highlight", "Popup", "Stamp"])
    def change(pdf):
        note = Dictionary(Type=Name.Annot, Subtype=Name("/" + kind), Rect=Array([72, 500, 372, 540]),
                          Contents=String(f"Ask {words}"), T=String(words), RC=String(f"<p>{words}</p>"),
                          DA=String("/Helv 12 Tf 0 g"), NM=String(words))
        if make.random.random() < 0.6:
            form = pdf.make_stream(f"BT /F1 12 Tf 4 10 Td (Ask {words}) Tj ET".encode())
            form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 300, 40])
            form.Resources = pdf.pages[0].Resources
            note.AP = Dictionary(N=form)
        pdf.pages[0].Annots = Array([pdf.make_indirect(note)])
    make.keep("annotation", [words], changed(drawn(lines(make, "nobody")), change))


def form_field(make):
    words = make.secret()
    def draw(page):
        page.acroForm.textfield(name="who", value=words, x=72, y=600, width=300, height=30, tooltip=words)
    make.keep("form-field", [words], drawn(draw))


def xfa(make):
    words = make.secret()
    def change(pdf):
        pdf.Root.AcroForm.XFA = pdf.make_stream(f"<xdp><who>{words}</who></xdp>".encode())
    def draw(page):
        page.acroForm.textfield(name="who", value=words, x=72, y=600, width=300, height=30)
    make.keep("xfa", [words], changed(drawn(draw), change))


def metadata(make):
    words = make.secret()
    out = drawn(lines(make, "nobody"))
    def change(pdf):
        with pdf.open_metadata() as meta:
            meta["dc:title"] = f"About {words}"
            meta["dc:description"] = words
        pdf.docinfo["/Author"] = words
        pdf.docinfo["/Secret"] = words
    make.keep("metadata", [words], changed(out, change))


def bookmarks(make):
    words = make.secret()
    def draw(page):
        lines(make, "nobody")(page)
        page.bookmarkPage(words.replace(" ", "_"))
        page.addOutlineEntry(words, words.replace(" ", "_"))
    make.keep("bookmarks", [words, words.replace(" ", "_")], drawn(draw))


def javascript(make):
    words = make.secret()
    def change(pdf):
        script = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{words}')"))
        pdf.Root.OpenAction = script
        pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String(words), script])))
        pdf.pages[0].AA = Dictionary(O=script)
    make.keep("javascript", [words], changed(drawn(lines(make, "nobody")), change))


def link(make):
    words = make.word()
    def draw(page):
        lines(make, "nobody")(page)
        page.linkURL(f"https://example.invalid/{words}", (72, 690, 200, 720))
    make.keep("link", [words], drawn(draw))


def hidden_layer(make):
    words = make.secret()
    def change(pdf):
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(words)))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([layer])))
        pdf.pages[0].Resources.Properties = Dictionary(L0=layer)
        content(pdf, f"BT /F1 12 Tf 72 740 Td (Shown.) Tj ET /OC /L0 BDC BT /F1 12 Tf 72 700 Td ({words}) Tj ET EMC")
    make.keep("hidden-layer", [words], changed(drawn(lines(make, "nobody")), change))


def actual_text(make):
    words = make.secret()
    key = make.random.choice(["ActualText", "Alt", "E"])
    def change(pdf):
        content(pdf, f"/Span <</{key} ({words})>> BDC BT /F1 12 Tf 72 700 Td (Shown text) Tj ET EMC "
                     f"/Note <</Who ({words})>> DP")
    make.keep("actual-text", [words], changed(drawn(lines(make, "nobody")), change))


def structure(make):
    words = make.secret()
    def change(pdf):
        element = Dictionary(Type=Name.StructElem, S=Name.Figure, Alt=String(words), T=String(words))
        pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=pdf.make_indirect(element))
        pdf.Root.MarkInfo = Dictionary(Marked=True)
    make.keep("structure", [words], changed(drawn(lines(make, "nobody")), change))


def thumbnail(make):
    words = make.secret()
    def change(pdf):
        thumb = pdf.make_stream(words.encode().ljust(300, b" "))
        thumb.Width, thumb.Height, thumb.ColorSpace, thumb.BitsPerComponent = 10, 10, Name.DeviceRGB, 8
        pdf.pages[0].Thumb = thumb
        pdf.pages[0].PieceInfo = Dictionary(App=Dictionary(Private=String(words)))
        pdf.pages[0].Metadata = pdf.make_stream(words.encode())
    make.keep("thumbnail", [words], changed(drawn(lines(make, "nobody")), change))


def exif(make):
    """A photograph whose EXIF, comment and tail tell."""
    words = make.secret()
    photo = Image.new("RGB", (120, 90), (90, 120, 150))
    tags = Image.Exif()
    tags[0x010E] = f"Taken of {words}"
    tags[0x013B] = words
    out = io.BytesIO()
    photo.save(out, "JPEG", exif=tags, comment=words.encode())
    jpeg = out.getvalue() + words.encode()
    def change(pdf):
        image = pdf.make_stream(jpeg)
        image.stream_dict = Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=120, Height=90,
                                       ColorSpace=Name.DeviceRGB, BitsPerComponent=8, Filter=Name.DCTDecode,
                                       Metadata=pdf.make_stream(words.encode()), Length=len(jpeg))
        pdf.pages[0].Resources.XObject = Dictionary(Im=image)
        content(pdf, "q 120 0 0 90 72 500 cm /Im Do Q")
    make.keep("exif", [words], changed(drawn(lines(make, "nobody")), change))


def extra_rows(make):
    """More data than the picture has pixels."""
    words = make.secret()
    data = bytes(3 * 20 * 20) + words.encode()
    def change(pdf):
        image = pdf.make_stream(data)
        image.stream_dict = Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=20, Height=20,
                                       ColorSpace=Name.DeviceRGB, BitsPerComponent=8, Length=len(data))
        pdf.pages[0].Resources.XObject = Dictionary(Im=image)
        content(pdf, "q 120 0 0 90 72 500 cm /Im Do Q")
    make.keep("extra-rows", [words], changed(drawn(lines(make, "nobody")), change))


def type3(make):
    words = make.secret()
    def change(pdf):
        glyphs, widths, differences = Dictionary(), Array([]), Array([65])
        for i in range(26):
            glyphs[f"/g{i}"] = pdf.make_stream(b"600 0 0 0 600 700 d1 0 0 500 700 re f")
            widths.append(600)
            differences.append(Name(f"/g{i}"))
        coded = "".join(chr(65 + i) for i in range(len(words)))
        targets = "".join(f"<{65 + i:02X}> <{ord(c):04X}> " for i, c in enumerate(words))
        mapping = pdf.make_stream(
            f"begincmap 1 begincodespacerange <00> <FF> endcodespacerange {len(words)} beginbfchar {targets} endbfchar "
            f"endcmap".encode())
        font = Dictionary(Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 600, 700]),
                          FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]), CharProcs=glyphs, FirstChar=65, LastChar=90,
                          Widths=widths, Encoding=Dictionary(Type=Name.Encoding, Differences=differences),
                          ToUnicode=mapping, Resources=Dictionary())
        pdf.pages[0].Resources.Font["/T3"] = pdf.make_indirect(font)
        content(pdf, f"BT /F1 12 Tf 72 740 Td (Seen was) Tj ET BT /T3 12 Tf 72 700 Td ({coded}) Tj ET")
    make.keep("type3", [words], changed(drawn(lines(make, "nobody")), change))


def form_xobject(make, unused=False):
    words = make.secret()
    def change(pdf):
        inner = pdf.make_stream(f"BT /F1 12 Tf 0 0 Td (Seen {words}) Tj ET".encode())
        inner.stream_dict = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([-10, -10, 400, 40]),
                                       Resources=Dictionary(Font=pdf.pages[0].Resources.Font), Length=0)
        outer = pdf.make_stream(b"q 1 0 0 1 20 20 cm /In Do Q")
        outer.stream_dict = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([-10, -10, 500, 80]), Length=0,
                                       Resources=Dictionary(XObject=Dictionary(In=inner)))
        pdf.pages[0].Resources.XObject = Dictionary(Out=outer)
        content(pdf, "BT /F1 12 Tf 72 740 Td (Shown) Tj ET" if unused else
                     "q 1 0 0 1 72 600 cm /Out Do Q q 1 0 0 1 72 400 cm /Out Do Q")
    make.keep("unused-form" if unused else "form-xobject", [words], changed(drawn(lines(make, "nobody")), change))


def unused_form(make):
    form_xobject(make, unused=True)


def pattern(make):
    words = make.secret()
    def change(pdf):
        tile = pdf.make_stream(f"BT /F1 10 Tf 4 8 Td ({words}) Tj ET".encode())
        tile.stream_dict = Dictionary(Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, XStep=150, YStep=30,
                                      BBox=Array([0, 0, 150, 30]), Length=0,
                                      Resources=Dictionary(Font=pdf.pages[0].Resources.Font))
        pdf.pages[0].Resources.Pattern = Dictionary(P0=tile)
        content(pdf, "/Pattern cs /P0 scn 72 400 400 200 re f BT 0 g /F1 12 Tf 72 740 Td (Shown) Tj ET")
    make.keep("pattern", [words], changed(drawn(lines(make, "nobody")), change))


def object_streams(make):
    words = make.secret()
    data = drawn(lines(make, words))
    make.keep("object-streams", [words], changed(data, lambda pdf: pdf.docinfo.__setitem__("/Author", words),
                                                 object_stream_mode=pikepdf.ObjectStreamMode.generate))


def cropped(make):
    """The secret stands outside of the page as it is shown."""
    words = make.secret()
    def change(pdf):
        pdf.pages[0].CropBox = Array([50, 720, 545, 800])
        pdf.pages[0].TrimBox = Array([0, 0, 595, 842])
    make.keep("cropped", [words], changed(drawn(lines(make, words)), change))


def off_page(make):
    words = make.secret()
    def draw(page):
        lines(make, "nobody")(page)
        page.drawString(72, -200, words)
        page.drawString(2000, 100, words)
    make.keep("off-page", [words], drawn(draw))


def user_unit(make):
    words = make.secret()
    def change(pdf):
        pdf.pages[0].UserUnit = 2
    make.keep("user-unit", [words], changed(drawn(lines(make, words)), change))


def shifted_box(make):
    words = make.secret()
    def change(pdf):
        pdf.pages[0].MediaBox = Array([-100, 300, 500, 900])
        pdf.pages[0].Rotate = make.random.choice([0, 90, 180, 270])
    make.keep("shifted-box", [words], changed(drawn(lines(make, words)), change))


def orphan(make):
    """An object that nothing refers to, and comments between objects."""
    words = make.secret()
    data = drawn(lines(make, "nobody"))
    make.keep("orphan", [words], data.replace(b"endobj\n", b"endobj\n%% %s\n" % words.encode(), 1)
              + b"999 0 obj (%s) endobj\n" % words.encode())


def clipped(make):
    words = make.secret()
    def change(pdf):
        content(pdf, f"q 0 0 10 10 re W n BT /F1 12 Tf 72 700 Td (Seen {words}) Tj ET Q BT /F1 12 Tf 72 740 Td (Shown) Tj ET")
    make.keep("clipped", [words], changed(drawn(lines(make, "nobody")), change))


def two_pages(make):
    """The secret over a line's end, and again on the next page."""
    words = make.secret()
    first, last = words.split()
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=(595, 842), pageCompression=1)
    page.setFont("Times-Roman", 11)
    page.drawString(72, 700, f"It was seen by the neighbour of {first}")
    page.drawString(72, 686, f"{last} at noon.")
    page.showPage()
    page.drawString(72, 700, f"{words.upper()} denied it.")
    page.showPage()
    page.save()
    make.keep("two-pages", [words], out.getvalue())


def shading_behind(make):
    words = make.secret()
    def draw(page):
        page.linearGradient(60, 690, 400, 720, ("#ffeeee", "#eeeeff"))
        lines(make, words)(page)
    make.keep("shading-behind", [words], drawn(draw))


def outlines(make):
    """Small rectangles that draw letters under the secret's own place."""
    words = make.secret()
    def draw(page):
        lines(make, words)(page)
        for i in range(40):
            page.rect(150 + i * 2.5, 700 + make.random.random() * 6, 1, 2, stroke=0, fill=1)
    make.keep("outlines", [words], drawn(draw))


def masked_picture(make):
    words = make.secret()
    image = picture(words).convert("RGBA")
    def draw(page):
        lines(make, words)(page)
        page.drawImage(ImageReader(image), 72, 690, 300, 40, mask="auto")
    make.keep("masked-picture", [words], drawn(draw))


def scan(make):
    words = make.secret()
    image = Image.new("L", (1240, 1754), 255)
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(FONT, 30)
    for i in range(6):
        pen.text((120, 200 + i * 80), make.filler(), font=font, fill=0)
    pen.text((120, 760), f"The witness was {words} of this town.", font=font, fill=0)
    def draw(page):
        page.drawImage(ImageReader(image), 0, 0, 595, 842)
        if make.random.random() < 0.5:  # a text layer as other programs leave it
            text = page.beginText(72, 470)
            text.setTextRenderMode(3)
            text.textOut(f"The witness was {words} of this town.")
            page.drawText(text)
    make.keep("scan", [words], drawn(draw), ocr=True, pixels=True)


def handwriting(make):
    words = make.secret()
    image = Image.new("L", (1240, 600), 255)
    pen = ImageDraw.Draw(image)
    at = (200, 300)
    for _ in range(60):
        to = (at[0] + make.random.randint(-10, 40), 300 + make.random.randint(-60, 60))
        pen.line([at, to], fill=0, width=5)
        at = to
    def draw(page):
        lines(make, words)(page)
        page.drawImage(ImageReader(image), 60, 200, 450, 220)
    make.keep("handwriting", [words], drawn(draw), ocr=True)


def text_file(make):
    words = make.secret()
    broken = make.random.choice([words, words.upper(), words.replace(" ", "\u00a0"), words.replace(" ", "\n"),
                                 "\u200b".join(words), words[:3] + "\u00ad" + words[3:]])
    make.keep("text", [words], f"\ufeff{make.filler()}\r\nSeen was {broken}, they say.\r\n{words}".encode(), "txt")


def csv_file(make):
    words = make.secret()
    rows = "".join(f'{i},"{make.filler()}",{words if i % 3 == 0 else "nobody"}\r\n' for i in range(9))
    make.keep("csv", [words], f"id,what,who\r\n{rows}".encode(), "csv")


# Refused, and nothing left.

def encrypted(make):
    words = make.secret()
    out = changed(drawn(lines(make, words)), lambda pdf: None,
                  encryption=pikepdf.Encryption(owner="a", user="b", R=make.random.choice([4, 6])))
    make.keep("encrypted", [words], out, refuse=True)


def owner_only(make):
    words = make.secret()
    out = changed(drawn(lines(make, words)), lambda pdf: None, encryption=pikepdf.Encryption(owner="a", user=""))
    make.keep("owner-password", [words], out)


def broken(make):
    words = make.secret()
    data = drawn(lines(make, words), compress=1)
    cut = make.random.randint(20, len(data) // 3)
    make.keep("broken", [words], data[:cut], refuse=True)


def mislabelled(make):
    words = make.secret()
    choice = make.random.choice([b"PK\x03\x04" + words.encode(), b"\xff\xd8\xff\xe0" + words.encode(),
                                 b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + words.encode(), b"{\\rtf1 " + words.encode()])
    make.keep("mislabelled", [words], choice, make.random.choice(["pdf", "txt"]), refuse=True)


def bomb(make):
    """A page whose contents inflate to a gigabyte."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(1024)) + packer.flush()
    def change(pdf):
        stream = Stream(pdf, packed)
        stream.stream_dict = Dictionary(Filter=Name.FlateDecode, Length=len(packed))
        pdf.pages[0].Contents = stream
    make.keep("bomb", [make.secret()], changed(drawn(lines(make, "nobody")), change), refuse=None)


def cyclic(make):
    words = make.secret()
    data = drawn(lines(make, words))
    which = make.random.randrange(3)
    def change(pdf):
        if which == 0:
            pdf.Root.Pages.Kids.append(pdf.Root.Pages)
        elif which == 1:
            form = pdf.make_stream(b"/Me Do")
            form.stream_dict = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), Length=0)
            form.Resources = Dictionary(XObject=Dictionary(Me=form))
            pdf.pages[0].Resources.XObject = Dictionary(Me=form)
            content(pdf, "/Me Do")
        else:
            pdf.Root.Pages.Parent = pdf.Root.Pages
            pdf.pages[0].Parent = pdf.pages[0].obj
    make.keep("cyclic", [words], changed(data, change), refuse=None)


def enormous(make):
    words = make.secret()
    def change(pdf):
        pdf.pages[0].MediaBox = Array([0, 0, 10 ** make.random.randint(5, 9), 10 ** 6])
    make.keep("enormous", [words], changed(drawn(lines(make, words)), change), refuse=True)


KINDS = [plain, compressed, white_on_white, invisible, tiny, under_picture, ligatures, odd_encoding, unicode_word_map,
         rotated_page, rotated_text, split_runs, letter_by_letter, spaced, zero_width, soft_hyphens, right_to_left,
         incremental, embedded_file, annotation, form_field, xfa, metadata, bookmarks, javascript, link, hidden_layer,
         actual_text, structure, thumbnail, exif, extra_rows, type3, form_xobject, unused_form, pattern, object_streams,
         cropped, off_page, user_unit, shifted_box, orphan, clipped, two_pages, shading_behind, outlines, masked_picture,
         text_file, csv_file, encrypted, owner_only, broken, mislabelled, cyclic, enormous]
ONCE = [scan, scan, scan, handwriting, bomb]
EACH = 6
FORMATS = {"csv": hostile_tables.KINDS, "html": hostile_pages.KINDS, "docx": hostile_word.KINDS, "eml": hostile_messages.KINDS,
           "xlsx": hostile_sheets.KINDS}


def chosen(every, wanted):
    """Of a format, of "pdf", or the kinds that are named, with commas between."""
    if wanted == "pdf" or wanted in FORMATS:
        return FORMATS.get(wanted, KINDS)
    named = {kind.__name__: kind for kind in every}
    return [named[name] for name in wanted.split(",")]


def main():
    each = int(sys.argv[2]) if len(sys.argv) > 2 else EACH
    make = Maker(sys.argv[1], int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    wanted = sys.argv[4] if len(sys.argv) > 4 else None
    every = [*KINDS, *(kind for group in FORMATS.values() for kind in group)]
    for kind in every if wanted is None else chosen(every, wanted):
        for _ in range(each):
            kind(make)
    if wanted in (None, "pdf"):
        for kind in ONCE if each >= EACH else [scan]:
            kind(make)
    with open(make.folder / "index.jsonl", "w", encoding="utf-8") as out:
        for row in make.rows:
            print(json.dumps(row), file=out)
    print(f"{len(make.rows)} documents of {len({row['kind'] for row in make.rows})} kinds")


if __name__ == "__main__":
    main()
