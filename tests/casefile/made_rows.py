"""A case file whose documents are rows written straight into one that `policeai case read` made of an empty folder, a page each."""
import pathlib
import sqlite3
import subprocess


def make(program, path, texts, sent=0):
    """SOURCE: src/casefile/sql/casefile.sql, the columns. `sent`: so many times of sending stand beside them."""
    none = pathlib.Path(path).parent / "none"
    none.mkdir(exist_ok=True)
    subprocess.run([program, "case", "read", none, "--to", path], check=True, stdout=subprocess.DEVNULL)
    db = sqlite3.connect(path)
    for i, text in enumerate(texts, 1):
        db.execute("INSERT INTO document (id, sha256, bytes, kind, state, fate, why, next, pages, members, step) VALUES (?, ?, 900, 'text', 'done', 'read', '', 0, 1, 0, 1)", (i, f"{i:064x}"))
        db.execute("INSERT INTO file (id, parent, ordinal, path, version, bytes, modified, depth, top, document, state, fate, why) VALUES (?, NULL, 0, ?, 1, 900, 0, 0, 0, ?, 'here', '', '')",
                   (i, f"paper{i:05}.txt", i))
        db.execute("INSERT INTO page (id, document, number, label, source, width, height, text, words) VALUES (?, ?, 1, '', 'text', 0, 0, ?, x'')", (i, i, text))
        db.execute("INSERT INTO page_words (rowid, text) VALUES (?, ?)", (i, text))
    db.executemany("INSERT INTO meta (document, name, value) VALUES (1, 'sent', ?)", [(f"2024-03-01T09:00:00Z #{k}",) for k in range(sent)])
    db.commit()
    db.close()
    return pathlib.Path(path)
