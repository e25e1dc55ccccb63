#!/bin/sh
# Fetches what tagger.model is trained with and does not ship here, and checks each file by its SHA-256.
#
# usage: fetch-sources.sh FOLDER
#
# @faker-js/faker (MIT) comes with npm, the rest with curl: two lists of presidio-research (MIT) and five parts of the Broad
# Twitter Corpus (CC BY 4.0: Derczynski, Bontcheva, Roberts, Broad Twitter Corpus, COLING 2016). A file that is there is
# only checked.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
cd "$1"

get() { # NAME ADDRESS
    [ -f "$1" ] || curl -sSfL -o "$1" "$2"
}

presidio=https://raw.githubusercontent.com/microsoft/presidio-research/7622dec/presidio_evaluator/data_generator/raw_data
for name in companies_and_organizations.csv nationalities.csv; do
    get "$name" "$presidio/$name"
done
tweets=https://raw.githubusercontent.com/GateNLP/broad_twitter_corpus/0c45ef7b1924a6b8115bceab388781590b1b553a
for part in a b e g h; do
    get "$part.conll" "$tweets/$part.conll"
done
[ -f faker-js-faker-10.6.0.tgz ] || npm pack --silent @faker-js/faker@10.6.0
sha256sum --quiet -c "$here/sources.sha256"
[ -d package ] || tar xzf faker-js-faker-10.6.0.tgz
