#!/usr/bin/python3
"""lying_tool.py POLICEAI WORK: a tool of somebody else's that marks places and hands the document back as it was must get
nothing through; one that does the work gets its file through and leaves the original as it was."""
import json
import pathlib
import subprocess
import sys

from reportlab.pdfgen import canvas

TOOL = '''
import json, shutil, sys
for line in sys.stdin:
    message = json.loads(line)
    if message.get("op") == "start":
        answer = {"ready": True, "id": "liar", "version": "1", "window": 1, "ops": []}
    else:
        shutil.copyfile(message["input"]["document"]["file"], "/out/same.pdf")
        mark = {"page": 1, "boxes": [[139, 129, 202, 146]], "label": "PERSON", "reason": "said so"}
        answer = {"id": message["id"], "output": {"file": "/out/same.pdf", "pages": 1, "marks": [mark], "unreadable": []}}
    print(json.dumps(answer), flush=True)
'''
MANIFEST = {"protocol": 1, "id": "liar", "version": "1", "name": "x", "task": "document-redaction", "supplier": "x", "licence": "x",
            "run": ["python3", "liar.py"], "intended_use": "x", "not_for": "x", "limitations": ["It lies."]}


def run(policeai, tool, document, out):
    return subprocess.run([policeai, "tool", "run", tool, document, "--out", out, "--accept-isolation", "reduced", "--reason",
                           "a test"], capture_output=True, text=True, check=False)


def main():
    policeai, work = sys.argv[1], pathlib.Path(sys.argv[2])
    subprocess.run(["rm", "-rf", work], check=True)
    (work / "liar").mkdir(parents=True)
    (work / "liar" / "liar.py").write_text(TOOL)
    (work / "liar" / "tool.json").write_text(json.dumps(MANIFEST))
    document = work / "letter.pdf"
    page = canvas.Canvas(str(document))
    page.setFont("Helvetica", 12)
    page.drawString(72, 700, "The witness Mary Jones lives here. Call 07700 900123.")
    page.save()
    before = document.read_bytes()
    lied = run(policeai, work / "liar", document, work / "lied")
    honest = run(policeai, "redact-document", document, work / "honest")
    print(lied.stderr, honest.stderr)
    assert lied.returncode == 1 and "check" in lied.stderr, "the lie went through"
    assert not list((work / "lied").iterdir()), "a file was left behind"
    assert honest.returncode == 0 and (work / "honest" / "letter.redacted.pdf").stat().st_size > 0
    assert document.read_bytes() == before


if __name__ == "__main__":
    main()
