#!/usr/bin/python3
"""check_case.py POLICEAI WORK: a made case is read; each known word is found on its page, each file has its fate, sums add up, commands refuse what is wrong
in one line. Prints each fault; exit 1 when there is one."""
import json
import os
import pathlib
import re
import shutil
import subprocess

from case_calls import call, expect, finish, program, work

here = pathlib.Path(__file__).parent


def refused(part, *words):
    status, _, error = call(*words, limit=60)  # a refusal comes at once
    lines = [line for line in error.splitlines() if not line.startswith(("  ", "hint"))]
    expect(status != 0 and part in error and len(lines) <= 2, "not refused in a line:", *words, error)


shutil.rmtree(work, ignore_errors=True)
work.mkdir(parents=True)
folder, case = work / "folder", work / "a.case"
subprocess.run(["/usr/bin/python3", here / "make_case.py", folder], check=True)
before = sorted((str(p), p.lstat().st_mtime_ns) for p in folder.rglob("*"))
status, out, error = call("read", folder, "--to", case, "--workers", 2)
expect(status == 0, "read:", status, error)
expect(before == sorted((str(p), p.lstat().st_mtime_ns) for p in folder.rglob("*")), "the folder was written into")
expected = json.loads((work / "expected.json").read_text())

# every word, its page
for word, path, page in expected["words"]:
    status, out, error = call("search", case, word)
    hits = [line for line in out.splitlines() if line.startswith("document ") and line.split(": ", 1)[1].split(" (no ")[0] == path]
    expect(hits, f"{word}: not found in {path}: {out}{error}")
    where = [re.match(r"document (\d+), (?:page|part) (\d+)", hit) for hit in hits]
    expect(page is None or any(int(m[2]) == page for m in where), f"{word}: not on page {page} of {path}: {out}")
    if hits:  # the place that is told holds the word
        start, end = map(int, re.search(r"characters (\d+) to (\d+)", hits[0]).groups())
        shown = call("show", case, where[0][1], "--page", where[0][2])[1]
        text = shown.split("----\n", 1)[1]
        bare = word.strip('"').lower()
        expect(text[start:end].lower().replace("\u00fc", "u") == bare, f"{word}: {start} to {end} is {text[start:end]!r}")

for word in expected["absent"]:
    expect("0 pages" in call("search", case, word)[1], f"{word}: was read as text")
# every file, its fate
status, out, error = call("files", case)
rows = [line.split("\t") for line in out.splitlines()[1:] if "\t" in line]
fate = {row[4]: row for row in rows}
for path, want in expected["fates"].items():
    row = fate.get(path, ["missing"])
    want = [want] if isinstance(want, str) else want
    expect(row[0] == want[0], f"{path}: {row}")
    expect(len(want) == 1 or want[1] in " ".join(row[5:]), f"{path}: why: {row}")
for path in (p for p in folder.rglob("*") if not p.is_dir() or p.is_symlink()):
    name = str(path.relative_to(folder))
    try:
        name.encode()
    except UnicodeEncodeError:
        continue
    expect(name in fate, f"{name} is not accounted for")
for line in out.splitlines()[-3:-1]:
    n = list(map(int, re.findall(r"\d+", line)))
    expect(n[0] == sum(n[1:]), line)
    expect(n[4] == 0, "something waits:", line)
top = [row for row in rows if "//" not in row[4]]
expect(int(re.findall(r"\d+", out.splitlines()[-3])[0]) == len(top), "the sum is not the number of lines")
expect(any("too deep" in row[-1] for row in rows), "nothing was told as too deep")
expect(any("inflates" in row[-1] for row in rows), "no bomb was told")
expect("the same bytes as" in "\t".join(fate["statements/long.pdf"]), "the copy is not told")

# alike: the changed account is near, the other is not
out = call("alike", case)[1]
expect("account-changed.txt" in out and "other.txt" not in out, "alike:", out)
expect("in 2 places" in out, "the same bytes:", out)
# one conversation of three messages
document = fate["mail/first.eml"][1]
out = call("show", case, document)[1]
expect(out.count("conversation:") == 3, "conversation:", out)
# words and their boxes: a word of the scan stands within its picture (60 to 535 points across)
out = call("show", case, fate["statements/scan.pdf"][1], "--page", 1, "--words")[1]
box = [line.split("\t") for line in out.splitlines() if line.endswith("kestrelcar")]
expect(box and 60 < float(box[0][2]) < float(box[0][4]) < 535 and int(box[0][6]) > 50, "box:", out)

# no second reading, a changed file is read again, a new one too
out = call("read", folder, "--to", case)[1]
pages = int(re.search(r"(\d+) pages", out)[1])
(folder / "notes/plain.txt").write_text("now a tree pipitnew\n")
(folder / "notes/added.txt").write_text("one more firecrestnew\n")
(folder / "web/page.html").unlink()
status, out, _ = call("read", folder, "--to", case)
expect(status == 0 and int(re.search(r"(\d+) pages", out)[1]) == pages + 2, "second reading:", out)
expect("1 earlier versions and 1 files no longer there" in out, "versions:", out)
expect("1 page\n" in call("search", case, "pipitnew")[1] and "1 page\n" in call("search", case, "firecrestnew")[1], "what changed is not found")
expect("no longer so" in call("search", case, "rookline")[1], "the earlier version is not told")

# phrases and refusals
expect("1 page\n" in call("search", case, '"near the harbour gate"')[1], "phrase")
expect("0 pages" in call("search", case, '"harbour near the gate"')[1], "phrase in another order")
expect("1 page\n" in call("search", case, "kestrel*")[1], "prefix")
refused("never closed", "search", case, '"open')
refused("between two words", "search", case, "AND", "x")
refused("nothing to look for", "search", case, "--", "***")
refused("not a database", "search", folder / "notes/old.txt", "x")
refused("no document 9999", "show", case, "9999")
refused("would lie in the folder", "read", folder, "--to", folder / "b.case")
refused("is made of the folder", "read", folder / "notes", "--to", case)
# a document by the name of its file: the whole path, its end from a / on; several are listed
for place in ("one/twin.txt", "two/twin.txt", "three/two/twin.txt"):
    (folder / place).parent.mkdir(parents=True)
    (folder / place).write_text(f"the goldcrest of {place}\n")
call("read", folder, "--to", case)
for name, place in (("notes/added.txt", "notes/added.txt"), ("added.txt", "notes/added.txt"), ("one/twin.txt", "one/twin.txt"), ("two/twin.txt", "two/twin.txt"),
                    ("three/two/twin.txt", "three/two/twin.txt")):
    out = call("show", case, name)[1]
    expect(f"at: {place}\n" in out, f"show {name}:", out)
    expect(out.count("at: ") == 1, f"show {name}:", out)
refused("one/twin.txt", "show", case, "twin.txt")
refused("names several documents", "show", case, "twin.txt")
refused("no file of the case is named", "show", case, "win.txt")
expect("now a tree" in call("show", case, "plain.txt")[1], "the version that is in the folder comes first")
# a full disk: said, and what was kept is whole
small = work / "small.case"
done = subprocess.run(["bash", "-c", f"ulimit -f 200; exec {program} case read {folder} --to {small} --workers 1"], capture_output=True, text=True)
expect(done.returncode not in (0, 70) and done.stderr.count("\n") <= 3, "full disk:", done.returncode, done.stderr)
status, out, error = call("read", folder, "--to", small)
expect(status == 0 and "+ 0 waiting" in out, "after the full disk:", out, error)
finish(f"{len(expected['words'])} words, {len(rows)} files: all as expected")
