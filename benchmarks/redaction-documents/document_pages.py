"""Texts as pages: PDF with letters, and the same pages as a scanner gives them.

PDF: ISO 32000-1; widths of Helvetica: Adobe Font Metrics 3.0 of the standard 14 fonts. A font's widths stand in the file, so
that where a letter stands does not depend on who draws it."""
import io
import math
import random
import re
import subprocess
import unicodedata
import zlib

HELVETICA = dict(zip(map(chr, range(32, 127)), [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556,
    556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584]))
HELVETICA.update({"\u00a3": 556, "\u20ac": 556, "\u2014": 1000, "\u2013": 556, "\u2019": 222})
PAGE = (595, 842)
TOP, LEFT, RIGHT, BOTTOM = 90, 64, 531, 770


def width_of(font, letter):
    return 600 if font == "Courier" else HELVETICA[letter if letter in HELVETICA else unicodedata.normalize("NFD", letter)[0]]


def can_draw(text):
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


class Pages:
    """Lines of text on pages, each letter with its place."""

    def __init__(self, woven, font, size):
        self.woven, self.font, self.size, self.pages, self.letters = woven, font, size, [], []
        self.turn()

    def turn(self):
        self.pages.append([])
        self.y = TOP
        self.line("OFFICIAL", None, LEFT, 50)

    def line(self, words, source, x, y):
        start = self.woven.length
        self.pages[-1].append((x, y, words))
        for i, letter in enumerate(words):
            w = width_of(self.font, letter) * self.size / 1000
            self.letters.append((len(self.pages), start + i, letter, x, x + w, y - 0.75 * self.size, y + 0.22 * self.size))
            x += w
        self.woven.add(words, source)
        self.woven.add("\n")

    def paragraph(self, words, source):
        while words:
            fits = len(words)
            while self.length(words[:fits].rstrip()) > RIGHT - LEFT:
                cut = words.rfind(" ", 0, fits - 1)
                fits = cut + 1 if cut > 0 else fits - 1
            if self.y > BOTTOM:
                self.turn()
            self.line(words[:fits].rstrip(), source, LEFT, self.y)
            self.y += self.size * 1.4
            words, source = words[fits:], source + fits

    def length(self, words):
        return sum(width_of(self.font, c) for c in words) * self.size / 1000

    def places(self, spans):
        """Runs of letters or of other signs, ending where a span does."""
        edges = {s["start"] for s in spans} | {s["end"] for s in spans}
        runs, before = [], None
        for page, at, letter, x0, x1, y0, y1 in self.letters:
            if letter == " ":
                before = None
                continue
            sort = letter.isalnum()
            if before == (page, at, sort, y0) and at not in edges:
                runs[-1][2], runs[-1][5] = at + 1, round(x1, 1)
            else:
                runs.append([page, at, at + 1, round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1)])
            before = (page, at + 1, sort, y0)
        return runs


def pdf_of(objects):
    out, starts = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % at for at in starts)
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + \
        b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))


def stream(keys, data):
    return b"<<%s/Length %d>>stream\n" % (keys, len(data)) + data + b"\nendstream"


def tree(count, first):
    kids = b" ".join(b"%d 0 R" % (first + 2 * i) for i in range(count))
    return [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count)]


def page_of(contents, resources):
    return b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents %d 0 R/Resources<<%s>>>>" % (*PAGE, contents, resources)


def born_digital(pages):
    codes = [bytes([c]).decode("cp1252", "replace") for c in range(32, 256)]
    widths = b" ".join(b"%d" % (width_of(pages.font, c) if c in HELVETICA or unicodedata.normalize("NFD", c)[0] in HELVETICA else 556)
                       for c in codes)
    font = b"<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 255/Widths[%s]>>" % (
        pages.font.encode(), widths)
    objects = tree(len(pages.pages), 4) + [font]
    for lines in pages.pages:
        drawn = b"BT /F %d Tf " % pages.size
        for x, y, words in lines:
            escaped = re.sub(rb"([\\()])", rb"\\\1", words.encode("cp1252"))
            drawn += b"1 0 0 1 %.2f %.2f Tm (%s) Tj\n" % (x, PAGE[1] - y, escaped)
        objects += [page_of(len(objects) + 2, b"/Font<</F 3 0 R>>"), stream(b"/Filter/FlateDecode", zlib.compress(drawn + b"ET", 9))]
    return pdf_of(objects)


def turned(run, angle):
    """The place of a run on a page that lies askew by `angle` degrees, about its middle."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    cx, cy = PAGE[0] / 2, PAGE[1] / 2
    x, y = (run[3] + run[5]) / 2 - cx, (run[4] + run[6]) / 2 - cy
    x, y = cx + x * cos + y * sin, cy - x * sin + y * cos
    half, tall = (run[5] - run[3]) / 2 * cos, (run[6] - run[4]) / 2
    return run[:3] + [round(v, 1) for v in (x - half, y - tall, x + half, y + tall)]


DOTS = 200  # an inch


def angle_of(name):
    chance = random.Random("askew " + name)
    return round(chance.uniform(0.2, 1.2) * chance.choice([-1, 1]), 2)


def dots_of(pdf, number, name):
    """A page as a copier with one bit a dot sees it: askew, with specks and worn edges."""
    from PIL import Image, ImageChops, ImageFilter  # pylint: disable=import-outside-toplevel
    chance = random.Random("specks %s %d" % (name, number))
    shown = subprocess.run(["pdftoppm", "-r", str(DOTS), "-gray", "-f", str(number), "-l", str(number), "-"],
                           input=pdf, capture_output=True, check=True).stdout
    image = Image.open(io.BytesIO(shown)).convert("L").rotate(angle_of(name), Image.Resampling.BICUBIC, fillcolor=255)
    grain = Image.frombytes("L", image.size, chance.randbytes(image.size[0] * image.size[1]))
    grain = grain.filter(ImageFilter.GaussianBlur(0.7)).point(lambda v: (v - 128) // 2 + 128)
    image = ImageChops.add(image.filter(ImageFilter.GaussianBlur(0.8)), grain, 1, -128)
    image = image.point(lambda v: 255 if v > 150 else 0).convert("1")
    for _ in range(150):
        image.putpixel((chance.randrange(image.size[0]), chance.randrange(image.size[1])), 0)
    return image


def group4(image):
    """A picture of one bit a dot as a PDF keeps it (CCITT group 4, by way of a TIFF)."""
    from PIL import Image  # pylint: disable=import-outside-toplevel
    tiff = io.BytesIO()
    image.save(tiff, "TIFF", compression="group4", strip_size=1 << 30)
    tags = Image.open(io.BytesIO(tiff.getvalue())).tag_v2
    keys = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/CCITTFaxDecode" \
           b"/DecodeParms<</K -1/Columns %d/Rows %d/BlackIs1 %s>>" % (*image.size, *image.size, b"true" if tags[262] == 1 else b"false")
    return stream(keys, tiff.getvalue()[tags[273][0]:tags[273][0] + tags[279][0]])


def scanned(pdf, count, name):
    objects = tree(count, 4) + [stream(b"", b"%d 0 0 %d 0 0 cm /I Do" % PAGE)]
    for number in range(1, count + 1):
        objects += [page_of(3, b"/XObject<</I %d 0 R>>" % (len(objects) + 2)), group4(dots_of(pdf, number, name))]
    return pdf_of(objects)
