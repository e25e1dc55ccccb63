#!/usr/bin/python3
"""asreview_replay.py ITEMS.jsonl [NAME=VALUE…]: WSS@95 of TF-IDF and naive Bayes as ASReview 0.9.3 simulates them, written anew on scikit-learn (Debian's
python3-sklearn): the oracle beside which bench-ranking's count stands. Begins with one relevant and one irrelevant document drawn at random, which are not
counted; WSS is the recall reached less the part read when 95 % are found. The defaults are ASReview's; values, all optional:

    runs=5          replays, seeded 0, 1, …
    step=1          documents read before it learns again
    alpha=3.822     smoothing of naive Bayes
    ngram=1         up to so many words are one feature
    split=0         1: titles and abstracts are features of their own
    a=2.155 aa=0.94 b=0.789     "double" balance: the weight of the relevant a · (relevant / not)^-aa, of the others 1 - (1 - b) / (1 + ln read)
    svm=0           1: a linear support vector machine in place of naive Bayes, on the logarithm of how often a word stands, without words that 95 % of
                    the texts have; the relevant together weigh `ratio` times what the others do; it learns after each document until 40 are read
    C=0.11 ratio=9.8            of that machine: about what ASReview's later versions have, one setting for all sets

The settings of the published figures, searched by their authors for each set, stand in simulation_study/simulation/config/one/BCTD of
github.com/asreview/paper-evaluating-models-across-research-areas."""
import json
import math
import os
import sys

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"
import numpy
import scipy.sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.naive_bayes import MultinomialNB
from sklearn.svm import LinearSVC

if len(sys.argv) < 2:
    sys.exit(__doc__)
options = {"svm": 0, "C": 0.11, "ratio": 9.8, "runs": 5, "step": 1, "alpha": 3.822, "ngram": 1, "split": 0, "a": 2.155, "aa": 0.94, "b": 0.789}
for word in sys.argv[2:]:
    name, _, value = word.partition("=")
    if name not in options:
        sys.exit(f"{word}: not one of {', '.join(options)}")
    options[name] = type(options[name])(value)

with open(sys.argv[1], encoding="utf-8") as file:
    rows = [json.loads(line) for line in file]
titles = [row["input"]["document"]["title"] for row in rows]
texts = [row["input"]["document"]["text"] for row in rows]
relevant = numpy.array([row["expected"]["relevant"] for row in rows], int)
if options["svm"]:
    words = TfidfVectorizer(sublinear_tf=True, max_df=0.95, ngram_range=(1, options["ngram"]))
else:
    words = TfidfVectorizer(stop_words="english", ngram_range=(1, options["ngram"]))
if options["split"]:
    vectors = scipy.sparse.hstack([words.fit_transform(titles), words.fit_transform(texts)]).tocsr()
else:
    vectors = words.fit_transform([title + " " + text for title, text in zip(titles, texts)])


def drawn(among, wanted, random):
    copies = wanted // len(among)
    return numpy.append(numpy.tile(among, copies), random.choice(among, wanted - copies * len(among), replace=False)).astype(int)


def balanced(read, random):
    ones, zeros = read[relevant[read] == 1], read[relevant[read] == 0]
    weight = options["a"] * (len(ones) / len(zeros)) ** -options["aa"] * len(ones)
    rest = (1 - (1 - options["b"]) / (1 + math.log(len(read)))) * len(zeros)
    share = weight * len(read) / (weight + rest)
    wanted = int(share) + (random.rand() < share - int(share))
    wanted = max(1, min(len(read) - 2, wanted)) if len(read) > 2 else 1
    return numpy.concatenate([drawn(ones, wanted, random), drawn(zeros, len(read) - wanted, random)])


def scores_of_bayes(read, random):
    sample = balanced(read, random)
    model = MultinomialNB(alpha=options["alpha"]).fit(vectors[sample], relevant[sample])
    return vectors @ (model.feature_log_prob_[1] - model.feature_log_prob_[0])


def scores_of_svm(read, _):
    ones = relevant[read].sum()
    weights = numpy.where(relevant[read] == 1, options["ratio"] * (len(read) - ones) / ones, 1.0)
    model = LinearSVC(C=options["C"], max_iter=2000)
    return model.fit(vectors[read], relevant[read], sample_weight=weights * len(read) / weights.sum()).decision_function(vectors)


def replay(seed):
    random = numpy.random.RandomState(seed)
    read = [random.choice(numpy.where(relevant == want)[0]) for want in (1, 0)]
    unread = numpy.ones(len(rows), bool)
    unread[read] = False
    total = relevant.sum() - 1
    found = 0
    while True:
        score = (scores_of_svm if options["svm"] else scores_of_bayes)(numpy.array(read), random)
        score[~unread] = -numpy.inf
        for document in numpy.argsort(-score)[: 1 if options["svm"] and len(read) < 40 else options["step"]]:
            read.append(document)
            unread[document] = False
            found += relevant[document]
            if found >= math.ceil(0.95 * total - 1e-9):
                return found / total - (len(read) - 2) / (len(rows) - 2)


saved = [100 * replay(seed) for seed in range(options["runs"])]
print(f"{sys.argv[1]}: {len(rows)} documents, {relevant.sum()} relevant, {vectors.shape[1]} features: WSS@95 {numpy.mean(saved):.1f} ({min(saved):.1f} to {max(saved):.1f})")
