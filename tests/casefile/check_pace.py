#!/usr/bin/python3
"""check_pace.py POLICEAI WORK: what describing and indexing many documents promises: the same rows for any number of tools at work, work kept when it is stopped or killed, nothing left behind, officers not kept
waiting, no text too long, time that grows with the documents alone. Rows of made-up texts are written straight into a case file that `policeai case read` made. Prints each fault; exit 1 when there is one."""
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import time

from case_calls import expect, finish, program, work
import made_rows

COUNT = 2500
chance = random.Random(5)
WORDS = ("the man was seen by the gate and did not say where he had been that evening when it began to rain so nobody went out again until morning came round about "
         "the yard where two vans stood and a dog barked at them all night long").split()
PEOPLE = ["Ann Sample", "Robin Example", "Kim Placeholder", "Jo Specimen"]
PROPOSED = "SELECT document, why, category, sensitive, description FROM schedule_proposal ORDER BY document"
PASSAGES = "SELECT document, ordinal, page, start, stop, reason FROM schedule_passage ORDER BY document, ordinal"
MENTIONS = "SELECT * FROM check_mention ORDER BY id"


def text_of(i):
    lines = [f"SAMPLE {i}"]
    for _ in range(4):
        lines.append(" ".join(chance.choices(WORDS, k=20)) + ".")
    lines.append(f"{chance.choice(PEOPLE)} rang 07700 900{i % 1000:03} on {1 + i % 28} March 2024 at {i % 24:02}:{i % 60:02}.")
    if i % 50 == 0:
        lines.append("The covert human intelligence source Quillfeather will meet the handling unit again.")
    return "\n".join(lines)


def make(path, texts, sent=0):
    return made_rows.make(program, path, texts, sent)


def copy(path, name):
    return pathlib.Path(shutil.copy(path, work / name))


def rows(path, sql):
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


def start(*words, one_core=False):
    scratch = work / "scratch"
    scratch.mkdir(exist_ok=True)
    core = {min(os.sched_getaffinity(0))}
    return subprocess.Popen([program, "case", *map(str, words)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env={**os.environ, "TMPDIR": str(scratch)},
                            preexec_fn=(lambda: os.sched_setaffinity(0, core)) if one_core else None)


def done(*words, **how):
    process = start(*words, **how)
    error = process.communicate(timeout=300)[1]
    expect(process.returncode == 0, *words, "exit", process.returncode, error)
    left = list((work / "scratch").iterdir())
    expect(not left, *words, "left behind", left)


def waits_until(path, sql, least):
    """The rows that another program sees while the command runs."""
    for _ in range(2000):
        try:
            if rows(path, sql)[0][0] >= least:
                return True
        except sqlite3.OperationalError:
            pass
        time.sleep(0.01)
    return False


def stopped(path, number, sql, *words):
    """Some rows are there, it is stopped; how many it kept, and what it said."""
    process = start(*words)
    expect(waits_until(path, sql, 1), *words, "nothing was kept on the way")
    process.send_signal(number)
    error = process.communicate(timeout=300)[1]
    return process.returncode, rows(path, sql)[0][0], error


shutil.rmtree(work, ignore_errors=True)
work.mkdir(parents=True)
bare = make(work / "bare.case", [text_of(i) for i in range(1, COUNT + 1)])

# the same rows for any number of tools
whole, several = copy(bare, "whole.case"), copy(bare, "several.case")
done("describe", whole, "--workers", 1)
done("describe", several, "--workers", 3)
expect(len(rows(whole, PROPOSED)) == COUNT and all(row[1] == "" for row in rows(whole, PROPOSED)), "not every document was described")
flagged = {row[0] for row in rows(whole, PASSAGES)}
expect(flagged == set(range(50, COUNT + 1, 50)), "passages are flagged in", sorted(flagged))
for sql in (PROPOSED, PASSAGES):
    expect(rows(whole, sql) == rows(several, sql), "other rows with several tools:", sql)
done("people", whole, one_core=True)
done("people", several)
expect(len({row[1] for row in rows(whole, MENTIONS)}) == COUNT, "mentions of", len({row[1] for row in rows(whole, MENTIONS)}), "documents")
expect(rows(whole, MENTIONS) == rows(several, MENTIONS), "other mentions with several tools")

# stopped, killed, gone on with
case = copy(bare, "stopped.case")
status, kept, error = stopped(case, signal.SIGINT, "SELECT count(*) FROM schedule_proposal", "describe", case)
expect(status == 1 and "stopped" in error and f"{kept} documents are described, {COUNT - kept} wait" in error, "describe stopped:", status, kept, error)
expect(0 < kept < COUNT and not list((work / "scratch").iterdir()), "describe stopped after", kept, "left", list((work / "scratch").iterdir()))
status, more, _ = stopped(case, signal.SIGKILL, f"SELECT max(0, count(*) - {kept}) FROM schedule_proposal", "describe", case)
expect(status == -signal.SIGKILL and 0 < more < COUNT - kept, "describe killed:", status, more)
shutil.rmtree(work / "scratch")
done("describe", case)
for sql in (PROPOSED, PASSAGES):
    expect(rows(whole, sql) == rows(case, sql), "other rows after it was stopped and killed:", sql)
status, kept, error = stopped(case, signal.SIGINT, "SELECT count(*) FROM check_indexed", "timeline", case)
expect(status == 1 and f"{kept} documents are indexed, {COUNT - kept} wait" in error, "timeline stopped:", status, kept, error)
expect(0 < kept < COUNT and not list((work / "scratch").iterdir()), "timeline stopped after", kept, "left", list((work / "scratch").iterdir()))
done("timeline", case)
expect(rows(whole, MENTIONS) == rows(case, MENTIONS), "other mentions after it was stopped")

# stopped while papers are written: no folder, whole or in part
process = start("schedule", "make", case, "--out", work / "papers")
while process.poll() is None and not list(work.glob("papers*")):
    time.sleep(0.002)
process.send_signal(signal.SIGINT)
error = process.communicate(timeout=300)[1]
left = sorted(path.name for path in work.glob("papers*"))
expect((process.returncode, left) in ((1, []), (0, ["papers"])), "schedule make stopped:", process.returncode, left, error)

# an officer writes meanwhile
case = copy(bare, "busy.case")
process, wrote, longest = start("describe", case), 0, 0
while process.poll() is None:
    begun = time.time()
    officer = sqlite3.connect(case, timeout=20, isolation_level=None)
    officer.execute("BEGIN IMMEDIATE")
    officer.execute("COMMIT")
    officer.close()
    wrote, longest = wrote + 1, max(longest, time.time() - begun)
    time.sleep(0.02)
expect(process.communicate()[1] == "" and process.returncode == 0 and wrote > 2 and longest < 5, "while others wrote:", process.returncode, wrote, longest)

# a page as long as one can be: what stands at its ends is found, in its place
words = " ".join(chance.choices(WORDS, k=300000))
long_page = "rang 07700 900111.\n" + words[:(1 << 20) - 40] + "\nrang 07700 900222."
case = make(work / "long.case", [long_page])
done("people", case)
found = {row[0]: long_page[row[1]:row[2]] for row in rows(case, "SELECT key, start, end FROM check_mention WHERE kind = 'phone'")}
expect((1 << 20) - 10 < len(long_page) <= 1 << 20 and found == {"07700900111": "07700 900111", "07700900222": "07700 900222"}, "in a long page:", len(long_page), found)

# many messages elsewhere cost a document nothing: the processor time of the command itself, ten times what it takes
case = make(work / "sent.case", ["SAMPLE\nIt rained.\n"] * 1500, sent=60000)
process = start("people", case)
_, status, used = os.wait4(process.pid, 0)
expect(os.waitstatus_to_exitcode(status) in (0, 1), "people of a case with many messages", status)
expect(used.ru_utime < 4, "1,500 documents beside 60,000 times of sending took", used.ru_utime, "s")

finish()
