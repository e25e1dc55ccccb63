#!/usr/bin/env python3
"""Makes the texts the tagger is trained with: sentences.txt filled with names, places, firms and addresses.

usage: make-sentences.py COUNT [--test] > sentences.jsonl

The same COUNT gives the same bytes. A fifth of all names (by a sum over their letters) is kept for tests and
never stands in a training text; --test uses only those. Texts are of one to eight sentences about the same
few people; a part is in small letters, in capitals, or broken as scanning breaks letters.
"""
import json
import os
import re
import sys

from dice import Dice, kept_for_tests

HERE = os.path.dirname(os.path.abspath(__file__))
NAMES = os.path.join(HERE, "..", "names")
KIN = "brother sister mother father son daughter husband wife partner uncle aunt cousin nephew niece friend".split()
JOB = "nurse,driver,teacher,builder,student,cleaner,shop assistant,carer,electrician,security guard,farmer,chef,lawyer".split(",")
ITEM = "phone,laptop,bike,knife,bag,wallet,keys,drill,watch,ring,coat,parcel,bottle,ladder,van,money".split(",")
THING = "gate,bus stop,car park,shops,alley,station,a black coat,a grey hoodie,jeans,the park,bridge".split(",")
STREETS = ("Road Street Close Avenue Lane Drive Way Crescent Court Place Terrace Gardens Grove Hill View Walk Row Mews "
           "Rise Green Square Gate Bank Mount Parade").split()
STEMS = ("Church Station Mill School Manor Victoria Albert Park Queens Kings Chapel Orchard Elm Oak Beech Willow Cedar Ash "
         "Maple Holly Hawthorn Primrose Meadow River Brook Bridge North South East West London York Windsor Canal Quarry "
         "Castle Priory Abbey Cross Tanyard Sandpiper Kestrel Heron Swallow Copley Loxley Fenwick Jubilee Wharf Shore "
         "Granville Gladstone Nelson Wellington Stanley Russell Grange Highfield Woodland Springfield Broad Long").split()
HOUSES = "Cottage House Farm Lodge Villa Barn Croft Bungalow Mill Grange".split()
VENUE = ("Tesco,the Co-op,Asda,the Red Lion,the Kings Arms,The Anchor,St Mary's Church,Northgate Infirmary,Market Hall,"
         "the Post Office,Elm Park Primary,the High Street,Brindle Garden Centre,McDonald's,Greggs,Costa,the bus station,"
         "Victoria Park,Riverside Leisure Centre,the railway station,Wetherspoons,Jack Jones,the George and Dragon").split(",")
FIRM = ("Ltd,Limited,plc,LLP,Inc,Group,& Sons,& Co,Solicitors,Motors,Freight,Logistics,Builders,Roofing,Cars,Taxis,Homes,"
        "Housing Association,Recruitment,Security Services,Construction,Foods,Care,Insurance,Partners,Consulting,"
        "Systems,Technologies,Academy,University,Hospital,NHS Trust,Council,College,Primary School,Rovers,United FC,Bakery,GmbH,Corp").split(",")
WORDS = ("Apex Cityline Northern Premier Bright Swift Global Direct Allied United Sterling Crown Summit Beacon Harbour Anchor "
         "Green Blue Silver Prime Capital Digital Smart Data Tech Metro Eagle Falcon Phoenix Orion Delta Nova Zenith Pioneer "
         "Heritage Pinnacle Horizon Velocity Quantum Evergreen Lakeside Westfield").split()
NATION = "British,Polish,Romanian,Somali,Indian,Pakistani,Nigerian,Irish,Chinese,Albanian,French,Japanese,American".split(",")
RANKS = ("PC DC PS DS Sgt Insp DI Constable Sergeant Inspector PCSO").split()
TITLES = "Mr Mrs Ms Miss Dr".split()
MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
FILLED = {"date": "DATE", "year": "DATE", "time": "DATE", "nation": "NATIONALITY", "phone": "IDENTIFIER"}
SCANS = (("l", "1"), ("o", "0"), ("O", "0"), ("i", "1"), ("S", "5"), ("m", "rn"), ("e", "c"))


def traditions():
    """(tradition, given names, surnames) of own-names.txt; the last of all lists together."""
    found, name = {}, None
    with open(os.path.join(NAMES, "own-names.txt"), encoding="utf-8") as file:
        for line in file:
            if line.startswith("["):
                name = line.strip()[1:-1].split(",")[0].split(":")[0]
                found[name] = ([], [])
            elif line.startswith(("given: ", "surname: ")):
                kind, names = line.split(": ")
                found[name][kind == "surname"].extend(n[0].upper() + n[1:] for n in names.split())
    english = [found.pop(k) for k in list(found) if k.startswith(("english", "british"))]
    found["british"] = tuple([n for pair in english for n in pair[i]] for i in (0, 1))
    return found


def listed():
    given, surnames = [], []
    with open(os.path.join(NAMES, "names.txt"), encoding="ascii") as file:
        for line in file:
            name, kinds = line.split()
            if "w" not in kinds and len(name) > 2:
                given.extend([name.capitalize()] * ("g" in kinds or "b" in kinds))
                surnames.extend([name.capitalize()] * ("s" in kinds or "b" in kinds))
    return given, surnames


def pool(pair, test):
    return tuple([n for n in names if kept_for_tests(n) == test] or names for names in pair)


class Cast:
    def __init__(self, dice, pools):
        self.tradition = dice.one(sorted(pools)) if dice.chance(55) else "listed" if "listed" in pools else dice.one(sorted(pools))
        self.people = []
        for _ in range(3):
            given, surnames = pools[self.tradition if dice.chance(75) else dice.one(sorted(pools))]
            name = [dice.one(given)]
            if dice.chance(12):
                name.append(dice.one(given) if dice.chance(60) else dice.one(given)[0] + dice.one([".", ""]))
            surname = dice.one(surnames) if surnames else dice.one(given)
            if dice.chance(4):
                surname += "-" + dice.one(surnames or given)
            self.people.append((name, surname))


class Writer:
    def __init__(self, dice, cast, pools, places, test):
        self.dice, self.cast, self.pools, self.places, self.test = dice, cast, pools, places, test

    def place(self):
        return " ".join(w.capitalize() for w in self.dice.one(self.places).split())

    def street(self):
        stem = self.dice.one(STEMS)
        if self.dice.chance(25):
            stem = self.dice.one(self.pools["listed"][1])
        elif self.dice.chance(25):
            stem = self.place()
        return stem + " " + self.dice.one(STREETS)

    def house(self):
        """A house with a name, a hostel room, a pitch: what has no street number."""
        dice = self.dice
        n = str(1 + dice.below(90))
        stem = dice.one(STEMS + self.pools["listed"][1][:300])
        site = self.place()
        return dice.one([
            "%s %s" % (stem, dice.one(HOUSES)), "The %s" % dice.one("Hollies Laurels Firs Gables Elms Old_Rectory Old_Bakery Cottage Beeches Lodge Bungalow".split()).replace("_", " "),
            "Room %s, %s %s" % (n, stem, dice.one(["House", "Court", "Hall", "Hostel"])), "Plot %s %s %s" % (n, stem, dice.one(["caravan site", "Park", "Caravan Park", "Travellers Site"])),
            "Flat %s %s %s" % (n, stem, dice.one(["House", "Court", "Tower", "Heights", "Point"])), "flat %s, %s %s" % (n, stem, dice.one(["House", "Court", "Tower"])),
            dice.one(["Bryn", "Ty", "Maes", "Pen-y", "Tan-y", "Llys", "Cae", "Plas"]) + dice.one([" ", "-"]) + dice.one(["Eithin", "Graig", "Coed", "Mawr", "Bach", "Glas", "Derw", "Ffynnon", "Newydd", "Isaf", "Bryn"]),
            "Block %s, %s %s" % (dice.one("ABCD"), stem, dice.one(["Court", "House"])), "%s %s" % (stem, dice.one(["Farmhouse", "Steading", "Croft", "Mains"]))])

    def welsh(self):
        dice = self.dice
        return dice.one(["Heol", "Ffordd", "Stryd", "Lon", "Maes", "Clos", "Rhodfa", "Cwrt"]) + " " + dice.one(["y ", "yr ", "", "", "Pen-y-"]) + dice.one(
            ["Castell", "Capel", "Parc", "Orsaf", "Eglwys", "Bont", "Gors", "Dderwen", "Felin", "Nant", "Mynydd", "Coed", "Dwr", "Llan", "Graig", "Fawr"])

    def home(self):
        dice = self.dice
        if dice.chance(14):
            parts = [self.house()] + [self.street() if dice.chance(75) else self.welsh()] * dice.chance(55) + [self.place()] * dice.chance(50)
            return dice.one([", ", ", ", "\n", " "]).join(parts)
        if dice.chance(6):
            return str(1 + dice.below(120)) + dice.one([" ", ", "]) + self.welsh() + (", " + self.place() if dice.chance(60) else "")
        joint = dice.one([", ", ", ", ", ", "\n", " ", ",\n"])
        number = str(1 + dice.below(320)) + (dice.one("abcd") if dice.chance(10) else "")
        parts = [number + dice.one([" ", " ", " ", ", "]) + self.street()]
        if dice.chance(14):
            parts = [dice.one(["Flat", "flat", "Apt.", "Room", "Unit", "Suite"]) + " " + number, str(1 + dice.below(90)) + " " + self.street()]
        elif dice.chance(12):
            parts = [dice.one(STEMS + self.pools["listed"][1][:400]) + " " + dice.one(HOUSES), self.street()]
        elif dice.chance(10):
            parts = [dice.one(self.pools["listed"][1]) + dice.one([" ", "strasse ", "gatan ", " Rd ", " Ave ", " St. "]) + number]
        parts += [self.place()] * dice.chance(55)
        parts += [self.place()] * dice.chance(20)
        if dice.chance(10):
            parts += [dice.one(["Norway", "South Africa", "CA", "Poland", "France", "TX", "United Kingdom"]) + " " + str(10000 + dice.below(89999))]
        return joint.join(parts)

    def org(self):
        dice = self.dice
        surname = dice.one(self.pools["listed"][1])
        which = dice.below(8)
        if which == 0:
            return surname + " " + dice.one(["and", "&"]) + " " + dice.one(self.pools["listed"][1])
        if which == 1:
            return surname + ", " + dice.one(self.pools["listed"][1]) + " and " + dice.one(self.pools["listed"][1])
        if which == 2:
            return self.place() + " " + dice.one(FIRM)
        if which == 3:
            return dice.one(WORDS) + " " + dice.one(WORDS)
        if which == 4:
            return dice.one(WORDS) + dice.one(WORDS).lower()
        if which == 5:
            return dice.one(WORDS) + " " + dice.one(FIRM)
        return surname + " " + dice.one(FIRM)

    def whole(self, who):
        name, surname = self.cast.people[who]
        if self.dice.chance(4):
            return name[0][0] + self.dice.one([". ", " "]) + surname
        if self.dice.chance(6):
            return " ".join(name) + " " + surname.upper()
        return " ".join(name + [surname])

    def slot(self, slot):
        """(label or None, text) pairs."""
        dice = self.dice
        if slot in ("A", "B", "C"):
            return [("PERSON", self.whole("ABC".index(slot)))]
        if slot in ("a", "b", "c"):
            return [("PERSON", self.cast.people["abc".index(slot)][0][0])]
        if slot in ("S", "SU", "S2"):
            surname = self.cast.people[2 if slot == "S2" else dice.below(2)][1]
            return [("PERSON", surname.upper() if slot == "SU" else surname)]
        if slot == "A_REV":
            name, surname = self.cast.people[0]
            return [("PERSON", surname.upper() + ", " + " ".join(name))]
        if slot == "officer":
            name = dice.one(self.pools["british"][1])
            return [(None, dice.one(RANKS) + " " + (str(100 + dice.below(8000)) + " " if dice.chance(30) else "")),
                    ("PERSON", (dice.one("ABCDEFGHJKLMNPRST") + ". " if dice.chance(20) else "") + name)]
        if slot == "live":
            return [("ADDRESS", self.street())]
        if slot in ("place", "street", "home", "org"):
            return [({"place": "PLACE", "street": "PLACE", "home": "ADDRESS", "org": "ORGANISATION"}[slot], getattr(self, slot)())]
        return [(FILLED.get(slot), self.filler(slot))]

    def filler(self, slot):
        dice = self.dice
        number = dice.below
        return {
            "kin": lambda: dice.one(KIN), "Kin": lambda: "My " + dice.one(KIN), "job": lambda: dice.one(JOB), "item": lambda: dice.one(ITEM),
            "thing": lambda: dice.one(THING), "venue": lambda: dice.one(VENUE), "nation": lambda: dice.one(NATION),
            "n": lambda: str(2 + number(30)), "year": lambda: str(1990 + number(45)), "money": lambda: "£%d" % (5 + number(2000)),
            "time": lambda: dice.one(["%02d%02d", "%02d:%02d", "%02d.%02d"]) % (number(24), number(60)),
            "date": lambda: dice.one(["%d %s" % (1 + number(28), dice.one(MONTHS)), dice.one(DAYS), "%02d/%02d/2037" % (1 + number(28), 1 + number(12))]),
            "dob": lambda: "dob %02d/%02d/%d" % (1 + number(28), 1 + number(12), 1990 + number(30)),
            "phone": lambda: "07700 900%03d" % number(1000), "vrm": lambda: "KX%d ZTO" % (80 + number(19)),
            "ref": lambda: dice.one("ABCDEF") + dice.one("KLMNOP") + "/%d" % (1 + number(20)), "collar": lambda: str(1000 + number(8000)),
        }[slot]()

    def sentence(self, template):
        if "{B}" in template and self.dice.chance(15):
            title = self.dice.one(TITLES) + self.dice.one([" ", ". "])
            template = template.replace("{B}", title + "{B}", 1)
        out = []
        for i, part in enumerate(re.split(r"\{(\w+)\}", template.replace("\\n", "\n"))):
            out.extend(self.slot(part) if i % 2 else [(None, part)])
        return out


def damage(dice, pieces, style):
    out = []
    for label, text in pieces:
        if style == "lower":
            text = text.lower()
        elif style == "upper" or (style == "names" and label == "PERSON") or (style == "places" and label == "PLACE"):
            text = text.upper()
        elif style == "scan":
            text = "".join(dict(SCANS).get(c, c) if dice.chance(4) else c for c in text)
        out.append((label, text))
    return out


def read_templates():
    kinds, kind = {}, None
    with open(os.path.join(HERE, "sentences.txt"), encoding="utf-8") as file:
        for line in file.read().splitlines():
            if line.startswith("["):
                kind = line[1:-1]
                kinds[kind] = []
            elif line and not line.startswith("#"):
                kinds[kind].append(line)
    return kinds


def main():
    count, test = int(sys.argv[1]), "--test" in sys.argv
    dice = Dice(71 if test else 70)
    templates = read_templates()
    pools = {name: pool(pair, test) for name, pair in traditions().items() if pair[0]}
    pools["listed"] = pool(listed(), test)
    with open(os.path.join(NAMES, "places.txt"), encoding="ascii") as file:
        places = [p for p in file.read().splitlines() if kept_for_tests(p) == test]
    for number in range(count):
        cast = Cast(dice, pools)
        writer = Writer(dice, cast, pools, places, test)
        kind = dice.one(sorted(templates))
        lines = 1 + dice.below(8) if kind != "plain" else 1 + dice.below(2)
        pieces = []
        for line in range(lines):
            template = dice.one(templates[kind] if dice.chance(88) else templates["plain"])
            pieces += [(None, "\n" if kind in ("log", "report", "chat", "email", "letter", "custody", "places") else dice.one([" ", " ", "\n"]))] * (line > 0)
            pieces += writer.sentence(template)
        low = 45 if kind in ("chat", "log", "notebook", "hasty", "custody") else 12
        style = "lower" if dice.chance(low) else dice.one(["upper", "scan", "names", "places"]) if dice.chance(18) else ""
        text, spans = "", []
        for label, part in damage(dice, pieces, style):
            if label:
                spans.append({"start": len(text), "end": len(text) + len(part), "label": label})
            text += part
        print(json.dumps({"id": "made-%d" % number, "input": {"text": text}, "expected": {"spans": spans},
                          "groups": {"names": cast.tradition, "kind": kind}, "cluster": "made-%d" % number,
                          "split": "test" if test else "train"}, ensure_ascii=False, separators=(",", ":")))


if __name__ == "__main__":
    main()
