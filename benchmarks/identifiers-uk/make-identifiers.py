#!/usr/bin/env python3
"""Make items.jsonl, lookalikes.jsonl and benchmark.json from values and sentences.

usage: make-identifiers.py [--check]      (--check: writes nothing, fails if a file would differ)

An item is one sentence with an identifier and one or two with look-alikes, in any order. A cluster
is the sentence of the identifier; sentences stand in one split, and so does the last written form
of each identifier that has three or more: only test has it.
"""
import collections
import hashlib
import json
import os
import random
import re
import sys

sys.dont_write_bytecode = True  # nothing is left beside the sources
import identifier_carriers as carriers
import identifier_values as v

FOLDER = os.path.dirname(os.path.abspath(__file__))
SEED = 20261129
ITEMS = {"dev": 16, "test": 40}
MONTHS = "January February March April May June July August September October November December".split()


def spaced(make, *sizes, by=" "):
    return lambda r: v.grouped(make(r), sizes, by)


def phone(by, country=None, brackets=False):
    def make(r):
        area, rest = v.drama_phone(r)
        rest = rest if by in ("", ".") else v.grouped(rest, [3, len(rest) - 3], by)
        if country:
            return country + area[1:] + by + rest
        return ("(%s)" % area if brackets else area) + by + rest
    return make


def card_spaced(by):
    def make(r):
        number = v.card(r)
        sizes = {16: [4, 4, 4, 4], 15: [4, 6, 5], 14: [4, 6, 4]}[len(number)]
        return v.grouped(number, sizes, by)
    return make


def date(form):
    return lambda r: form(r.randrange(1, 29), r.randrange(1, 13), r.randrange(1940, 2016))


def account(form):
    def make(r):
        sort, number = v.digits(r, 6), v.digits(r, 8)
        return form % {"s": "[[BANK_ACCOUNT|%s]]" % v.grouped(sort, [2, 2, 2], "-"),
                       "b": "[[BANK_ACCOUNT|%s]]" % v.grouped(sort, [2, 2, 2], " "), "a": "[[BANK_ACCOUNT|%s]]" % number}
    return make


def aged(form, of=lambda r: str(r.randrange(8, 95))):
    return lambda r: form % ("[[AGE|%s]]" % of(r))


def in_words(r):
    return r.choice(["nine", "twelve", "sixteen", "nineteen", "twenty-three", "forty", "fifty-six", "eighty-one"])


def word(r):
    return r.choice("filled count soap index home raft amber tidal hedge flint maple crane delta quiet".split())


VALUES = {
    "NHS_NUMBER": [v.nhs, spaced(v.nhs, 3, 3, 4), spaced(v.nhs, 3, 3, 4, by="-")],
    "NI_NUMBER": [v.nino, spaced(v.nino, 2, 2, 2, 2, 1), spaced(v.nino, 2, 6, 1), spaced(v.nino, 2, 2, 2, 2, 1, by="-")],
    "DRIVING_LICENCE": [v.licence, spaced(v.licence, 5, 6, 5), lambda r: v.licence(r) + " %02d" % r.randrange(1, 60)],
    "PASSPORT": [lambda r: v.digits(r, 9), lambda r: v.grouped(v.digits(r, 9), [3, 3, 3], " "),
                 lambda r: v.letters(r, 2) + v.digits(r, 7)],
    "MRZ": [lambda r: v.mrz(r, 2), lambda r: v.mrz(r, 3)],
    "VAT_NUMBER": [lambda r: "GB " + v.grouped(v.vat(r), [3, 4, 2], " "), lambda r: "GB" + v.vat(r),
                   spaced(v.vat, 3, 4, 2), v.vat],
    "IBAN": [v.iban, lambda r: re.sub(r"(.{4})(?=.)", r"\1 ", v.iban(r))],
    "CARD": [v.card, card_spaced(" "), card_spaced("-")],
    "IMEI": [v.imei, spaced(v.imei, 2, 6, 6, 1), spaced(v.imei, 2, 6, 6, 1, by="-")],
    "VEHICLE": [lambda r: v.letters(r, 2, "ABCDEFGHJKLMNOPRSTUVWY") + v.age_mark(r) + " " + v.letters(r, 3, v.PLATE_LETTERS),
                lambda r: v.letters(r, 2, "ABCDEFGHKLMNPRSVWY") + v.age_mark(r) + v.letters(r, 3, v.PLATE_LETTERS),
                lambda r: r.choice("ABCDEFGHJKLMNPRSTVWXY") + str(r.randrange(1, 1000)) + " " + v.letters(r, 3, v.PLATE_LETTERS),
                lambda r: v.letters(r, 3, v.PLATE_LETTERS) + " " + str(r.randrange(1, 1000)) + r.choice("ABCDEFGHJKLMNPRSTVWXY"),
                lambda r: v.letters(r, r.randrange(1, 4), v.PLATE_LETTERS) + " " + str(r.randrange(1, 1000)),
                lambda r: str(r.randrange(1, 1000)) + " " + v.letters(r, r.randrange(2, 4), v.PLATE_LETTERS),
                lambda r: r.choice(v.LETTERS.replace("Q", "").replace("O", "")) + r.choice(v.NI_MARKS) + " " + str(r.randrange(1000, 10000)),
                lambda r: "Q" + str(r.randrange(1, 1000)) + " " + v.letters(r, 3, v.PLATE_LETTERS),
                lambda r: v.digits(r, 3) + " D " + v.digits(r, 3),
                lambda r: "%02d %s %02d" % (r.randrange(1, 100), v.letters(r, 2, v.PLATE_LETTERS), r.randrange(1, 100))],
    "VIN": [lambda r: v.vin(r, True)],
    "PHONE": [phone(" "), phone(""), phone(" ", "+44 "), phone("", "+44"), phone(" ", "0044 "), phone(" ", brackets=True),
              phone(" ", "+44 (0)"), phone("-"), phone(".")],
    "POSTCODE": [v.postcode, lambda r: v.postcode(r, ""), lambda r: v.postcode(r).lower()],
    "BANK_ACCOUNT": [account("sort code %(s)s account number %(a)s"), account("%(s)s %(a)s"), account("account %(a)s, sort code %(b)s"),
                     account("s/c %(s)s a/c %(a)s")],
    "CRIME_REFERENCE": [lambda r: "%02d/%s/%02d" % (r.randrange(1, 60), v.digits(r, 6), r.randrange(20, 30)),
                        lambda r: v.letters(r, 2) + "-" + "20%02d" % r.randrange(20, 30) + "-" + v.digits(r, 5),
                        lambda r: "%02d%s%s" % (r.randrange(1, 60), v.letters(r, 2), v.digits(r, 7)),
                        lambda r: v.digits(r, 7) + "/" + "%02d" % r.randrange(20, 30)],
    "CUSTODY_REFERENCE": [lambda r: v.letters(r, 2) + "/" + v.digits(r, 5) + "/%02d" % r.randrange(20, 30),
                          lambda r: v.digits(r, 2) + v.letters(r, 2) + "/" + v.digits(r, 4) + "/%02d" % r.randrange(20, 30),
                          lambda r: v.letters(r, 2) + v.digits(r, 6)],
    "CASE_URN": [lambda r: "%02d%s%s%02d" % (r.randrange(1, 60), v.letters(r, 2), v.digits(r, 5), r.randrange(20, 30)),
                 lambda r: "%02d %s %s %02d" % (r.randrange(1, 60), v.letters(r, 2), v.digits(r, 5), r.randrange(20, 30)),
                 lambda r: "%02d/%s/%s/%02d" % (r.randrange(1, 60), v.letters(r, 2), v.digits(r, 5), r.randrange(20, 30))],
    "PNC_ID": [v.pnc, lambda r: re.sub(r"^", "19", v.pnc(r))],
    "CRO_NUMBER": [lambda r: "%d/%02d%s" % (r.randrange(1, 1000000), r.randrange(50, 96), r.choice(v.TWIST)),
                   lambda r: "SF%s/%02d%s" % (v.digits(r, 5), r.randrange(39, 96), r.choice(v.TWIST))],
    "COLLAR_NUMBER": [lambda r: str(r.randrange(100, 10000)), lambda r: str(r.randrange(1000, 10000)) + v.letters(r, 2),
                      lambda r: r.choice("ABCDEFGM") + str(r.randrange(100, 1000))],
    "DATE_OF_BIRTH": [date(lambda d, m, y: "%02d/%02d/%d" % (d, m, y)), date(lambda d, m, y: "%d %s %d" % (d, MONTHS[m - 1], y)),
                      date(lambda d, m, y: "%d-%02d-%02d" % (y, m, d)), date(lambda d, m, y: "%02d.%02d.%02d" % (d, m, y % 100)),
                      date(lambda d, m, y: "%dth of %s, %d" % (r_th(d), MONTHS[m - 1], y))],
    "AGE": [aged("aged %s"), aged("%s years old"), aged("a %s-year-old"), aged("age %s"), aged("%s yrs old"),
            aged("%s years of age"), aged("aged %s", in_words), aged("%s years old", in_words)],
    "COORDINATES": [lambda r: "%.5f, %.5f" % (r.uniform(50, 58), r.uniform(-5, 1.5)),
                    lambda r: "%d°%02d'%02d\"N %d°%02d'%02d\"W" % (r.randrange(50, 59), r.randrange(60), r.randrange(60), r.randrange(6), r.randrange(60), r.randrange(60)),
                    lambda r: r.choice("SU TQ SK SE NZ NS TL ST SJ SO".split()) + " " + v.digits(r, 5) + " " + v.digits(r, 5),
                    lambda r: "///%s.%s.%s" % (word(r), word(r), word(r)),
                    lambda r: r.choice("SU TQ SK SE NZ NS TL ST SJ SO".split()) + v.digits(r, 8),
                    lambda r: "lat %.4f lon %.4f" % (r.uniform(50, 58), r.uniform(-5, 1.5))],
    "HANDLE": [lambda r: "@%s_%s%d" % (word(r), word(r), r.randrange(10, 100)), lambda r: "@%s.%s" % (word(r), word(r)),
               lambda r: "%s_%s%d" % (word(r), word(r), r.randrange(100)), lambda r: "@%s%s" % (word(r), v.digits(r, 4))],
    "MAC": [lambda r: "00:00:5e:00:53:%02x" % r.randrange(256), lambda r: "00-00-5E-00-53-%02X" % r.randrange(256),
            lambda r: "0000.5e00.53%02x" % r.randrange(256)],
    "IP": [lambda r: "%s.%d" % (r.choice(["192.0.2", "198.51.100", "203.0.113"]), r.randrange(1, 255)),
           lambda r: "2001:db8::%x:%x" % (r.randrange(65536), r.randrange(65536)),
           lambda r: "2001:db8:" + ":".join("%x" % r.randrange(1, 65536) for _ in range(6))],
    "CRYPTO": [v.base58, v.bech32, lambda r: "0x" + "".join(r.choice("0123456789abcdef") for _ in range(40))],
    "EMAIL": [lambda r: "%s.%s@example.%s" % (word(r), word(r), r.choice(["com", "org", "net"])),
              lambda r: "%s%d@mail.example.org" % (word(r), r.randrange(10, 99)), lambda r: "%s+%s@example.com" % (word(r), word(r))],
    "URL": [lambda r: "https://example.org/%s-%s/%d" % (word(r), word(r), r.randrange(1000)), lambda r: "www.example.com/u/%s%d" % (word(r), r.randrange(99)),
            lambda r: "http://%s.example.net/?id=%s" % (word(r), v.digits(r, 5))],
}
LABEL = {"CASE_URN": "CRIME_REFERENCE", "CRO_NUMBER": "PNC_ID"}


def r_th(day):
    return 4 + day % 17


def vin_wrong(r):
    text = v.vin(r, True)
    return text[:8] + r.choice([c for c in "0123456789X" if c != text[8]]) + text[9:]


def card_wrong(r):
    body = "4" + v.digits(r, 14)
    return v.wrong_last(r, body + v.luhn_digit(body))


def vat_wrong(r):
    number = v.vat(r)
    return "%s%02d" % (number[:7], (int(number[7:]) + r.randrange(1, 40)) % 97)


TRAPS = {
    "invoice": [lambda r: "INV-" + v.digits(r, 6), lambda r: v.digits(r, 7), lambda r: "%s/%s" % (v.letters(r, 3), v.digits(r, 5)),
                lambda r: "PO" + v.digits(r, 8)],
    "part": [lambda r: v.letters(r, 2) + "-" + v.digits(r, 4) + "-" + v.letters(r, 1), lambda r: v.digits(r, 3) + "-" + v.digits(r, 5),
             lambda r: v.letters(r, 4) + v.digits(r, 5)],
    "isbn": [v.isbn, spaced(v.isbn, 3, 1, 4, 4, 1, by="-")],
    "version": [lambda r: "%d.%d.%d" % (r.randrange(20), r.randrange(30), r.randrange(99)),
                lambda r: "%d.%d.%d.%d.%d" % tuple(r.randrange(1, 40) for _ in range(5)), lambda r: "v%d.%d" % (r.randrange(9), r.randrange(40))],
    "date": [lambda r: "%02d/%02d/2026" % (r.randrange(1, 29), r.randrange(1, 13)), lambda r: "%d %s 2026" % (r.randrange(1, 29), r.choice(MONTHS)),
             lambda r: "2026-%02d-%02d" % (r.randrange(1, 13), r.randrange(1, 29))],
    "time": [lambda r: "%02d:%02d-%02d:%02d" % tuple(r.randrange(10, 24) for _ in range(4)), lambda r: "%02d%02d hrs" % (r.randrange(24), r.randrange(60)),
             lambda r: "%d.%02dpm" % (r.randrange(1, 12), r.randrange(60))],
    "plate-word": [lambda r: r.choice("AMB") + str(r.randrange(1, 999)), lambda r: r.choice(["MG11", "MG6C", "N1A", "V5C", "P45", "SA100", "D1", "FRM 1"]),
                   lambda r: r.choice(["BA", "EK", "LH"]) + str(r.randrange(100, 999))],
    "quantity": [lambda r: "£%d,%03d.%02d" % (r.randrange(1, 99), r.randrange(1000), r.randrange(100)), lambda r: "%d kg" % r.randrange(9, 999),
                 lambda r: "%d,%03d" % (r.randrange(1, 99), r.randrange(1000))],
    "checksum-wrong": [lambda r: v.wrong_last(r, v.nhs(r)), card_wrong, vat_wrong,
                       lambda r: v.iban(r)[:2] + "%02d" % r.randrange(2) + v.iban(r)[4:], vin_wrong],
    "hash": [lambda r: "".join(r.choice("0123456789abcdef") for _ in range(40)), lambda r: "".join(r.choice("0123456789abcdef") for _ in range(64)),
             lambda r: "%08x-%04x-4%03x-a%03x-%012x" % (r.getrandbits(32), r.getrandbits(16), r.getrandbits(12), r.getrandbits(12), r.getrandbits(48))],
    "duration": [lambda r: "%d years" % r.randrange(2, 30), lambda r: "%d months" % r.randrange(2, 30), lambda r: "ten years"],
    "old-thing": [lambda r: "%d-year-old" % r.randrange(5, 99), lambda r: "%d year old" % r.randrange(5, 99)],
    "dotted": [lambda r: "%s.%s.py" % (word(r), word(r)), lambda r: "%s-%s.tar.gz" % (word(r), word(r)), lambda r: "os.path.%s" % word(r)],
    "public-contact": [lambda r: "101", lambda r: "0808 157 0%s" % v.digits(r, 3), lambda r: "0306 999 0%s" % v.digits(r, 3), lambda r: "999"],
    "public-mail": [lambda r: "%s@example.org" % r.choice(["enquiries", "foi", "data.protection", "press.office"]),
                    lambda r: "www.example.%s" % r.choice(["police.uk", "gov.uk"])],
    "score": [lambda r: "%d-%d" % (r.randrange(9), r.randrange(9)), lambda r: "%d:%d" % (r.randrange(9), r.randrange(9)),
              lambda r: "%.1f, %.1f" % (r.uniform(0, 99), r.uniform(0, 99)), lambda r: "%d-%d-%d" % tuple(r.randrange(1, 60) for _ in range(3))],
    "law": [lambda r: "section %d(%d)" % (r.randrange(1, 99), r.randrange(1, 9)), lambda r: "s.%dA" % r.randrange(1, 99), lambda r: "Code %s" % r.choice("ABCDEFGH")],
    "postcode-like": [lambda r: r.choice(["ZZ", "QX", "XJ"]) + "%d %d%s" % (r.randrange(1, 9), r.randrange(10), v.letters(r, 2, "ABDE")),
                      lambda r: "%s%d %d%s" % (r.choice(v.AREAS), r.randrange(1, 9), r.randrange(10), v.letters(r, 2, "CIKMOV")), lambda r: "EN%d" % r.randrange(100, 999)],
    "serial": [lambda r: v.letters(r, 4) + " " + v.digits(r, 6), lambda r: "S/N " + v.digits(r, 11), lambda r: v.letters(r, 1) + v.digits(r, 7), lambda r: v.digits(r, 9)],
}


def fill(sentence, value, label, kind):
    """The sentence with the value marked, unless the value brings marks of its own."""
    if "[[" not in value:
        value = ("[[%s|%s]]" if label else "{{%s|%s}}") % (label or kind, value)
    return sentence.replace("{x}", value)


def parse(marked):
    text, spans, traps = "", [], []
    at = 0
    for mark in re.finditer(r"\[\[([A-Z_]+)\|([^|]+?)\]\]|\{\{([a-z-]+)\|([^|]+?)\}\}", marked):
        text += marked[at:mark.start()]
        value = mark.group(2) or mark.group(4)
        span = {"start": len(text), "end": len(text) + len(value)}
        if mark.group(1):
            spans.append(dict(span, label=mark.group(1)))
        else:
            traps.append(dict(span, kind=mark.group(3)))
        text += value
        at = mark.end()
    return text + marked[at:], spans, traps


def make_items(split):
    rnd = random.Random("%d %s" % (SEED, split))
    trap_kinds = sorted(TRAPS)
    which = ("dev", "test").index(split)
    for kind in sorted(VALUES):
        forms = VALUES[kind]
        if split == "dev" and len(forms) > 2:
            forms = forms[:-1]
        for i in range(ITEMS[split]):
            at = i % len(carriers.TO_HIDE[kind][which])
            label = LABEL.get(kind, kind)
            parts = [fill(carriers.TO_HIDE[kind][which][at], forms[i % len(forms)](rnd), label, None)]
            for _ in range(1 + i % 2):
                trap = rnd.choice(trap_kinds)
                parts.append(fill(rnd.choice(carriers.LOOKALIKES[trap][which]), rnd.choice(TRAPS[trap])(rnd), None, trap))
            rnd.shuffle(parts)
            text, spans, traps = parse(("\n" if i % 4 == 3 else " ").join(parts))
            name = "%s-%s-%02d" % (kind.lower().replace("_", "-"), split, i + 1)
            yield ({"id": name, "input": {"text": text}, "expected": {"spans": spans},
                    "groups": {"kind": kind.lower().replace("_", "-")},
                    "cluster": "%s-%s-%d" % (kind.lower().replace("_", "-"), split, at + 1), "split": split},
                   {"id": name, "lookalikes": traps})


def lines(rows):
    return "".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")) + "\n" for r in rows).encode()


def header(contents):
    files = [{"path": name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
             for name, content in sorted(contents.items())]
    kinds = sorted(k.lower().replace("_", "-") for k in VALUES)
    head = {"id": "identifiers-uk", "version": "1", "task": "text-redaction", "licence": "MIT",
            "title": "Identifiers of the United Kingdom among look-alikes, made up",
            "source": "written by this project from published formats; no number was taken from anybody",
            "sensitivity": "synthetic", "exposure": "open", "files": files, "metrics": {},
            "groups": {"kind": {"title": "Kind of identifier", "values": kinds}}}
    return (json.dumps(head, sort_keys=True, separators=(",", ":")) + "\n").encode()


def main():
    pairs = [pair for split in ("dev", "test") for pair in make_items(split)]
    contents = {"items.jsonl": lines(p[0] for p in pairs), "lookalikes.jsonl": lines(p[1] for p in pairs)}
    with open(os.path.join(FOLDER, "LICENSE"), "rb") as file:
        counted = dict(contents, LICENSE=file.read())
    contents["benchmark.json"] = header(counted)
    for name, content in contents.items():
        path = os.path.join(FOLDER, name)
        if "--check" in sys.argv[1:]:
            with open(path, "rb") as file:
                if file.read() != content:
                    sys.exit("%s is not what make-identifiers.py makes; run it and look at the difference" % name)
            continue
        with open(path, "wb") as file:
            file.write(content)
    for split in ("dev", "test"):
        part = [p for p in pairs if p[0]["split"] == split]
        print(split, len(part), "items,", len({p[0]["cluster"] for p in part}), "clusters,",
              sum(len(p[0]["expected"]["spans"]) for p in part), "to hide,", sum(len(p[1]["lookalikes"]) for p in part), "look-alikes",
              dict(sorted(collections.Counter(t["kind"] for p in part for t in p[1]["lookalikes"]).items())))


if __name__ == "__main__":
    main()
