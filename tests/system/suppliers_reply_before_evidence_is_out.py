"""A submission from both ends: the supplier's folder and the centre's data folder share nothing but the files that are sent. Nothing is published before
its time, what the supplier says stands beside the result wherever it is shown, and what is late, waived or missing is said."""
import html
import json
import os
import pathlib
import re
import shutil
import subprocess

import traces
from installation import Installation

SOURCE = pathlib.Path(os.environ["SOURCE_DIR"])
DAY = 86400


def shifted(days):
    return {**os.environ, "LD_PRELOAD": os.environ["SHIFTED_CLOCK"], "CLOCK_SHIFT": str(days * DAY)}


class Supplier:
    """Whoever made the tool: a folder, a key, the program, no data folder."""

    def __init__(self, house):
        self.house = house
        self.folder = house.folder / "supplier"
        self.folder.mkdir()
        self.vkey = self.run("submit", "keygen", "key").stdout.strip()

    def run(self, *words, status=0):
        done = subprocess.run([self.house.program, *words], cwd=self.folder, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE)
        assert done.returncode == status, (words, done.stdout, done.stderr)
        return done

    def add_tool(self, version):
        tool = self.folder / "tool"
        shutil.rmtree(tool, ignore_errors=True)
        shutil.copytree(SOURCE / "tests/tools/steady", tool)
        text = json.loads((tool / "tool.json").read_text())
        text.update(id="sample", version=version, name="Sample", supplier="Sample Ltd")
        (tool / "tool.json").write_text(json.dumps(text))
        program = (tool / "tool.py").read_text()
        (tool / "tool.py").write_text(program.replace('"steady", "version": "1"', f'"sample", "version": "{version}"')
                                      .replace("time.sleep(0.02)", "pass"))

    def pack(self, name, *more):
        self.run("submit", "pack", "tool", "--key", "key", "--contact", "box@sample.invalid", "--out", name, *more)
        return self.folder / name


def fine(done):
    assert done.returncode == 0, (done.args, done.stdout, done.stderr)
    return done.stdout


def refused(done, words):
    assert done.returncode != 0 and words in done.stderr, (words, done.returncode, done.stdout, done.stderr)


def ids(house):
    return sorted(path.name for path in (house.data / "submissions").iterdir() if re.fullmatch("[0-9a-f]{32}", path.name))


def new_submission(house, supplier, version, *more):
    supplier.add_tool(version)
    before = set(ids(house)) if (house.data / "submissions").exists() else set()
    fine(house.command("submit", "receive", supplier.pack(f"v{version}.submission", *more), "--key", supplier.vkey))
    (ident,) = set(ids(house)) - before
    fine(house.command("lab", "run", house.data / "submissions" / ident / "package", "tiny"))
    return ident


def public_bytes(house):
    return b"".join(path.read_bytes() for top in ("log", "blobs/public", "public.db", "public.db-wal")
                    for path in [house.data / top, *(house.data / top).rglob("*")] if path.is_file())


with Installation() as house:
    shutil.copytree(pathlib.Path(os.environ["POLICEAI"]).parent / "checks", house.folder / "build/checks")  # makes the PDF
    house.add_benchmark(120)
    fine(house.command("init"))
    supplier = Supplier(house)

    # what is claimed is answered and withholds nothing by itself
    (supplier.folder / "about.json").write_text(json.dumps({"details": {"training_data": "Araminta Fothersgill's list"}}))
    (supplier.folder / "claims.json").write_text(json.dumps([
        {"about": "field:training_data", "ground": "FOIA s.43(2)", "reason": "made up", "until": "2030-01-01"},
        {"about": "file:package/tool.py", "ground": "FOIA s.43(2)", "reason": "made up", "until": "2030-01-01"}]))
    first = new_submission(house, supplier, "1", "--about", "about.json", "--claims", "claims.json")
    tar = house.folder / "untarred"
    tar.mkdir()
    subprocess.run(["tar", "-xf", supplier.folder / "v1.submission", "-C", tar], check=True)
    assert subprocess.run(["diff", "-r", supplier.folder / "tool", tar / "package"]).returncode == 0
    refused(house.command("submit", "answer", first, "2", "--withheld", "none", "--role", "Head"), "draft")
    fine(house.command("submit", "answer", first, "1", "--refuse", "It is known.", "--role", "Head of evaluation"))
    fine(house.command("submit", "answer", first, "2", "--keep", "Files stay here.", "--role", "Head of evaluation"))

    # held: registered and measured, and no evidence anywhere a stranger looks
    assert house.rows("public.db", "SELECT COUNT(*) FROM run") == [(1,)]
    assert house.rows("public.db", "SELECT COUNT(*) FROM evidence") == [(0,)]
    assert house.evidence() == []
    refused(house.command("submit", "publish", first), "was not served")
    fine(house.command("submit", "result", first, "--to", supplier.folder / "result"))
    result = json.loads((supplier.folder / "result/result.json").read_text())
    assert result["days"] == 14 and [c["answer"] for c in result["claims"]] == ["refused", "kept"], result
    assert (supplier.folder / "result/report.pdf").read_bytes().startswith(b"%PDF")
    assert "Not published yet" in (supplier.folder / "result/report.html").read_text()
    refused(house.command("submit", "publish", first), "may reply until " + result["until"])
    envelope = result["envelope"]
    assert envelope.encode() not in public_bytes(house)

    # the last day is open to its end
    refused(house.command("submit", "publish", first, env=shifted(14)), "may reply until")

    # a reply, and one in its place: both are kept, the last is published
    words = supplier.folder / "words"
    words.write_text("Zebedee was hasty.\n")
    supplier.run("submit", "reply", "result", "--text", "words", "--key", "key", "--out", "one.reply")
    words.write_text("It was used for what it is not for.\nWe say so on page 2 <b>.\n")
    supplier.run("submit", "reply", "result", "--text", "words", "--key", "key", "--out", "two.reply")
    fine(house.command("submit", "take-reply", supplier.folder / "one.reply"))
    assert "in place of the one before" in fine(house.command("submit", "take-reply", supplier.folder / "two.reply"))
    refused(house.command("submit", "take-reply", supplier.folder / "two.reply"), "was taken already")
    other = Supplier.__new__(Supplier)
    other.house, other.folder = house, supplier.folder
    other.run("submit", "keygen", "other-key")
    other.run("submit", "reply", "result", "--text", "words", "--key", "other-key", "--out", "forged.reply")
    refused(house.command("submit", "take-reply", supplier.folder / "forged.reply"), "not by")
    fine(house.command("submit", "publish", first))
    refused(house.command("submit", "publish", first), "nothing came since")
    public = public_bytes(house)
    assert b"used for what it is not for" in public and b"Zebedee" not in public
    for private in (b"box@sample.invalid", b"Araminta", b"FOIA s.43", b"made up\",\"until"):
        assert private not in public, private
    (evidence,) = house.evidence()
    fine(house.command("verify", evidence))
    for form in ("--html", "--pdf"):
        fine(house.command("lab", "report", evidence, form, house.folder / f"report{form}"))
    for text in (fine(house.command("lab", "report", evidence)), html.unescape((house.folder / "report--html").read_text())):
        assert "words, not the Lab's" in text and "It was used for what it is not for." in text

    # no reply: nothing while the window is open, then it is said; late words are added with their day
    second = new_submission(house, supplier, "2")
    fine(house.command("submit", "result", second, "--to", supplier.folder / "second"))
    until = json.loads((supplier.folder / "second/result.json").read_text())["until"]
    fine(house.command("submit", "publish", second, env=shifted(15)))
    assert "waits" not in fine(house.command("submit", "list"))
    supplier.run("submit", "reply", "second", "--text", "words", "--key", "key", "--out", "late.reply")
    assert "late" in fine(house.command("submit", "take-reply", supplier.folder / "late.reply", env=shifted(20)))
    fine(house.command("submit", "publish", second, env=shifted(20)))

    # waived: published at once
    third = new_submission(house, supplier, "3")
    fine(house.command("submit", "result", third, "--to", supplier.folder / "third"))
    supplier.run("submit", "reply", "third", "--waive", "--key", "key", "--out", "waived.reply")
    fine(house.command("submit", "take-reply", supplier.folder / "waived.reply"))
    fine(house.command("submit", "publish", third))

    assert house.rows("public.db", "SELECT outcome, COUNT(*) FROM supplier_asked GROUP BY outcome ORDER BY outcome") == [
        ("closed", 1), ("replied", 1), ("waived", 1)]
    assert house.rows("public.db", "SELECT COUNT(*) FROM supplier_reply") == [(2,)]
    server = house.start("--no-measure")
    pages = {}
    for path in ("/tools/sample/1", "/tools/sample/2", "/tools/sample/3", f"/evidence/{envelope}"):
        pages[path] = html.unescape(traces.ask(server.address, path)[1].decode())
    for path in ("/tools/sample/1", f"/evidence/{envelope}"):
        assert "words, not the Lab" in pages[path] and "page 2 <b>" in pages[path], path
    assert "No reply by" in pages["/tools/sample/2"] and "after that day" in pages["/tools/sample/2"]
    assert "will not reply" in pages["/tools/sample/3"]
    assert server.end() == 0
    house.verified_size()

    # the reply goes as other bodies do
    (reply,) = house.rows("public.db", "SELECT statement_id FROM supplier_reply WHERE envelope = ?", envelope)[0]
    fine(house.command("remove", reply, "--ground", "erasure", "--role", "records manager", "--yes"))
    assert house.rows("public.db", "SELECT COUNT(*) FROM supplier_reply") == [(1,)]
    assert b"used for what it is not for. We" not in public_bytes(house)
    house.verified_size()
    print(until)
