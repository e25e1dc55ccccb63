#!/usr/bin/python3
"""make_case_files.py FOLDER CASE…: cases of the benchmark case-files-synthetic as real files (PDF by reportlab, Word by python-docx, a message, text), one folder a case. Writes
FOLDER/../case-files.json: of each case its input, its defects, and of each file the document, its pages and their texts as the benchmark has them."""
import email.message
import io
import json
import pathlib
import sys

import docx
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

BENCHMARK = pathlib.Path(__file__).parent / ".." / ".." / "benchmarks" / "case-files-synthetic"
pdfmetrics.registerFont(TTFont("Sans", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"))


def pdf(pages):
    out = io.BytesIO()
    c = canvas.Canvas(out, pagesize=A4, invariant=1)
    for text in pages:
        c.setFont("Sans", 8)
        y = 800
        for line in text.expandtabs(24).split("\n"):
            c.drawString(40, y, line)
            y -= 14
        c.showPage()
    c.save()
    return out.getvalue()


def word(pages):
    document, out = docx.Document(), io.BytesIO()
    for i, text in enumerate(pages):
        if i > 0:
            document.add_page_break()
        lines = text.split("\n")
        for line in lines:
            cells = line.split(" | ")
            if len(cells) < 2:
                document.add_paragraph(line)
                continue
            row = document.add_table(rows=1, cols=len(cells)).rows[0]
            for cell, words in zip(row.cells, cells):
                cell.text = words
    document.save(out)
    return out.getvalue()


def message(pages):
    letter = email.message.EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "officer@example.org", "lawyer@example.org", "case file"
    letter["Date"], letter["Message-ID"] = "Tue, 03 Mar 2026 09:00:00 +0000", "<1@example.org>"
    letter.set_content("\n".join(pages) + "\n", cte="8bit")
    return bytes(letter)


def make(folder, row):
    pages = {}
    with open(BENCHMARK / row["input"]["documents"]["file"], encoding="utf-8") as file:
        for page in map(json.loads, file):
            pages.setdefault((page["document"], page["name"]), []).append(page["text"])
    folder.mkdir(parents=True)
    files = {}
    for (document, name), texts in pages.items():
        stem, ending = name.rsplit(".", 1)
        if stem.startswith(("email", "message")):
            ending = "eml"
        path = f"{stem}.{ending}"
        files[path] = {"document": document, "pages": texts}
        (folder / path).write_bytes({"pdf": pdf, "docx": word, "eml": message}.get(ending, lambda t: "\n".join(t).encode())(texts))
    return {"input": row["input"]["case"], "defects": row["expected"]["defects"], "files": files}


if __name__ == "__main__":
    root = pathlib.Path(sys.argv[1])
    with open(BENCHMARK / "items.jsonl", encoding="utf-8") as file:
        items = {row["id"]: row for row in map(json.loads, file)}
    made = {name: make(root / name, items[name]) for name in sys.argv[2:]}
    (root.parent / "case-files.json").write_text(json.dumps(made, indent=1, ensure_ascii=False))
