#!/usr/bin/env python3
"""Make audio/, items.jsonl and benchmark.json from clips.tsv and the sources it names.

usage: convert-speech.py --fsdd DIR --jfk DIR --sphinx DIR --prompts DIR    (see README.md: Sources)
       convert-speech.py --check     writes nothing, needs no source: fails if a file would differ

One line of clips.tsv is one clip. `files` are joined in that order with 200 ms of silence
between two; `sha256` is over their bytes, joined. A source that differs ends the conversion.
Samples are never changed: FLAC is lossless, and the rate stays that of the source.
"""
import collections
import csv
import hashlib
import io
import json
import os
import subprocess
import sys
import wave

FOLDER = os.path.dirname(os.path.abspath(__file__))
SOURCES = ("fsdd", "jfk", "sphinx", "prompts")
RATES = {"8-khz": 8000, "16-khz": 16000}
GAP_SECONDS = 0.2
GROUPS = {
    "accent": ("Accent as the source states it",
               ["american", "belgian-french", "german", "greek", "not-stated"]),
    "channel": ("Sampling rate", ["16-khz", "8-khz"]),
    "kind": ("What is spoken", ["book", "command", "digits", "prompt", "speech"]),
}


def read_clips():
    with open(os.path.join(FOLDER, "clips.tsv"), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def samples(content, name, rate):
    """The 16-bit mono samples of a WAV file, or of a headerless .raw one."""
    if name.endswith(".raw"):
        return content
    with wave.open(io.BytesIO(content)) as wav:
        if (wav.getnchannels(), wav.getsampwidth(), wav.getframerate()) != (1, 2, rate):
            sys.exit("%s is not 16-bit mono at %d Hz" % (name, rate))
        return wav.readframes(wav.getnframes())


def make_audio(clip, folders):
    rate = RATES[clip["channel"]]
    parts = []
    digest = hashlib.sha256()
    for name in clip["files"].split():
        with open(os.path.join(folders[clip["source"]], name), "rb") as file:
            content = file.read()
        digest.update(content)
        parts.append(samples(content, name, rate))
    if digest.hexdigest() != clip["sha256"]:
        sys.exit("%s: the source's files differ from the recorded digest" % clip["id"])
    subprocess.run(["flac", "--silent", "--force", "--best", "--no-padding",
                    "--force-raw-format", "--endian=little", "--sign=signed", "--channels=1",
                    "--bps=16", "--sample-rate=%d" % rate,
                    "-o", os.path.join(FOLDER, "audio", clip["id"] + ".flac"), "-"],
                   input=(b"\0\0" * int(GAP_SECONDS * rate)).join(parts), check=True)


def item(clip):
    for group, (_, values) in GROUPS.items():
        if clip[group] not in values:
            sys.exit("%s: group %s has no value %s" % (clip["id"], group, clip[group]))
    return {"id": clip["id"], "input": {"audio": {"file": "audio/%s.flac" % clip["id"]}},
            "expected": {"text": clip["text"]}, "groups": {g: clip[g] for g in sorted(GROUPS)},
            "cluster": clip["speaker"], "split": clip["split"]}


def header(contents):
    files = [{"path": path, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
             for path, content in sorted(contents.items())]
    head = {"id": "speech-en", "version": "1", "task": "transcription",
            "title": "English speech, read aloud: digits, prompts, a book, a speech",
            "licence": "CC BY-SA 4.0, CC BY-SA 3.0, BSD-2-Clause and public domain, by clip (LICENSE)",
            "source": "Free Spoken Digit Dataset; Asterisk core sounds; PocketSphinx test data; "
                      "an address of 1961, public domain (README.md has addresses and digests)",
            "sensitivity": "public", "exposure": "open", "files": files, "metrics": {},
            "groups": {name: {"title": title, "values": values}
                       for name, (title, values) in GROUPS.items()}}
    return (json.dumps(head, sort_keys=True, separators=(",", ":")) + "\n").encode()


def report(clips):
    for split in ("dev", "test"):
        part = [c for c in clips if c["split"] == split]
        print(split, len(part), "clips,", len({c["speaker"] for c in part}), "speakers,",
              sum(len(c["text"].split()) for c in part), "words")
        for group in ["speaker"] + list(GROUPS):
            print("  %s:" % group, dict(sorted(collections.Counter(c[group] for c in part).items())))


def main():
    check = sys.argv[1:] == ["--check"]
    clips = read_clips()
    if not check:
        folders = dict(zip([a.lstrip("-") for a in sys.argv[1::2]], sys.argv[2::2]))
        if set(folders) != set(SOURCES):
            sys.exit(__doc__)
        os.makedirs(os.path.join(FOLDER, "audio"), exist_ok=True)
        for clip in clips:
            make_audio(clip, folders)
    contents = {"items.jsonl": "".join(json.dumps(item(c), separators=(",", ":")) + "\n"
                                       for c in clips).encode()}
    for path in ["LICENSE", "clips.tsv"] + ["audio/%s.flac" % c["id"] for c in clips]:
        with open(os.path.join(FOLDER, path), "rb") as file:
            contents[path] = file.read()
    for name, content in (("items.jsonl", contents["items.jsonl"]), ("benchmark.json", header(contents))):
        path = os.path.join(FOLDER, name)
        if check:
            with open(path, "rb") as file:
                if file.read() != content:
                    sys.exit("%s differs from what clips.tsv and audio/ give: run convert-speech.py" % name)
        else:
            with open(path, "wb") as file:
                file.write(content)
    report(clips)


main()
