#!/usr/bin/python3
"""lying_fonts.py REDACT-FILE WORK: documents whose fonts say other letters than they draw. What is drawn must be found
and hidden: in the page that comes out, as poppler draws it, the name and the number must be black. A page whose fonts tell the
truth must stay a page of text."""
import json
import pathlib
import string
import subprocess
import sys

import pikepdf
from PIL import Image
from reportlab.pdfbase.pdfmetrics import stringWidth

import hostile_corpus as corpus

NAME = "Mary Jones"
PHONE = "07700 900123"
SENTENCE = f"The witness was {NAME} and the number is {PHONE} for calls."


def mapping(pairs):
    rows = "".join(f"<{ord(code):02x}> <{ord(said):04x}> " for code, said in pairs.items())
    return (f"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <00> <FF> "
            f"endcodespacerange {len(pairs)} beginbfchar {rows} endbfchar endcmap end end").encode()


def turned(letters, by):
    return dict(zip(letters, letters[by:] + letters[:by]))


def document(shown, second=None, second_map=None, font_map=None):
    """`shown` in Helvetica under font_map, then `second` in Times under second_map."""
    def change(pdf):
        fonts = pdf.pages[0].Resources.Font
        fonts["/F1"] = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        fonts["/F2"] = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1,
                                          BaseFont=pikepdf.Name("/Times-Roman"))
        if font_map:
            fonts["/F1"].ToUnicode = pdf.make_stream(mapping(font_map))
        if second_map:
            fonts["/F2"].ToUnicode = pdf.make_stream(mapping(second_map))
        more = f"BT /F2 12 Tf 72 660 Td ({second}) Tj ET" if second else ""
        corpus.content(pdf, f"BT /F1 12 Tf 72 700 Td ({shown}) Tj ET {more}")
    return corpus.changed(corpus.drawn(lambda page: page.drawString(72, 740, "x")), change)


DPI = 200
LETTERS = string.ascii_lowercase
NOTHING = {c: "\ue000" for c in string.ascii_letters + string.digits}
ONE_FONT = ("honest", "all-letters-turned", "digits-turned", "one-letter-for-all")
CASES = {  # kind: bytes, the page becomes a picture
    "honest": (document(SENTENCE), False),
    "honest-two-fonts": (document("Nothing to see here.", f"{NAME} {PHONE}"), False),
    "honest-short": (document("MG11 p 1 of 3", f"{NAME} {PHONE}"), False),
    "all-letters-turned": (document(SENTENCE, font_map={**turned(LETTERS, 13), **turned(LETTERS.upper(), 13)}), True),
    "digits-turned": (document(SENTENCE, font_map=turned(string.digits, 3)), True),
    "one-name-lies": (document("The witness lives in the town.", f"{NAME} {PHONE}", turned(LETTERS + LETTERS.upper(), 11)), True),
    "says-nothing": (document("The witness lives in the town.", f"{NAME} {PHONE}", NOTHING), True),
    "one-letter-for-all": (document(SENTENCE, font_map={c: "x" for c in string.ascii_letters}), True),
}


def gone(path, kind):
    """Which of the two words' places on the page, as poppler draws it, are one black."""
    stem = path.with_suffix("")
    subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", "-singlefile", "-png", path, stem], check=True)
    page = Image.open(f"{stem}.png").convert("L")
    shown, font, height = (SENTENCE, "Helvetica", 700) if kind in ONE_FONT else (f"{NAME} {PHONE}", "Times-Roman", 660)
    black = {}
    for word in (NAME, PHONE):
        start = stringWidth(shown[:shown.index(word)], font, 12)
        box = (72 + start + 1, 842 - height - 7, 72 + start + stringWidth(word, font, 12) - 1, 842 - height)
        low, high = page.crop([round(side * DPI / 72) for side in box]).getextrema()
        black[word] = (low, high) == (0, 0)
    return black


def among_honest_pages(program, work):
    """What is wrong when the second of three pages lies: the text goes on by page, that page alone becomes a picture."""
    with pikepdf.new() as pdf:
        for kind in ("honest", "all-letters-turned", "honest-short"):
            with pikepdf.open(work / f"{kind}.pdf") as one:
                pdf.pages.extend(one.pages)
        pdf.save(work / "three.pdf")
    request = {"document": str(work / "three.pdf"), "out": str(work / "three-out"), "ocr": True}
    output = json.loads(subprocess.run([program], input=json.dumps(request) + "\n", capture_output=True, text=True, check=True).stdout)
    parts = output["text"].split(NAME)
    good = output["pictured"] == [2] and len(parts) == 4 and "MG11" in parts[2] and "MG11" not in parts[0] + parts[1]
    return [] if good else [f"pictured {output['pictured']}, {len(parts) - 1} names"]


def main():
    program, work = sys.argv[1], pathlib.Path(sys.argv[2])
    subprocess.run(["rm", "-rf", work], check=True)
    work.mkdir(parents=True)
    for kind, (data, _) in CASES.items():
        (work / f"{kind}.pdf").write_bytes(data)
    requests = "".join(json.dumps({"document": str(work / f"{kind}.pdf"), "out": str(work / f"{kind}-out"), "ocr": True}) + "\n"
                       for kind in CASES)
    done = subprocess.run([program], input=requests, capture_output=True, text=True, check=True).stdout.splitlines()
    bad = 0
    for (kind, (_, pictured)), line in zip(CASES.items(), done, strict=True):
        output = json.loads(line)
        wrong = [f"{word} was never seen" for word, black in gone(work / f"{kind}.pdf", kind).items() if black]
        wrong += [f"{word} is still seen" for word, black in gone(work / f"{kind}-out.pdf", kind).items() if not black]
        if (output.get("pictured") == [1]) != pictured:
            wrong.append(f"pages turned into pictures: {output.get('pictured')}")
        if pictured and not any("not what is drawn" in region["why"] for region in output["unreadable"]):
            wrong.append("nothing is told")
        print(f"{kind}: {'; '.join(wrong) or 'good'}")
        bad += bool(wrong)
    wrong = among_honest_pages(program, work)
    print(f"among honest pages: {'; '.join(wrong) or 'good'}")
    sys.exit(bad > 0 or bool(wrong))


main()
