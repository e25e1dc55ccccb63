#!/usr/bin/env python3
"""Make items.jsonl and benchmark.json from presidio-research's synth_dataset_v2.json.

usage: convert-presidio.py synth_dataset_v2.json

A text's offsets are code points: each span is compared with the value it names, and a
difference ends the conversion. All texts of one template are one cluster and lie in one split.
"""
import collections
import hashlib
import json
import os
import sys

LABELS = {
    "PERSON": "PERSON", "STREET_ADDRESS": "ADDRESS", "GPE": "PLACE", "ORGANIZATION": "ORGANISATION",
    "PHONE_NUMBER": "PHONE", "EMAIL_ADDRESS": "EMAIL", "CREDIT_CARD": "CARD", "IBAN_CODE": "IBAN",
    "DATE_TIME": "DATE", "DOMAIN_NAME": "URL", "IP_ADDRESS": "IP", "TITLE": "TITLE", "AGE": "AGE",
    "NRP": "NATIONALITY", "ZIP_CODE": "POSTCODE", "US_SSN": "FOREIGN_ID",
    "US_DRIVER_LICENSE": "FOREIGN_ID",
}


def split_of(template):
    """A fixed third of the templates is dev, chosen by digest and so by nobody."""
    return "dev" if hashlib.sha256(b"template %d" % template).digest()[0] < 86 else "test"


def row(index, record):
    spans = []
    for span in record["spans"]:
        start, end = span["start_position"], span["end_position"]
        if record["full_text"][start:end] != span["entity_value"]:
            sys.exit("record %d: offset %d does not name its value" % (index, start))
        spans.append({"start": start, "end": end, "label": LABELS[span["entity_type"]]})
    spans.sort(key=lambda s: s["start"])
    return {"id": "presidio-%04d" % index, "input": {"text": record["full_text"]},
            "expected": {"spans": spans}, "groups": {},
            "cluster": "template-%d" % record["template_id"],
            "split": split_of(record["template_id"])}


def main():
    folder = os.path.dirname(os.path.abspath(__file__))
    with open(sys.argv[1], encoding="utf-8") as source:
        rows = [row(i, r) for i, r in enumerate(json.load(source), 1)]
    with open(os.path.join(folder, "items.jsonl"), "w", encoding="utf-8", newline="\n") as out:
        for r in rows:
            out.write(json.dumps(r, ensure_ascii=False, separators=(",", ":")) + "\n")
    files = []
    for name in ("LICENSE", "items.jsonl"):
        with open(os.path.join(folder, name), "rb") as f:
            content = f.read()
        files.append({"path": name, "sha256": hashlib.sha256(content).hexdigest(),
                      "bytes": len(content)})
    head = {"id": "redaction-synthetic", "version": "1", "task": "text-redaction",
            "title": "Synthetic personal data in general English text", "licence": "MIT",
            "source": "microsoft/presidio-research, commit 7622dec, data/synth_dataset_v2.json",
            "sensitivity": "synthetic", "exposure": "open", "files": files, "groups": {},
            "metrics": {}}
    with open(os.path.join(folder, "benchmark.json"), "w", encoding="utf-8", newline="\n") as out:
        out.write(json.dumps(head, sort_keys=True, separators=(",", ":")) + "\n")
    for split in ("dev", "test"):
        part = [r for r in rows if r["split"] == split]
        labels = collections.Counter(s["label"] for r in part for s in r["expected"]["spans"])
        print(split, len(part), "items,", len({r["cluster"] for r in part}), "clusters,",
              dict(sorted(labels.items())))


if __name__ == "__main__":
    main()
