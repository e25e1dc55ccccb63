#!/usr/bin/python3
"""lying_tool.py POLICEAI WORK: a tool of somebody else's that marks places and hands the document back as it was must get
nothing through, nor one that lays a black box over the words and leaves them there; one that does the work gets its file
through and leaves the original as it was."""
import json
import pathlib
import subprocess
import sys

TOOL = '''
import json, pathlib, shutil, sys
covered = pathlib.Path(__file__).with_name("covered.pdf")
for line in sys.stdin:
    message = json.loads(line)
    if message.get("op") == "start":
        answer = {"ready": True, "id": "liar", "version": "1", "window": 1, "ops": []}
    else:
        shutil.copyfile(covered if covered.exists() else message["input"]["document"]["file"], "/out/same.pdf")
        mark = {"page": 1, "boxes": [[139, 129, 202, 146]], "label": "PERSON", "reason": "said so"}
        answer = {"id": message["id"], "output": {"file": "/out/same.pdf", "pages": 1, "marks": [mark], "unreadable": []}}
    print(json.dumps(answer), flush=True)
'''
MANIFEST = {"protocol": 1, "id": "liar", "version": "1", "name": "x", "task": "document-redaction", "supplier": "x", "licence": "x",
            "run": ["python3", "liar.py"], "intended_use": "x", "not_for": "x", "limitations": ["It lies."]}


def run(policeai, tool, document, out):
    return subprocess.run([policeai, "tool", "run", tool, document, "--out", out, "--accept-isolation", "reduced", "--reason",
                           "a test"], capture_output=True, text=True, check=False)


def letter(path, box):
    """A page without any metadata: one sentence in Helvetica, and when asked a black box over a name in it."""
    content = b"BT /F 12 Tf 72 700 Td (The witness Mary Jones lives here. Call 07700 900123.) Tj ET"
    content += b" 136 692 70 24 re f" if box else b""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
               b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
               b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    out, starts = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    path.write_bytes(out + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
                     % (table, len(out)))


def main():
    policeai, work = sys.argv[1], pathlib.Path(sys.argv[2])
    subprocess.run(["rm", "-rf", work], check=True)
    (work / "liar").mkdir(parents=True)
    (work / "liar" / "liar.py").write_text(TOOL)
    (work / "liar" / "tool.json").write_text(json.dumps(MANIFEST))
    document = work / "letter.pdf"
    letter(document, box=False)
    before = document.read_bytes()
    lied = run(policeai, work / "liar", document, work / "lied")
    letter(work / "liar" / "covered.pdf", box=True)
    covered = run(policeai, work / "liar", document, work / "lied")
    honest = run(policeai, "redact-document", document, work / "honest")
    print(lied.stderr, covered.stderr, honest.stderr)
    assert lied.returncode == 1 and "more than one colour" in lied.stderr, "the lie went through"
    assert covered.returncode == 1 and "text lies under a place" in covered.stderr, "a covered word went through"
    assert not list((work / "lied").iterdir()), "a file was left behind"
    assert honest.returncode == 0 and (work / "honest" / "letter.redacted.pdf").stat().st_size > 0
    assert document.read_bytes() == before


if __name__ == "__main__":
    main()
