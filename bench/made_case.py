"""A made-up case of many documents for the benchmarks of searching: rows are written straight into a case file that `policeai case read` made; words follow Zipf's law. The same count gives the same case."""
import itertools
import os
import pathlib
import random
import sqlite3
import subprocess

program = pathlib.Path(os.environ.get("POLICEAI", pathlib.Path(__file__).parent.parent / "build/policeai")).resolve()
chance = random.Random(1)
syllables = [a + b for a in "bcdfghjklmnprstvw" for b in ("a", "e", "i", "o", "u")]
vocabulary = ["".join(chance.choice(syllables) for _ in range(2 + i % 3)) + str(i % 7) for i in range(50000)]
weights = list(itertools.accumulate(1 / (i + 1) for i in range(len(vocabulary))))


def fill(path, count):
    db = sqlite3.connect(path)
    db.execute("PRAGMA synchronous=OFF")
    for first in range(1, count + 1, 10000):
        batch = range(first, min(first + 10000, count + 1))
        texts = {i: " ".join(chance.choices(vocabulary, cum_weights=weights, k=150)) for i in batch}
        db.executemany("INSERT INTO document (id, sha256, bytes, kind, state, fate, why, next, pages, members, step) VALUES (?, ?, 900, ?, 'done', 'read', '', 0, 1, 0, 1)",
                       [(i, f"{i:064x}", "message" if i % 2 else "text") for i in batch])
        db.executemany("INSERT INTO file (id, parent, ordinal, path, version, bytes, modified, depth, top, document, state, fate, why) VALUES (?, NULL, 0, ?, 1, 900, 0, 0, 0, ?, 'here', '', '')",
                       [(i, f"box{i % 97:02}/paper{i:06}.txt", i) for i in batch])
        db.executemany("INSERT INTO page (id, document, number, label, source, width, height, text, words) VALUES (?, ?, 1, '', 'text', 0, 0, ?, x'')",
                       [(i, i, texts[i]) for i in batch])
        db.executemany("INSERT INTO page_words (rowid, text) VALUES (?, ?)", [(i, texts[i]) for i in batch])
        db.executemany("INSERT INTO meta (document, name, value) VALUES (?, 'sent', ?)", [(i, f"2026-{1 + i // 2 % 12:02}-{1 + i % 28:02}T09:00:00Z") for i in batch if i % 2])
        db.executemany("INSERT INTO meta (document, name, value) VALUES (?, ?, ?)",
                       [row for i in batch if i % 2 for row in ((i, "from", f"p{i % 900}@example.org"), (i, "to", f"q{i % 700}@example.org"))])
        db.executemany("INSERT INTO alike (a, b, both, either) VALUES (?, ?, 95, 100)", [(i - 1, i) for i in batch if i % 10 == 0])
    db.commit()
    db.close()


def make(folder, count):
    """The case file, made in this folder unless it is there already."""
    folder = pathlib.Path(folder)
    case = folder / f"made{count}.case"
    if not case.exists():
        (folder / "gathered").mkdir(exist_ok=True)
        subprocess.run([program, "case", "read", folder / "gathered", "--to", case], check=True, stdout=subprocess.DEVNULL)
        fill(case, count)
    return case
