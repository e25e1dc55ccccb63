#!/usr/bin/python3
"""review_case.py POLICEAI WORK: a folder of notes, some of which speak of a dark street and a face that was not seen, is read and reviewed through the commands:
a rule declared, a sample, rounds, two readers, a dispute, a conflict, labels carried, an elusion sample; the ranking and labelling are killed on the way. All
words are made up."""
import json
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

program, work = sys.argv[1], pathlib.Path(sys.argv[2])
draw = random.Random(5)
shutil.rmtree(work, ignore_errors=True)
folder, case = work / "folder", work / "a.case"
folder.mkdir(parents=True)
THINGS = ["invoice", "kettle", "timetable", "meeting", "boiler", "parking", "canteen", "printer", "holiday", "training", "overtime", "uniform"]
DARK = ["The street lamp was broken and the face was in the dark.", "She could not see the face, the lamp was out.",
        "It was dark, he says he only saw the back of the man.", "The witness was not sure of the face in the dark street."]
truth = {}
for i in range(150):
    words = " ".join(draw.choice(THINGS) for _ in range(40))
    relevant = i % 6 == 0
    if relevant:
        words = f"{DARK[i // 6 % 4]} {words}"
    name = f"note-{i:03}.txt"
    (folder / name).write_text(f"Note {i} of the day.\n{words}\n")
    truth[name] = relevant
for i in range(3):
    (folder / f"copy-{i}.txt").write_text((folder / "note-000.txt").read_text().replace("Note 0", f"Note {900 + i}"))
    truth[f"copy-{i}.txt"] = True


def ai(*words, status=0):
    run = subprocess.run([program, "case", *map(str, words)], capture_output=True, text=True)
    assert run.returncode == status, (words, run.returncode, run.stdout, run.stderr)
    return run.stdout + run.stderr


def next_of(who, issue="dark"):
    run = subprocess.run([program, "case", "review", "next", str(case), issue, "--json", "--as", who], capture_output=True, text=True)
    item = json.loads(run.stdout)
    assert run.returncode == (0 if item["document"] else 1), run
    return item


def says(path):
    return "relevant" if truth[path] else "not"


def read_all(who, issue="dark"):
    count = 0
    while (item := next_of(who, issue))["document"]:
        ai("review", "label", case, issue, item["document"], says(item["path"]), "--seen", item["seen"], "--as", who)
        count += 1
    return count


def rows(sql):
    db = sqlite3.connect(case)
    found = db.execute(sql).fetchall()
    db.close()
    return found


ai("read", folder, "--to", case)
assert "needs a text to begin with" in ai("issue", "add", case, "dark", status=1)
ai("issue", "add", case, "dark", "--text", "The identification is disputed: it was dark, the face could not be seen.", "--as", "Ann")
assert "already" in ai("issue", "add", case, "dark", "--text", "x", status=1)
assert "no issue" in ai("rank", case, "light", status=1)

# nothing is read before a rule was declared
assert "declared before the first batch" in ai("rank", case, "dark", status=1)
said = ai("stop", "declare", case, "dark", "--recall", 80, "--sample", 13, status=1)
assert "cannot meet" in said and "at least 14 relevant documents" in said, said
# 1 - 0.025^(1/36) is under a tenth, 1 - 0.025^(1/35) is not
assert "one of 36 can" in ai("stop", "declare", case, "dark", "--elusion", 10, "--sample", 35, status=1)
said = ai("stop", "declare", case, "dark", "--recall", 60, "--sample", 154, "--as", "Ann", status=1)
assert "154 documents is more than the case has with a text: 153" in said, said
assert not rows("SELECT * FROM review_rule"), "a rule that was refused stands"
ai("stop", "declare", case, "dark", "--recall", 60, "--sample", 90, "--as", "Ann")
status = json.loads(ai("stop", "status", case, "dark", "--json", status=1))
assert status["state"] == "sampling" and status["sample"] == 90, status
assert "sample are not labelled" in ai("rank", case, "dark", status=1)
assert read_all("Ann") == 90
status = json.loads(ai("stop", "status", case, "dark", "--json", status=1))
assert status["state"] == "reading" and status["needed"] > 0 and status["found"] == 0, status

# killed at any moment, a round is whole or not there
killed = 0
for i in range(3):
    run = subprocess.Popen([program, "case", "rank", case, "dark", "--batch", "20"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(0.05 + 0.1 * i)
    if run.poll() is None:
        run.send_signal(signal.SIGKILL)
        killed += 1
    run.wait()
    run.stdout.close(), run.stderr.close()
    made = rows("SELECT (SELECT count(*) FROM review_round), (SELECT count(*) FROM review_batch), (SELECT count(*) FROM review_order)")[0]
    assert made in ((0, 0, 0), (1, 1, made[2])) and (made[0] == 0 or made[2] > 0), made
    if made[0]:
        break
if not rows("SELECT count(*) FROM review_round")[0][0]:
    ai("rank", case, "dark", "--batch", 20, "--as", "Ann")

# rounds until the rule is met: the sample was not told to the tool before a batch held it
known = rows("SELECT known FROM review_round")[0][0]
assert known == 0, f"the first round knew {known} labels"
rounds = 1
while True:
    read_all("Ann")
    status = json.loads(subprocess.run([program, "case", "stop", "status", case, "dark", "--json"], capture_output=True, text=True).stdout)
    if status["met"] or rounds > 12:
        break
    ai("rank", case, "dark", "--batch", 20, "--as", "Ann")
    rounds += 1
assert status["met"], status
met = rows("SELECT document FROM review_batch_document")
paths = dict(rows("SELECT document, path FROM file WHERE document IS NOT NULL"))
found = sum(truth[paths[d]] for (d,) in met)
assert found >= 0.5 * sum(truth.values()), (found, len(met))
assert len(met) < len(paths), f"all {len(met)} documents were read"  # how many depends on the sample that was drawn

# what is alike comes one a batch, with its count, and takes a label only when somebody says so
like = rows("SELECT likeness, count(*) FROM review_like WHERE round = 1 GROUP BY likeness")
assert [count for _, count in like] == [4], like
first = [d for d, p in paths.items() if p == "note-000.txt"][0]
assert "3 documents" in ai("review", "list", case, "dark", "--like", first)

# two readers, blind to each other
ai("issue", "add", case, "pair", "--text", "dark street lamp face", "--reviewers", 2, "--as", "Ann")
ai("stop", "declare", case, "pair", "--elusion", 5, "--sample", 80, "--as", "Ann")
ai("rank", case, "pair", "--batch", 5, "--as", "Ann")
one, other = next_of("Ann", "pair"), next_of("Bob", "pair")
assert one["document"] == other["document"] and one["seen"] == other["seen"] == 0
ai("review", "label", case, "pair", one["document"], "relevant", "--as", "Ann", "--reason", "the face")
assert next_of("Bob", "pair")["document"] == one["document"]
shown = [json.loads(line) for line in ai("review", "list", case, "pair", "--as", "Bob", "--json").splitlines()]
assert all(row["verdict"] == "" for row in shown if row["document"] == one["document"]), shown
ai("review", "label", case, "pair", one["document"], "not", "--as", "Bob")
assert "1 document" in ai("review", "list", case, "pair", "--only", "disputed")
said = ai("review", "label", case, "pair", one["document"], "relevant", "--as", "Ann", status=1)
assert "Bob said" in said and "nothing was written" in said, said
assert "settling needs a reason" in ai("review", "label", case, "pair", one["document"], "relevant", "--settle", "--seen", 1, status=1)
last = rows("SELECT max(id) FROM review_label")[0][0]
ai("review", "label", case, "pair", one["document"], "relevant", "--settle", "--reason", "read together", "--seen", last, "--as", "Cat")
assert "0 documents" in ai("review", "list", case, "pair", "--only", "disputed")
read_all("Ann", "pair"), read_all("Bob", "pair")

# a label is carried by an explicit act, to those that nobody has read, each naming where it came from
ai("issue", "add", case, "copies", "--documents", first)
ai("stop", "declare", case, "copies", "--elusion", 5, "--sample", 80)
ai("rank", case, "copies", "--batch", 5, "--as", "Ann")
while (item := next_of("Ann", "copies"))["like"] != 3:  # which one of the five it is depends on what the round presumed
    ai("review", "label", case, "copies", item["document"], "not", "--as", "Ann")
assert "carried to 3 more" in ai("review", "label", case, "copies", item["document"], "relevant", "--as", "Ann", "--carry")
said = ai("review", "label", case, "copies", item["document"], "not", "--as", "Ann", status=1)
assert "a word of yours, Ann: relevant" in said and "takes its place" in said, said
assert rows("SELECT count(*) FROM review_label WHERE carried_from = " + str(item["document"]))[0][0] == 3
assert rows("SELECT count(*) FROM review_batch_document WHERE issue = 3")[0][0] == 8

# who thinks again takes along what came from this document, and only that: one of the three was read since
copies = [row[0] for row in rows("SELECT document FROM review_label WHERE carried_from = " + str(item["document"]))]
verdicts = lambda: dict(rows("SELECT document, verdict FROM review_verdict WHERE issue = 3"))
read = copies[0]
ai("review", "label", case, "copies", read, "unsure", "--as", "Ann", "--seen", rows(f"SELECT max(id) FROM review_label WHERE issue = 3 AND document = {read}")[0][0])
seen = rows(f"SELECT max(id) FROM review_label WHERE issue = 3 AND document = {item['document']}")[0][0]
assert "carried to 2 more" in ai("review", "label", case, "copies", item["document"], "not", "--as", "Ann", "--carry", "--seen", seen)
assert verdicts()[read] == "unsure" and all(verdicts()[copy] == "not" for copy in copies[1:]), verdicts()

# an elusion sample says how many may be missed; another rule needs a reason and the first one stays
while next_of("Bob", "pair")["document"]:
    read_all("Bob", "pair")
ai("stop", "sample", case, "pair", "--as", "Ann")
read_all("Ann", "pair"), read_all("Bob", "pair")
status = json.loads(subprocess.run([program, "case", "stop", "status", case, "pair", "--json"], capture_output=True, text=True).stdout)
assert not status["met"] and status["relevant"] > 0 and status["judged_at"] == 0.975, status
assert "needs a reason" in ai("stop", "declare", case, "pair", "--elusion", 40, "--sample", 80, status=1)
ai("stop", "declare", case, "pair", "--elusion", 40, "--sample", 80, "--reason", "a first look only")
assert "at most 5.0 %" in ai("stop", "status", case, "pair", status=1) and "a first look only" in ai("stop", "status", case, "pair", status=1)

# what is new in the case is not covered, and the sentence says so
(folder / "later.txt").write_text("A later note about a kettle and a printer that came in after all was read.")
ai("read", folder, "--to", case)
assert "1 document came to the case after" in ai("stop", "status", case, "dark", status=1)

# labels killed on the way: what was acknowledged is there, in the case and in its audit
for i in range(4):
    run = subprocess.Popen([program, "case", "review", "label", str(case), "dark", str(first), "relevant", "--as", f"K{i}", "--seen",
                            str(rows(f"SELECT max(id) FROM review_label WHERE issue = 1 AND document = {first}")[0][0] or 0)],
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(0.004 * i)
    run.send_signal(signal.SIGKILL)
    said = run.communicate()[0]
    there = rows(f"SELECT count(*) FROM review_label WHERE who = 'K{i}'")[0][0]
    assert there == 1 or "relevant" not in said, (i, said)
ai("issue", "list", case)
lines = (work / "a.case.audit.jsonl").read_text().splitlines()
events = [row[0] for row in rows("SELECT line FROM audit_event ORDER BY seq")]
assert lines[: len(events)] == events[: len(lines)] and abs(len(lines) - len(events)) <= 1
labels = sum(json.loads(line)["event"] in ("review-labelled", "review-settled") for line in events)
assert labels + 5 == rows("SELECT count(*) FROM review_label")[0][0]

# the case with its audit beside it is moved to another folder, without what was gathered
elsewhere = work / "elsewhere"
elsewhere.mkdir()
for path in work.glob("a.case*"):
    path.rename(elsewhere / path.name)
(work / "folder").rename(work / "away")
case = elsewhere / "a.case"
assert "pages" in ai("search", case, "lamp") and "note-000.txt" in ai("show", case, "note-000.txt")
assert "issue 1 dark" in ai("issue", "list", case) and next_of("Ann")["document"] is not None
ai("review", "label", case, "dark", first, "relevant", "--as", "Moved", "--seen", rows(f"SELECT max(id) FROM review_label WHERE issue = 1 AND document = {first}")[0][0] or 0)

# an audit that somebody edited is refused by its line, by whatever opens the case, and stays as it is
audit = elsewhere / "a.case.audit.jsonl"
whole = audit.read_text()
lines = whole.splitlines(keepends=True)
LOOKS = [("search", case, "lamp"), ("show", case, first), ("files", case), ("issue", "list", case), ("alike", case), ("review", "next", case, "dark"),
         ("stop", "status", case, "dark"), ("schedule", "list", case), ("finding", case, 1), ("events", case), ("timeline", case), ("people", case),
         ("read", work / "away", "--to", case)]
for number, text in ((2, "".join([lines[0], lines[1].replace('"by":"', '"by":"E'), *lines[2:]])),  # one word of a line
                     (len(lines), "".join(lines[:-1]) + "{}\n"),  # the last line
                     (len(lines) + 1, whole + lines[-1]),  # a line too many
                     (3, "".join(lines[:2] + lines[3:])),  # a line taken out
                     (1, "\n" + whole)):
    audit.write_text(text)
    for look in LOOKS if number == 2 else LOOKS[:1] + LOOKS[5:6]:
        said = ai(*look, status=1)
        assert f"a.case.audit.jsonl line {number} is not what the database holds" in said, (look, said)
    assert audit.read_text() == text
# what a crash leaves is none: a line that was cut, lines that were not written; whoever acts brings them back
for text in (whole[:-5], "".join(lines[:-2]), ""):
    audit.write_text(text)
    ai("search", case, "lamp")
    assert audit.read_text() == text
    ai("review", "list", case, "dark")
    assert audit.read_text() == whole
audit.unlink()
ai("search", case, "lamp")
print(f"{found} of {sum(truth.values())} found in {len(met)} documents and {rounds} rounds; killed {killed} times")
