#!/usr/bin/env python3
"""linkage_peer.py PROGRAM: `policeai score linkage` against er-evaluation and by direct counting.

PAI_VECTORS=DIR names a folder with a checkout called er-evaluation (Valires), not carried here; what
it imports beyond pandas, numpy and scipy is stood in for. ROUNDS (300) random clusterings, some all
apart, some all together.
"""
import csv
import importlib.abc
import importlib.machinery
import itertools
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


class Standing(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Any module of these names is a stand-in."""

    NAMES = {"igraph", "plotly", "sklearn", "requests", "tqdm", "matplotlib", "IPython", "ipywidgets",
             "urllib3", "dash"}

    def find_spec(self, name, path, target=None):
        if name.split(".")[0] in self.NAMES:
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec):
        module = mock.MagicMock(name=spec.name)
        module.__path__ = []
        module.__spec__ = spec
        return module

    def exec_module(self, module):
        pass


def ours(work, truth, answer):
    for name, clusters in (("r.csv", truth), ("h.csv", answer)):
        with open(work / name, "w", newline="", encoding="utf-8") as f:
            writer = csv.writer(f)
            writer.writerow(["record", "cluster"])
            writer.writerows(enumerate(clusters))
    done = subprocess.run([PROGRAM, "score", "linkage", "--ref", work / "r.csv", "--hyp",
                           work / "h.csv", "--json", "--resamples", "0", "--threads", "1"],
                          capture_output=True, text=True, check=True)
    return {k: v["value"] for k, v in json.loads(done.stdout)["metrics"].items()}


def by_hand(truth, answer):
    """Bagga and Baldwin's B-cubed and pairs, from their words."""
    n = len(truth)
    true = [{j for j in range(n) if truth[j] == truth[i]} for i in range(n)]
    said = [{j for j in range(n) if answer[j] == answer[i]} for i in range(n)]
    p = sum(len(true[i] & said[i]) / len(said[i]) for i in range(n)) / n
    r = sum(len(true[i] & said[i]) / len(true[i]) for i in range(n)) / n
    pairs = [(truth[i] == truth[j], answer[i] == answer[j])
             for i, j in itertools.combinations(range(n), 2)]
    both = sum(a and b for a, b in pairs)
    linked = sum(b for _, b in pairs)
    together = sum(a for a, _ in pairs)
    return {"bcubed.precision": p, "bcubed.recall": r, "bcubed.f1": 2 * p * r / (p + r),
            "pairwise.precision": both / linked if linked else None,
            "pairwise.recall": both / together if together else None}


def random_clusters(rng, n):
    return [rng.randrange(rng.choice([1, 3, n, n])) for _ in range(n)]


def main():
    folder = pathlib.Path(os.environ.get("PAI_VECTORS", "/nonexistent")) / "er-evaluation"
    metrics = None
    if folder.is_dir():
        sys.path.insert(0, str(folder))
        import pandas
        import scipy.special  # noqa: F401 before the stand-ins
        sys.meta_path.append(Standing())  # for what is not installed
        metrics = importlib.import_module("er_evaluation.metrics")
    else:
        print("er-evaluation: absent")
    rng = random.Random(6)
    right = {"by hand": 0, "er-evaluation": 0}
    of = {"by hand": 0, "er-evaluation": 0}
    with tempfile.TemporaryDirectory() as temporary:
        for _ in range(ROUNDS):
            n = rng.choice([1, 2, 5, 12, 30])
            truth, answer = random_clusters(rng, n), random_clusters(rng, n)
            if rng.random() < 0.3:
                answer = [c if rng.random() < 0.8 else n + c for c in truth]
            got = ours(pathlib.Path(temporary), truth, answer)
            wanted = {"by hand": by_hand(truth, answer)}
            if metrics is not None:
                p, t = pandas.Series(answer), pandas.Series(truth)
                wanted["er-evaluation"] = {
                    f"{name}.{part}": getattr(metrics, f"{theirs}_{call}")(p, t)
                    for name, theirs in (("pairwise", "pairwise"), ("cluster", "cluster"),
                                         ("bcubed.per_cluster", "b_cubed"))
                    for part, call in (("precision", "precision"), ("recall", "recall"),
                                       ("f1", "f"))}
            for source, values in wanted.items():
                for name, want in values.items():
                    of[source] += 1
                    mine = got[name]
                    # with no pair er-evaluation writes 1 where ours is undefined
                    if mine is None and (want is None or want in (0, 1)):
                        right[source] += 1
                    elif mine is not None and want is not None and math.isclose(
                            mine, want, rel_tol=1e-12):
                        right[source] += 1
                    elif of[source] - right[source] <= 3:
                        print(f"{source} {name}: ours {mine}, theirs {want}: {truth} {answer}")
    for source, count in of.items():
        if count:
            print(f"{source}: {right[source]} of {count} figures agree")
    sys.exit(0 if right == of else 1)


main()
