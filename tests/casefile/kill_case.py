#!/usr/bin/python3
"""kill_case.py POLICEAI WORK TIMES SEED: a case is read, killed with SIGKILL at TIMES random moments and gone on with; the rows are those of a case that was read
in one go. A second command beside the first is refused."""
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

program, work, times, seed = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
here = pathlib.Path(__file__).parent
draw = random.Random(seed)
shutil.rmtree(work, ignore_errors=True)
work.mkdir(parents=True)
folder = work / "folder"
subprocess.run(["/usr/bin/python3", here / "make_case.py", folder], check=True)


def read(case, workers=2):
    return subprocess.Popen([program, "case", "read", str(folder), "--to", str(case), "--workers", str(workers)],
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def rows(case):
    db = sqlite3.connect(case)
    texts = {}
    document = "(SELECT sha256 FROM document WHERE id = {})"
    texts["files"] = db.execute(f"SELECT path, version, bytes, depth, state, fate, why, {document.format('document')}, {document.format('parent')}, ordinal"
                                " FROM file ORDER BY path, ordinal").fetchall()
    texts["documents"] = db.execute("SELECT sha256, bytes, kind, state, fate, why, next, pages, members FROM document ORDER BY sha256").fetchall()
    texts["pages"] = db.execute(f"SELECT {document.format('document')}, number, label, source, text, words FROM page ORDER BY 1, 2").fetchall()
    texts["unread"] = db.execute(f"SELECT {document.format('document')}, page, x0, y0, x1, y1, why FROM unread ORDER BY 1, 2, 3, 4, 5, 6").fetchall()
    texts["meta"] = db.execute(f"SELECT {document.format('document')}, name, value FROM meta ORDER BY 1, 2, 3").fetchall()
    texts["thread"] = db.execute(f"SELECT {document.format('document')}, {document.format('above')}, depth FROM thread ORDER BY 1").fetchall()
    texts["alike"] = sorted(sorted(pair[:2]) + list(pair[2:]) for pair in db.execute(
        f"SELECT {document.format('a')}, {document.format('b')}, both, either FROM alike"))
    texts["bytes"] = db.execute("SELECT count(*) FROM waiting_bytes").fetchall()
    texts["index"] = db.execute("SELECT count(*) FROM page_words WHERE page_words MATCH 'a* OR t*'").fetchall()
    db.execute("INSERT INTO page_words (page_words, rank) VALUES ('integrity-check', 1)")
    db.close()
    return texts


began = time.monotonic()
whole = read(work / "whole.case")
time.sleep(0.7)
second = read(work / "whole.case")
said = second.communicate()[1]
assert second.returncode == 1 and "being read into already" in said, f"two at once: {second.returncode} {said}"
output = whole.communicate()
assert whole.returncode == 0, output
seconds = time.monotonic() - began
killed = 0
for i in range(times):
    run = read(work / "killed.case")
    try:
        run.wait(draw.random() * seconds / (1 if i % 2 else 3))
        break
    except subprocess.TimeoutExpired:
        run.send_signal(signal.SIGKILL)
        run.wait()
        killed += 1
last = read(work / "killed.case")
output = last.communicate()
assert last.returncode == 0, output
one, other = rows(work / "whole.case"), rows(work / "killed.case")
for name in one:
    assert one[name] == other[name], f"{name} differ:\n{set(map(str, one[name])) ^ set(map(str, other[name]))}"
print(f"killed {killed} times: the same {len(one['pages'])} pages, {len(one['files'])} files")
