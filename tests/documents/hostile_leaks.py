#!/usr/bin/python3
"""hostile_leaks.py REDACT-FILE JUDGE-FILE WORK [EACH [SEED [FORMAT or KIND,…]]]: makes the hostile corpus, has each document redacted, and looks
for what had to go in every byte of what came out, streams inflated, in every form a PDF can hold a text. A refusal must
leave no file. Then each output goes through the output check. At the end a redactor stands in that draws boxes and
takes nothing out, and one that hands back the original; the search and the check must both tell, or they prove nothing."""
import base64
import email
import email.policy
import html
import io
import json
import pathlib
import re
import subprocess
import sys
import unicodedata
import warnings
import zipfile

import pikepdf

warnings.simplefilter("ignore")  # of streams that are no content
HERE = pathlib.Path(__file__).parent


NOTHING = {c: None for c in [*range(33), 127]}


def squeezed(text):
    if text.isascii():
        return text.lower().translate(NOTHING)
    text = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc", "Mn"))


def needles(words):
    """Bytes that tell of a text, lower case."""
    out = set()
    for text in {words, words.replace(" ", ""), *(part for part in re.split(r"[ _]", words) if len(part) > 6)}:
        for form in (text, text[::-1]):
            raw = form.encode()
            out |= {raw.lower(), form.encode("utf-16-be").lower(), form.encode("utf-16-le").lower(),
                    raw.hex().encode(), form.encode("utf-16-be").hex().encode()}
            for shift in range(3):
                coded = base64.b64encode(b"\0" * shift + raw)
                out.add(coded[4 if shift else 0:-4].lower())
    return {needle for needle in out if len(needle) >= 7}


def strings_of(value, depth=0):
    """Every string and name below a value that is not a reference."""
    if isinstance(value, (pikepdf.String, str)):
        yield str(value)
        yield bytes(value).decode("latin-1") if isinstance(value, pikepdf.String) else str(value)
    elif isinstance(value, pikepdf.Name):
        yield str(value)
    elif isinstance(value, pikepdf.Array) and depth < 20:
        for item in value:
            if not (isinstance(item, pikepdf.Object) and item.is_indirect):
                yield from strings_of(item, depth + 1)
    elif isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)) and depth < 20:
        for key in value.keys():
            yield key
            item = value.get(key)
            if not (isinstance(item, pikepdf.Object) and item.is_indirect):
                yield from strings_of(item, depth + 1)


def shown_strings(stream):
    """What the text operators of a content stream show, joined."""
    try:
        parts = []
        for operands, operator in pikepdf.parse_content_stream(stream):
            if str(operator) in ("Tj", "TJ", "'", '"', "BDC", "DP"):
                parts += [text for operand in operands for text in strings_of(operand)]
        return "".join(parts)
    except (pikepdf.PdfError, TypeError, UnicodeDecodeError):
        return ""


def decoded(data):
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8", "replace")


def parts_of_text(data):
    """Text, markup and tables: as it is, unescaped, without tags, without what stands between cells."""
    text = html.unescape(html.unescape(decoded(data)))
    yield "squeezed", squeezed(text).encode()
    yield "squeezed", squeezed(re.sub(r"<[^<>]*>", "", decoded(data))).encode()
    yield "squeezed", squeezed(html.unescape(re.sub(r"<[^<>]*>", "", decoded(data)))).encode()


def parts_of_package(data, depth):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        yield "comment", package.comment
        for info in package.infolist():
            yield "name", info.filename.encode() + info.comment + info.extra
            yield from parts_of_bytes(package.read(info), depth + 1)


def parts_of_message(data, depth):
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        for name, value in part.items():
            yield "header", f"{name}: {value}".encode("utf-8", "replace")
            yield "squeezed", squeezed(str(value)).encode("utf-8", "replace")
        body = part.get_payload(decode=True)
        if body:
            yield from parts_of_bytes(body, depth + 1)


def parts_of_bytes(data, depth=0):
    """A file of any of the formats without pages, and what is in it."""
    yield "raw", data
    if depth > 6:
        return
    if data[:4] == b"PK\x03\x04":
        yield from parts_of_package(data, depth)
    else:
        yield from parts_of_text(data)
        if re.search(rb"(?im)^(mime-version|message-id|from):", data[:4096]):
            yield from parts_of_message(data, depth)


def parts_of(path):
    """(where, bytes) of everything in a file."""
    data = path.read_bytes()
    if path.suffix != ".pdf":
        yield from parts_of_bytes(data)
        return
    yield "raw", data
    text = subprocess.run(["pdftotext", "-q", "-layout", path, "-"], capture_output=True, check=False).stdout
    raw = subprocess.run(["pdftotext", "-q", "-raw", path, "-"], capture_output=True, check=False).stdout
    yield "text", squeezed(text.decode("utf-8", "replace")).encode()
    yield "text", squeezed(raw.decode("utf-8", "replace")).encode()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for value in [*pdf.objects, pdf.trailer]:
            yield "strings", "\n".join(strings_of(value)).encode()
            if isinstance(value, pikepdf.Stream):
                yield "stream", value.read_raw_bytes()
                try:
                    plain = value.read_bytes()
                except pikepdf.PdfError:
                    continue
                yield "stream", plain
                if b"BT" in plain and value.get("/Subtype") != "/Image" and "/Length1" not in value:
                    yield "shown", squeezed(shown_strings(value)).encode()


def leaks(path, words):
    hits = set()
    parts = list(parts_of(path))
    for text in words:
        wanted = needles(text) | {squeezed(text).encode(), squeezed(text)[::-1].encode()}
        for where, data in parts:
            lower = data.lower()
            if any(needle in lower for needle in wanted):
                hits.add(where)
    return hits


def cover_only(row, work, answer):
    """The same places, black boxes over the original."""
    out = work / "out" / f"{pathlib.Path(row['name']).stem}.covered.pdf"
    with pikepdf.open(work / "corpus" / row["name"]) as pdf:
        for mark in answer["marks"]:
            page = pdf.pages[mark["page"] - 1]
            height = float(page.mediabox[3])
            boxes = "".join(f"{x0 - 1} {height - y1 - 1} {x1 - x0 + 2} {y1 - y0 + 2} re f " for x0, y0, x1, y1 in mark["boxes"])
            page.contents_add(f"q 0 g {boxes} Q".encode())
        pdf.save(out)
    return out


class Check:
    """The output check, without protocol and sandbox."""

    def __init__(self, program):
        self.process = subprocess.Popen([program], text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def failures(self, original, redacted, output):
        message = {"original": str(original), "redacted": str(redacted), "output": output}
        print(json.dumps(message), file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())["failures"]


def redact_all(program, rows, work):
    """The answers, in the order of the rows."""
    lines = [json.dumps({"document": str(work / "corpus" / row["name"]), "words": row.get("ask", row["words"]), "ocr": row["ocr"],
                         "out": str(work / "out" / pathlib.Path(row["name"]).stem)}) for row in rows]
    done = subprocess.run([program], input="\n".join(lines) + "\n", capture_output=True, text=True, check=False)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if done.returncode != 0 or len(answers) != len(rows):
        sys.exit(f"redact-file ended with {done.returncode} after {len(answers)} of {len(rows)} "
                 f"({rows[len(answers)]['name'] if len(answers) < len(rows) else ''}): {done.stderr[-500:]}")
    return answers


def judge(row, answer, work, check):
    """What is wrong with one answer, or nothing."""
    left = list((work / "out").glob(f"{pathlib.Path(row['name']).stem}.*"))
    if "error" in answer:
        if left:
            yield "refused, but left a file"
        if row["refuse"] is False:
            yield f"refused: {answer['message']}"
        if any(word.lower() in answer["message"].lower() for word in row["words"]):
            yield "the refusal tells"
        return
    if row["refuse"]:
        yield "not refused"
    path = pathlib.Path(answer["file"])
    hits = leaks(path, row["words"])
    if hits:
        yield f"LEAK in {', '.join(sorted(hits))}"
    failures = check.failures(work / "corpus" / row["name"], path, answer)
    if failures:
        yield f"check: {failures[0]}"


def cover_only_is_told(rows, answers, work, check):
    searched = checked = total = 0
    for row, answer in zip(rows, answers):
        if "error" in answer or row["kind"] not in ("plain", "compressed", "split-runs", "two-pages", "tiny"):
            continue
        path = cover_only(row, work, answer)
        total += 1
        searched += bool(leaks(path, row["words"]))
        checked += bool([words for words in check.failures(work / "corpus" / row["name"], path, answer)
                         if "text lies under" in words])
    print(f"cover-only: the search told {searched} of {total}, the check {checked} of {total} by place")
    return searched == total and checked == total


def untouched_is_told(rows, answers, work, check):
    """The original handed back under the marks of the real answer."""
    told = total = 0
    for row, answer in zip(rows, answers):
        path = work / "corpus" / row["name"]
        if "error" not in answer and path.suffix != ".pdf" and answer["marks"]:
            total += 1
            told += bool(check.failures(path, path, answer))
    print(f"untouched: the check told {told} of {total}")
    return told == total


def main():
    program, judge_file, work = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    subprocess.run(["rm", "-rf", work], check=True)
    (work / "out").mkdir(parents=True)
    subprocess.run([sys.executable, HERE / "hostile_corpus.py", work / "corpus", *sys.argv[4:]], check=True)
    rows = [json.loads(line) for line in (work / "corpus" / "index.jsonl").read_text().splitlines()]
    unfound = [row["name"] for row in rows if row["refuse"] is False and not row.get("pixels")
               and row["kind"] not in ("type3", "odd-encoding") and not leaks(work / "corpus" / row["name"], row["words"])]
    if unfound:
        print(f"the search does not find the secret in the originals: {unfound[:10]}")
    answers = redact_all(program, rows, work)
    check = Check(judge_file)
    bad = 0
    for row, answer in zip(rows, answers):
        for what in judge(row, answer, work, check):
            print(f"{row['name']}: {what}")
            bad += 1
    refused = sum("error" in answer for answer in answers)
    pictured = sum(len(answer.get("pictured", [])) > 0 for answer in answers)
    print(f"{len(rows)} documents, {refused} refused, {pictured} with pages turned into pictures, {bad} failures")
    told = cover_only_is_told(rows, answers, work, check) and untouched_is_told(rows, answers, work, check)
    sys.exit(0 if bad == 0 and told and not unfound else 1)


if __name__ == "__main__":
    main()
