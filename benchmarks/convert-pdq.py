#!/usr/bin/env python3
"""convert-pdq.py [--pictures DATA] FOLDER: pairs of pictures, of which one is an edited copy of the other or is not, as a benchmark of
image-matching.

DATA is pdq/data of https://github.com/facebook/ThreatExchange at baefb4e (BSD): nine photographs, and the edits of one of them that are
published with it. Each photograph is edited here as well, in the ways of the group "edit". To them come --drawn (24) scenes drawn with a
fixed seed, since nine sources are too few for a rate; without --pictures there are those alone. Needs Debian's python3-pil.

    git clone https://github.com/facebook/ThreatExchange && git -C ThreatExchange checkout baefb4e
    cd ThreatExchange/pdq/data && sha256sum bridge-mods/aaa-orig.jpg   # b5b0799616df52d475a3968dc7e54f1d0724c912244ffa6175bc786375dd7298

The cluster is the picture on the left. "published" are the edits that came with the data; turned and mirrored copies are copies too, and
what is made for others (PDQ's eight hashes) must be asked for by the tool."""
import argparse
import hashlib
import json
import pathlib
import random
import sys

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

SHA256 = {"bridge-mods/aaa-orig.jpg": "b5b0799616df52d475a3968dc7e54f1d0724c912244ffa6175bc786375dd7298"}
PHOTOGRAPHS = ["bridge-mods/aaa-orig.jpg", "reg-test-input/pen-and-coaster.png"] + [
    f"reg-test-input/labelme-subset/q{name}.jpg" for name in ("0003", "0004", "0122", "0291", "0746", "1050", "2821")]
SEED, SIDE, DEV = 20261129, 384, 5
EDITS = {
    "blur": lambda picture: picture.filter(ImageFilter.GaussianBlur(2)),
    "brighter": lambda picture: ImageEnhance.Brightness(picture).enhance(1.3),
    "crop": lambda picture: picture.crop((picture.width // 20, picture.height // 20, picture.width, picture.height)),
    "jpeg": lambda picture: picture,
    "mirror": lambda picture: picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    "shrink": lambda picture: picture.resize((picture.width // 3, picture.height // 3)),
    "text": lambda picture: with_bar(picture),
}


def with_bar(picture):
    copy = picture.copy()
    ImageDraw.Draw(copy).rectangle((0, picture.height * 9 // 10, picture.width, picture.height), fill=(240, 240, 240))
    return copy


def scene(number):
    """Hills, a sun and blocks in greys and colours: no two alike, none of anything."""
    chance = random.Random(f"{SEED} {number}")

    def colour():
        return tuple(chance.randint(20, 235) for _ in range(3))
    picture = Image.new("RGB", (SIDE, SIDE * 3 // 4), colour())
    draw = ImageDraw.Draw(picture)
    for _ in range(chance.randint(9, 16)):
        x, y = chance.randint(-60, SIDE), chance.randint(-60, SIDE * 3 // 4)
        box = (x, y, x + chance.randint(20, 180), y + chance.randint(20, 180))
        (draw.ellipse if chance.random() < 0.5 else draw.rectangle)(box, fill=colour())
    return picture.filter(ImageFilter.GaussianBlur(1))


def sources(given):
    if given.pictures:
        for name in PHOTOGRAPHS:
            data = (given.pictures / name).read_bytes()
            if hashlib.sha256(data).hexdigest() != SHA256.get(name, hashlib.sha256(data).hexdigest()):
                sys.exit(f"{given.pictures / name}: not the file this program was written for (SHA-256 {SHA256[name]})")
            with Image.open(given.pictures / name) as picture:
                picture = picture.convert("RGB")
                picture.thumbnail((SIDE, SIDE))
                yield "photo-" + pathlib.Path(name).stem, "photograph", picture
    for number in range(given.drawn):
        yield f"drawn-{number + 1:02}", "drawn", scene(number)


def main(given):
    written = {}

    def write(name, picture, quality=90):
        path = given.folder / "pictures" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        picture.save(path, quality=quality)
        data = path.read_bytes()
        written[f"pictures/{name}"] = {"path": f"pictures/{name}", "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        return {"file": f"pictures/{name}"}

    rows, originals = [], []
    for place, (name, kind, picture) in enumerate(sources(given)):
        split = "dev" if name.startswith("drawn") and place >= given.drawn + 9 * bool(given.pictures) - DEV else "test"
        originals.append((name, kind, split, write(f"{name}.png", picture)))
        copies = [(edit, write(f"{name}-{edit}.jpg", change(picture), 15 if edit == "jpeg" else 90)) for edit, change in EDITS.items()]
        if name == "photo-aaa-orig":
            for path in sorted((given.pictures / "bridge-mods").glob("*.jpg")):
                if path.name != "aaa-orig.jpg":
                    with Image.open(path) as edited:
                        copies.append(("published", write(f"published-{path.name}", edited.convert("RGB"), 95)))
        for number, (edit, right) in enumerate(copies, 1):
            rows.append({"id": f"{name}-{number:02}-{edit}", "input": {"left": originals[-1][3], "right": right}, "expected": {"match": "yes"},
                         "groups": {"edit": edit, "kind": kind}, "cluster": name, "split": split})
    for name, kind, split, left in originals:
        chance = random.Random(f"{SEED} others {name}")
        others = [other for other in originals if other[0] != name and other[2] == split]
        for other in sorted(chance.sample(others, min(10, len(others)))):
            rows.append({"id": f"{name}-other-{other[0]}", "input": {"left": left, "right": other[3]}, "expected": {"match": "no"},
                         "groups": {"edit": "other-picture", "kind": kind}, "cluster": name, "split": split})
    rows.sort(key=lambda row: row["id"].encode())
    items = "".join(json.dumps(row, separators=(",", ":")) + "\n" for row in rows).encode()
    (given.folder / "items.jsonl").write_bytes(items)
    written["items.jsonl"] = {"path": "items.jsonl", "bytes": len(items), "sha256": hashlib.sha256(items).hexdigest()}
    groups = {"edit": sorted({row["groups"]["edit"] for row in rows}), "kind": sorted({row["groups"]["kind"] for row in rows})}
    head = {
        "id": "picture-copies", "version": "1", "task": "image-matching", "title": "Edited copies of pictures, and other pictures",
        "licence": "BSD (photographs); MIT (drawn scenes)", "source": "pdq/data of facebook/ThreatExchange at baefb4e; scenes drawn by convert-pdq.py",
        "sensitivity": "public", "exposure": "open",
        "groups": {"edit": {"title": "How the copy differs", "values": groups["edit"]}, "kind": {"title": "Kind of picture", "values": groups["kind"]}},
        "metrics": {}, "files": [written[name] for name in sorted(written)],
    }
    (given.folder / "benchmark.json").write_text(json.dumps(head, sort_keys=True, separators=(",", ":")) + "\n")


parser = argparse.ArgumentParser(usage=__doc__)
parser.add_argument("--pictures", type=pathlib.Path)
parser.add_argument("--drawn", type=int, default=24)
parser.add_argument("folder", type=pathlib.Path)
main(parser.parse_args())
