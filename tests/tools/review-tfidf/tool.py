#!/usr/bin/python3
"""A tool for tests: continuous active learning with scikit-learn (Debian's python3-sklearn). Documents are TF-IDF vectors; the topic stands as the first
relevant document and a random half of what was not read yet as irrelevant ones, until a person has found some; then logistic regression orders
the rest after each batch."""
import json
import random
import sys

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression


def say(value):
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


class Review:
    def __init__(self, given, parameters, rng):
        with open(f"{given['dir']}/items.jsonl", encoding="utf-8") as file:
            items = [json.loads(row) for row in file]
        topic = given["topic"]
        texts = [f"{topic['title']} {topic.get('text', '')}"]
        texts += [f"{item['input']['document'].get('title', '')} {item['input']['document']['text']}" for item in items]
        self.vectors = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(texts)
        self.place = {item["id"]: at for at, item in enumerate(items, 1)}
        self.ids = [None] + [item["id"] for item in items]
        self.labels = {}
        self.proposed = set()
        self.parameters, self.rng, self.dry = parameters, rng, 0

    def next(self, most):
        rest = [at for at in range(1, len(self.ids)) if at not in self.proposed]
        if not rest:
            return []
        irrelevant = [at for at, label in self.labels.items() if not label]
        irrelevant += self.rng.sample(rest, max(1, min(100, len(rest) // 2)))
        relevant = [0] + [at for at, label in self.labels.items() if label]
        model = LogisticRegression(class_weight="balanced", solver="liblinear", random_state=0)
        model.fit(self.vectors[relevant + irrelevant], [1] * len(relevant) + [0] * len(irrelevant))
        scores = model.decision_function(self.vectors[rest])
        best = sorted(zip(-scores, rest))[: min(most, self.parameters["batch"])]
        self.proposed.update(at for _, at in best)
        return [self.ids[at] for _, at in best]

    def learn(self, labels):
        for label in labels:
            self.labels[self.place[label["id"]]] = label["relevant"]
            self.dry = 0 if label["relevant"] else self.dry + 1


start = json.loads(sys.stdin.readline())
say({"ready": True, "id": "review-tfidf", "version": "1", "window": 1, "ops": ["feedback"]})
review = None
for line in sys.stdin:
    request = json.loads(line)
    if "cancel" in request:
        continue
    given = request["input"]
    if request.get("op") == "feedback":
        review.learn(given["labels"])
        say({"id": request["id"], "output": {}})
    elif "dir" not in given and review is None:
        say({"id": request["id"], "error": {"code": "format", "message": "input has no dir"}})
    else:
        if "dir" in given:
            review = Review(given, start["parameters"], random.Random(start["seed"]))
        ids = review.next(given["at_most"])
        say({"id": request["id"], "output": {"propose": ids, "stop": review.dry >= start["parameters"]["quiet"]}})
