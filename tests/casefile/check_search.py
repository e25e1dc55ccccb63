#!/usr/bin/python3
"""check_search.py POLICEAI WORK: rows of 12,000 made-up pages are written into a case file that `case read` made; searches with and without bounds must give the pages, the order and
the count that this program finds by looking at each page. A case file without the indexes of a search gives the same."""
import pathlib
import random
import re
import shutil
import sqlite3
import subprocess
import sys

program, work = sys.argv[1], pathlib.Path(sys.argv[2])
draw = random.Random(4)
faults = []
PAGES, KINDS, WORDS = 12000, ["text", "message", "pdf"], [f"word{i}" for i in range(60)]
shutil.rmtree(work, ignore_errors=True)
(work / "folder").mkdir(parents=True)
case = work / "a.case"
subprocess.run([program, "case", "read", work / "folder", "--to", case], check=True, stdout=subprocess.DEVNULL)


def folder_of(document):
    """Boxes lie all over the case, two heaps each in one place, far from its beginning and from one another."""
    heap = "heap/" if document in range(2500, 2540) or document in range(5200, 5230) else ""
    return f"{heap}box{draw.randrange(12):02}/d{document}.x"


def make():
    pages, document = [], 0
    while len(pages) < PAGES:
        document += 1
        kind = draw.choice(KINDS)
        about = {"document": document, "kind": kind, "fate": draw.choice(["read", "read", "partly"]), "folder": folder_of(document), "sent": "", "from": "", "to": []}
        if kind == "message":
            about.update(sent=f"2026-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}T09:00:00Z", **{"from": f"Person{draw.randrange(50)} <p{draw.randrange(50)}@example.org>"})
            about["to"] = [(draw.choice(["to", "cc", "bcc"]), f"Q{draw.randrange(40)}@example.org") for _ in range(draw.randint(0, 3))]
        for number in range(1, draw.choice([1, 1, 1, 2, 5]) + 1):
            text = [w for i, w in enumerate(WORDS) if draw.random() < 1 / (1 + i * i / 4)]
            pages.insert(len(pages) - draw.choice([0, 0, 0, min(len(pages), 3)]), {**about, "number": number, "words": ["everywhere", *text], "source": draw.choice(["text", "text", "text", "ocr", "both"])})
    about = {page["document"]: page for page in pages}
    # long documents of which a later page was read last
    pages += [{**about[document], "number": 9, "words": ["everywhere", "word59"], "source": "text"} for document in range(100, 3000, 97)]
    return pages


def fill(pages):
    db = sqlite3.connect(case)
    for at, page in enumerate(pages, 1):
        page["id"] = at
        if page["number"] == 1:
            db.execute("INSERT INTO document VALUES (?, ?, 9, ?, 'done', ?, '', 0, 1, 0, 1)", (page["document"], f"{page['document']:064x}", page["kind"], page["fate"]))
            db.execute("INSERT INTO file VALUES (?, NULL, 0, ?, 1, 9, 0, 0, 0, ?, 'here', '', '')", (page["document"], page["folder"], page["document"]))
            values = [("sent", page["sent"]), ("from", page["from"]), *page["to"]]
            db.executemany("INSERT INTO meta VALUES (?, ?, ?)", [(page["document"], name, value) for name, value in values if value])
        text = " ".join(page["words"])
        db.execute("INSERT INTO page VALUES (?, ?, ?, '', ?, 0, 0, ?, x'')", (at, page["document"], page["number"], page["source"], text))
        db.execute("INSERT INTO page_words (rowid, text) VALUES (?, ?)", (at, text))
    db.commit()
    db.close()


def within(page, bounds):
    checks = {"kind": lambda v: page["kind"] == v, "fate": lambda v: page["fate"] == v, "source": lambda v: (page["source"] == "text") == (v == "text"),
              "sent-from": lambda v: page["sent"][:10] >= v, "sent-to": lambda v: page["sent"] and page["sent"][:10] <= v,
              "from": lambda v: v.lower() in page["from"].lower(), "to": lambda v: any(v.lower() in value.lower() for _, value in page["to"]),
              "folder": lambda v: page["folder"].startswith(v)}
    return all(checks[name](value) for name, value in bounds.items())


def compare(pages, words, bounds, most):
    given = [part for name, value in bounds.items() for part in (f"--{name}", value)]
    done = subprocess.run([program, "case", "search", case, *words, *given, "--max", str(most)], capture_output=True, text=True)
    hold = [page for page in pages if all(word in page["words"] for word in words)] if words else sorted((p for p in pages if p["number"] == 1), key=lambda p: p["document"])
    want = [(page["document"], page["number"]) for page in hold if within(page, bounds)]
    got = [(int(d), int(p)) for d, p in re.findall(r"^document (\d+), page (\d+)", done.stdout, re.M)]
    counted = max(10000, most)
    total = f"{'more than ' if len(want) > counted else ''}{min(len(want), counted)} page{'s' if len(want) != 1 else ''}"
    said = done.stdout.splitlines()[-1] if done.stdout else done.stderr
    best = "best first" in said
    fine = said.split(",")[0].split(";")[0] == total and len(got) == min(most, len(want)) and set(got) <= set(want) and len(set(got)) == len(got)
    fine = fine and (got == want[:most] if not best else len(want) <= 2000 and len(hold) <= 10000)
    fine = fine and ("are shown" in said) == (len(got) < len(want)) and done.returncode == (0 if want else 1)
    if not fine:
        faults.append(f"{words} {bounds} at most {most}: {len(got)} of {len(want)} wanted {total!r}, said {said!r}")


pages = make()
fill(pages)
CHOICES = {"kind": KINDS, "fate": ["read", "partly"], "source": ["text", "ocr"], "sent-from": ["2026-03-01", "2026-11-20"], "sent-to": ["2026-04-30", "2026-01-03"], "from": ["PERSON7 ", "p1", "@"], "to": ["q3", "Q11@example.org"], "folder": ["box03/", "box1", "nowhere", "heap/", "heap/box1"]}
for name, values in CHOICES.items():
    for value in values:
        compare(pages, [draw.choice(["everywhere", "word1", "word9"])], {name: value}, 20)
for _ in range(40):
    words = draw.choice([[], ["everywhere"], ["everywhere"], ["word0"], ["word2", "word5"], ["word40"], ["word59", "everywhere"]])
    bounds = {name: draw.choice(CHOICES[name]) for name in draw.sample(list(CHOICES), draw.randint(0 if words else 1, 3))}
    compare(pages, words, bounds, draw.choice([1, 50, 3000, 100000]))
compare(pages, ["everywhere"], {}, 50)
for kind in KINDS:
    compare(pages, ["word59"], {"kind": kind}, 3000)
    compare(pages, ["word59"], {"kind": kind, "fate": "read"}, 3000)
db = sqlite3.connect(case)
# a word without others: the order of FTS5's own bm25, where the weights come with the pages (few are found), where there are too many of them, and within bounds
ranked = 0
# more pages hold these words than are weighed while they are found, and few of them are within the bounds: those found last have no weight
BEYOND = (["word2", "NOT", "word59"], ["--kind", KINDS[1], "--fate", "partly"])
for words, bound in ((["everywhere", "NOT", "word0"], []), (["word2", "NOT", "word5"], []), (["word40", "NOT", "word1", "NOT", "word2"], []), (["word9", "word3", "NOT", "word1"], []),
                     (["word0", "NOT", "word59"], ["--kind", KINDS[0]]), (["everywhere", "NOT", "word30"], ["--kind", KINDS[0], "--fate", "read"]), BEYOND):
    done = subprocess.run([program, "case", "search", case, *words, *bound, "--max", "100000"], capture_output=True, text=True)
    query = re.sub(r'" "(?!NOT)', '" AND "', " ".join(f'"{word}"' for word in words)).replace('" AND "NOT" AND "', '" NOT "').replace('" "NOT" AND "', '" NOT "')
    inside = "".join(f" AND document.{name[2:]} = '{value}'" for name, value in zip(bound[::2], bound[1::2]))
    want = db.execute(f"SELECT page.document, page.number FROM page_words JOIN page ON page.id = page_words.rowid JOIN document ON document.id = page.document WHERE page_words MATCH ?{inside} ORDER BY rank, page.id", (query,)).fetchall()
    got = [(int(d), int(p)) for d, p in re.findall(r"^document (\d+), page (\d+)", done.stdout, re.M)]
    best = "best first" in done.stdout
    ranked += best
    if sorted(got) != sorted(want) or (best and got != want) or not want or (words == BEYOND[0] and not best):
        faults.append(f"{words} {bound}: {len(got)} pages of {len(want)}, ranked {best}, in another order than {query}: {[(g, w) for g, w in zip(got, want) if g != w][:3]}")
if ranked < 3:
    faults.append(f"only {ranked} searches with NOT were ranked")
for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND name IN ('file_by_place', 'document_by_kind', 'document_by_fate', 'page_by_source', 'page_place', 'meta_by_value')").fetchall():
    db.execute(f"DROP INDEX {name}")
db.commit()
db.close()
for name, values in CHOICES.items():
    compare(pages, ["everywhere"], {name: values[0]}, 20)
compare(pages, ["word0"], {"kind": "message", "fate": "read"}, 3000)
for fault in faults:
    print(fault)
print(f"{len(faults)} faults")
sys.exit(bool(faults))
