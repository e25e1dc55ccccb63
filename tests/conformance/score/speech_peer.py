#!/usr/bin/env python3
"""speech_peer.py PROGRAM: `policeai score speech` and `score diarisation` against Debian's sctk.

sclite 2.10 on random utterances (words, nested choices, @, optional words), sc_stats on pairs of
systems, md-eval 22 on random recordings with collars, overlaps and regions; sclite's own test files
where PAI_VECTORS=DIR has a checkout called SCTK, and Whisper's English normaliser where it has one called
whisper (needs python3-regex and python3-more-itertools). ROUNDS (3) times 1,000 utterances; seed SEED (1).
"""
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
ROUNDS = int(os.environ.get("ROUNDS", "3"))
MD_EVAL = "/usr/lib/sctk/bin/md-eval.pl"
random.seed(int(os.environ.get("SEED", "1")))
bad = 0


def run(*words, cwd=None):
    return subprocess.run([str(w) for w in words], capture_output=True, text=True, errors="replace", cwd=cwd, check=False)


def report(name, right, of):
    global bad
    bad += right != of
    print(f"{name}: {right} of {of} agree")


def ours(family, *options):
    done = run(PROGRAM, "score", family, "--json", "--resamples", "0", *options)
    return json.loads(done.stdout) if done.returncode == 0 else None


def counts(path, form):
    found, name = {}, None
    for line in open(path, encoding="utf-8", errors="replace"):
        if line.startswith("id: "):
            name = line[4:].strip()
        match = re.match(form, line)
        if match:
            found[name] = tuple(int(x) for x in match.groups())
    return found


SCLITE = r"Scores: \(#C #S #D #I\) (\d+) (\d+) (\d+) (\d+)"
OURS = r"correct (\d+), substituted (\d+), deleted (\d+), inserted (\d+)"


def random_words(count, kinds, marks):
    def word():
        return random.choice("abcdefgh"[:kinds])

    out = []
    for _ in range(count):
        fate = random.random()
        if marks and fate < 0.15:
            branches = []
            for _ in range(random.randint(2, 3)):
                branch = " ".join(word() for _ in range(random.randint(1, 3)))
                branch = "@" if random.random() < 0.2 else branch
                branch = f"{{ {word()} / {word()} }} {word()}" if random.random() < 0.1 else branch
                branches.append(branch)
            out.append("{ " + " / ".join(branches) + " }")
        elif marks and fate < 0.25:
            out.append("@" if fate < 0.18 else f"({word()})")
        else:
            out.append(word())
    return " ".join(out)


def sclite(folder):
    for name, marks, theirs, mine in (("words", False, [], []), ("choices", True, [], []),
                                      ("optional words", True, ["-D"], ["--optional-words"])):
        right = of = 0
        for _ in range(ROUNDS):
            with open(folder / "r.trn", "w", encoding="utf-8") as r, open(folder / "h.trn", "w", encoding="utf-8") as h:
                for i in range(1000):
                    kinds = random.randint(2, 6)
                    r.write(f"{random_words(random.randint(0, 9), kinds, marks)} (s{i % 30}-{i})\n")
                    h.write(f"{random_words(random.randint(0, 9), kinds, marks and i % 3 == 0)} (s{i % 30}-{i})\n")
            run("sctk", "sclite", "-r", "r.trn", "trn", "-h", "h.trn", "trn", "-i", "spu_id", "-o", "pra", "-n", "o",
                *theirs, cwd=folder)
            ours("speech", "--ref", folder / "r.trn", "--hyp", folder / "h.trn", "--alignments", folder / "al", *mine)
            want, got = counts(folder / "h.trn.pra" if (folder / "h.trn.pra").exists() else folder / "o.pra", SCLITE), counts(folder / "al", OURS)
            of += len(want)
            right += sum(want[k] == got.get(k) for k in want)
        report(f"sclite, {name}", right, of)


def noisy(words, rate):
    out = []
    for word in words:
        fate = random.random() / rate
        out += [word] if fate > 1 else [random.choice("abcdefghij")] if fate < 0.4 else \
            [word, random.choice("abcdefghij")] if fate < 0.7 else []
    return out


def sc_stats(folder):
    right = of = 0
    for speakers in (5, 10, 25, 40):
        with open(folder / "r.trn", "w", encoding="utf-8") as r, open(folder / "1.trn", "w", encoding="utf-8") as one, \
                open(folder / "2.trn", "w", encoding="utf-8") as two:
            for i in range(speakers * 6):
                words = [random.choice("abcdefghij") for _ in range(random.randint(0, 15))]
                name = f"(s{i % speakers:02d}-{i})\n"
                r.write(" ".join(words) + " " + name)
                one.write(" ".join(noisy(words, 0.1)) + " " + name)
                two.write(" ".join(noisy(words, 0.14)) + " " + name)
        graphs = b""
        for k in "12":
            run("sctk", "sclite", "-r", "r.trn", "trn", "-h", f"{k}.trn", "trn", "-i", "spu_id", "-o", "sgml", "-n", k,
                cwd=folder)
            graphs += (folder / f"{k}.sgml").read_bytes()
        subprocess.run(["sctk", "sc_stats", "-p", "-t", "mapsswe", "-t", "mcn", "-t", "sign", "-t", "wilc", "-v", "-n", "o"],
                       input=graphs, capture_output=True, cwd=folder, check=False)
        got = ours("speech", "--ref", folder / "r.trn", "--hyp", folder / "1.trn", "--hyp2", folder / "2.trn")["systems"]
        for test, form, mine in (("mapsswe", r"\(# segs: (\d+)\)", got["mapsswe"]["segments"]),
                                 ("mapsswe", r"Z Stat: +([-\d.]+)", got["mapsswe"]["z"]),
                                 ("mcn", r"it occurring is +([\d.]+)", got["mcnemar"]["p_sc_stats"]),
                                 ("sign", r"it occurring is +([\d.]+)", got["sign"]["p_sc_stats"]),
                                 ("wilc", r"The Z statistic = +([-\d.]+)", got["wilcoxon"]["z"])):
            found = re.search(form, (folder / f"o.stats.{test}").read_text(errors="replace"))
            want = found.group(1) if found else "1.000"
            places = len(want.partition(".")[2])
            of += 1
            right += abs(float(want) - mine) <= 0.51 * 10 ** -places
    report("sc_stats", right, of)


def turns(name, speakers, count):
    rows = []
    for speaker in range(speakers):
        time = random.uniform(0, 5)
        for _ in range(count):
            length = random.uniform(0.2, 6)
            rows.append((time, f"SPEAKER {name} 1 {time:.2f} {length:.2f} <NA> <NA> s{speaker} <NA> <NA>\n"))
            time += length + random.uniform(0.1, 12)
    return [row for _, row in sorted(rows)]


def sounds(name):
    """Laughs and words: what md-eval's no-score zones hang on. Neither at the first turn nor with -1: md-eval slips."""
    return [f"{kind} {name} 1 {random.uniform(6, 60):.3f} {random.uniform(0.05, 2):.3f} x {subtype} s0 <NA>\n"
            for kind, subtype, most in (("NON-LEX", "laugh", 6), ("LEXEME", "lex", 20)) for _ in range(random.randint(0, most))]


def md_eval(folder, name, laughs):
    right = of = 0
    for _ in range(ROUNDS * 10):
        files = [f"f{k}" for k in range(random.randint(1, 3))]
        for side in ("r", "h"):
            (folder / f"{side}.rttm").write_text(
                "".join(row for f in files for row in turns(f, random.randint(1, 5), random.randint(1, 8)) +
                        (sounds(f) if laughs and side == "r" else [])), encoding="utf-8")
        (folder / "u.uem").write_text(
            "".join(f"{f} 1 {random.uniform(0, 3):.2f} {random.uniform(20, 60):.2f}\n" for f in files), encoding="utf-8")
        for collar in ("0", "0.25"):
            for theirs, mine in (([], []), ([], []) if laughs else (["-1"], ["--skip-overlap"]), (["-u", folder / "u.uem"], ["--uem", folder / "u.uem"])):
                text = run(MD_EVAL, "-r", folder / "r.rttm", "-s", folder / "h.rttm", "-c", collar, *theirs).stdout
                text = text[text.rfind("Speaker Diarization for ALL"):]
                want = [float(re.search(k + r" *= *([\d.]+) secs", text).group(1)) for k in
                        ("MISSED SPEAKER TIME", "FALARM SPEAKER TIME", " SPEAKER ERROR TIME", "SCORED SPEAKER TIME")]
                der = ours("diarisation", "--ref", folder / "r.rttm", "--hyp", folder / "h.rttm", "--collar", collar,
                           *mine)["metrics"]["der"]
                of += 1
                right += all(abs(a - der[b]) < 0.0051 for a, b in
                             zip(want, ("missed", "false_alarm", "confusion", "total")))
    report(name, right, of)


OWN = ("lvc_ref.stm lvc_hyp.ctm", "lvc_refe.stm lvc_hyp.ctm", "lvc_refr.stm lvc_hypr.ctm", "lvc_refm.stm lvc_hypm.ctm",
       "stm2ctm_missing.ref.stm stm2ctm_missing.hyp.ctm", "stm2ctm_missing.ref.stm stm2ctm_missing.hyp-missall.ctm",
       "test.cantonese.stm test.cantonese.ctm", "tests.ref tests.hyp", "csrnab.ref csrnab.hyp", "test.turkish.ref test.turkish.hyp",
       "test.vietnamese.ref.trn test.vietnamese.hyp.trn", "test.ukranian.ref test.ukranian.hyp")


def own_files(folder):
    data = pathlib.Path(os.environ.get("PAI_VECTORS", "/nonexistent")) / "SCTK" / "src" / "sclite" / "testdata"
    if not data.is_dir():
        print("SCTK's own test files: absent (PAI_VECTORS)")
        return
    right = 0
    for pair in OWN:
        reference, hypothesis = (data / name for name in pair.split())
        kinds = [("stm", "ctm") if reference.name.endswith("stm") else ("trn", "trn")][0]
        run("sctk", "sclite", "-r", reference, kinds[0], "-h", hypothesis, kinds[1], "-i", "spu_id", "-o", "pra", "-O", folder, "-n", "o")
        want = [sum(c) for c in zip(*counts(folder / "o.pra", SCLITE).values())]
        got = ours("speech", "--ref", reference, "--hyp", hypothesis, "--ref-format", kinds[0], "--hyp-format", kinds[1],
                   "--missing", "sclite")
        wer = got["metrics"]["wer.sclite"] if got else {}
        same = want == [wer.get(k) for k in ("correct", "substitutions", "deletions", "insertions")]
        right += same
        if not same:
            print("differs:", pair, want, wer)
    report("SCTK's own test files", right, len(OWN))


SIGNS = """1 2 0 7 10 007 3.14 5.0 0.5 1,000 1,2,3 $5 £0.50 €3 ¢7 $0.36 50p 10th 1960s 1s b747 10:30 5% €52.4 1.2.3 ½ x² ٣ ３ $0123
12345678901234567890 . .. % $ £ ¢ - ' ’ [x] <x> (x) () [ ( hmm um half st. dr. mr won't can't he'd it's they'll i'ma café Łódź straße ﬁ 한국
क्षि ™ and a ninth""".split()


def whisper(folder):
    checkout = pathlib.Path(os.environ.get("PAI_VECTORS", "/nonexistent")) / "whisper" / "whisper"
    if not checkout.is_dir():
        print("Whisper's normaliser: absent (PAI_VECTORS)")
        return
    sys.path.insert(0, str(checkout))
    from normalizers import EnglishTextNormalizer  # pylint: disable=import-error,import-outside-toplevel
    normalise = EnglishTextNormalizer()
    numbers = sorted(normalise.standardize_numbers.words)
    spellings = sorted(normalise.standardize_spellings.mapping)
    lines = [" ".join(random.choice(random.choice([numbers, numbers, SIGNS, spellings])) for _ in range(random.randint(0, 14)))
             + random.choice(["", " and a half million", " and fifty cents"]) for _ in range(ROUNDS * 1000)]
    (folder / "w.txt").write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    ours("speech", "--ref", folder / "w.txt", "--hyp", folder / "w.txt", "--norm", "whisper-en", "--alignments", folder / "al")
    got = [line[4:].split() for line in open(folder / "al", encoding="utf-8") if line.startswith("REF:")]
    right = 0
    for line, words in zip(lines, got):
        same = words == normalise(line).split()
        right += same
        if not same and right < 5:
            print("differs:", line, words, normalise(line))
    report("Whisper's normaliser", right, len(lines))


with tempfile.TemporaryDirectory() as name:
    place = pathlib.Path(name)
    sclite(place)
    sc_stats(place)
    md_eval(place, "md-eval", False)
    md_eval(place, "md-eval, laughs and words", True)
    own_files(place)
    whisper(place)
sys.exit(bad > 0)
