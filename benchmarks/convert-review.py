#!/usr/bin/env python3
"""convert-review.py NAME FILE.csv FOLDER: a systematic review whose abstracts were labelled by people, as a benchmark of document-review. NAME is one of

    ace         ACE inhibitors, 2,544 abstracts, 41 included           Cohen_2006/output/online/ACEInhibitors.csv
    adhd        drugs for attention deficit, 851, 20                   Cohen_2006/output/online/ADHD.csv
    beta        beta blockers, 2,072, 42                               Cohen_2006/output/online/BetaBlockers.csv
    triptans    triptans, 671, 24                                      Cohen_2006/output/online/Triptans.csv
    kitchenham  reviews in software engineering, 1,704, 45             Hall_Wahono_Radjenovic_Kitchenham/output/Kitchenham_2010.csv
    nudging     nudging healthcare professionals, 2,019, 101           Nagtegaal_2019/output/Nagtegaal_2019.csv
    bannach     animal models of depression, 1,993, 280                Bannach-Brown_2019/output/Bannach-Brown_2019.csv
    hypo        oral hypoglycemics, 503, 136                           Cohen_2006/output/online/OralHypoglycemics.csv
    opioids     opioids, 1,915, 15                                     Cohen_2006/output/online/Opiods.csv
    ace-simulated      ace as ASReview's paper simulated it: 2,235, 41, none without an abstract or twice      sim_datasets/ace.csv
    nudging-simulated  nudging likewise: 1,847, 100                                                            sim_datasets/nudging.csv

    base=https://raw.githubusercontent.com/asreview/systematic-review-datasets/0909240/datasets
    curl -L -o FILE.csv $base/Nagtegaal_2019/output/Nagtegaal_2019.csv
    simulated=https://raw.githubusercontent.com/asreview/paper-evaluating-models-across-research-areas/602f082/datasets
    curl -L -o FILE.csv $simulated/sim_datasets/ace.csv

One review is one topic, so all of it is test; a document is relevant when the review came to include it. The source's README says under what terms each list
was given; abstracts are their publishers', so the folder that this makes is for measuring, not for publishing. The topics' words were written for this
program from the reviews' titles."""
import csv
import hashlib
import json
import pathlib
import sys

DRUGS = "Comparisons of {}, of how well they work and what harm they do, for a review of that class of drugs."
SETS = {
    "ace": ("67bc0b3ad9bd9d98610cfe124336fb192a19a921dfb6ac52ee486caac64fd27f",
        "ACE inhibitors", DRUGS.format("angiotensin converting enzyme inhibitors"), "Cohen 2006"),
    "adhd": ("762e19ddf4f0ecbaa23c8330e04f438ab7da7a08c20b13dacd4354a366c2abcf",
        "Attention deficit hyperactivity disorder drugs", DRUGS.format("drugs for attention deficit hyperactivity disorder"), "Cohen 2006"),
    "beta": ("72a74deb254ef15fb382458b65982e3ee19de03a7a1bd3ff8a9a3e02266062a7",
        "Beta blockers", DRUGS.format("beta blockers"), "Cohen 2006"),
    "triptans": ("f0fd3f247420b63ae3b389535c068e17963c6da50fb0707e6f429d556d7e1757",
        "Triptans", DRUGS.format("triptans"), "Cohen 2006"),
    "kitchenham": ("07dbd5016e3295a252f2816592532f501b216b2db4c33d2e3e9404507a026e6d",
        "Systematic reviews in software engineering", "Systematic literature reviews in software engineering: which reviews of the literature were made, on which topics and of what quality.", "Kitchenham 2010"),
    "nudging": ("abfbdb973aa125f26ce872a5193c931d0690f7fe2e1fb75551de9c0acecd200f",
        "Nudging healthcare professionals", "Nudging healthcare professionals towards evidence-based medicine: changes of the choice architecture such as reminders, defaults, feedback and prompts.", "Nagtegaal 2019"),
    "bannach": ("89c6d6a57ed6c4849f8f95d2816c4b577d3a02e857b1dd2e44b96f2c19b846c2",
        "Animal models of depression", "Preclinical studies with animal models of depression and depressive-like behaviour.", "Bannach-Brown 2019"),
    "hypo": ("47a81abdb8cc2028b1a8d8ffd98c161c7c1adaf4378afdfd07c9151b3d33fa3b",
        "Oral hypoglycemics", DRUGS.format("oral hypoglycemics"), "Cohen 2006"),
    "opioids": ("be75d6e9dd1bb1f76460f1180700467bbb27e41972a3d654e9483e42cf315945",
        "Opioids", DRUGS.format("opioids"), "Cohen 2006"),
}
SETS["ace-simulated"] = ("cd1e2819f6cc5cf2813b863497468b50ecad2a9cd07701250ea8df55bbf44b44", *SETS["ace"][1:])
SETS["nudging-simulated"] = ("6970c41b9e364682956542ef399925ff0b2e1d29e6177c5957dabcfc1de248e6", *SETS["nudging"][1:])
csv.field_size_limit(1 << 24)
if len(sys.argv) != 4 or sys.argv[1] not in SETS:
    sys.exit(__doc__)
name = sys.argv[1]
digest, title, text, about = SETS[name]
source = pathlib.Path(sys.argv[2]).read_bytes()
if hashlib.sha256(source).hexdigest() != digest:
    sys.exit(f"{sys.argv[2]}: not the file this program was written for (SHA-256 {digest})")
rows = []
for number, record in enumerate(csv.DictReader(source.decode("utf-8").splitlines(keepends=True)), 1):
    abstract = (record.get("abstract") or "").strip()
    rows.append({"id": f"record-{number:05}",
                 "input": {"topic": {"title": title, "text": text}, "document": {"title": (record.get("title") or "").strip(), "text": abstract}},
                 "expected": {"relevant": (record.get("label_included") or record["included"]).strip() in ("1", "1.0")}, "groups": {"abstract": "there" if abstract else "missing"},
                 "cluster": f"record-{number:05}", "split": "test"})
items = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows).encode()
head = {
    "id": f"review-{name}", "version": "1", "task": "document-review", "title": f"Abstracts for a review: {title}",
    "licence": "list as its source says; abstracts belong to their publishers",
    "source": f"{about}, asreview/" + ("paper-evaluating-models-across-research-areas at 602f082" if name.endswith("-simulated") else "systematic-review-datasets at 0909240"),
    "sensitivity": "public", "exposure": "open",
    "groups": {"abstract": {"title": "Whether the record has an abstract", "values": ["missing", "there"]}}, "metrics": {},
    "files": [{"path": "items.jsonl", "bytes": len(items), "sha256": hashlib.sha256(items).hexdigest()}],
}
folder = pathlib.Path(sys.argv[3])
folder.mkdir(parents=True)
(folder / "items.jsonl").write_bytes(items)
(folder / "benchmark.json").write_text(json.dumps(head, sort_keys=True, separators=(",", ":")) + "\n")
