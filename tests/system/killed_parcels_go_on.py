#!/usr/bin/env python3
"""killed_parcels_go_on.py [KILLS [SEED]]: `lab parcel` and `lab outputs` killed with SIGKILL at random moments. A parcel that was being
made is whole or absent, and made again under the same ids; answers that were being taken in end in the same bytes of results, stats and
figures as those taken in undisturbed, of the same registered run, and other answers are refused in between.
"""
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import made_up

POLICEAI = os.environ["POLICEAI"]
KILLS = int(sys.argv[1]) if len(sys.argv) > 1 else 12
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(1 << 30)
ITEMS = 3000
LABELS = ["bins", "noise", "theft"]
PRODUCT = ["--supplier", "Made-up Ltd", "--product", "Sorter", "--product-version", "1"]


def command(folder, *words):
    return subprocess.Popen([POLICEAI, *words], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                            env={**os.environ, "DATA": str(folder / "data")})


def finish(folder, *words):
    process = command(folder, *words)
    out, errors = process.communicate()
    if process.returncode != 0:
        sys.exit(f"{' '.join(words)} ended with {process.returncode}: {errors}")
    return out


def killed(folder, draw, longest, *words):
    """Whether it was killed before it ended by itself."""
    process = command(folder, *words)
    until = time.monotonic() + draw.uniform(0, longest)
    while time.monotonic() < until and process.poll() is None:
        time.sleep(0.001)
    ended = process.poll() is not None
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return not ended


def make(folder):
    rows = [{"id": f"c{i:04}", "input": {"text": f"{LABELS[i % 3]} {i}", "labels": LABELS}, "expected": {"label": LABELS[i % 3]}, "cluster": f"c{i:04}",
             "split": "test"} for i in range(ITEMS)]
    made_up.benchmark(folder / "calls", "calls", rows, "text-classification")


def answer(folder, parcel, name, wrong):
    with open(folder / name, "w") as out:
        for row in map(json.loads, open(folder / parcel / "inputs.jsonl")):
            word, number = row["input"]["text"].split()
            label = LABELS[0] if int(number) % wrong == 0 else word
            print(json.dumps({"id": row["id"], "output": {"label": label}}), file=out)


def parcels_left(folder):
    return sorted(path.name for path in (folder / "data" / "parcels").glob("*") if (path / "plan.json").exists())


def parcel_killed(folder, draw):
    """Kills while parcels are made; what is there is whole. The name of one that is registered and can be made again."""
    cut = 0
    for number in range(KILLS):
        name = f"parcel-{number}"
        cut += killed(folder, draw, 0.8, "lab", "parcel", "./calls", "--to", name, *PRODUCT)
        if (folder / name).exists():
            lines = (folder / name / "inputs.jsonl").read_text().splitlines()
            form = (folder / name / "outputs.jsonl").read_text().splitlines()
            if len(lines) != ITEMS or len(form) != ITEMS or not (folder / name / "README.txt").exists():
                sys.exit(f"{name} is there and not whole (seed {SEED}); see {folder}")
    for number, left in enumerate(parcels_left(folder)):
        finish(folder, "lab", "parcel", "--again", left, "--to", f"again-{number}")
        again = (folder / f"again-{number}" / "inputs.jsonl").read_bytes()
        for other in folder.glob("parcel-*/parcel.json"):
            if json.loads(other.read_text())["parcel"] == left and (other.parent / "inputs.jsonl").read_bytes() != again:
                sys.exit(f"{other.parent} was made again under other ids (seed {SEED}); see {folder}")
    return cut


def outputs_killed(folder, draw):
    finish(folder, "lab", "parcel", "./calls", "--to", "parcel", *PRODUCT)
    answer(folder, "parcel", "back.jsonl", 7)
    answer(folder, "parcel", "other.jsonl", 5)
    alone = folder / "alone"
    shutil.copytree(folder / "data", alone / "data", symlinks=True)
    for name in ("calls", "parcel"):
        shutil.copytree(folder / name, alone / name)
    shutil.copy(folder / "back.jsonl", alone)
    result = json.loads(finish(alone, "lab", "outputs", "parcel", "back.jsonl", "--json"))
    cut = 0
    for _ in range(KILLS):
        if not killed(folder, draw, 1.0, "lab", "outputs", "parcel", "back.jsonl", "--json"):
            break
        cut += 1
        if list((folder / "data" / "parcels").glob("*/answers")):
            other = command(folder, "lab", "outputs", "parcel", "other.jsonl")
            _, words = other.communicate()
            if other.returncode == 0 or "has its answers" not in words and "scored already" not in words:
                sys.exit(f"other answers were taken: {words}")
    evidence = pathlib.Path(result["evidence"].replace(str(alone), str(folder)))
    if not evidence.exists():
        finish(folder, "lab", "outputs", "parcel", "back.jsonl", "--json")
    for part in ("results.jsonl", "stats.jsonl", "figures.json"):
        left = pathlib.Path(result["evidence"].replace("dsse.json", part)).read_bytes()
        if left != pathlib.Path(str(evidence).replace("dsse.json", part)).read_bytes():
            sys.exit(f"{part} differs (seed {SEED}); see {folder}")
        print(f"{part}: {len(left)} bytes, the same")
    return cut


def main():
    draw = random.Random(SEED)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="policeai-parcels-"))
    print(f"seed {SEED}, {folder}")
    make(folder)
    print("parcels cut short:", parcel_killed(folder, draw), "of", KILLS)
    print("takings cut short:", outputs_killed(folder, draw))
    shutil.rmtree(folder)


main()
