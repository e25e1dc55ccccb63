#!/usr/bin/env python3
"""summary_peer.py PROGRAM: `policeai score summary` against google-research/rouge and nltk.

PAI_VECTORS=DIR names a folder with a folder called rouge_score (or rouge) from google-research, which
is not carried here; without it this says so. ROUNDS (1000) random pairs, with and without stems, and
newsroom's fragments by a few lines of Python of the same rules.
"""
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
ROUNDS = int(os.environ.get("ROUNDS", "1000"))
FOLDER = os.environ.get("PAI_VECTORS", "")
sys.path.insert(0, FOLDER)
try:
    from rouge_score import rouge_scorer
except ImportError:
    try:
        from rouge import rouge_scorer
    except ImportError:
        print("rouge: absent (PAI_VECTORS=DIR with google-research's folder rouge)")
        sys.exit(0)

KINDS = ["rouge1", "rouge2", "rougeL", "rougeLsum"]
WORDS = ("the running flies happily cats cat cat's caresses ponies \u212aelvin İstanbul café CAFE 1,000 a b c d "
         "generalizations relational dying sky enjoy geology").split()


def text(rnd):
    kind = rnd.random()
    if kind < 0.1:
        return rnd.choice(["", "\n", ".", "—é", "\n\n a"])
    return "".join(rnd.choice(WORDS) + rnd.choice([" ", " ", "\n", "-", "\u00a0", "\t", ". \n"])
                   for _ in range(rnd.randrange(1, rnd.choice([8, 30, 150]))))


def fragments(summary, source):
    a, b = summary.lower().split(), source.lower().split()
    lengths, i = [], 0
    while i < len(a):
        best = place = 0
        while place < len(b):
            n = 0
            while i + n < len(a) and place + n < len(b) and a[i + n] == b[place + n]:
                n += 1
            best = max(best, n)
            place += max(n, 1)
        if best:
            lengths.append(best)
        i += max(best, 1)
    if not a:
        return [0, 0, 0]
    return [sum(lengths) / len(a), sum(n * n for n in lengths) / len(a), len(b) / len(a)]


rnd = random.Random(1)
pairs = []
for _ in range(ROUNDS):
    reference = text(rnd)
    words = reference.split(" ")
    start = rnd.randrange(len(words))
    moved, words[start:start + 5] = words[start:start + 5], []
    words[rnd.randrange(len(words) + 1):0] = moved
    pairs.append((reference, " ".join(words) if rnd.random() < 0.7 else text(rnd)))
good = of = 0
with tempfile.TemporaryDirectory() as folder:
    paths = [str(pathlib.Path(folder) / name) for name in ("r", "h")]
    for path, lines in zip(paths, zip(*pairs)):
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(json.dumps({"text": line}) + "\n" for line in lines)
    for stem in (False, True):
        command = [PROGRAM, "score", "summary", "--ref", paths[0], "--hyp", paths[1], "--source",
                   paths[0], "--json", "--segments", "--resamples", "0"] + (["--stem"] if stem else [])
        report = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        scorer = rouge_scorer.RougeScorer(KINDS, use_stemmer=stem)
        for (reference, hypothesis), mine in zip(pairs, report["segments"]):
            scores = scorer.score(reference, hypothesis)
            wanted = [scores[kind].fmeasure for kind in KINDS] + fragments(hypothesis, reference)
            names = KINDS + ["coverage", "density", "compression"]
            same = all(abs(mine[name] - value) < 1e-9 * max(1, value)
                       for name, value in zip(names, wanted))
            good, of = good + same, of + 1
            if not same and of - good <= 3:
                print(f"  differs: {reference!r} {hypothesis!r} {stem} {mine} {wanted}")
print(f"summary rouge and fragments: {good} of {of} agree")
sys.exit(good != of)
