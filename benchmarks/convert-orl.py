#!/usr/bin/env python3
"""convert-orl.py FACES FOLDER: the ORL database of faces (40 people, ten pictures each, 92 x 112 greys) as a benchmark of face-verification,
or with --identification of face-identification.

FACES holds s1/1.pgm to s40/10.pgm. One place that has them:

    git clone https://github.com/tferrerITBA/MNA-Faces && git -C MNA-Faces checkout 66400b7   # att_faces/

Research use; "When using these images, please give credit to AT&T Laboratories Cambridge." Samaria and Harter 1994, Parameterisation of a
stochastic model for human face identification, WACV. Nothing of it is passed on here.

People 1 to 8 are dev, 9 to 40 test. Of each person --mated pairs of their own pictures (default 15) and --others pairs with somebody else's
(default 95) are drawn with a fixed seed; the cluster is the person whose picture is on the left. --any-files takes folders of that form
whose pictures are not those.

--identification: the people of a split are parted into two halves, drawn with a fixed seed. Each half has galleries of its first 4, 8 and 16 people
(--galleries; those that are too large are left out), one within the other, with --enrolled (default 2) pictures of each. Their other pictures are mated
searches; all pictures of the other half are searches by people who are not enrolled. So each person is searched in both ways, and no gallery
holds the picture that is looked for. The cluster is the person searched for."""
import argparse
import hashlib
import itertools
import json
import pathlib
import random
import re
import shutil
import sys

SHA256 = "7cda1df32e6e2e7f8563f93f4e978916b0f7e09157190462e41d738d6a7296c9"  # of "NAME SHA-256" lines of all 400 pictures, by name
SEED, DEV = 20261129, 8

parser = argparse.ArgumentParser(usage=__doc__)
parser.add_argument("faces", type=pathlib.Path)
parser.add_argument("folder", type=pathlib.Path)
parser.add_argument("--mated", type=int, default=15)
parser.add_argument("--others", type=int, default=95)
parser.add_argument("--identification", action="store_true")
parser.add_argument("--enrolled", type=int, default=2)
parser.add_argument("--galleries", type=lambda text: sorted({int(word) for word in text.split(",")}), default=[4, 8, 16])
parser.add_argument("--any-files", action="store_true")
given = parser.parse_args()

pictures = {}
for path in given.faces.glob("s*/*.pgm"):
    person = re.fullmatch(r"s([1-9]\d*)", path.parent.name)
    if person and re.fullmatch(r"[1-9]\d*", path.stem) and int(person[1]) <= 40:
        pictures.setdefault(int(person[1]), []).append(path)
names = sorted((f"s{person}/{path.name}", path) for person, paths in pictures.items() for path in paths)
digests = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in names}
whole = hashlib.sha256("".join(f"{name} {digests[name]}\n" for name, _ in names).encode()).hexdigest()
if whole != SHA256 and not given.any_files:
    sys.exit(f"{given.faces}: not the 400 pictures this program was written for (SHA-256 of their list {SHA256}, here {whole})")
if len(pictures) < 2 or min(map(len, pictures.values())) < 2:
    sys.exit(f"{given.faces}: needs s1/1.pgm and so on of two people or more, two pictures each or more")


def name_of(person, path):
    return f"s{person}/{path.name}"


def pairs():
    """Rows of face-verification."""
    rows = []
    for person, paths in sorted(pictures.items()):
        chance = random.Random(f"{SEED} {person}")
        split = "dev" if person <= DEV else "test"
        inside = [other for other in pictures if other != person and (other <= DEV) == (person <= DEV)]
        own = sorted(f"s{person}/{path.name}" for path in paths)
        mated = list(itertools.combinations(own, 2))
        others = [(left, f"s{other}/{path.name}") for left in own for other in sorted(inside) for path in sorted(pictures[other])]
        for match, pairs, count in (("yes", mated, given.mated), ("no", others, given.others)):
            for left, right in sorted(chance.sample(pairs, min(count, len(pairs)))):
                rows.append({"id": f"{left}-{right}".replace("/", ".").replace(".pgm", ""),
                             "input": {"left": {"file": f"faces/{left}"}, "right": {"file": f"faces/{right}"}}, "expected": {"match": match},
                             "groups": {}, "cluster": f"s{person}", "split": split})
    return rows


def searches():
    """Rows of face-identification, and its galleries: {name: (title, entries)}."""
    rows, galleries = [], {}
    for split in ("dev", "test"):
        people = sorted(person for person in pictures if (person <= DEV) == (split == "dev"))
        chance = random.Random(f"{SEED} galleries {split}")
        chance.shuffle(people)
        halves = {"a": people[:len(people) // 2], "b": people[len(people) // 2:]}
        enrolled = {person: sorted(name_of(person, path) for path in random.Random(f"{SEED} enrolled {person}").sample(sorted(pictures[person]), given.enrolled))
                    for person in people}
        for half, other in (("a", "b"), ("b", "a")):
            for size in given.galleries:
                if size > len(halves[half]):
                    continue
                gallery, inside = f"{split}-{half}-{size}", halves[half][:size]
                galleries[gallery] = (f"{size} people, half {half} of {split}",
                                      [{"id": f"s{person}", "input": {"faces": [{"file": f"faces/{name}"} for name in enrolled[person]]}}
                                       for person in sorted(inside)])
                for person in inside + halves[other]:
                    for name in sorted(name_of(person, path) for path in pictures[person]):
                        if person in inside and name in enrolled[person]:
                            continue
                        rows.append({"id": f"{gallery}.{name}".replace("/", ".").replace(".pgm", ""),
                                     "input": {"face": {"file": f"faces/{name}"}, "collection": gallery},
                                     "expected": {"mates": [{"entry": f"s{person}"}] if person in inside else []},
                                     "groups": {"gallery": str(size)}, "cluster": f"s{person}", "split": split})
    return rows, galleries


rows, galleries = searches() if given.identification else (pairs(), {})
rows.sort(key=lambda row: row["id"].encode())
items = "".join(json.dumps(row, separators=(",", ":")) + "\n" for row in rows).encode()
used = sorted({value["file"] for row in rows for value in row["input"].values() if isinstance(value, dict)}
              | {face["file"] for _, entries in galleries.values() for entry in entries for face in entry["input"]["faces"]})
given.folder.mkdir(parents=True)
(given.folder / "items.jsonl").write_bytes(items)
listed = [{"path": "items.jsonl", "bytes": len(items), "sha256": hashlib.sha256(items).hexdigest()}]
for name in used:
    to = given.folder / name
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(given.faces / name.removeprefix("faces/"), to)
    listed.append({"path": name, "bytes": to.stat().st_size, "sha256": digests[name.removeprefix("faces/")]})
for gallery, (_, entries) in galleries.items():
    text = "".join(json.dumps(entry, separators=(",", ":")) + "\n" for entry in entries).encode()
    (given.folder / f"{gallery}.jsonl").write_bytes(text)
    listed.append({"path": f"{gallery}.jsonl", "bytes": len(text), "sha256": hashlib.sha256(text).hexdigest()})
head = {
    "id": "orl-faces", "version": "1", "task": "face-verification", "title": "Pairs of portraits, ORL database of faces",
    "licence": "research use, credit to AT&T Laboratories Cambridge", "source": "AT&T Laboratories Cambridge, The Database of Faces",
    "sensitivity": "public", "exposure": "open", "groups": {}, "metrics": {}, "files": sorted(listed, key=lambda file: file["path"]),
}
if given.identification:
    sizes = sorted({row["groups"]["gallery"] for row in rows}, key=int)
    head.update(id="orl-searches", task="face-identification", title="Portraits looked for in galleries, ORL database of faces",
                groups={"gallery": {"title": "People in the gallery", "values": sizes}},
                collections={gallery: {"title": title, "file": f"{gallery}.jsonl"} for gallery, (title, _) in galleries.items()})
(given.folder / "benchmark.json").write_text(json.dumps(head, sort_keys=True, separators=(",", ":")) + "\n")
