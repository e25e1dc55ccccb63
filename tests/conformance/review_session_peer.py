#!/usr/bin/python3
"""review_session_peer.py POLICEAI: a review by continuous active learning with scikit-learn (tests/tools/review-tfidf) is measured on made-up documents; the
order it made is scored here once more, average precision by scikit-learn, the rest by hand, and must be what the evidence says."""
import hashlib
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile

from sklearn.metrics import average_precision_score

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCUMENTS, WORDS = 400, ["bicycle", "library", "window", "stolen", "garden", "noise", "music", "parking", "permit", "tree", "dog", "lead"]


def make(folder):
    draw = random.Random(2)
    rows = []
    for i in range(DOCUMENTS):
        relevant = draw.random() < 0.1
        words = [draw.choice(WORDS) for _ in range(12)] + (["bicycle", "stolen", "lock"] if relevant else [])
        rows.append({"id": f"d{i:03}", "input": {"topic": {"title": "stolen bicycles"}, "document": {"text": " ".join(words)}},
                     "expected": {"relevant": relevant}, "cluster": f"d{i:03}", "split": "test"})
    items = "".join(json.dumps(row) + "\n" for row in rows).encode()
    folder.mkdir()
    (folder / "items.jsonl").write_bytes(items)
    (folder / "benchmark.json").write_text(json.dumps({
        "id": "made-up", "version": "1", "task": "document-review", "title": "made up", "licence": "MIT", "source": "made up", "sensitivity": "synthetic",
        "exposure": "open", "metrics": {}, "files": [{"path": "items.jsonl", "bytes": len(items), "sha256": hashlib.sha256(items).hexdigest()}]}))
    return {row["id"]: row["expected"]["relevant"] for row in rows}


def main():
    with tempfile.TemporaryDirectory(prefix="policeai-review-") as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        truth = make(folder / "made-up")
        out = subprocess.run([sys.argv[1], "lab", "run", str(ROOT / "tests/tools/review-tfidf"), str(folder / "made-up"), "--data",
                              str(folder / "data"), "--json"], check=True, capture_output=True).stdout
        stem = json.loads(out)["evidence"].removesuffix(".dsse.json")
        places = {row["id"]: json.loads(row["output"]) for row in map(json.loads, open(stem + ".results.jsonl"))}
        figures = {figure["metric"]: float(figure["value"]) for figure in json.load(open(stem + ".figures.json"))}
    order = sorted(places, key=lambda ident: places[ident]["rank"])
    relevant = [at for at, ident in enumerate(order, 1) if truth[ident]]
    needed = relevant[math.ceil(0.95 * len(relevant)) - 1]
    read = [ident for ident in order if not places[ident]["stopped"]]
    expected = {
        "review.average_precision/1": average_precision_score([truth[ident] for ident in order], [-places[ident]["rank"] for ident in order]),
        "review.wss_95/1": (DOCUMENTS - needed) / DOCUMENTS - 0.05,
        "review.recall_at_stop/1": sum(truth[ident] for ident in read) / len(relevant),
        "review.read_at_stop/1": len(read) / DOCUMENTS,
    }
    for metric, value in expected.items():
        if abs(figures[metric] - value) > 1e-9:
            sys.exit(f"{metric}: {figures[metric]}, here {value}")
        print(f"{metric}: {value:.4f} by both")


main()
