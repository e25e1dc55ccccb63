#!/usr/bin/env python3
"""Make names.txt and words.txt, the lists that the engine is built with.

usage: make-lists.py FAKER.json NAMES.pm PHP_PROVIDERS BRITISH_SMALL

  FAKER.json      {locale: {"g": [given…], "s": [surnames…]}} of @faker-js/faker 10.6.0 (npm, MIT)
  NAMES.pm        Text/Names.pm of Debian's libtext-names-perl 0.46-2: names of the 1990 census of
                  the United States (public domain)
  PHP_PROVIDERS   Faker/Provider of Debian's php-faker (MIT)
  BRITISH_SMALL   /usr/share/dict/british-english-small of wbritish-small (SCOWL)

names.txt: one folded name a line and g, s or b (given, surname, both); w after it when it is a
common English word too. words.txt: common words, less those that a suffix of words.c gives.
Both sorted by byte, ASCII only.
"""
import json
import os
import re
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
# Locales written in Latin letters whose names are met in the United Kingdom.
FAKER = ("af_ZA az da de en en_AU en_GH en_HK en_IE en_IN en_NG en_NP en_ZA es fi fr fr_SN hu "
         "it ku_kmr_latin lv nb_NO nl pl pt_BR pt_PT ro sk sr_RS_latin sv tr yo_NG zu_ZA").split()
# Names of some list that are far more often a word of every sentence.
NEVER = ("an do he in my to oh said soon so ha non man numbers loan gang hung sang fares pan col on "
         "or is it are was the this that era case head house street road best good gate").split()
PHP = "en_GB en_NG en_UG en_ZA en_IN en_SG ms_MY lt_LT bg_BG et_EE".split()
LETTERS = str.maketrans({"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ı": "i",
                         "ß": "ss", "æ": "ae", "ə": "a", "Ə": "a", "ð": "d", "þ": "th", "’": "'"})


def fold(name):
    name = unicodedata.normalize("NFD", name.translate(LETTERS)).lower()
    return "".join(c for c in name if not unicodedata.combining(c)).replace("'", "").replace("-", "")


def php_lists(folder, locale):
    with open(os.path.join(folder, locale, "Person.php"), encoding="utf-8") as file:
        text = file.read()
    for field, body in re.findall(r"static \$(\w+)\s*=\s*(?:array\(|\[)(.*?)[)\]];", text, re.DOTALL):
        kind = "s" if field.startswith("last") else "g" if field.startswith("first") else None
        if kind and "Format" not in field and "Suffix" not in field:
            for name in re.findall(r"'([^'\\]+)'|\"([^\"]+)\"", body):
                yield kind, name[0] or name[1]


def census_lists(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    for kind, variable in (("g", "MALE_FIRSTNAMES"), ("g", "FEMALE_FIRSTNAMES"), ("s", "SURNAMES")):
        body = re.search(r"\$COMMON_%s = <<ENDNAMES;\n(.*?)\nENDNAMES" % variable, text, re.DOTALL)
        rows = [line.split() for line in body.group(1).splitlines() if line.strip()]
        for row in rows:
            if float(row[1]) >= (0.004 if kind == "g" else 0):
                yield kind, row[0]


def own_lists():
    with open(os.path.join(HERE, "own-names.txt"), encoding="utf-8") as file:
        for line in file:
            kind, _, names = line.partition(": ")
            if kind in ("given", "surname"):
                for name in names.split():
                    yield kind[0], name


def common_words(path):
    """Lower-case words, and capitalised ones (days, places, peoples, brands)."""
    with open(path, encoding="utf-8") as file:
        words = {w.strip() for w in file}
    return ({fold(w) for w in words if re.fullmatch(r"[a-zà-ÿ]{2,}", w)},
            {fold(w) for w in words if re.fullmatch(r"[A-Z][a-zà-ÿ]+", w)})


def without_inflections(words):
    """Drops what words.c finds by taking a suffix off."""
    def given_by(word):
        for suffix, ends in (("s", ("",)), ("es", ("",)), ("ed", ("", "e")), ("ing", ("", "e")), ("ly", ("",))):
            stem = word[:-len(suffix)]
            if word.endswith(suffix) and len(stem) > 2:
                if any(stem + end in words for end in ends):
                    return True
                if suffix in ("ed", "ing") and len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in words:
                    return True
        return False
    return {w for w in words if not given_by(w)}


def main():
    faker_path, census_path, php_folder, words_path = sys.argv[1:]
    with open(faker_path, encoding="utf-8") as file:
        faker = json.load(file)
    pairs = [(k, n) for locale in FAKER for k in "gs" for n in faker[locale][k]]
    pairs += [p for locale in PHP for p in php_lists(php_folder, locale)]
    pairs += list(census_lists(census_path))
    own = list(own_lists())
    words, proper = common_words(words_path)
    ours = {fold(n) for _, n in own}
    kinds = {}
    for kind, name in pairs + own:
        for part in name.split():
            part = fold(part)
            # A common word or two letters from a foreign list is more often no name here.
            if part not in NEVER and re.fullmatch(r"[a-z]{2,20}", part) and (part in ours or (part not in words and len(part) > 3)
                                                       or (kind, name) in KEPT):
                kinds.setdefault(part, set()).add(kind)
    with open(os.path.join(HERE, "names.txt"), "w", encoding="ascii") as file:
        for name in sorted(kinds):
            kind = "b" if len(kinds[name]) == 2 else next(iter(kinds[name]))
            file.write("%s %s%s\n" % (name, kind, "w" if name in words else ""))
    short = without_inflections(words | {w for w in proper if w not in kinds})
    with open(os.path.join(HERE, "words.txt"), "w", encoding="ascii") as file:
        file.write("".join(w + "\n" for w in sorted(short) if re.fullmatch(r"[a-z]+", w)))
    print(len(kinds), "names:", sum("g" in k for k in kinds.values()), "given,",
          sum("s" in k for k in kinds.values()), "surnames;", len(short), "words")


KEPT = set()

if __name__ == "__main__":
    KEPT.update(census_lists(sys.argv[2]))
    KEPT.update(p for p in php_lists(sys.argv[3], "en_GB"))
    main()
