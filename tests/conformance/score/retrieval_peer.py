#!/usr/bin/env python3
"""retrieval_peer.py PROGRAM: `policeai score retrieval` against trec_eval itself.

PAI_VECTORS=DIR names a folder with a checkout called trec_eval (usnistgov), built there by make;
without it only says that it is absent. Its own test files are compared with its printed results;
then ROUNDS (300) random judgements and runs, with ties, unjudged documents, graded levels, topics in
one file only, each measure of each topic to the four digits that trec_eval prints.
"""
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
ROUNDS = int(os.environ.get("ROUNDS", "300"))
WITHOUT = ("runid", "relstring")  # no numbers


def ours(qrels, run, *options):
    done = subprocess.run(
        [PROGRAM, "score", "retrieval", "--qrels", qrels, "--run", run, "--json", "--per-topic",
         "--resamples", "0", "--threads", "1", *options], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    out = json.loads(done.stdout)
    values = {("all", name): figure["value"] for name, figure in out["metrics"].items()}
    for topic, figures in out["topics"].items():
        values.update({(topic, name): value for name, value in figures.items()})
    return values


def theirs(text):
    values = {}
    for line in text.splitlines():
        name, topic, value = line.split()
        if not name.startswith(WITHOUT):
            values[topic, name] = float(value)
    return values


def compare(got, want, what, skip=()):
    right = 0
    of = 0
    for key, value in want.items():
        if key[1] in skip or key[1].startswith("gm_") and key[0] != "all":
            continue
        of += 1
        if key in got and abs(got[key] - value) <= 0.00005 + 1e-9:
            right += 1
        elif of - right < 4:
            print(f"{what}: {key}: ours {got.get(key)}, theirs {value}")
    return right, of


def fixtures(folder):
    test = folder / "test"
    right = of = 0
    for expected, qrels, run, options, skip in (
            ("out.test.aq", "qrels.test", "results.test", (), ()),
            ("out.test.aqc", "qrels.test", "results.trunc", ("-c",), ()),
            ("out.test.aqcM", "qrels.test", "results.trunc", ("-c", "-M", "100"), ()),
            # rbp's range of gains is read before it is set: m_rbp.c
            ("out.test.aql", "qrels.rel_level", "results.test", ("-l", "2"), ("rbp",)),
            ("out.comment.test", "qrels.comment.test", "results.comment.test", (), ())):
        got = ours(test / qrels, test / run, *options)
        r, n = compare(got, theirs((test / expected).read_text()), expected, skip)
        right += r
        of += n
    print(f"trec_eval, its own test files: {right} of {of} figures agree")
    return right == of


def random_files(rng, work):
    levels = rng.choice([[0, 1], [0, 1], [0, 1, 2, 3], [-1, 0, 1], [0, 0, 0, 0, 1]])
    topics = [str(t) for t in rng.sample(range(1, 40), rng.randrange(1, 6))]
    documents = [f"d{n}" for n in range(rng.choice([3, 8, 40]))]
    only = rng.choice(topics)
    qrels, run = [], []
    for topic in topics:
        judged = rng.sample(documents, rng.randrange(1, len(documents) + 1))
        marks = [rng.choice(levels) for _ in judged]
        if all(mark < 0 for mark in marks):
            marks[0] = 1  # with none judged trec_eval keeps the topic before: form_res_rels.c
        qrels += [f"{topic} 0 {d} {m}" for d, m in zip(judged, marks)]
        if topic != only or len(topics) == 1:
            answered = rng.sample(documents, rng.randrange(1, len(documents) + 1))
            run += [f"{topic}\tQ0 {d}  1 {rng.choice([rng.random(), rng.randrange(3), -1e-3])} t"
                    for d in answered]
    rng.shuffle(run)
    (work / "q").write_text("\n".join(qrels) + "\n")
    (work / "r").write_text("\n".join(run) + "\n")


def randoms(folder, work):
    rng = random.Random(5)
    right = of = 0
    for _ in range(ROUNDS):
        random_files(rng, work)
        options = ["-c"]
        if rng.random() < 0.3:
            options += ["-l", "2"]
        if rng.random() < 0.3:
            options += ["-M", str(rng.randrange(1, 12))]
        done = subprocess.run([folder / "trec_eval", "-q", "-m", "all_trec", *options,
                               work / "q", work / "r"], capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(done.stderr)
        got = ours(work / "q", work / "r", *options)
        r, n = compare(got, theirs(done.stdout), f"random {options}", ("rbp",))
        right += r
        of += n
    print(f"trec_eval, random files: {right} of {of} figures agree")
    return right == of


def main():
    folder = pathlib.Path(os.environ.get("PAI_VECTORS", "/nonexistent")) / "trec_eval"
    if not (folder / "trec_eval").exists():
        print("trec_eval: absent")
        return
    with tempfile.TemporaryDirectory() as temporary:
        good = fixtures(folder) & randoms(folder, pathlib.Path(temporary))
    sys.exit(0 if good else 1)


main()
