#!/usr/bin/python3
"""wrapped_names.py REDACT-FILE WORK: a name that a paragraph breaks over two lines is one find, in a text and in a scan; names that
stand under each other in a list are not. In a scan a capital that leans over the rest of its name belongs to it."""
import io
import json
import pathlib
import subprocess
import sys

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfgen import canvas

# In the page, so that no machine draws it with another; with serifs, so that "I was" is read as two words and must stay so.
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"

PARAGRAPH = ["On that evening I was walking home when I was approached by Angela", "Thornbury who lives near me. She told me that her friend Mr Piotr",
             "Wisniewski had been seen. I then went to the shop to buy some bread."]
LIST = ["John Smith", "James Jones", "Peter Brown"]
WANTED = {"Angela Thornbury", "Piotr Wisniewski", *LIST}


def born(path):
    page = canvas.Canvas(str(path))
    pdfmetrics.registerFont(ttfonts.TTFont("Text", FONT))
    page.setFont("Text", 12)
    for row, line in enumerate([*PARAGRAPH, "", *LIST]):
        page.drawString(72, 760 - 16 * row, line)
    page.showPage()
    page.save()


def scanned(path, of):
    picture = subprocess.run(["pdftoppm", "-r", "200", "-gray", "-singlefile", "-png", of], capture_output=True, check=True).stdout
    page = canvas.Canvas(str(path), pagesize=(595, 842))
    page.drawImage(ImageReader(io.BytesIO(picture)), 0, 0, 595, 842)
    page.showPage()
    page.save()


def main():
    program, work = sys.argv[1], pathlib.Path(sys.argv[2])
    subprocess.run(["rm", "-rf", work], check=True)
    work.mkdir(parents=True)
    born(work / "born.pdf")
    scanned(work / "scan.pdf", work / "born.pdf")
    bad = 0
    for kind in ("born", "scan"):
        request = {"document": str(work / f"{kind}.pdf"), "out": str(work / f"{kind}-out"), "ocr": True}
        done = subprocess.run([program], input=json.dumps(request) + "\n", capture_output=True, text=True, check=True)
        output = json.loads(done.stdout)
        found = {" ".join(output["text"][m["start"]:m["end"]].split()) for m in output["marks"] if m["label"] == "PERSON"}
        print(f"{kind}: missing {sorted(WANTED - found)}, besides {sorted(found - WANTED)}")
        bad += found != WANTED
    sys.exit(bad > 0)


main()
