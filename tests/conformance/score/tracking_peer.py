#!/usr/bin/env python3
"""tracking_peer.py PROGRAM: `policeai score tracking` against TrackEval itself.

PAI_VECTORS=DIR names a folder with a checkout called TrackEval (JonathonLuiten); without it only
says that it is absent. Its `np.float`, `np.int`, `np.bool` are patched in a copy. ROUNDS (1000)
random folders of sequences, with ties, gaps, empty sides, distractors, boxes that do not count, with
and without MOTChallenge's preprocessing: every figure within 1e-12, every count equal.
"""
import contextlib
import io
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
ROUNDS = int(os.environ.get("ROUNDS", "1000"))


def prepare(checkout, work):
    shutil.copytree(checkout / "trackeval", work / "trackeval")
    for source in (work / "trackeval").rglob("*.py"):
        source.write_text(re.sub(r"np\.(float|int|bool)\b", r"\1", source.read_text()))
    sys.path.insert(0, str(work))


def last_frame(folders, name):
    return max((int(float(line.split(",")[0])) for folder in folders
                for line in (folder / f"{name}.txt").read_text().splitlines()), default=0)


def theirs(gt, dt, benchmark):
    import numpy
    import trackeval
    names = sorted(path.stem for path in gt.iterdir())
    quiet = {"PRINT_CONFIG": False}
    with contextlib.redirect_stdout(io.StringIO()):
        data = trackeval.datasets.MotChallenge2DBox(
            {"GT_FOLDER": str(gt), "TRACKERS_FOLDER": str(dt.parent), "TRACKERS_TO_EVAL": [dt.name],
             "TRACKER_SUB_FOLDER": "", "SEQ_INFO": {name: last_frame((gt, dt), name) for name in names},
             "SKIP_SPLIT_FOL": True, "GT_LOC_FORMAT": "{gt_folder}/{seq}.txt", "DO_PREPROC": benchmark is not None,
             "BENCHMARK": benchmark or "MOT17", **quiet})
        evaluator = trackeval.Evaluator(
            {"USE_PARALLEL": False, "PRINT_RESULTS": False, "TIME_PROGRESS": False, "OUTPUT_SUMMARY": False,
             "OUTPUT_DETAILED": False, "PLOT_CURVES": False, "LOG_ON_ERROR": None, "BREAK_ON_ERROR": True,
             "DISPLAY_LESS_PROGRESS": True, **quiet})
        metrics = [trackeval.metrics.HOTA(), trackeval.metrics.CLEAR(quiet), trackeval.metrics.Identity(quiet)]
        found, _ = evaluator.evaluate([data], metrics)
    found = found["MotChallenge2DBox"][dt.name]["COMBINED_SEQ"]["pedestrian"]
    return {name: float(numpy.mean(value)) for metric in found.values() for name, value in metric.items()}


def ours(gt, dt, benchmark):
    done = subprocess.run([PROGRAM, "score", "tracking", "--gt", gt, "--dt", dt, "--json", "--resamples", "0",
                           "--preprocess", (benchmark or "none").lower()], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    values = {}
    for name, figure in json.loads(done.stdout)["metrics"].items():
        values[name] = figure["value"]
        values.update({part: figure[part] for part in ("CLR_TP", "CLR_FN", "CLR_FP", "IDTP", "IDFN", "IDFP")
                       if part in figure})
    return values


def moved(rng, coarse, by):
    return rng.choice([0, 0, by]) if coarse else rng.uniform(-by, by)


def sequence(rng, benchmark):
    coarse = rng.random() < .4
    objects = {i: [rng.choice([0, 10, 20, 30]), rng.choice([0, 10]), 10, 10] if coarse else
               [rng.uniform(0, 60), rng.uniform(0, 40), rng.uniform(5, 30), rng.uniform(5, 30)]
               for i in range(rng.choice([0, 1, 2, 5, 12]))}
    classes = {i: rng.choice([1, 1, 1, 2, 7, 8, 12, 6, 3, 13]) if benchmark or rng.random() < .2 else 1 for i in objects}
    tracks = rng.choice([0, 1, 2, 6, 15])
    first = rng.choice([1, 1, 4])
    truth, tracked = [], []
    for frame in range(first, first + rng.choice([1, 3, 10, 25])):
        if rng.random() < .1:
            continue
        for i, place in objects.items():
            if rng.random() < .8:
                place[:2] = [x + moved(rng, coarse, 3) for x in place[:2]]
                truth.append([frame, 3 * i + 1, *place, int(rng.random() > .1), classes[i], 1.0])
        if rng.random() < .1:
            continue
        used = set()
        for track in range(tracks):
            source = rng.choice(list(objects.values())) if objects and rng.random() < .3 else objects.get(track)
            number = track if rng.random() < .9 else rng.randrange(20)
            if rng.random() < .3 or number in used:
                continue
            used.add(number)
            b = [x + moved(rng, coarse, 4) for x in source] if source and rng.random() < .9 else [
                rng.uniform(0, 60), rng.uniform(0, 40), 10, 10]
            tracked.append([frame, number + 5, *b[:2], max(0, b[2]), max(0, b[3]), rng.random(), -1, -1, -1])
    if not truth and not tracked:  # TrackEval fails on a sequence without a frame
        truth = [[1, 1, 0, 0, 5, 5, 1, 1, 1]]
    return truth, tracked


def write(path, rows):
    path.write_text("".join(",".join(map(repr, row)) + "\n" for row in rows))


def one_round(rng, work):
    gt, dt = work / "gt", work / "dt"
    benchmark = rng.choice([None, None, "MOT17", "MOT20"])
    for folder in (gt, dt):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    for number in range(rng.choice([1, 1, 2, 4])):
        truth, tracked = sequence(rng, benchmark)
        write(gt / f"s{number}.txt", truth)
        write(dt / f"s{number}.txt", tracked)
    got, want = ours(gt, dt, benchmark), theirs(gt, dt, benchmark)
    return {name: (value, want[name]) for name, value in got.items()
            if value is not None and abs(value - want[name]) > 1e-12 * max(1, abs(want[name]))}


def main():
    checkout = pathlib.Path(os.environ.get("PAI_VECTORS", "/nonexistent")) / "TrackEval"
    if not checkout.is_dir():
        print("TrackEval: absent")
        return True
    right = 0
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        prepare(checkout, work)
        for seed in range(ROUNDS):
            differ = one_round(random.Random(seed), work)
            right += not differ
            if differ and seed + 1 - right < 4:
                print(f"seed {seed}: {differ}")
    print(f"TrackEval: {right} of {ROUNDS} random folders agree in every figure")
    return right == ROUNDS


sys.exit(0 if main() else 1)
