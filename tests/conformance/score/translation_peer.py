#!/usr/bin/env python3
"""translation_peer.py PROGRAM: `policeai score translation` against sacreBLEU, on random segments.

PAI_VECTORS=DIR names a folder with a checkout called sacrebleu (mjpost), which is not carried here;
without it this says so. Needs numpy 1.x and regex. ROUNDS (60) files of 40 segments: words, letters,
punctuation, all kinds of white space, other scripts, empty lines, one to three references, any
setting; every corpus and segment score must agree to 1e-9, p-values and spreads too. Where the
checkout has test/wmt17_en_de_systems.pkl.bz2, all its systems as well.
"""
import bz2
import json
import logging
import os
import pathlib
import pickle
import random
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
ROUNDS = int(os.environ.get("ROUNDS", "60"))
CHECKOUT = pathlib.Path(os.environ.get("PAI_VECTORS", "")) / "sacrebleu"
if not os.environ.get("PAI_VECTORS") or not CHECKOUT.is_dir():
    print("sacrebleu: absent (PAI_VECTORS=DIR with a checkout called sacrebleu)")
    sys.exit(0)
sys.path.insert(0, str(CHECKOUT))
version = CHECKOUT / "sacrebleu" / "version.py"
if not version.exists():  # made by its packaging
    import types
    module = types.ModuleType("sacrebleu.version")
    module.__version__ = "2.6.0"
    sys.modules["sacrebleu.version"] = module
from sacrebleu.metrics import BLEU, CHRF, TER  # noqa: E402
from sacrebleu.significance import PairedTest  # noqa: E402

logging.disable(logging.WARNING)
PIECES = list("aab bccABCZz019.,-'s &;<>\"()!?:/\\[]{}~`^_|@#$%*+=") + [
    "&amp;", "&quot;", "&lt;", "&gt;", "&amp;lt;", "\x3cskipped>", "\u00a0", "\u3000", "\u2028",
    "\u1680", "\x1c", "\x85", "é", "ß", "İ", "Σ", "ΑΣ", "ς", "\u212a", "中", "國", "漢", "ひ", "カ", "。",
    "、", "！", "（", "\u3200", "\u3f00", "\u0301", "\u200b", "½", "²", "٣", "€", "©", "\U0001f600",
    "\U00020000", "–", "…", "·", "'s ", "x.", "1,000", "3-4", "..", ",.", "-5"]
names = ["bleu", "chrf", "chrf++", "ter"]
agreed = {name: [0, 0] for name in names + ["segment", "significance"]}


def segment(rnd):
    kind = rnd.random()
    if kind < 0.12:
        return rnd.choice(["", " "])
    if kind < 0.6:
        return "".join(rnd.choice(PIECES) for _ in range(rnd.randrange(1, 40)))
    return " ".join(rnd.choice("abcdefg") for _ in range(rnd.randrange(1, rnd.choice([6, 40, 160]))))


def vary(rnd, text):
    if rnd.random() < 0.3:
        return segment(rnd)
    words = text.split(" ")
    for _ in range(rnd.randrange(4)):
        if not words:
            break
        start = rnd.randrange(len(words))
        moved = words[start:start + rnd.randrange(1, 14)]
        del words[start:start + len(moved)]
        if rnd.random() < 0.7:
            place = rnd.randrange(len(words) + 1)
            words[place:place] = moved
    return " ".join(words)


def close(ours, theirs):
    return abs(ours - theirs) <= 1e-9 * max(1, abs(theirs))


def note(what, good, place):
    agreed[what][0] += good
    agreed[what][1] += 1
    if not good and agreed[what][1] - agreed[what][0] <= 3:
        print(f"  {what} differs: {place}")


def ours(folder, hypotheses, references, options, rival=None):
    paths = []
    for number, lines in enumerate([hypotheses] + references + ([rival] if rival else [])):
        paths.append(folder / str(number))
        paths[-1].write_text("".join(line + "\n" for line in lines), encoding="utf-8", newline="\n")
    command = [PROGRAM, "score", "translation", "--hyp", str(paths[0]), "--json", "--segments",
               "--resamples", "0", "--ref", ",".join(map(str, paths[1:1 + len(references)]))]
    command += ["--hyp2", str(paths[-1])] if rival else []
    return json.loads(subprocess.run(command + options, check=True, capture_output=True).stdout)


def one_round(rnd, folder):
    references = [[segment(rnd) for _ in range(40)]]
    references += [[vary(rnd, text) for text in references[0]] for _ in range(rnd.randrange(3))]
    hypotheses = [vary(rnd, text) for text in references[0]]
    flags = ["lowercase", "chrf-whitespace", "chrf-eps-smoothing", "ter-normalized", "ter-no-punct",
             "ter-asian-support", "ter-case-sensitive"]
    chosen = {flag: rnd.random() < 0.4 for flag in flags}
    tokens = rnd.choice(["13a", "none", "intl", "char", "zh"])
    smoothing = rnd.choice(["exp", "floor", "add-k", "none"])
    report = ours(folder, hypotheses, references,
                  ["--tokenize", tokens, "--smooth-method", smoothing, "--threads", "1"] +
                  ["--" + flag for flag in flags if chosen[flag]])
    stripped = [line.rstrip() for line in hypotheses]
    sides = [[line.rstrip() for line in lines] for lines in references]
    ter = TER(normalized=chosen["ter-normalized"], no_punct=chosen["ter-no-punct"],
              asian_support=chosen["ter-asian-support"], case_sensitive=chosen["ter-case-sensitive"])
    chrf = {"lowercase": chosen["lowercase"], "whitespace": chosen["chrf-whitespace"],
            "eps_smoothing": chosen["chrf-eps-smoothing"]}
    for name, metric in zip(names, [
            BLEU(lowercase=chosen["lowercase"], tokenize=tokens, smooth_method=smoothing, force=True),
            CHRF(**chrf), CHRF(word_order=2, **chrf), ter]):
        score = metric.corpus_score(stripped, sides).score
        note(name, close(report["metrics"][name]["value"], score), (chosen, tokens, smoothing))
        single = metric
        if name == "bleu":
            single = BLEU(lowercase=chosen["lowercase"], tokenize=tokens, smooth_method=smoothing,
                          effective_order=True)
        for i, line in enumerate(stripped):
            score = single.sentence_score(line, [lines[i] for lines in sides]).score
            note("segment", close(report["segments"][i][name], score),
                 (name, chosen, ascii(line), [ascii(lines[i]) for lines in sides]))


def compare_tests(folder, hypotheses, rival, reference, metrics, options):
    report = ours(folder, hypotheses, [reference], options, rival)["significance"]
    for name, metric in metrics.items():
        for test, kind in (("bs", "bootstrap"), ("ar", "randomisation")):
            found = PairedTest([("a", hypotheses), ("b", rival)], {name: metric}, [reference],
                               test_type=test)()[1]
            first, second = [row for key, row in found.items() if key != "System"][0]
            mine = report[name][kind]
            note("significance", close(mine["p"], second.p_value), (name, kind, mine, second))
            if test == "bs":
                note("significance", close(mine["baseline_mean"], first.mean), (name, "mean"))
                note("significance", close(mine["system_ci"], second.ci), (name, "ci"))


def systems(folder):
    path = CHECKOUT / "test" / "wmt17_en_de_systems.pkl.bz2"
    if not path.exists():
        print("wmt17_en_de_systems.pkl.bz2: absent")
        return
    data = pickle.load(bz2.open(path))
    reference = data[-1][1][0]
    for name, lines in data[:-1]:
        for tokens in ("13a", "none", "intl"):
            report = ours(folder, lines, [reference], ["--tokenize", tokens, "--metrics", "bleu,chrf,chrf++"])
            for metric, peer in (("bleu", BLEU(tokenize=tokens)), ("chrf", CHRF()),
                                 ("chrf++", CHRF(word_order=2))):
                if metric == "bleu" or tokens == "13a":
                    score = peer.corpus_score(lines, [reference]).score
                    note(metric, close(report["metrics"][metric]["value"], score), name)
    compare_tests(folder, data[0][1], data[2][1], reference,
                  {"bleu": BLEU(tokenize="none"), "chrf++": CHRF(word_order=2)},
                  ["--tokenize", "none", "--metrics", "bleu,chrf++"])
    report = ours(folder, data[0][1], [reference], ["--metrics", "ter"])
    note("ter", close(report["metrics"]["ter"]["value"],
                      TER().corpus_score(data[0][1], [reference]).score), data[0][0])


with tempfile.TemporaryDirectory() as name:
    for number in range(ROUNDS):
        one_round(random.Random(number), pathlib.Path(name))
    rnd = random.Random(1)
    reference = [segment(rnd) for _ in range(60)]
    compare_tests(pathlib.Path(name), [vary(rnd, x).rstrip() for x in reference],
                  [vary(rnd, x).rstrip() for x in reference], [x.rstrip() for x in reference],
                  {"bleu": BLEU(force=True), "chrf": CHRF(), "ter": TER()}, [])
    systems(pathlib.Path(name))
for what, (good, of) in agreed.items():
    print(f"translation {what}: {good} of {of} agree with sacreBLEU")
sys.exit(any(good != of for good, of in agreed.values()))
