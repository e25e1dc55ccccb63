#!/usr/bin/env python3
"""meeting_peer.py PROGRAM: `policeai score speech --meeting` (cpwer, tcpwer) against the definitions.

Here the definitions are the plain way: every permutation of the speakers, the whole table of each pair
of speakers, times in decimals. Where PAI_VECTORS=DIR has a checkout called meeteval whose Cython
modules are built in place (python3 setup.py build_ext --inplace; needs cython3, python3-numpy,
python3-scipy), meeteval itself is asked too, counts and pairings included; its kaldialign is replaced by
meeteval's own alignment without times, which its tests hold equal. ROUNDS (300) recordings of each kind;
seed SEED (1).
"""
import decimal
import itertools
import json
import logging
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import types

PROGRAM = sys.argv[1]
ROUNDS = int(os.environ.get("ROUNDS", "300"))
random.seed(int(os.environ.get("SEED", "1")))
bad = 0


def report(name, right, of):
    global bad
    bad += right != of or of == 0
    print(f"{name}: {right} of {of} agree")


def meeteval_peer():
    folder = pathlib.Path(os.environ.get("PAI_VECTORS", "/nowhere")) / "meeteval"
    if not folder.is_dir():
        return None
    logging.disable(logging.WARNING)
    sys.path.insert(0, str(folder))
    import meeteval  # pylint: disable=import-outside-toplevel,import-error
    from meeteval.wer.matching import time_constrained_levenshtein_distance_with_alignment as align  # pylint: disable=import-outside-toplevel,import-error

    def edit_distance(reference, hypothesis):
        found = align(reference, hypothesis, [(0, 1)] * len(reference), [(0, 1)] * len(hypothesis))
        return {"ins": found["insertions"], "del": found["deletions"], "sub": found["substitutions"],
                "total": found["total"]}

    sys.modules["simplejson"] = json
    sys.modules["kaldialign"] = types.SimpleNamespace(edit_distance=edit_distance)
    return meeteval


def spread(segment, points, collar):
    """Words of a segment with their times, by characters."""
    words = segment["words"].split()
    start, end = segment["start"], segment["end"]
    total, before, out = sum(map(len, words)), 0, []
    for word in words:
        a, b = start, end
        if len(words) > 1:
            each = (end - start) / total
            a, b = start + each * before, start + each * (before + len(word))
        before += len(word)
        if points:
            a = b = (a + b) / 2
        out.append((word, float(a - collar), float(b + collar)))
    return out


def table_errors(reference, hypothesis, timed):
    row = list(range(len(hypothesis) + 1))
    for word, start, end in reference:
        before, row = row, [row[0] + 1]
        for j, (other, a, b) in enumerate(hypothesis):
            best = min(before[j + 1], row[j]) + 1
            if not timed or (start < b and a < end):
                best = min(best, before[j] + (word != other))
            row.append(best)
    return row[-1]


def plain_errors(reference, hypothesis, timed, collar):
    """The fewest errors over all permutations of the speakers."""
    sides = []
    for segments, points, wide in ((reference, False, 0), (hypothesis, True, collar)):
        speakers = {}
        for segment in sorted(segments, key=lambda s: s["start"]):
            speakers.setdefault(segment["speaker"], []).extend(spread(segment, points, wide))
        sides.append(list(speakers.values()))
    for side in sides:
        side += [[]] * (max(map(len, sides)) - len(side))
    errors = [[table_errors(a, b, timed) for b in sides[1]] for a in sides[0]]
    return min(sum(errors[i][p] for i, p in enumerate(order))
               for order in itertools.permutations(range(len(sides[0]))))


LETTERS = ["a", "bb", "ccc", "d", "ée", "uh-huh"]


def random_segments(recording, speakers, base):
    """`base`: another side's segments to be said again with errors, or None."""
    out = []
    if base is None:
        for _ in range(random.randint(1, 8)):
            start = decimal.Decimal(random.randint(0, 3000)) / 100
            out.append({"speaker": random.choice(speakers), "start": start,
                        "end": start + decimal.Decimal(random.randint(0, 600)) / 100,
                        "words": " ".join(random.choices(LETTERS, k=random.randint(0, 7)))})
    else:
        names = dict(zip("ABCDE", random.sample(speakers, len(speakers))))
        for segment in base:
            if random.random() < 0.1:
                continue
            start = max(decimal.Decimal(0), segment["start"] + decimal.Decimal(random.randint(-150, 150)) / 100)
            words = [random.choice(LETTERS) if random.random() < 0.2 else w for w in segment["words"].split()
                     if random.random() > 0.1]
            who = names[segment["speaker"]] if segment["speaker"] in names and random.random() > 0.1 \
                else random.choice(speakers)
            out.append({"speaker": who, "start": start,
                        "end": start + decimal.Decimal(random.randint(0, 600)) / 100, "words": " ".join(words)})
    for segment in out:
        segment["recording"] = recording
    return out


def write_stm(path, segments):
    with open(path, "w", encoding="utf-8") as file:
        for s in segments:
            file.write(f"{s['recording']} 1 {s['speaker']} {s['start']} {s['end']} {s['words']}\n")


def write_seglst(path, segments):
    rows = [{"session_id": s["recording"], "speaker": s["speaker"], "start_time": float(s["start"]),
             "end_time": str(s["end"]), "words": s["words"]} for s in segments]
    path.write_text(json.dumps(rows), encoding="utf-8")


def ours(reference, hypothesis, collar):
    done = subprocess.run([PROGRAM, "score", "speech", "--meeting", "--json", "--resamples", "0", "--ref", reference,
                           "--hyp", hypothesis, "--missing", "deleted", "--collar", str(collar)],
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(done.stderr)
    return json.loads(done.stdout)


def errors_of(figure):
    return figure["substitutions"] + figure["deletions"] + figure["insertions"]


def theirs_of(found):
    return [found.errors, found.length, found.insertions, found.deletions, found.substitutions, found.missed_speaker,
            found.falarm_speaker, found.scored_speaker, [list(map(str, pair)) for pair in found.assignment]]


def ours_of(figure, pairs):
    return [errors_of(figure), figure["denominator"], figure["insertions"], figure["deletions"],
            figure["substitutions"], figure["missed_speaker"], figure["falarm_speaker"], figure["scored_speaker"],
            [list(map(str, pair)) for pair in pairs]]


def compare(folder, kind, speakers, write, ending, peer, collar):
    reference, hypothesis = [], []
    for i in range(ROUNDS):
        said = random_segments(f"rec{i}", "ABCDE"[:random.randint(1, speakers)], None)
        again = random_segments(f"rec{i}", "UVWXYZ"[:random.randint(1, speakers)] if speakers > 1 else "U", said)
        reference += said
        hypothesis += again
    paths = [folder / f"r.{ending}", folder / f"h.{ending}"]
    write(paths[0], reference)
    write(paths[1], hypothesis)
    got = ours(*paths, collar)
    for way in ("cpwer", "tcpwer"):
        right = of = 0
        for name, group in got["groups"]["recording"].items():
            sides = [[s for s in side if s["recording"] == name] for side in (reference, hypothesis)]
            of += 1
            right += plain_errors(*sides, way == "tcpwer", collar) == errors_of(group["metrics"][way])
        report(f"{way}, {kind}, every permutation", right, of)
        if peer is None:
            continue
        options = {"collar": collar} if way == "tcpwer" else {}
        found = getattr(peer.wer, way)(*(peer.io.load(p) for p in paths), **options)
        right = sum(theirs_of(found[name]) == ours_of(group["metrics"][way], got["assignment"][way][name])
                    for name, group in got["groups"]["recording"].items() if name in found)
        report(f"{way}, {kind}, meeteval, counts and pairings", right, len(found))


def main():
    peer = meeteval_peer()
    if peer is None:
        print("meeteval: absent (PAI_VECTORS)")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        compare(folder, "one speaker", 1, write_stm, "stm", peer, decimal.Decimal(5))
        compare(folder, "up to 5 speakers", 5, write_stm, "stm", peer, decimal.Decimal(2))
        compare(folder, "SegLST, narrow collar", 3, write_seglst, "seglst.json" if peer else "json", peer, decimal.Decimal("0.25"))
    sys.exit(bad > 0)


main()
