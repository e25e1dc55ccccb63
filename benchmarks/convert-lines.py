#!/usr/bin/python3
"""convert-lines.py FOLDER: the pages of ocr-synthetic cut into their lines, as a benchmark of ocr for what reads one line at a time.

A page has two printed lines, 27 pixels apart; it is cut between them. Turned pages are left out. Needs Debian's python3-pil. Sample data, as its
source is: drawn by a program, of nobody and nothing."""
import hashlib
import io
import json
import pathlib
import sys

from PIL import Image

CUT = 36
if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
    sys.exit(__doc__)
source, folder = pathlib.Path(__file__).parent / "ocr-synthetic", pathlib.Path(sys.argv[1])
rows, listed = [], []


def write(name, data):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    listed.append({"path": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()})


for row in map(json.loads, (source / "items.jsonl").read_text().splitlines()):
    if row["groups"]["condition"] == "rotation":
        continue
    with Image.open(source / row["input"]["image"]["file"]) as page:
        grey = page.convert("L")
    for number, text in enumerate(row["expected"]["text"].split("\n"), 1):
        part = io.BytesIO()
        grey.crop((0, CUT * (number - 1), grey.width, CUT * number)).save(part, "PNG")
        write(f"lines/{row['id']}-{number}.png", part.getvalue())
        rows.append({**row, "id": f"{row['id']}-{number}", "input": {"image": {"file": f"lines/{row['id']}-{number}.png"}}, "expected": {"text": text}})
rows.sort(key=lambda row: row["id"].encode())
write("items.jsonl", "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows).encode())
head = json.loads((source / "benchmark.json").read_text())
head |= {"id": "ocr-lines", "title": "Lines of ocr-synthetic: printed, drawn by a program and spoilt in three ways",
         "source": "cut from ocr-synthetic by convert-lines.py", "files": sorted(listed, key=lambda file: file["path"])}
head["groups"]["condition"]["values"] = sorted({row["groups"]["condition"] for row in rows})
(folder / "benchmark.json").write_text(json.dumps(head, sort_keys=True, separators=(",", ":")) + "\n")
