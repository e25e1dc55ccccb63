#!/usr/bin/env python3
"""spans_peer.py PROGRAM: `policeai score spans` against the reference programs, on random documents.

PAI_VECTORS=DIR names a folder with checkouts called nervaluate (MantisAI), presidio-research
(Microsoft) and text-anonymization-benchmark (Norsk Regnesentral), which are not carried here; one
that is not there is said to be absent. Their own needs beyond pandas (spaCy, presidio-analyzer,
intervaltree) are stood in for: only their scoring runs. ROUNDS (400) random documents each, of which
one in ten is empty on a side; a document is one run, so that each is compared by itself.
"""
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
import types
import warnings
from unittest import mock

PROGRAM = sys.argv[1]
ROUNDS = int(os.environ.get("ROUNDS", "400"))
SCHEMAS = ("strict", "exact", "partial", "ent_type")


class Standing(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Any module of these names is a stand-in."""

    NAMES = {"spacy", "presidio_analyzer", "tqdm", "plotly", "intervaltree", "dotenv", "faker",
             "sklearn", "haystack", "flair", "azure", "matplotlib", "spacy_stanza", "sklearn_crfsuite",
             "schwifty", "langcodes", "seaborn"}

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


def checkout(name):
    folder = pathlib.Path(os.environ.get("PAI_VECTORS", "/nonexistent")) / name
    return folder if folder.is_dir() else None


def ours(folder, truth, answers, *options):
    for name, rows in (("g", truth), ("p", answers)):
        with open(folder / name, "w", encoding="utf-8") as f:
            f.writelines(json.dumps(row) + "\n" for row in rows)
    done = subprocess.run(
        [PROGRAM, "score", "spans", "--ref", folder / "g", "--hyp", folder / "p", "--json",
         "--resamples", "0", "--threads", "1", "--allow-overlaps", *options],
        capture_output=True, text=True, check=True)
    return json.loads(done.stdout)["metrics"]


def same(a, b):
    if a is None or b is None or (isinstance(b, float) and math.isnan(b)):
        return a is None and (b is None or math.isnan(b) or b == 0)
    return math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-15)


class Tally:
    def __init__(self, name):
        self.name, self.right, self.of = name, 0, 0

    def check(self, what, got, want, case):
        self.of += 1
        if same(got, want):
            self.right += 1
        elif self.of - self.right <= 3:
            print(f"{self.name}: {what}: ours {got}, theirs {want}: {case}")

    def say(self):
        print(f"{self.name}: {self.right} of {self.of} figures agree")
        return self.right == self.of


def random_spans(rng, length, labels, overlap):
    spans = []
    if rng.random() < 0.1:
        return spans
    for _ in range(rng.randrange(1, 7)):
        start = rng.randrange(length)
        span = {"start": start, "end": min(length, start + rng.randrange(1, 8)),
                "label": rng.choice(labels)}
        if overlap or all(s["end"] <= span["start"] or span["end"] <= s["start"] for s in spans):
            spans.append(span)
    return spans


def nudged(rng, spans, length, labels):
    out = []
    for span in spans:
        span = dict(span)
        if rng.random() < 0.4:
            span["start"] = max(0, span["start"] - rng.randrange(2))
            span["end"] = min(length, span["end"] + rng.randrange(2))
        if rng.random() < 0.2:
            span["label"] = rng.choice(labels)
        if rng.random() < 0.85:
            out.append({k: span[k] for k in ("start", "end", "label")})
    rng.shuffle(out)
    return out


def nervaluate(folder, work):
    sys.path.insert(0, str(folder / "src"))
    theirs = importlib.import_module("nervaluate.strategies")
    entity = importlib.import_module("nervaluate.entities").Entity
    classes = {"strict": theirs.StrictEvaluation, "exact": theirs.ExactEvaluation,
               "partial": theirs.PartialEvaluation, "ent_type": theirs.EntityTypeEvaluation}
    tally = Tally("nervaluate")
    rng = random.Random(1)
    for _ in range(ROUNDS):
        labels = ["A", "B", "C"][:rng.randrange(1, 4)]
        gold = random_spans(rng, 30, labels, rng.random() < 0.5)
        if rng.random() < 0.5:
            pred = nudged(rng, gold, 30, labels)
        else:
            pred = random_spans(rng, 30, labels, True)
        least = rng.choice([1, 1, 25, 50, 100])
        got = ours(work, [{"id": "x", "spans": gold}], [{"id": "x", "spans": pred}],
                   "--min-overlap", str(least))
        both = [[entity(s["label"], s["start"], s["end"] - 1) for s in spans]
                for spans in (gold, pred)]
        for schema in SCHEMAS:
            want, _ = classes[schema](float(least)).evaluate(*both, labels)
            for part in ("precision", "recall", "f1"):
                tally.check(f"{schema}.{part}", got[f"{schema}.{part}"]["value"],
                            getattr(want, part), (gold, pred, least))
            for part in ("correct", "incorrect", "partial", "missed", "spurious"):
                tally.check(f"{schema} {part}", got[f"{schema}.f1"][part], getattr(want, part),
                            (gold, pred, least))
    return tally.say()


def best_pairing(gold, pred, schema):
    """Greatest credit in halves, then most pairs, by trying all pairings."""
    best = (0, 0)
    small, large = (gold, pred) if len(gold) <= len(pred) else (pred, gold)
    for order in itertools.permutations(range(len(large)), len(small)):
        credit = pairs = 0
        for i, j in enumerate(order):
            g, p = (small[i], large[j]) if small is gold else (large[j], small[i])
            cover = min(g["end"], p["end"]) - max(g["start"], p["start"])
            if cover <= 0 or cover / (g["end"] - g["start"]) * 100 < 1:
                continue
            bounds = (g["start"], g["end"]) == (p["start"], p["end"])
            label = g["label"] == p["label"]
            pairs += 1
            credit += {"strict": 2 * (bounds and label), "exact": 2 * bounds,
                       "partial": 1 + bounds, "ent_type": 2 * label}[schema]
        best = max(best, (credit, pairs))
    return best


def matching(work):
    tally = Tally("maximum-weight matching, by trying all pairings")
    rng = random.Random(2)
    for _ in range(ROUNDS):
        gold = random_spans(rng, 12, "AB", True)[:5]
        pred = (random_spans(rng, 12, "AB", True) if rng.random() < 0.5
                else nudged(rng, gold, 12, "AB"))[:5]
        got = ours(work, [{"id": "x", "spans": gold}], [{"id": "x", "spans": pred}])
        for schema in SCHEMAS:
            f1 = got[f"{schema}.f1.matched"]
            credit, pairs = best_pairing(gold, pred, schema)
            tally.check(schema, 2 * f1["correct"] + f1["partial"], credit, (gold, pred))
            tally.check(schema, f1["correct"] + f1["partial"] + f1["incorrect"], pairs,
                        (gold, pred))
    return tally.say()


def random_text(rng, words):
    """Words and punctuation between blanks, with the place of each token."""
    parts, tokens, at = [], [], 0
    for _ in range(rng.randrange(3, 14)):
        word = rng.choice(words)
        tokens.append((at, at + len(word), word))
        parts.append(word)
        at += len(word)
        if rng.random() < 0.85:
            parts.append(" ")
            at += 1
    return "".join(parts), tokens


WORDS = ["Ann", "the", "Smith", ",", "-", "at", "Örebro", "9", "Road", ".", "mr", "x1", "of", "日本", "Mr"]


def presidio(folder, work):
    sys.path.insert(0, str(folder))
    warnings.simplefilter("ignore")
    importlib.import_module("spacy.tokens").Token = type("Token", (), {})
    pandas = importlib.import_module("pandas")
    base = importlib.import_module("presidio_evaluator.evaluation.span_evaluator")
    skip = [",", ".", "-", "the", "of"]
    with open(work / "skip", "w", encoding="utf-8") as f:
        f.write("\n".join(skip))
    evaluator = base.SpanEvaluator(model=None, skip_words=skip)
    tally = Tally("presidio-research")
    rng = random.Random(3)
    for _ in range(ROUNDS):
        text, tokens = random_text(rng, WORDS)
        tags = {}
        for side in ("annotation", "prediction"):
            tags[side], i = [], 0
            while len(tags[side]) < len(tokens):
                run = rng.randrange(1, 4)
                tags[side] += [rng.choice(["O", "O", "PER", "LOC"])] * run
            del tags[side][len(tokens):]
            if side == "prediction" and rng.random() < 0.6:
                tags[side] = [t if rng.random() < 0.85 else "O" for t in tags["annotation"]]
        spans = {side: [{"start": s, "end": e, "label": tag}
                        for (s, e, _), tag in zip(tokens, tags[side]) if tag != "O"]
                 for side in tags}
        got = ours(work, [{"id": "x", "text": text, "tokens": [t[:2] for t in tokens],
                           "spans": spans["annotation"]}],
                   [{"id": "x", "spans": spans["prediction"]}], "--skip-words",
                   str(work / "skip"))
        frame = pandas.DataFrame([
            {"sentence_id": 0, "token": t[2], "annotation": a, "prediction": p,
             "start_indices": t[0]}
            for t, a, p in zip(tokens, tags["annotation"], tags["prediction"])])
        want = evaluator.calculate_score_on_df(
            per_type=False, results_df=evaluator.create_global_entities_df(frame), beta=2)
        case = (tokens, tags)
        tally.check("precision", got["iou.precision"]["value"], want.pii_precision, case)
        tally.check("recall", got["iou.recall"]["value"], want.pii_recall, case)
        tally.check("f2", got["iou.f2"]["value"], want.pii_f, case)
    return tally.say()


class Tree:
    def __init__(self):
        self.items = []

    def __setitem__(self, span, data):
        self.items.append((span.start, span.stop, data))

    def __getitem__(self, span):
        return [i for i in self.items if i[0] < span.stop and span.start < i[1]]


class Token:
    def __init__(self, text, idx, pos):
        self.text, self.idx, self.pos_, self.lower_ = text, idx, pos, text.lower()

    def __len__(self):
        return len(self.text)


class Document:
    def __init__(self, tokens):
        self.tokens = tokens

    def char_span(self, start, end, alignment_mode):
        assert alignment_mode == "expand"
        return [t for t in self.tokens if t.idx < end and start < t.idx + len(t)]


def benchmark(folder, work):
    sys.path.insert(0, str(folder))
    tab = importlib.import_module("evaluation")
    tab.tqdm = lambda x: x
    tab.intervaltree = types.SimpleNamespace(IntervalTree=Tree)
    tally = Tally("text-anonymization-benchmark")
    rng = random.Random(4)
    for _ in range(ROUNDS):
        text, tokens = random_text(rng, WORDS)
        parts = [rng.choice(["ADP", "PROPN", "NOUN", "DET", "X"]) for _ in tokens]
        notes, mentions = {}, []
        for annotator in ["a1", "a2", "a3"][:rng.randrange(1, 4)]:
            notes[annotator] = {"entity_mentions": []}
            for s in random_spans(rng, len(text), ["PERSON", "LOC"], True):
                need = rng.choice(["DIRECT", "QUASI", "NO_MASK"])
                who = f"{annotator}-{rng.randrange(3)}"
                notes[annotator]["entity_mentions"].append(
                    {"entity_id": who, "identifier_type": need, "start_offset": s["start"],
                     "end_offset": s["end"], "entity_type": s["label"]})
                mentions.append({**s, "annotator": annotator, "entity": who,
                                 "identifier": need.lower().replace("_", "-")})
        masks = (nudged(rng, mentions, len(text), ["X"]) if rng.random() < 0.7
                 else random_spans(rng, len(text), ["X"], True))
        corpus = tab.GoldCorpus.__new__(tab.GoldCorpus)
        spacy_doc = Document([Token(t[2], t[0], p) for t, p in zip(tokens, parts)])
        corpus.documents = {"x": tab.GoldDocument("x", text, notes, spacy_doc)}
        answers = [tab.MaskedDocument("x", [(m["start"], m["end"]) for m in masks])]
        got = ours(work, [{"id": "x", "text": text, "tokens": [t[:2] for t in tokens],
                           "pos": parts, "spans": mentions}], [{"id": "x", "spans": masks}])
        uniform = tab.UniformTokenWeighting()
        want = {"tab.entity.recall": corpus.get_entity_recall(answers, True, True),
                "tab.entity.recall.direct": corpus.get_entity_recall(answers, True, False),
                "tab.entity.recall.quasi": corpus.get_entity_recall(answers, False, True),
                "tab.mention.recall": corpus.get_recall(answers, True, True, False),
                "tab.token.recall": corpus.get_recall(answers, True, True, True),
                "tab.token.precision": corpus.get_precision(answers, uniform),
                "tab.mention.precision": corpus.get_precision(answers, uniform, False)}
        for name, value in want.items():
            tally.check(name, got[name]["value"], float(value), (text, mentions, masks, parts))
    return tally.say()


def main():
    sys.meta_path.insert(0, Standing())
    good = True
    with tempfile.TemporaryDirectory() as temporary:
        work = pathlib.Path(temporary)
        good &= matching(work)
        for name, run in (("nervaluate", nervaluate), ("presidio-research", presidio),
                          ("text-anonymization-benchmark", benchmark)):
            folder = checkout(name)
            if folder is None:
                print(f"{name}: absent")
            else:
                good &= run(folder, work)
    sys.exit(0 if good else 1)


main()
