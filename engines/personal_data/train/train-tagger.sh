#!/bin/sh
# Trains tagger.model again, to the same bytes: makes the texts from the fetched sources, then runs tagger-train.
#
# usage: train-tagger.sh SOURCES TAGGER_TRAIN OUT.model
#
# SOURCES is the folder that fetch-sources.sh filled; the texts are written there, too. Takes some two minutes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sources=$1
items=$here/../../../benchmarks/redaction-synthetic/items.jsonl
node "$here/dump-faker.mjs" "$sources/package" >"$sources/faker.json"
"$here/make-general.py" 14000 "$sources/faker.json" "$sources/companies_and_organizations.csv" "$sources/nationalities.csv" "$items" \
    >"$sources/general.jsonl"
"$here/make-sentences.py" 10000 >"$sources/police.jsonl"
cd "$sources"
"$here/convert-tweets.py" a.conll b.conll e.conll g.conll h.conll >tweets.jsonl
cd - >/dev/null
"$2" "$3" "$sources/general.jsonl" "$sources/police.jsonl" "$sources/tweets.jsonl"
