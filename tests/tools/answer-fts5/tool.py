#!/usr/bin/python3
"""A tool for tests: SQLite's FTS5, a search engine of others, ranks the sentences of the passages by BM25; a pattern takes the answer."""
import json
import re
import sqlite3
import sys

PATTERNS = [(r"time", r"\d[\d.]* [ap]m"), (r"day", r"\w+day"), (r"much", r"£\d+"), (r"many", r"\d+"), (r"^Where", r"(?<= is ).*")]


def say(value):
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def words_of(text):
    return re.findall(r"\w+", text.lower())


def answer(question, passages, share):
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE sentence USING fts5(text, passage UNINDEXED, start UNINDEXED, tokenize='porter')")
    for passage in passages:
        for found in re.finditer(r"\S.*?[.](?= |$)", passage["text"]):
            database.execute("INSERT INTO sentence VALUES (?, ?, ?)", (found[0], passage["id"], found.start()))
    asked = words_of(question)
    row = database.execute("SELECT text, passage, start FROM sentence WHERE sentence MATCH ? ORDER BY bm25(sentence) LIMIT 1",
                           (" OR ".join(f'"{word}"' for word in asked),)).fetchone()
    pattern = next((pattern for sign, pattern in PATTERNS if re.search(sign, question)), None)
    if row is None or pattern is None or sum(word in words_of(row[0]) for word in asked) < share * len(asked):
        return {"answer": "", "citations": []}
    found = re.search(pattern, row[0][:-1])
    if found is None:
        return {"answer": "", "citations": []}
    start = int(row[2])
    return {"answer": found[0], "citations": [{"id": row[1], "start": start, "end": start + len(row[0])}]}


share = json.loads(sys.stdin.readline())["parameters"]["words"]
say({"ready": True, "id": "answer-fts5", "version": "1", "window": 8})
for line in sys.stdin:
    request = json.loads(line)
    if "cancel" in request:
        continue
    say({"id": request["id"], "output": answer(request["input"]["question"], request["input"]["passages"], share)})
