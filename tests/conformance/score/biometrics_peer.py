#!/usr/bin/python3
"""biometrics_peer.py PROGRAM: verification, attack detection and identification against their references.

Random scores (fine, tied, separable, one mated comparison, huge and tiny numbers), ROUNDS (300) of each:
equal error rates as DeepfakeBench computes them (its lines over Debian's scikit-learn), as torchmetrics does
(its lines in numpy's float32), on the hull by scikit-learn's isotonic regression, and by ASVspoof 5's own
compute_eer; false match rates by counting; ROC AUC; FNMR at FMR by brute force over thresholds.
PAI_VECTORS=DIR names a folder with checkouts called asvspoof5, PyPAD and bob.measure; one that is not there
is said to be absent. bob.measure's functions of identification are taken from its source by name.
"""
import ast
import csv
import importlib.util
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

import numpy
from sklearn import metrics
from sklearn.isotonic import isotonic_regression

PROGRAM = sys.argv[1]
ROUNDS = int(os.environ.get("ROUNDS", "300"))
VECTORS = pathlib.Path(os.environ.get("PAI_VECTORS", "/nonexistent"))


class Tally:
    def __init__(self):
        self.agreed, self.wrong = {}, {}

    def add(self, what, got, want, tolerance=1e-12):
        good = (got is None and want is None) or (
            got is not None and want is not None and abs(got - want) <= tolerance * max(1, abs(want)))
        counts = self.agreed if good else self.wrong
        counts[what] = counts.get(what, 0) + 1
        if not good and self.wrong[what] < 4:
            print(f"{what}: ours {got}, theirs {want}")

    def tell(self):
        for what in sorted(set(self.agreed) | set(self.wrong)):
            agreed = self.agreed.get(what, 0)
            print(f"{what}: {agreed} of {agreed + self.wrong.get(what, 0)} agree")
        return sum(self.wrong.values())


def load(path, name):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(family, path, *options):
    done = subprocess.run([PROGRAM, "score", family, "--input", path, "--resamples", "0", "--json", *options],
                          capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{family}: {done.stderr}")
    return json.loads(done.stdout)


def write(path, header, rows):
    with open(path, "w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([header, *rows])


def scores(rng):
    mated = rng.choice([1, 2, 10, 50, 400])
    unmated = rng.choice([1, 3, 30, 300, 4000])
    gap = rng.choice([0, 1, 2, 100])
    scale = rng.choice([1, 1e-300, 1e200, 1e-3])
    places = rng.choice([None, 0, 1])
    draw = (lambda m: rng.gauss(m, 1)) if places is None else (lambda m: round(rng.gauss(m, 1), places))
    return [draw(gap) * scale for _ in range(mated)], [draw(0) * scale for _ in range(unmated)]


def eer_deepfakebench(y, s):
    fpr, tpr, _ = metrics.roc_curve(y, s, pos_label=1)
    fnr = 1 - tpr
    return fpr[numpy.nanargmin(numpy.absolute(fnr - fpr))]


def eer_torchmetrics(y, s):
    fps, tps, _ = metrics._ranking._binary_clf_curve(y, s)
    single = numpy.float32
    fps, tps = numpy.r_[0, fps].astype(single), numpy.r_[0, tps].astype(single)
    fpr, tpr = fps / fps[-1], tps / tps[-1]
    difference = numpy.abs(fpr - (single(1) - tpr))
    at = numpy.argmax(difference <= difference.min() + numpy.finfo(single).eps)
    return (float(fps[at]) / float(fps[-1]) + 1 - float(tps[at]) / float(tps[-1])) / 2


def eer_hull(y, s):
    """Isotonic regression of the labels over the scores gives the hull's sides."""
    values, place = numpy.unique(s, return_inverse=True)
    total = numpy.bincount(place)
    share = isotonic_regression(numpy.bincount(place, weights=y) / total, sample_weight=total)
    mated, unmated = y.sum(), len(y) - y.sum()
    best, miss, accept = 0.0, 0.0, 1.0
    for level in numpy.unique(numpy.round(share, 12)):
        own = numpy.isclose(share, level, atol=1e-11)
        here = numpy.isin(place, numpy.flatnonzero(own))
        p, n = y[here].sum() / mated, (1 - y[here]).sum() / unmated
        if p > 0 and n > 0:
            best = max(best, (accept * (miss + p) - (accept - n) * miss) / (p + n))
        miss, accept = miss + p, accept - n
    return best


def fnmr_at(mated, unmated, rate):
    if rate * len(unmated) < 3:
        return None
    mated, unmated = numpy.array(mated), numpy.array(unmated)
    fine = [t for t in numpy.union1d(mated, unmated) if (unmated >= t).sum() <= rate * len(unmated)]
    return float((mated < min(fine)).mean()) if fine else 1.0


def verification(home, tally):
    rng = random.Random(7)
    path = VECTORS / "asvspoof5" / "evaluation-package" / "calculate_modules.py"
    spoof = load(path, "calculate_modules") if path.is_file() else None
    if spoof is None:
        print("ASVspoof 5: absent")
    for _ in range(ROUNDS):
        mated, unmated = scores(rng)
        rows = [(s, 1) for s in mated] + [(s, 0) for s in unmated]
        rng.shuffle(rows)
        write(home / "v.csv", ["s", "l"], [(repr(s), label) for s, label in rows])
        threshold = rng.choice(rows)[0]
        out = run("verification", home / "v.csv", "--score", "s", "--label", "l", "--threshold", repr(threshold))
        got = {name: figure["value"] for name, figure in out["metrics"].items()}
        s, y = (numpy.array(column) for column in zip(*rows))
        tally.add("roc_auc, scikit-learn", got["roc_auc"], metrics.roc_auc_score(y, s))
        tally.add("EER, DeepfakeBench", got["eer.deepfakebench"], eer_deepfakebench(y, s))
        tally.add("EER, torchmetrics in float32", got["eer.torchmetrics"], eer_torchmetrics(y, s))
        tally.add("EER, hull by isotonic regression", got["eer.rocch"], eer_hull(y, s), 1e-9)
        if spoof is not None:
            value = spoof.compute_eer(numpy.array(mated), numpy.array(unmated))[0]
            tally.add("EER, ASVspoof 5", got["eer.asvspoof5"], float(value))
        tally.add("FMR, counted", got["fmr"], float((numpy.array(unmated) >= threshold).mean()))
        tally.add("FNMR, counted", got["fnmr"], float((numpy.array(mated) < threshold).mean()))
        for k in range(1, 4):
            tally.add("FNMR at FMR, brute force", got[f"fnmr@fmr=1e-{k}"], fnmr_at(mated, unmated, 10.0 ** -k))


def attacks(home, tally):
    path = VECTORS / "PyPAD" / "src" / "pypad" / "metrics" / "iso_30107_3.py"
    if not path.is_file():
        print("PyPAD: absent")
        return
    pad = load(path, "iso_30107_3")
    rng = random.Random(8)
    cases = []
    for _ in range(ROUNDS):
        species = rng.choice([1, 2, 5])
        attack = [(round(rng.random(), rng.choice([1, 5])), f"kind {rng.randrange(species)}")
                  for _ in range(rng.choice([5, 50, 500]))]
        cases.append((attack, [round(rng.random() ** 0.3, 5) for _ in range(rng.choice([1, 40, 300]))]))
    example = VECTORS / "PyPAD" / "example"
    cases.append(([(float(x), "all") for x in open(example / "attack.txt")],
                  [float(x) for x in open(example / "bonafide.txt")]))
    for attack, bona_fide in cases:
        threshold = rng.choice([0.5, rng.random()])
        write(home / "a.csv", ["s", "l", "k"],
              [(repr(s), 0, k) for s, k in attack] + [(repr(s), 1, "") for s in bona_fide])
        out = run("attack-detection", home / "a.csv", "--score", "s", "--label", "l", "--species", "k",
                  "--threshold", repr(threshold))["metrics"]
        s, k = (numpy.array(column) for column in zip(*attack))
        b = numpy.array(bona_fide)
        tally.add("APCER, PyPAD", out["apcer"]["value"], pad.apcer_max(k, s, threshold))
        tally.add("ACER, PyPAD", out["acer"]["value"], pad.acer(k, s, b, threshold))
        tally.add("BPCER, PyPAD", out["bpcer"]["value"], pad.bpcer(b, threshold))
        for kind, value in pad.apcer_pais(k, s, threshold).items():
            tally.add("APCER of a species, PyPAD", out["apcer." + kind]["value"], value)
        for name, rate in (("bpcer10", 0.1), ("bpcer20", 0.05), ("bpcer100", 0.01)):
            fine = [t for t in numpy.union1d(s, b)
                    if all((s[k == kind] >= t).sum() <= rate * (k == kind).sum() for kind in set(k))] \
                if len(attack) < 1000 else None
            if fine is not None:
                want = float((b < min(fine)).mean()) if fine else 1.0
                tally.add("BPCER at APCER, brute force", out[name]["value"], want)


def functions_of(path, names):
    """Functions of a Python file by name, without what else it imports."""
    tree = ast.parse(path.read_text())
    tree.body = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name in names]
    numpy.int = int
    scope = {"numpy": numpy}
    exec(compile(tree, str(path), "exec"), scope)
    return scope


def searches(rng):
    """[(negatives, positive or None)] with distinct scores, as a whole gallery would give them."""
    out = []
    for _ in range(rng.choice([5, 40, 200])):
        size = rng.choice([1, 5, 20])
        pool = rng.sample(range(1, 1000), size + 1)
        positive = pool[0] / 1000 if rng.random() < 0.7 else None
        out.append(([x / 1000 for x in pool[1:]], positive))
    return out


def identification(home, tally):
    path = VECTORS / "bob.measure" / "src" / "bob" / "measure" / "__init__.py"
    if not path.is_file():
        print("bob.measure: absent")
        return
    bob = functions_of(path, {"cmc", "detection_identification_rate", "false_alarm_rate", "recognition_rate"})
    rng = random.Random(9)
    for _ in range(ROUNDS):
        found = searches(rng)
        rows = []
        for i, (negative, positive) in enumerate(found):
            candidates = [(s, f"other {j}") for j, s in enumerate(negative)]
            candidates += [(positive, f"probe {i}")] if positive is not None else []
            for rank, (s, name) in enumerate(sorted(candidates, reverse=True), 1):
                rows.append((f"probe {i}", name, rank, s, int(positive is not None)))
        rng.shuffle(rows)
        write(home / "i.csv", ["probe", "candidate", "rank", "score", "mated"], rows)
        threshold = rng.randrange(1, 1000) / 1000
        pairs = [(numpy.array(n), numpy.array([p]) if p is not None else None) for n, p in found]
        mated = [pair for pair in pairs if pair[1] is not None]
        for rank in (1, 3):
            out = run("identification", home / "i.csv", "--threshold", repr(threshold), "--rank", str(rank))
            got = {name: figure["value"] for name, figure in out["metrics"].items()}
            if mated:
                tally.add("TPIR, bob.measure", got["tpir"],
                          bob["detection_identification_rate"](pairs, threshold, rank))
        out = run("identification", home / "i.csv", "--threshold", repr(threshold))
        if len(mated) < len(pairs):
            tally.add("FPIR, bob.measure", out["metrics"]["fpir"]["value"], bob["false_alarm_rate"](pairs, threshold))
        if mated:
            want = bob["cmc"](mated)
            got = [point["rate"] for point in out["cmc"]]
            for k, value in enumerate(got):
                tally.add("CMC, bob.measure", value, float(want[min(k, len(want) - 1)]))


with tempfile.TemporaryDirectory() as name:
    counts = Tally()
    for part in (verification, attacks, identification):
        part(pathlib.Path(name), counts)
    sys.exit(1 if counts.tell() else 0)
