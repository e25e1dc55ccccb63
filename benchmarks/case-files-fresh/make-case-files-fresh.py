#!/usr/bin/env python3
"""usage: make-case-files-fresh.py [--check]     (--check: writes nothing, fails if a file would differ)"""
import collections
import datetime
import hashlib
import json
import os
import random
import re
import sys

sys.dont_write_bytecode = True
import fresh_forms as forms  # noqa: E402
from fresh_stories import NAMES, OTHER_PLACES, PLACES, STORIES  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
ACTS = {"theft": "section 1 of the Theft Act 1968", "burglary": "section 9 of the Theft Act 1968", "robbery": "section 8 of the Theft Act 1968", "common-assault": "section 39 of the Criminal Justice Act 1988",
        "actual-bodily-harm": "section 47 of the Offences against the Person Act 1861", "criminal-damage": "section 1(1) of the Criminal Damage Act 1971", "drug-possession": "section 5(2) of the Misuse of Drugs Act 1971",
        "drug-supply": "section 5(3) of the Misuse of Drugs Act 1971", "drink-driving": "section 5(1)(a) of the Road Traffic Act 1988", "disqualified-driving": "section 103 of the Road Traffic Act 1988",
        "harassment": "section 2 of the Protection from Harassment Act 1997"}
NUMBER = [0, 1, 2, 3, 2, 3, 2, 1, 3, 2, 4]
KINDS = ["form-missing", "field-empty", "statement-unsigned", "statement-undated", "statement-without-declaration", "exhibit-unproduced", "exhibit-unlisted", "witness-without-statement", "disagreement", "point-unproved"]
VARIED = ["date", "time", "place", "plate", "name"]
FIELDS = ["MG1/officer", "MG1/hearing", "MG4/reply", "MG5/interview", "MG5/supervisor", "MG6/credibility", "MG6C/officer", "MG6E/certificate", "MG10/dates", "MG11/occupation", "MG12/location", "MG12/producer", "MG15/present", "MG15/when", "MG1/plea", "MG6/victim"]
MISSING = ["MG10", "MG5", "MG6", "MG12", "MG4A", "MG6E", "MG15", "MG19", "MG9", "MG4", "MG21", "MG16", "MG6C", "MG1", "MG7", "MG3", "MG6D", "MG18", "MG2"]
counts = collections.Counter()


def least(chance, among):
    """The one that was chosen least often."""
    low = min(counts[one] for one in among)
    chosen = chance.choice([one for one in among if counts[one] == low])
    counts[chosen] += 1
    return chosen


class Case:
    """One file: its facts, its planned defects, its documents."""

    def __init__(self, number, told, version):
        self.id = f"fresh-{number:03}"
        self.told = told
        self.chance = random.Random(f"case-files-fresh/3/{number}")
        self.noise = ["clean", "light", "heavy"][(number + version) % 3]
        self.plea = ["not guilty", ["guilty", "unknown"][number % 2], ["not guilty", "not guilty", "guilty"][number % 3], ["guilty", "not guilty"][number % 2], "not guilty"][version % 5]
        self.test = "threshold" if number % 7 == 3 else "full code"
        self.contested = self.plea != "guilty"
        self.planted, self.alike, self.defects, self.documents = [], [], [], []
        self.plan = {}
        self.people()
        self.facts()

    def people(self):
        self.origin = self.chance.choice(sorted(NAMES))
        given, family = (text.split() for text in NAMES[self.origin])
        first, last = self.chance.sample(given, 4), self.chance.sample(family, 4)
        self.name = {who: f"{first[at]} {last[at]}" for at, who in enumerate("VWX")}
        if self.chance.random() < 0.25:
            self.name["W"] = f"{first[1]} {last[0]}"
            self.alike.append("two witnesses of one family name")
        officers = self.chance.sample(NAMES["british" if self.origin != "british" else "welsh"][1].split(), 4)
        letters = self.chance.sample(NAMES["british"][0].split(), 3)
        self.name["O"], self.name["Q"], self.sergeant = f"{letters[0]} {officers[0]}", f"{letters[1]} {officers[1]}", f"PS {self.chance.randrange(100, 999)} {officers[2]}"
        self.rank = {"O": f"PC {self.chance.randrange(1000, 9999)}", "Q": f"DC {self.chance.randrange(1000, 9999)}"}
        men = NAMES["arabic" if self.origin == "african" else "african"] if self.chance.random() < 0.5 else NAMES["british"]
        men_given = [one for one in men[0].split()[::2] if one not in " ".join(self.name.values())]
        self.name["A"] = f"{self.chance.choice(men_given)} {self.chance.choice([one for one in men[1].split() if one not in ' '.join(self.name.values())])}"
        self.other_name = f"{self.chance.choice([one for one in men_given if one not in self.name['A']])} {self.name['A'].split()[-1]}"

    def facts(self):
        chance = self.chance
        self.day = datetime.date(2025, chance.randrange(2, 10), chance.randrange(1, 24))
        self.minute = chance.randrange(13 * 60, 22 * 60, 5)
        self.place = chance.choice(PLACES)
        letters = "ABDEGHJKLMNPRSTVWXY"
        self.plate = f"{chance.choice(letters)}O{chance.randrange(88, 99)} {chance.choice(letters)}O{chance.choice(letters)}"
        self.second = f"{chance.choice(letters)}{chance.choice(letters)}{chance.randrange(88, 99)} {''.join(chance.choice(letters) for _ in range(3))}"
        self.wrong = {"date": self.day - datetime.timedelta(days=chance.choice([1, 2, 10])), "time": (self.minute + chance.choice([-85, 95, -130])), "place": chance.choice(OTHER_PLACES), "plate": self.plate[:-3] + self.plate[-1] + "X" + self.plate[-3]}
        self.exhibits = []
        for who in "VWO":
            for text in (words for _, words in self.told["people"][who][1]):
                found = re.fullmatch(r"\{EX(\d)\}", text)
                if found:
                    initials = "".join(part[0] for part in re.split(r"[ -]", self.name[who]))
                    self.exhibits.append({"key": found[0], "thing": self.told["things"][int(found[1]) - 1], "who": who, "ref": f"{initials}/{found[1]}"})

    # what is written in a document
    def date(self, day):
        return self.chance.choice([day.strftime("%d %B %Y").lstrip("0"), day.strftime("%d/%m/%Y"), day.strftime("%A %d %B %Y"), day.strftime("%d.%m.%y"), day.strftime("%d-%b-%Y")])

    def time(self, minute):
        hour, rest = divmod(minute, 60)
        half, twelve = ("pm" if hour >= 12 else "am"), (hour - 1) % 12 + 1
        return self.chance.choice([f"{hour:02}:{rest:02}", f"{twelve}.{rest:02} {half}", f"{hour:02}{rest:02} hours", f"{twelve}:{rest:02}{half}"])

    def filled(self, words, source):
        """Words with the facts as this document tells them."""
        odd = self.plan.get("disagreement")
        odd = odd["what"] if odd and odd["source"] == source else None
        who = self.other_name if odd == "name" else self.name["A"]
        plate = self.wrong["plate"] if odd == "plate" else self.plate
        if source == "W" and self.told["plate"] and odd != "plate" and self.swap:
            plate = plate.replace("O", "0")
            self.alike.append("a plate with O written as 0")
        time = self.time(self.wrong["time"] if odd == "time" else self.minute)
        if source == "V" and self.crossed and odd != "time":
            if "{T}" in words:
                self.alike.append("a time crossed out and initialled")
            time = f"[{self.time(self.minute - 35)} crossed out, initialled {''.join(p[0] for p in self.name['V'].split())}] {time}"
        facts = {"D": self.date(self.wrong["date"] if odd == "date" else self.day), "T": time, "P": self.wrong["place"] if odd == "place" else self.place, "K": plate, "A": who, "As": who.split()[-1]}
        for key, value in facts.items():
            words = words.replace("{" + key + "}", value)
        return words[0].upper() + words[1:]

    def due(self, done):
        """A kind that would be planted too seldom if chance alone chose, or None."""
        gap = f"gap {self.told['offence']} {self.told['gap']}"
        kind = "disagreement" if self.told["plate"] and done["plate"] < 4 else "point-unproved" if done[gap] == 0 else None
        if kind is None or kind in self.plan:
            return None
        done[kind] += 1
        return kind

    def choose(self):
        """Which defects this file has, those planted least often first."""
        chance = self.chance
        self.extra = chance.choice(["MG4A", "MG19", "MG16", "MG21", "MG3", "MG7"] + (["MG2"] if self.contested else ["MG18", "MG18"]))
        self.crossed, self.swap, self.late = chance.random() < 0.2, chance.random() < 0.5, chance.random() < 0.25
        self.recorded, self.remarked, self.talk = self.contested and chance.random() < 0.3, chance.random() < 0.3, chance.random() < 0.3
        kinds = [kind for kind in KINDS if self.contested or kind not in ("exhibit-unproduced", "exhibit-unlisted", "witness-without-statement")]
        free = {"V", "W", "O"}
        for _ in range(NUMBER[int(self.id[-3:]) % len(NUMBER)]):
            kind = self.due(counts) or least(chance, [one for one in kinds if one not in self.plan])
            if kind.startswith("statement-"):
                who = chance.choice(sorted(free))
                free.discard(who)
                self.plan[kind] = who
            elif kind == "disagreement":
                what = least(chance, [one for one in VARIED if one != "plate"] if not self.told["plate"] else ["plate"] if counts["plate"] < 4 else VARIED)
                source = {"date": "V W MG4 MG5", "time": "W MG5 V", "place": "MG4 W MG5", "plate": "V W", "name": "MG5 MG4" + (" MG15" if self.contested else "")}[what].split()
                self.plan[kind] = {"what": what, "source": chance.choice(source)}
            else:
                self.plan[kind] = True
        if "point-unproved" in self.plan:
            counts[f"gap {self.told['offence']} {self.told['gap']}"] += 1
        if "exhibit-unproduced" in self.plan:
            self.plan["exhibit-unproduced"] = self.exhibits[0]
        if "exhibit-unlisted" in self.plan:
            self.plan["exhibit-unlisted"] = self.exhibits[-1]
        wanted = self.wanted()
        if "form-missing" in self.plan:
            needed = {"MG12"} if {"exhibit-unproduced", "exhibit-unlisted"} & self.plan.keys() else set()
            needed |= {"MG9"} if "witness-without-statement" in self.plan else set()
            needed |= {self.plan["disagreement"]["source"]} if "disagreement" in self.plan else set()
            self.plan["form-missing"] = least(chance, [form for form in MISSING if form in wanted and form not in needed and not (form == "MG15" and self.recorded)])
            wanted.remove(self.plan["form-missing"])
        if "field-empty" in self.plan:
            self.plan["field-empty"] = least(chance, [field for field in FIELDS if field.split("/")[0] in wanted + ["MG11"]])
        self.present = wanted

    def wanted(self):
        forms_ = ["MG4", "MG5"] + (["MG1"] if self.test == "full code" else [])
        if self.contested:
            forms_ += ["MG6", "MG9", "MG10", "MG12", "MG15"] + (["MG6C", "MG6D", "MG6E"] if self.test == "full code" else [])
        return forms_ + [self.extra]

    def sentences(self, lines):
        gap = self.told["gap"] if "point-unproved" in self.plan else None
        return [words for points, words in lines if gap is None or gap not in points.split()]

    def exhibit(self, words, who):
        chance = self.chance
        one = next(row for row in self.exhibits if row["key"] == words)
        if self.plan.get("exhibit-unproduced") is one:
            return f"I put the {one['thing']} aside for the case."
        if self.remarked and one is self.exhibits[1]:
            self.alike.append("exhibit marked anew, with the reason")
            return f"I produce the {one['thing']}. At first I marked the bag {one['ref'].split('/')[0]}/7 by mistake; the exhibit is now {one['ref']}."
        are = "are" if one["thing"].split(" of ")[0].endswith("s") else "is"
        if who == "O":
            return chance.choice([f"I seized the {one['thing']}, sealed it and produce it as exhibit {one['ref']}.", f"I now exhibit the {one['thing']} under the reference {one['ref']}.", f"The {one['thing']} {are} produced by me, marked {one['ref']}."])
        return chance.choice([f"I produce the {one['thing']} as exhibit {one['ref']}.", f"I can exhibit the {one['thing']}, which I have marked {one['ref']}.", f"The {one['thing']} I hand over as my exhibit {one['ref']}."])

    def body(self, who):
        out = [self.exhibit(words, who) if words.startswith("{EX") else self.filled(words, who) for words in self.sentences(self.told["people"][who][1])]
        if who == "W" and self.told["plate"]:
            out.append(f"Further on stood another vehicle, an empty red one with the plate {self.second}; it has nothing to do with this.")
            self.alike.append("a second vehicle")
        if who == "W" and self.late:
            out.append("I make this statement only now because I was abroad until last week.")
            self.alike.append("a late statement")
        if who == "W" and self.talk:
            out.append(f"I had left home at {self.time(self.minute - 110)} and was not in a hurry.")
            self.alike.append("the time of something else")
            others = [row for row in self.exhibits if row["who"] == "O" and row not in (self.plan.get("exhibit-unproduced"), self.plan.get("exhibit-unlisted"))]
            if others:
                out.append(f"I was shown the {others[0]['thing']}, which {self.rank['O']} {self.name['O']} produces as {others[0]['ref']}.")
                self.alike.append("an exhibit that somebody else produces")
        return out

    def statement(self, who):
        """Pages of one MG11."""
        chance, plan = self.chance, self.plan
        layout = chance.choice(forms.LAYOUTS)
        name = (self.rank.get(who, "") + " " + self.name[who]).strip()
        two = chance.random() < 0.4
        job = self.told["people"][who][0] if who in ("V", "W") else "Police officer"
        empty = plan.get("field-empty") == "MG11/occupation" and who == self.blank_of
        rows = [("name", name), ("age", "Over 18"), ("occupation", self.blank() if empty else job), ("pages", "2" if two else "1")]
        day = self.day + datetime.timedelta(days=23 if who == "W" and self.late else chance.randrange(1, 4))
        signature = chance.choice([name.split()[-2][0] + ". " + name.split()[-1], f"/s/ {self.name[who]}", f"signed electronically by {self.name[who]}", f"[signed] {name}", "".join(p[0] for p in self.name[who].split()) + " (initials)"])
        date = self.date(day)
        taker = f"{self.rank['Q']} {self.name['Q']}" if chance.random() < 0.35 and who != "O" else None
        declaration = chance.choice(forms.DECLARATIONS).replace("{n}", "2" if two else "1")
        if plan.get("statement-unsigned") == who:
            how = chance.choice(["", "....................", "[            ]", "to be signed", "awaiting signed copy", "__________"])
            signature = how
            self.plant("statement-unsigned", self.name[who], f"{how or 'blank'}, {'with' if taker else 'without'} the officer who took it")
        if plan.get("statement-undated") == who:
            date = chance.choice(["", "   /   /", "............", "TBC", "__________"])
            self.plant("statement-undated", self.name[who], date.strip() or "blank")
        if plan.get("statement-without-declaration") == who:
            declaration = chance.choice([""] + forms.HALF)
            self.plant("statement-without-declaration", self.name[who], "half of it" if declaration else "none")
        if empty:
            self.plant("field-empty", "MG11/occupation", "no occupation")
        lines = self.body(who)
        head = forms.heading(chance, layout, "MG11") + "\n" + forms.fields(chance, layout, "MG11", rows)
        end = forms.closing(chance, layout, signature, date, taker)
        before = chance.random() < 0.5
        cut = len(lines) // 2 if two else len(lines)
        join = chance.choice([" ", "\n"])
        first = head + ("\n" + declaration if before and declaration else "") + "\n\n" + join.join(lines[:cut])
        tail = ("" if before or not declaration else declaration + "\n") + end
        if two:
            self.alike.append("two pages, signed on the second")
            return [first, f"Continuation of statement of {name}\n" + join.join(lines[cut:]) + "\n\n" + tail]
        return [first + "\n\n" + tail]

    def blank(self):
        return self.chance.choice(forms.BLANKS)

    def plant(self, kind, subject, how):
        self.defects.append({"kind": kind, "subject": subject, "documents": ["?"]})
        self.planted.append(f"{kind}: {how}")

    def form(self, form, rows):
        """Pages of a form of fields, with the empty field planted."""
        wanted = self.plan.get("field-empty", "/")
        if wanted.split("/")[0] == form and wanted.split("/")[1] in dict(rows):
            how = self.blank()
            rows = [(field, how if field == wanted.split("/")[1] else value) for field, value in rows]
            self.plant("field-empty", wanted, how or "blank")
        layout = self.chance.choice(forms.LAYOUTS)
        text = forms.heading(self.chance, layout, form) + "\n" + forms.fields(self.chance, layout, form, rows)
        if self.odd == form:
            self.plant("disagreement", self.plan["disagreement"]["what"], f"one {form} against the rest")
        return [text]

    def listed(self, form, columns, rows):
        layout, style = self.chance.choice(["colon", "box", "bilingual"]), self.chance.choice(forms.LISTS)
        return [forms.heading(self.chance, layout, form) + "\n" + forms.table(style, columns, rows)]

    def write_mg1(self):
        court = f"{self.date(self.day + datetime.timedelta(days=30))}, {self.place.split(', ')[1]} Magistrates' Court"
        plea = {"guilty": "Guilty", "not guilty": "Not guilty", "unknown": "No indication given"}[self.plea]
        return self.form("MG1", [("urn", f"99ZZ{self.chance.randrange(10 ** 7):07}25"), ("defendant", self.filled("{A}", "MG1")), ("officer", f"{self.rank['Q']} {self.name['Q']}, 07700 900{self.chance.randrange(1000):03}"), ("plea", plea), ("hearing", court)])

    def write_mg4(self):
        bail = {"MG4A": "Conditional bail; conditions are set out apart", "MG7": "Refused"}.get(self.extra, "Unconditional bail")
        if bail.startswith("Unconditional"):
            self.alike.append("bail without conditions")
        reply = self.chance.choice(["No reply", "None", "\"I have nothing to say\""])
        return self.form("MG4", [("defendant", self.filled("{A}", "MG4")), ("charge", self.filled("On {D} at {P} " + self.told["charge"] + ", contrary to " + ACTS[self.told["offence"]], "MG4")), ("reply", reply), ("bail", bail)])

    def write_mg5(self):
        trigger = {"MG4A": "He was released on bail with conditions.", "MG19": "The victim asks for compensation.", "MG16": "The prosecution wishes to rely on bad character.", "MG21": f"Exhibit {self.exhibits[0]['ref']} was sent to the laboratory for examination.",
                   "MG3": "A prosecutor decided on the charge after a report.", "MG7": "A remand in custody is sought.", "MG2": f"The witness {self.name['W']} is intimidated and wishes for special measures.",
                   "MG18": "The accused asks for two other offences to be taken into consideration."}[self.extra]
        if self.extra == "MG21" and self.plan.get("exhibit-unproduced") is self.exhibits[0]:
            trigger = "A swab was sent to the laboratory for examination."
        gap = "point-unproved" in self.plan
        talk = "He answered no comment to every question." if gap or self.contested else "He admitted the offence in full and said that he was sorry."
        summary = " ".join(self.filled(words, "MG5") for words in self.sentences(self.told["report"])) + " " + trigger
        other = self.chance.choice([f"The {self.exhibits[0]['thing']} and the {self.exhibits[-1]['thing']}.", "None beside the witnesses."])
        day = self.date(self.day + datetime.timedelta(days=6))
        return self.form("MG5", [("defendant", self.filled("{A}", "MG5")), ("summary", summary), ("interview", talk), ("other-evidence", other), ("supervisor", f"I have read this summary and find it fair. {self.sergeant}, {day}")])

    def write_mg6(self):
        unneeded = self.chance.choice([form for form in ("MG7", "MG13", "MG17", "MG18") if form != self.extra])
        self.alike.append(f"{unneeded} said not to be needed")
        return self.form("MG6", [("victim", self.chance.choice(["Supports the prosecution.", "Was asked and has no wish to add."])), ("credibility", "Nothing known against any witness."), ("officer", f"{self.rank['Q']} {self.name['Q']}, {self.date(self.day + datetime.timedelta(days=7))}. No {unneeded} is needed.")])

    def witnesses(self):
        rows = [self.name["V"], self.name["W"], f"{self.rank['O']} {self.name['O']}"]
        if self.recorded:
            rows.append(self.name["X"])
        return rows

    def turned(self, name):
        given, family = name.split()[-2:]
        return f"{family.upper()}, {given}" if self.upside else name

    def write_mg9(self):
        self.upside = self.chance.random() < 0.4
        rows = [[self.turned(name), f"07700 900{self.chance.randrange(1000):03}", "Yes"] for name in self.witnesses()]
        if self.recorded:
            rows[-1][2] = "Recorded interview, see MG15"
            self.alike.append("a witness whose evidence is a recorded interview")
        if self.plan.get("witness-without-statement"):
            given, family = (text.split() for text in NAMES["welsh" if self.origin != "welsh" else "british"])
            name = f"{self.chance.choice(given)} {self.chance.choice([one for one in family if one not in ' '.join(self.name.values())])}"
            how = self.chance.choice(["Yes", "To follow", "No", "Awaited"])
            rows.insert(self.chance.randrange(len(rows) + 1), [self.turned(name), f"07700 900{self.chance.randrange(1000):03}", how])
            self.plant("witness-without-statement", name, f"listed, statement: {how}")
        return self.listed("MG9", ["Name", "Telephone", "Statement"], rows)

    def write_mg10(self):
        rows = [[name, self.chance.choice(["None", "1 to 12 August", "any Friday", "20 to 29 December"])] for name in self.witnesses()]
        if self.plan.get("field-empty") == "MG10/dates":
            rows[self.chance.randrange(len(rows))][1] = self.chance.choice(["", "TBC", "........"])
            self.plant("field-empty", "MG10/dates", "one row")
        return self.listed("MG10", ["Witness", "Dates to avoid"], rows)

    def write_mg12(self):
        rows, squeezed = [], self.chance.random() < 0.4
        for one in self.exhibits:
            if self.plan.get("exhibit-unlisted") is one:
                continue
            rows.append([one["ref"].replace("/", "") if squeezed else one["ref"], one["thing"], self.name[one["who"]], self.chance.choice(["property store 4", "digital evidence store", "station safe"])])
        for field, at in (("MG12/producer", 2), ("MG12/location", 3)):
            if self.plan.get("field-empty") == field:
                rows[-1][at] = self.chance.choice(["", "TBC", "........"])
                self.plant("field-empty", field, "one row")
        if self.plan.get("exhibit-unproduced"):
            self.plant("exhibit-unproduced", self.plan["exhibit-unproduced"]["ref"], "listed, kept but not produced in the statement")
        return self.listed("MG12", ["Ref", "Description", "Produced by", "Location"], rows)

    def write_mg15(self):
        start = self.chance.randrange(9 * 60, 12 * 60)
        clock = f"{start // 60:02}:{start % 60:02} to {(start + 24) // 60:02}:{(start + 24) % 60:02}"
        who = self.filled("{A}", "MG15")
        return self.form("MG15", [("person", who), ("when", f"{self.date(self.day + datetime.timedelta(days=4))}, {clock}"), ("present", f"{self.rank['Q']} {self.name['Q']}; duty solicitor"), ("caution", "Given and understood"),
                                  ("account", self.chance.choice([f"{who.split()[-1]} answered no comment to every question.", f"{who.split()[-1]} handed in no statement and made no comment throughout."]))])

    def write_recorded(self):
        day = self.date(self.day + datetime.timedelta(days=2))
        layout = self.chance.choice(forms.LAYOUTS)
        rows = [("person", self.name["X"] + " (witness)"), ("when", f"{day}, 10:05 to 10:20"), ("present", f"{self.rank['Q']} {self.name['Q']}; intermediary"), ("account", "I was in the next street. I heard voices and saw nothing of what happened.")]
        return [forms.heading(self.chance, layout, "MG15") + "\n" + forms.fields(self.chance, layout, "MG15", rows)]

    def plain(self, form):
        """Pages of a form that carries no fact of the event."""
        day = self.date(self.day + datetime.timedelta(days=8))
        signed = f"{self.rank['Q']} {self.name['Q']}, signed, {day}"
        who = self.name["A"]
        return self.form(form, {
            "MG6C": [("items", "1. Officer's rough notes of the call. 2. Message log of the control room. 3. Duty roster."), ("officer", signed)],
            "MG6D": [("items", "There is no sensitive material."), ("officer", signed)],
            "MG6E": [("items", "None of the items undermines the prosecution or assists the defence."), ("certificate", "I have examined all the material kept for this case."), ("officer", signed)],
            "MG4A": [("conditions", "Not to contact any prosecution witness."), ("reasons", "To prevent interference with witnesses.")],
            "MG19": [("loss", "Cost of putting things right: £180"), ("evidence", "Receipt attached")],
            "MG16": [("convictions", "One, in 2021, of a like kind"), ("gateway", "Important to a matter in issue")],
            "MG21": [("exhibits", f"{self.exhibits[0]['ref']}, {self.exhibits[0]['thing']}" if self.plan.get("exhibit-unproduced") is not self.exhibits[0] else "Swab"), ("points", "Whether it carries a mark of the accused")],
            "MG3": [("suspect", who), ("offence", self.told["offence"].replace("-", " ")), ("summary", "See the police report."), ("enquiries", "Witnesses seen; cameras looked at; no other line open.")],
            "MG7": [("grounds", "Further offences are feared."), ("facts", "Failed to attend court in 2022.")],
            "MG2": [("witness", self.name["W"]), ("measures", "Screens"), ("views", "Wishes for screens.")],
            "MG18": [("offences", "1. Theft of a bicycle, May 2024. 2. Theft of a coat, June 2024."), ("signature", f"signed {who}")],
        }[form])

    def write(self):
        self.odd = self.plan["disagreement"]["source"] if "disagreement" in self.plan else None
        self.blank_of = self.chance.choice("VW")
        made = []
        for form in self.present:
            writer = getattr(self, f"write_{form.lower()}", None)
            made.append((form, *self.kept(writer if writer else lambda form=form: self.plain(form))))
        for who in "VWO":
            made.append((f"MG11 {self.name[who].split()[-1]}", *self.kept(lambda who=who: self.told_by(who))))
        if self.recorded:
            made.append(("interview witness", *self.kept(self.write_recorded)))
        self.gather(made)
        if "form-missing" in self.plan:
            self.defects.append({"kind": "form-missing", "subject": self.plan["form-missing"]})
            self.planted.append("form-missing: left out")
        if "point-unproved" in self.plan:
            self.defects.append({"kind": "point-unproved", "subject": self.told["gap"]})
            self.planted.append("point-unproved: no sentence goes to it")

    def told_by(self, who):
        pages = self.statement(who)
        if self.odd == who:
            self.plant("disagreement", self.plan["disagreement"]["what"], "one MG11 against the rest")
        one = self.plan.get("exhibit-unlisted")
        if one and one["who"] == who:
            self.plant("exhibit-unlisted", one["ref"], "produced, no row in the list")
        return pages

    def kept(self, write):
        """Pages, and which defects were planted while they were written."""
        before = len(self.defects)
        pages = write()
        return pages, self.defects[before:]

    def gather(self, made):
        """Puts forms together into documents, in an order of its own."""
        chance = self.chance
        groups = [[one] for one in made]
        for pair in (("MG9", "MG10"), ("MG6C", "MG6D", "MG6E"), ("MG4", "MG4A"), tuple(f"MG11 {self.name[who].split()[-1]}" for who in "VW")):
            together = [group for group in groups if len(group) == 1 and group[0][0] in pair]
            if len(together) > 1 and chance.random() < 0.35:
                groups = [group for group in groups if group not in together] + [[one for group in together for one in group]]
                self.alike.append("several forms in one document")
        chance.shuffle(groups)
        for number, group in enumerate(groups, 1):
            pages = [page for _, some, _ in group for page in some]
            for _, _, defects in group:
                for defect in defects:
                    defect["documents"] = [str(number)]
            name = chance.choice(["_".join(one[0] for one in group).replace(" ", "_") + ".pdf", f"scan{number:04}.pdf", f"item {number}.docx", group[0][0].lower() + ".txt"])
            for at, page in enumerate(pages, 1):
                self.documents.append({"document": str(number), "name": name, "page": at, "text": forms.MARK + "\n" + forms.worn(chance, page, {"clean": 0, "light": 0.004, "heavy": 0.012}[self.noise])})


def item(case):
    groups = {"offence": case.told["offence"], "plea": case.plea, "noise": case.noise, "origin": case.origin}
    return {"id": case.id, "input": {"case": {"offence": case.told["offence"], "plea": case.plea, "test": case.test}, "documents": {"file": f"files/{case.id}.jsonl"}}, "expected": {"defects": case.defects}, "groups": groups,
            "cluster": f"{case.told['offence']}/{case.told['name']}", "split": split_of(case.told)}


TIMES = {"dev": 3, "test": 10}  # how often a story is told anew


def rows_of(rows):
    return "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows).encode()


def split_of(story):
    """Every second story is for whoever makes a tool."""
    return "dev" if STORIES.index(story) % 2 == 0 else "test"


def cases():
    made = []
    plan = [(story, time) for time in range(TIMES["test"]) for story in STORIES if time < TIMES[split_of(story)]]
    for number, (story, time) in enumerate(plan, 1):
        case = Case(number, story, time)
        case.choose()
        case.write()
        made.append(case)
    return made


def main(check):
    made = cases()
    out = {f"files/{case.id}.jsonl": rows_of(case.documents) for case in made}
    out["items.jsonl"] = rows_of([item(case) for case in made])
    out["planted.jsonl"] = rows_of([{"id": case.id, "defects": case.planted, "lookalikes": sorted(set(case.alike))} for case in made])
    with open(os.path.join(HERE, "LICENSE"), "rb") as file:
        listed = dict(out, LICENSE=file.read())
    groups = {name: {"title": title, "values": sorted({item(case)["groups"][name] for case in made})} for name, title in (("noise", "Letters misread"), ("offence", "Offence"), ("origin", "Tradition of the names of victim and witnesses"), ("plea", "Plea expected"))}
    head = {"id": "case-files-fresh", "version": "1", "task": "case-file-check", "title": "Made-up case files with planted defects, by another hand", "licence": "MIT", "source": "made up by make-case-files-fresh.py", "sensitivity": "synthetic", "exposure": "open",
            "metrics": {}, "groups": groups, "files": [{"path": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in sorted(listed.items())]}
    out["benchmark.json"] = (json.dumps(head, sort_keys=True, separators=(",", ":")) + "\n").encode()
    for name, data in out.items():
        path = os.path.join(HERE, name)
        if not check:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(data)
            continue
        with open(path, "rb") as file:
            if file.read() != data:
                sys.exit(f"{path} is not what make-case-files-fresh.py makes; run it")
    tally = collections.Counter(defect["kind"] for case in made for defect in case.defects)
    print(len(made), "files,", sum(tally.values()), "defects:", dict(sorted(tally.items())))


if sys.argv[1:] not in ([], ["--check"]):
    sys.exit(__doc__)
main(sys.argv[1:] == ["--check"])
