#!/usr/bin/python3
"""classification_peer.py PROGRAM: `policeai score classification` against Debian's scikit-learn.

ROUNDS (600) random tables: one to twenty labels (whole numbers, words, Unicode), a single class, ties,
constant scores, 0 and 1, scores that are no probabilities, up to 3000 rows; every figure must agree to
1e-12, or be undefined where scikit-learn raises, prints nan, or prints the 0.0 that it prints instead.
Parity of groups is held against fairlearn where PAI_VECTORS=DIR has a checkout of that name (before
29f6d6f6 it wants pandas alone), else said to be absent.
"""
import csv
import json
import math
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import warnings

import numpy
import sklearn
from sklearn import metrics
from sklearn.calibration import calibration_curve

warnings.simplefilter("ignore")
PROGRAM = sys.argv[1]
ROUNDS = int(os.environ.get("ROUNDS", "600"))
ALPHABETS = [["0", "1"], ["-1", "1"], ["no", "yes"], ["1", "2", "10"], ["a", "B", "é", "字", "𝛼"],
             [str(i) for i in range(20)], ["x"], ["Zug", "über", "zug"], ["1", "01", "x"]]


def table(rng):
    labels = rng.choice(ALPHABETS)
    n = rng.choice([1, 2, 3, 7, 30, 300, 3000])
    skew = rng.random()
    truth = [labels[min(int(rng.random() ** (1 + 4 * skew) * len(labels)), len(labels) - 1)] for _ in range(n)]
    right = rng.random()
    predicted = [t if rng.random() < right else rng.choice(labels) for t in truth]
    kind = rng.choice(["fine", "ties", "constant", "ends", "wild"])
    score = {"fine": rng.random, "ties": lambda: rng.randrange(11) / 10, "constant": lambda: 0.25,
             "ends": lambda: float(rng.randrange(2)), "wild": lambda: rng.gauss(0, 1e3)}[kind]
    if rng.random() < 0.1:
        predicted = [predicted[0]] * n
    return truth, predicted, [score() for _ in range(n)]


def in_order(labels):
    try:
        if all(str(int(x)) == x for x in labels):
            return sorted(labels, key=int)
    except ValueError:
        pass
    return sorted(labels)


def attempt(function, *args, **options):
    try:
        value = float(function(*args, **options))
        return None if math.isnan(value) else value
    except ValueError:
        return None


def expected(truth, predicted, score):
    labels = in_order(set(truth) | set(predicted))
    number = {label: i for i, label in enumerate(labels)}
    t = numpy.array([number[x] for x in truth])
    p = numpy.array([number[x] for x in predicted])
    want = {"accuracy": metrics.accuracy_score(t, p), "balanced_accuracy": metrics.balanced_accuracy_score(t, p)}
    for average in ("micro", "macro", "weighted"):
        want["f1." + average] = metrics.f1_score(t, p, average=average, zero_division=0)
        want["precision." + average] = metrics.precision_score(t, p, average=average, zero_division=0)
        want["recall." + average] = metrics.recall_score(t, p, average=average, zero_division=0)
    for name in ("f1", "precision", "recall"):
        want[name] = want[name + ".macro"]
    one = len(set(truth)) == 1 or len(set(predicted)) == 1
    want["mcc"] = None if one else metrics.matthews_corrcoef(t, p)
    for name, weights in (("kappa", None), ("kappa.linear", "linear"), ("kappa.quadratic", "quadratic")):
        want[name] = attempt(metrics.cohen_kappa_score, t, p, weights=weights) if len(labels) > 1 else None
    positive = "1" if set(labels) <= {"0", "1"} or set(labels) <= {"-1", "1"} else labels[-1]
    if len(labels) > 2:
        return want, labels[-1]
    y = numpy.array([x == positive for x in truth]).astype(int)
    s = numpy.array(score)
    both = 0 < y.sum() < len(y)
    want["roc_auc"] = metrics.roc_auc_score(y, s) if both else None
    want["average_precision"] = metrics.average_precision_score(y, s) if y.sum() else None
    if s.min() >= 0 and s.max() <= 1:
        want["log_loss"] = metrics.log_loss(y, s, labels=[0, 1])
        want["brier"] = numpy.mean((y - s) ** 2)
        want["ece"] = ece(y, s)
    else:
        want["log_loss"] = want["brier"] = want["ece"] = None
    return want, None


def ece(y, s, bins=15):
    """As torchmetrics: bucketize(right=True) - 1, which gives exactly 1 a bin of its own."""
    at = numpy.searchsorted(numpy.arange(bins + 1) / bins, s, side="right") - 1
    total = 0.0
    for b in set(at):
        own = at == b
        total += abs(y[own].mean() - s[own].mean()) * own.mean()
    return total


def run(path, *options):
    done = subprocess.run([PROGRAM, "score", "classification", "--input", path, "--truth", "t", "--pred", "p",
                           "--resamples", "0", "--json", *options], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout)


def same(a, b):
    if a is None or b is None:
        return a is None and b is None
    return abs(a - b) <= 1e-12 * max(1, abs(b))


def tables(folder):
    rng = random.Random(4)
    agreed = wrong = 0
    for _ in range(ROUNDS):
        truth, predicted, score = table(rng)
        want, positive = expected(truth, predicted, score)
        path = folder / "t.csv"
        with open(path, "w", newline="", encoding="utf-8") as out:
            rows = csv.writer(out)
            rows.writerow(["t", "p", "s"])
            rows.writerows(zip(truth, predicted, map(repr, score)))
        options = ["--score", "s"] if positive is None else []
        out = run(path, *options)
        for name, value in want.items():
            got = out["metrics"][name]["value"]
            agreed += same(got, value)
            if not same(got, value):
                wrong += 1
                if wrong < 6:
                    print(f"{name}: ours {got}, theirs {value}; {len(truth)} rows, {sorted(set(truth))[:4]}")
        if "calibration" in out:
            labels = in_order(set(truth) | set(predicted))
            pos = "1" if set(labels) <= {"0", "1"} or set(labels) <= {"-1", "1"} else labels[-1]
            share, said = calibration_curve([x == pos for x in truth], score, n_bins=10)
            curve = out["calibration"]
            good = len(curve) == len(share) and all(
                same(c["so"], a) and same(c["said"], b) for c, a, b in zip(curve, share, said))
            agreed += good
            wrong += not good
    print(f"scikit-learn {sklearn.__version__}: {agreed} of {agreed + wrong} figures agree")
    return wrong


def large_labels(folder):
    """Many labels, so that nothing depends on a small square table."""
    rng = random.Random(5)
    truth = [f"class {rng.randrange(5000)}" for _ in range(20000)]
    predicted = [t if rng.random() < 0.5 else f"class {rng.randrange(5000)}" for t in truth]
    path = folder / "t.csv"
    with open(path, "w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([["t", "p"], *zip(truth, predicted)])
    got = run(path)["metrics"]
    want = {"f1.macro": metrics.f1_score(truth, predicted, average="macro"),
            "mcc": metrics.matthews_corrcoef(truth, predicted), "kappa": metrics.cohen_kappa_score(truth, predicted)}
    good = sum(same(got[name]["value"], value) for name, value in want.items())
    print(f"5000 labels: {good} of {len(want)} figures agree")
    return len(want) - good


def parity(folder):
    checkout = pathlib.Path(os.environ.get("PAI_VECTORS", "/nonexistent")) / "fairlearn"
    if not checkout.is_dir():
        print("fairlearn: absent (PAI_VECTORS=DIR with a checkout of that name)")
        return 0
    sys.path.insert(0, str(checkout))
    try:
        from fairlearn import metrics as fair
    except ImportError as missing:
        print(f"fairlearn: cannot be imported ({missing})")
        return 0
    rng = random.Random(6)
    agreed = wrong = 0
    conventions = {
        ("demographic_parity@g", "difference, between_groups (fairlearn)"): (fair.demographic_parity_difference, {}),
        ("demographic_parity@g", "difference, to_overall (fairlearn)"): (fair.demographic_parity_difference, {"method": "to_overall"}),
        ("demographic_parity@g", "ratio, between_groups (fairlearn)"): (fair.demographic_parity_ratio, {}),
        ("demographic_parity@g", "ratio, to_overall (fairlearn)"): (fair.demographic_parity_ratio, {"method": "to_overall"}),
        ("equalized_odds@g", "difference, worst_case (fairlearn)"): (fair.equalized_odds_difference, {}),
        ("equalized_odds@g", "difference, mean (fairlearn)"): (fair.equalized_odds_difference, {"agg": "mean"}),
        ("equalized_odds@g", "difference, worst_case to_overall (fairlearn)"): (fair.equalized_odds_difference, {"method": "to_overall"})}
    for _ in range(max(ROUNDS // 4, 20)):
        n = rng.choice([40, 200, 1000])
        groups = rng.choice(["ab", "abc", "abcdef"])
        rows = [(rng.randrange(2), rng.randrange(2), rng.choice(groups)) for _ in range(n)]
        if any(len({t for t, _, g in rows if g == own}) < 2 for own in {g for _, _, g in rows}):
            continue  # a group without positives: fairlearn counts a rate of 0, differences/classification.md
        path = folder / "t.csv"
        with open(path, "w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows([["t", "p", "g"], *rows])
        out = run(path, "--group", "g", "--compare-conventions")
        got = {(c["quantity"], c["convention"]): c["value"] for c in out["conventions"]}
        t, p, g = (numpy.array(column) for column in zip(*rows))
        for key, (function, options) in conventions.items():
            value = attempt(function, t, p, sensitive_features=g, **options)
            agreed += same(got.get(key), value)
            if not same(got.get(key), value):
                wrong += 1
                print(key, got.get(key), value)
    print(f"fairlearn: {agreed} of {agreed + wrong} figures agree")
    return wrong


with tempfile.TemporaryDirectory() as name:
    home = pathlib.Path(name)
    sys.exit(1 if tables(home) + large_labels(home) + parity(home) else 0)
