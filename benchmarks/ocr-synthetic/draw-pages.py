#!/usr/bin/python3
"""Draws made-up notes as pictures, each as it is and spoilt in four ways: pages/, items.jsonl, benchmark.json.

usage: draw-pages.py [--check | --clean COUNT FOLDER]
(--clean: COUNT such notes as they are, all test, as a benchmark of its own in a new FOLDER: what `policeai benchmark perturb` begins with. --check: writes nothing, fails if items.jsonl or benchmark.json would differ; pictures are taken as
                                   they lie, since what draws them differs from one FreeType to the next)

Drawing needs Debian's python3-pil and fonts-dejavu-core."""
import hashlib
import json
import os
import random
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))
SEED = 20261129
DEV, TEST = 3, 21
FONTS = {"sans": "DejaVuSans.ttf", "serif": "DejaVuSerif.ttf", "mono": "DejaVuSansMono.ttf"}
FONT_FOLDER = "/usr/share/fonts/truetype/dejavu/"
CONDITIONS = ["blur", "clean", "jpeg", "low-light", "rotation"]
THINGS = ["bicycle", "generator", "ladder", "microwave", "rucksack", "strimmer", "suitcase", "toolbox", "trailer", "wheelbarrow"]
COLOURS = ["black", "blue", "brown", "green", "grey", "orange", "red", "silver", "white", "yellow"]
PLACES = ["behind the boiler house", "beside platform 3", "by the east gate", "in the loading bay", "near the canal lock",
          "on the second landing", "outside the library", "under the footbridge"]
STATES = ["one wheel missing", "locked, no key", "paint scratched", "wet inside", "label torn off", "as good as new"]


def note(chance):
    """Two lines of a kind that a property store might write, of nobody and nothing."""
    mark = f"{chance.choice('ABCDEFGHJKLMNPRSTWXY')}{chance.randint(10, 99)}-{chance.randint(100, 9999)}"
    time = f"{chance.randint(0, 23):02}:{chance.randint(0, 59):02}"
    thing, colour, place, state = map(chance.choice, (THINGS, COLOURS, PLACES, STATES))
    return chance.choice([
        [f"Item {mark}: {colour} {thing},", f"{state}; found {time} {place}."],
        [f"{time}  {colour.capitalize()} {thing} {place}.", f"Ref. {mark}, {chance.randint(2, 98)}.{chance.randint(0, 9)} kg, {state}."],
        [f"Moved {mark} ({thing}, {colour})", f"to bay {chance.randint(1, 40)} at {time}: {state}."],
    ])


def notes(count=DEV + TEST, dev=DEV):
    chance = random.Random(SEED)
    rows = []
    for number in range(count):
        font = list(FONTS)[number % 3]
        rows.append((f"note-{number + 1:02}", "dev" if number < dev else "test", font, note(chance)))
    return rows


def picture(lines, font_name, condition, chance):
    from PIL import Image, ImageDraw, ImageFilter, ImageFont
    font = ImageFont.truetype(FONT_FOLDER + FONTS[font_name], 17 if font_name == "mono" else 19)
    width = max(round(font.getlength(line)) for line in lines) + 28
    image = Image.new("L", (width, 72), 255)
    for i, line in enumerate(lines):
        ImageDraw.Draw(image).text((14, 10 + 27 * i), line, font=font, fill=0)
    if condition == "blur":
        image = image.filter(ImageFilter.GaussianBlur(2.4))
    elif condition == "rotation":
        image = image.rotate(chance.choice([-8, -6, 6, 8]), Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    elif condition == "low-light":
        image = image.point(lambda v: 28 + v * 24 // 255)
        image.putdata([max(0, min(255, round(v + chance.gauss(0, 5)))) for v in image.getdata()])
    return image


def write_picture(path, image, condition):
    if condition in ("jpeg", "low-light"):
        image.save(path, quality=5 if condition == "jpeg" else 50, optimize=True)
    else:  # six greys are enough
        image.quantize(6, dither=0).save(path, optimize=True)


def file_of(name, condition):
    return f"pages/{name}-{condition}.{'jpg' if condition in ('jpeg', 'low-light') else 'png'}"


def main(check):
    rows, files = [], ["LICENSE"]
    for name, split, font, lines in notes():
        for condition in CONDITIONS:
            path = file_of(name, condition)
            if not check:
                os.makedirs(os.path.join(FOLDER, "pages"), exist_ok=True)
                image = picture(lines, font, condition, random.Random(f"{name} {condition}"))
                write_picture(os.path.join(FOLDER, path), image, condition)
            files.append(path)
            rows.append({"id": f"{name}-{condition}", "input": {"image": {"file": path}}, "expected": {"text": "\n".join(lines)},
                         "groups": {"condition": condition, "font": font}, "cluster": name, "split": split})
    rows.sort(key=lambda row: row["id"].encode())
    items = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows).encode()
    listed = []
    for path in sorted(files + ["items.jsonl"]):
        if path == "items.jsonl":
            data = items
        else:
            with open(os.path.join(FOLDER, path), "rb") as file:
                data = file.read()
        listed.append({"path": path, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()})
    head = {
        "id": "ocr-synthetic", "version": "2", "task": "ocr", "title": "Two printed lines, drawn by a program and spoilt in four ways",
        "licence": "MIT", "source": "made up and drawn by draw-pages.py", "sensitivity": "synthetic", "exposure": "open",
        "groups": {"condition": {"title": "What was done to the picture", "values": CONDITIONS},
                   "font": {"title": "Typeface", "values": sorted(FONTS)}}, "metrics": {}, "files": listed,
        "not_covered": ["handwriting, photographs, stamps, folds, tables, columns, small or coloured print", "languages other than English",
                        "pages of more than two lines"],
    }
    made = {"items.jsonl": items, "benchmark.json": (json.dumps(head, sort_keys=True, separators=(",", ":")) + "\n").encode()}
    for name, data in made.items():
        path = os.path.join(FOLDER, name)
        if not check:
            with open(path, "wb") as file:
                file.write(data)
            continue
        with open(path, "rb") as file:
            if file.read() != data:
                sys.exit(f"{path} is not what draw-pages.py makes; run it")


def clean(count, folder):
    os.makedirs(os.path.join(folder, "pages"))
    rows, listed = [], []
    for name, split, font, lines in notes(count, 0):
        path = f"pages/{name}.png"
        write_picture(os.path.join(folder, path), picture(lines, font, "clean", None), "clean")
        rows.append({"id": name, "input": {"image": {"file": path}}, "expected": {"text": "\n".join(lines)}, "groups": {"font": font},
                     "cluster": name, "split": split})
    rows.sort(key=lambda row: row["id"].encode())
    with open(os.path.join(folder, "items.jsonl"), "w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)
    for path in sorted([row["input"]["image"]["file"] for row in rows] + ["items.jsonl"]):
        with open(os.path.join(folder, path), "rb") as file:
            data = file.read()
        listed.append({"path": path, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()})
    head = {
        "id": "ocr-clean", "version": "1", "task": "ocr", "title": "Two printed lines, drawn by a program", "licence": "MIT",
        "source": f"made up and drawn by draw-pages.py --clean {count}", "sensitivity": "synthetic", "exposure": "open",
        "groups": {"font": {"title": "Typeface", "values": sorted(FONTS)}}, "metrics": {}, "files": listed,
    }
    with open(os.path.join(folder, "benchmark.json"), "w", encoding="utf-8") as file:
        file.write(json.dumps(head, sort_keys=True, separators=(",", ":")) + "\n")


if len(sys.argv) == 4 and sys.argv[1] == "--clean" and sys.argv[2].isdigit():
    clean(int(sys.argv[2]), sys.argv[3])
elif sys.argv[1:] in ([], ["--check"]):
    main(sys.argv[1:] == ["--check"])
else:
    sys.exit(__doc__)
