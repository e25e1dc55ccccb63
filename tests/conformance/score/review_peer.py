#!/usr/bin/env python3
"""review_peer.py PROGRAM: `policeai score review` against CLEF-TAR's and ASReview's own code.

PAI_VECTORS=DIR names a folder with checkouts called tar (CLEF-TAR) and asreview-insights, not carried
here. ROUNDS (300) random orders, of which some do not rank everything.
"""
import importlib
import json
import math
import os
import pathlib
import random
import subprocess
import sys
import tempfile
from unittest import mock

PROGRAM = sys.argv[1]
ROUNDS = int(os.environ.get("ROUNDS", "300"))


def ours(work, labels, ranked):
    with open(work / "q", "w", encoding="utf-8") as q, open(work / "r", "w",
                                                            encoding="utf-8") as r:
        for i, label in enumerate(labels):
            q.write(f"t 0 d{i} {label}\n")
            if i < ranked:
                r.write(f"t Q0 d{i} {i + 1} {len(labels) - i} x\n")
    done = subprocess.run([PROGRAM, "score", "review", "--qrels", work / "q", "--run", work / "r",
                           "--json", "--resamples", "0"], capture_output=True, text=True, check=True)
    return {k: v["value"] for k, v in json.loads(done.stdout)["metrics"].items()}


def half_up(x):
    return math.floor(x + 0.5)


def clef(module, labels, ranked):
    out = {}
    for name, rounding in (("wss_95", round), ("wss_95.half_up", half_up)):
        module.round = rounding
        measure = module.CountBasedMeasures("t", len(labels), sum(labels))
        for label in labels[:ranked]:
            measure.update(label, label, "NF")
        measure.finalize()
        out[name] = measure.wss_95
        out["wss_100"] = measure.wss_100
    return out


def asreview(metrics, algorithms, labels):
    out = {"wss_95.asreview": metrics._wss(labels, 0.95)}
    if 0 < sum(labels) < len(labels):
        out["loss"] = algorithms._loss_value(labels)
    out["recall@10"] = (metrics._recall(labels, 10, x_absolute=True)
                        if len(labels) >= 10 else None)
    return out


def main():
    vectors = pathlib.Path(os.environ.get("PAI_VECTORS", "/nonexistent"))
    module = metrics = algorithms = None
    if (vectors / "tar").is_dir():
        sys.path.insert(0, str(vectors / "tar" / "scripts"))
        module = importlib.import_module("measures.eval_measures")
    else:
        print("CLEF-TAR: absent")
    if (vectors / "asreview-insights").is_dir():
        sys.path.insert(0, str(vectors / "asreview-insights"))
        for name in ("asreview", "asreviewcontrib.insights.utils", "matplotlib",
                     "matplotlib.pyplot"):
            sys.modules[name] = mock.MagicMock()
        algorithms = importlib.import_module("asreviewcontrib.insights.algorithms")
        metrics = importlib.import_module("asreviewcontrib.insights.metrics")
    else:
        print("ASReview: absent")
    rng = random.Random(7)
    tally = {}
    with tempfile.TemporaryDirectory() as temporary:
        for _ in range(ROUNDS):
            n = rng.choice([1, 2, 10, 40, 333])
            labels = [int(rng.random() < rng.choice([0.05, 0.5])) for _ in range(n)]
            labels[rng.randrange(n)] = 1
            ranked = n if rng.random() < 0.7 else rng.randrange(1, n + 1)
            got = ours(pathlib.Path(temporary), labels, ranked)
            wanted = {}
            if module is not None:
                wanted["CLEF-TAR"] = clef(module, labels, ranked)
            if metrics is not None and ranked == n:
                wanted["ASReview"] = asreview(metrics, algorithms, labels)
            for source, values in wanted.items():
                for name, want in values.items():
                    if want is None:
                        continue
                    right, of = tally.get(source, (0, 0))
                    same = got[name] is not None and math.isclose(got[name], want, rel_tol=1e-12,
                                                                  abs_tol=1e-12)
                    tally[source] = (right + same, of + 1)
                    if not same and of - right < 3:
                        print(f"{source} {name}: ours {got[name]}, theirs {want}: {labels} {ranked}")
    for source, (right, of) in tally.items():
        print(f"{source}: {right} of {of} figures agree")
    sys.exit(0 if all(right == of for right, of in tally.values()) else 1)


main()
