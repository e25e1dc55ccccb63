"""Looks for a text in bytes, in whatever form it may stand there. NAMES are invented words that stand nowhere else."""
import base64
import gzip
import html
import json
import re
import unicodedata
import urllib.error
import urllib.parse
import urllib.request
import zlib

WINDOW = 12  # any so many characters of the text tell
STEM = 5     # so many letters of an invented word tell


def shapes(text):
    """As it stands, without case, and normalised."""
    normal = unicodedata.normalize("NFKC", text)
    return {text, text.casefold(), text.upper(), normal, normal.casefold()}


def encodings(text):
    raw = text.encode()
    yield from (raw, text.encode("utf-16-le"), text.encode("utf-16-be"), raw.hex().encode(), raw.hex().upper().encode())
    for offset in range(3):
        digits = base64.b64encode(b"\0" * offset + raw)
        yield digits[4 if offset else 0:-4]  # those that the neighbours do not change
    yield json.dumps(text).encode()[1:-1]
    yield json.dumps(text, ensure_ascii=False).encode()[1:-1]
    yield html.escape(text).encode()
    yield urllib.parse.quote(text).encode()
    yield urllib.parse.quote_plus(text).encode()


def needles(text):
    """Bytes that tell of the text, and those that tell in lower-cased bytes."""
    exact = {form for shape in shapes(text) for form in encodings(shape)}
    folded = {text[i:i + WINDOW].casefold().encode() for i in range(max(1, len(text) - WINDOW + 1))}
    folded |= {word[:STEM].casefold().encode() for word in re.findall(r"[A-Za-z]{7,}", text)}
    return exact, folded


def inflated(data):
    """Every gzip and zlib stream that begins anywhere."""
    for start in re.finditer(b"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]", data):
        try:
            yield zlib.decompressobj(47).decompress(data[start.start():])
        except zlib.error:
            pass


def found_in(data, wanted):
    exact, folded = wanted
    hits = []
    for part in (data, *inflated(data)):
        lower = part.lower()
        hits += [needle for needle in exact if needle in part] + [needle for needle in folded if needle in lower]
    return hits


def files_that_tell(folder, wanted):
    return {str(path.relative_to(folder)): hits for path in folder.rglob("*") if path.is_file()
            and (hits := found_in(path.read_bytes(), wanted))}


def ask(address, path):
    """Status and bytes, plain."""
    request = urllib.request.Request(address.rstrip("/") + path, headers={"Accept-Encoding": "gzip"})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            data = answer.read()
            return answer.status, gzip.decompress(data) if answer.headers["Content-Encoding"] == "gzip" else data
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def crawl(address):
    """{path: bytes} of every address that a page leads to."""
    known, todo, pages = {"/"}, ["/"], {}
    while todo:
        path = todo.pop()
        pages[path] = ask(address, path)[1]
        for link in re.findall(rb'href="(/[^"#]*)"', pages[path]):
            link = html.unescape(link.decode())
            if link not in known:
                known.add(link)
                todo.append(link)
    return pages
