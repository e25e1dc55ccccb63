"""A case: which papers it has, what is planted in them, what they say. How they look is the layouts' business (layouts_dev.py, layouts_test.py)."""
import datetime
import random
import re

import words

MARK = "SAMPLE - made up, about nobody"
RANKS = ("PC", "DC", "DS", "PS", "Sgt", "PCSO", "Insp")
ALWAYS = ["MG1", "MG4", "MG5"]
CONTESTED = ["MG6", "MG9", "MG10", "MG12", "MG15"]
SCHEDULES = ["MG6C", "MG6D", "MG6E"]
# fields that may be left blank, by form; of a list, in one row
FIELDS = {
    "MG1": ["urn", "defendant", "officer", "plea", "hearing"], "MG2": ["witness", "measures", "views"], "MG3": ["suspect", "offence", "enquiries"], "MG4": ["defendant", "reply"], "MG4A": ["conditions", "reasons"], "MG5": ["interview", "supervisor"], "MG6": ["victim", "credibility", "officer"],
    "MG6C": ["officer"], "MG6D": ["reason", "officer"], "MG6E": ["items", "certificate", "officer"], "MG7": ["grounds", "facts"], "MG10": ["dates"], "MG11": ["age", "occupation"], "MG12": ["producer", "location"], "MG15": ["person", "when", "present", "caution"], "MG16": ["convictions", "gateway"],
    "MG18": ["offences", "signature"], "MG19": ["loss", "evidence"], "MG21": ["exhibits", "points"],
}
KINDS = ["form-missing", "field-empty", "statement-unsigned", "statement-undated", "statement-without-declaration", "exhibit-unproduced", "exhibit-unlisted", "witness-without-statement", "disagreement", "point-unproved"]


def sentence(text):
    """Tags, what is said, what is said where the point is left out (None: nothing)."""
    head, bar, rest = text.partition("|")
    if not bar or not re.fullmatch(r"[a-z0-9,-]+", head):
        return set(), text, None
    said, bar, instead = rest.partition("|")
    return set(head.split(",")), said, instead if bar else None


class Case:
    def __init__(self, part, number, story, telling, layouts, tally):
        self.part, self.story, self.tally = part, story, tally
        self.id = f"{part}-{number:03}"
        self.chance = random.Random(f"forms {self.id} {story['name']}")
        self.layout = layouts[(telling + number * 3) % len(layouts)] if part == "dev" else layouts[number % len(layouts)]
        self.stray = layouts[(layouts.index(self.layout) + 1 + self.chance.randrange(len(layouts) - 1)) % len(layouts)]
        self.noise = self.layout.noise or self.chance.choice(["clean", "clean", "light"])
        self.defects, self.planted, self.alike, self.documents = [], [], [], []
        self.words, self.nothing = words.TEXT[part], words.NOTHING[part]
        self.test = story["test"]
        self.plea = ["not guilty", "guilty", "not guilty", "unknown", "not guilty"][(telling + number) % 5]
        self.dates()
        self.initials = {who: story[who][0][0] + story[who][1][0] for who in "VWXO"}
        self.refs, seen = [], {}
        for who, _, _ in story["exhibits"]:
            seen[who] = seen.get(who, 0) + 1
            self.refs.append(f"{self.initials[who]}/{seen[who]}")
        self.plan(number)

    def dates(self):
        step, day = datetime.timedelta, self.story["day"]
        self.arrest = day + step(self.story.get("arrest", 2))
        self.charged = self.arrest + step(1)
        self.hearing = self.charged + step(27)
        self.made = {"V": day + step(1), "W": day + step(3), "X": day + step(5), "O": self.arrest + step(1)}

    def full(self, who):
        return f"{self.story[who][0]} {self.story[who][1]}"

    # what is planted

    def plan(self, number):
        chance, story = self.chance, self.story
        self.contested = self.plea != "guilty"
        self.forms = list(ALWAYS) + (CONTESTED + (SCHEDULES if self.test == "full code" else []) if self.contested else [])
        self.people = "VWO" + ("X" if self.contested or chance.random() < 0.5 else "")
        self.plant = {}
        kinds = [] if (number if self.part == "dev" else number + number // 9) % 3 == 0 else self.kinds(chance.choice([1, 2, 2, 3, 3, 4]))
        self.gap = chance.choice(story["gaps"]) if "point-unproved" in kinds else None
        self.extras = self.choose_extras()
        self.recorded = self.contested and "witness-without-statement" not in kinds and chance.random() < 0.25
        statements = [who for who in self.people if not (who == "X" and (self.recorded or "witness-without-statement" in kinds))]
        chance.shuffle(statements)
        for kind in kinds:
            if kind.startswith("statement-"):
                self.plant[kind] = statements.pop()
            elif kind == "exhibit-unproduced":
                self.plant[kind] = chance.choice([1, 2, 4])
            elif kind == "exhibit-unlisted":
                self.plant[kind] = chance.choice([at for at in (1, 2, 3, 4) if at != self.plant.get("exhibit-unproduced")])
            elif kind == "witness-without-statement":
                self.plant[kind] = "X"
            elif kind == "disagreement":
                self.plant[kind] = self.choose_disagreement(kinds)
            elif kind == "point-unproved":
                self.plant[kind] = self.gap
        self.absent, self.blanks = [], []
        room = 4 - len(kinds)
        if "form-missing" in kinds:
            more = min(room, chance.choice([0, 1]))
            room -= more
            for _ in range(1 + more):
                self.absent.append(self.choose_missing(kinds))
            self.plant["form-missing"] = self.absent
        if "field-empty" in kinds:
            for _ in range(1 + min(room, chance.choice([0, 1, 1, 2]))):
                self.blanks.append(self.choose_field())
            self.plant["field-empty"] = self.blanks

    def kinds(self, count):
        able = [kind for kind in KINDS if self.contested or kind not in ("exhibit-unproduced", "exhibit-unlisted", "witness-without-statement")]
        self.chance.shuffle(able)
        able.sort(key=lambda kind: self.tally[kind])
        chosen = able[:count]
        if "field-empty" not in chosen and count < 4 and self.chance.random() < 0.45:
            chosen.append("field-empty")  # there are many fields
        for kind in able[:count]:
            self.tally[kind] += 1
        return [kind for kind in KINDS if kind in chosen]

    def choose_extras(self):
        story = self.story
        able = ["MG3"] + (["MG4A"] if self.test == "full code" else [])
        if self.gap is None:
            able += ["MG2"] if self.contested else ["MG18"]
            able += (["MG16"] if not story["bad"].startswith("None") else []) + (["MG19"] if story["loss"] else []) + (["MG21"] if story["lab"] else [])
        count = min(len(able), self.chance.choice([1, 2, 2, 3]))
        return self.chance.sample(able, count) + (["MG7"] if self.test == "threshold" else [])

    def choose_missing(self, kinds):
        odd = self.plant.get("disagreement", (None, None))[1]
        able = [form for form in self.forms + self.extras if form != odd and form not in self.absent]
        if "exhibit-unproduced" in kinds or "exhibit-unlisted" in kinds:
            able = [form for form in able if form != "MG12"]
        if "witness-without-statement" in kinds:
            able = [form for form in able if form != "MG9"]
        if self.test == "threshold":
            able = [form for form in able if form != "MG1"]
        if "MG5" in self.absent:
            able = [form for form in able if form not in ("MG15", "MG3", "MG16", "MG18", "MG19", "MG21", "MG7")]
        if "MG4" in self.absent:
            able = [form for form in able if form != "MG4A"]
        if "MG4A" in self.absent:
            able = [form for form in able if form != "MG4"]
        if "MG6" in self.absent or "MG2" in self.absent:
            able = [form for form in able if form not in ("MG6", "MG2")]
        if self.plea == "unknown":
            able = [form for form in able if form not in CONTESTED + SCHEDULES + ["MG2"]]
        if any(form in self.extras for form in ("MG3", "MG16", "MG18", "MG19", "MG21", "MG7")) or "disagreement" in kinds or "MG15" in self.absent:
            able = [form for form in able if form != "MG5"]
        self.chance.shuffle(able)
        able.sort(key=lambda form: self.tally["missing " + form])
        self.tally["missing " + able[0]] += 1
        return able[0]

    def choose_field(self):
        what, odd = self.plant.get("disagreement", (None, None))
        able = []
        for form in self.forms + self.extras + ["MG11"]:
            if form == odd or form in self.absent or form in (blank[0] for blank in self.blanks) or (form == "MG12" and "exhibit-unproduced" in self.plant) or form == "MG9":
                continue
            able += [(form, field) for field in FIELDS.get(form, []) if not (form == "MG5" and "MG15" in self.absent) and not (field == "reason" and not self.sensitive())]
        self.chance.shuffle(able)
        able.sort(key=lambda one: (self.tally["field " + "/".join(one)], self.tally["fields of " + one[0]]))
        self.tally["field " + "/".join(able[0])] += 1
        self.tally["fields of " + able[0][0]] += 1
        return able[0]

    def sensitive(self):
        return len(self.story["name"]) % 2 == 0

    def choose_disagreement(self, kinds):
        able = {"time": ["V", "W", "MG5"], "date": ["MG4", "V", "W", "MG5"], "place": ["MG4", "W", "MG5"], "name": ["MG1", "MG4"] + (["MG15"] if "MG15" in self.forms else [])}
        # three papers at least: one against one says nothing
        if self.story["plate"] and len(self.where_plate(kinds)) >= 3:
            able["plate"] = self.where_plate(kinds)
        what = min(sorted(able), key=lambda one: (self.tally["disagreement " + one], self.chance.random()))
        self.tally["disagreement " + what] += 1
        return what, self.chance.choice(able[what])

    def where_plate(self, kinds):
        return [who for who in "VWOX" if who in self.people and not (who == "X" and "witness-without-statement" in kinds) and any("{plate}" in one for one in self.story["say"][who])] + ["MG5"]

    # what is said

    def values(self, where, style=None, caps=False):
        """What a paper says of the event; the odd one says one thing in another way."""
        story, layout = self.story, self.layout
        what, odd = self.plant.get("disagreement", (None, None))
        changed = what if odd == where else None
        day, hour = story["day"], story["time"]
        if changed == "date":
            day += datetime.timedelta(self.chance.choice([9, 14, -7, 20]))
        if changed == "time":
            at = (hour[0] * 60 + hour[1] + self.chance.choice([70, 95, 130, -75, -100])) % 1440
            hour = (at // 60, at % 60)
        accused = story["A2"] if changed == "name" else story["A"][:2]
        told = {who: self.full(who) for who in "VWXO"}
        told["A"] = " ".join(accused)
        if caps:
            told = {who: name.rsplit(" ", 1)[0] + " " + name.rsplit(" ", 1)[1].upper() for who, name in told.items()}
        plate = story["other_plate"] if changed == "plate" else story["plate"]
        if plate and changed != "plate" and self.chance.random() < 0.12:
            plate = plate.replace(" ", "")
            self.alike.append("a plate without its space")
        told.update({f"e{at}": ref for at, ref in enumerate(self.refs, 1)})
        date_style = style or self.chance.choice(layout.dates)
        time_style = self.chance.choice(layout.times)
        told.update(day=words.DATES[date_style](day), time=words.TIMES[time_style](*hour), place=story["elsewhere"] if changed == "place" else story["place"], plate=plate, arrest=words.DATES[date_style](self.arrest), old=f"{self.initials['W']}/9")
        self.now_odd = (changed, told["day"], told["time"], told["place"], told["plate"], told["A"]) if changed else None
        if changed:
            self.record("disagreement", changed, f"one paper ({where}) against the rest")
        return told

    def say(self, texts, told):
        """The sentences of a paper without what is left out."""
        said = []
        for text in texts:
            tags, whole, instead = sentence(text)
            if "exhibit-unproduced" in self.plant and f"e{self.plant['exhibit-unproduced']}" in tags:
                continue
            if self.gap in tags:
                whole = instead
            if whole:
                whole = whole.format(**told)
                said.append(whole[0].upper() + whole[1:])
        return said

    def record(self, kind, subject, how, cited=True):
        self.defects.append({"kind": kind, "subject": subject, **({"documents": None} if cited else {})})
        self.planted.append(f"{kind}: {subject}: {how}")

    def value(self, form, field, value):
        """The value of a field, None where it is left blank."""
        if (form, field) in self.blanks:
            self.record("field-empty", f"{form}/{field}", "blank")
            return None
        return value

    def person(self, who, style=None):
        """A name as a form has it."""
        given, surname = self.story[who][:2]
        style = style or self.chance.choice(self.layout.persons)
        name = {"plain": f"{given} {surname}", "comma": f"{surname.upper()}, {given}", "caps": f"{given} {surname.upper()}"}[style]
        if who == "O":
            rank, number = self.story["O"][2:4]
            return {"plain": f"{rank} {number} {name}", "comma": f"{name} {rank} {number}", "caps": f"{rank} {name} {number}"}[style]
        return name

    def accused(self, where, style=None):
        story = dict(self.story)
        what, odd = self.plant.get("disagreement", (None, None))
        given, surname = story["A2"] if what == "name" and odd == where else story["A"][:2]
        style = style or self.chance.choice(self.layout.persons)
        return {"plain": f"{given} {surname}", "comma": f"{surname.upper()}, {given}", "caps": f"{given} {surname.upper()}"}[style]

    def date(self, day):
        return words.DATES[self.chance.choice(self.layout.dates)](day)

    def nothing_of(self, key):
        self.alike.append(f"{key} says that there is nothing")
        return self.chance.choice(self.nothing[key])

    def field(self, form, name, value):
        return ("field", f"{form}/{name}", self.value(form, name, value))

    def plain(self, name, value):
        return ("plain", name, value)

    def parts_mg1(self):
        told = self.values("MG1")
        return [self.plain("force", "Sample Constabulary"), self.field("MG1", "urn", f"99/SA/{len(self.story['name']) * 37 + 1000}/25"), self.field("MG1", "defendant", self.accused("MG1")), self.field("MG1", "officer", self.person("O")),
                self.field("MG1", "plea", {"guilty": "Guilty", "not guilty": "Not guilty", "unknown": "Not known"}[self.plea]), self.field("MG1", "hearing", f"{self.date(self.hearing)}, Sample Magistrates' Court"), self.plain("office", "")] if told else []

    def parts_mg4(self):
        told = self.values("MG4")
        bail = "custody" if self.test == "threshold" else "conditional" if "MG4A" in self.extras else "unconditional"
        if bail == "unconditional":
            self.alike.append("bail without conditions")
        charge = f"On {told['day']} at {told['place']} you " + re.sub(r"\b(he|she)\b", "you", re.sub(r"\b(his|her) (breath|possession|own)", r"your \2", self.story["charge"])).format(**told) + ", " + self.story["act"] + "."
        reply = self.nothing_of("MG4/reply")
        return [self.field("MG4", "defendant", self.accused("MG4")), self.field("MG4", "charge", charge), self.field("MG4", "reply", reply), self.plain("time", f"{self.date(self.charged)} 15:50"), self.field("MG4", "bail", self.words[bail])]

    def notes(self, told):
        said = [self.chance.choice(words.ASKED[self.part][form]).format(**told) for form in self.extras if form in words.ASKED[self.part] and form != "MG2"]
        refused = [form for form in words.NOT_ASKED[self.part] if form not in self.extras and (form != "MG18" or self.plea == "guilty") and (form != "MG2" or self.contested)]
        for form in self.chance.sample(refused, min(2, len(refused))):
            said.append(words.NOT_ASKED[self.part][form][0])
            self.alike.append(f"{form} said not to be needed")
        if self.chance.random() < 0.4:
            said.append(self.words["spoken"])
            self.alike.append("somebody spoken to who made no statement and is not listed")
        return " ".join(said)

    def parts_mg5(self):
        told = self.values("MG5")
        summary = " ".join(self.say(self.story["summary"], told))
        admits = self.plea == "guilty" and self.gap is None
        interview = f"Interviewed on {self.date(self.arrest)}. " + " ".join(self.say(self.story["admits" if admits else "denies"], told))
        return [self.plain("defendant", self.accused("MG5")), self.field("MG5", "summary", summary), self.field("MG5", "interview", interview), self.field("MG5", "other-evidence", self.words["other"]), self.plain("notes", self.notes(told)), self.field("MG5", "supervisor", "PS 1201 H Garner" if self.part == "dev" else "Sgt 88 M Lomax")]

    def parts_mg6(self):
        told = self.values("MG6")
        victim = self.words["victim"] if "victim" in self.words else self.words["MG6/victim"]
        if "MG2" in self.extras:
            victim += ". " + self.chance.choice(words.ASKED[self.part]["MG2"])
        return [self.field("MG6", "victim", victim.format(**told)), self.field("MG6", "credibility", self.nothing_of("MG6/credibility")), self.field("MG6", "officer", self.person("O"))]

    def parts_mg9(self):
        rows = []
        for who in self.people:
            kind = "MG11" if who != "X" or not self.recorded else "video recorded interview"
            if who == "X" and "witness-without-statement" in self.plant:
                kind = self.chance.choice(["MG11", "MG11", "to follow", "statement requested"])
                self.record("witness-without-statement", self.full("X"), f"listed, no statement: {kind}")
            rows.append([self.person(who), "police officer" if who == "O" else self.story[who][2], kind])
        self.chance.shuffle(rows)
        return [self.plain("defendant", self.accused("MG9")), ("table", "MG9", rows)]

    def parts_mg10(self):
        blank = ("MG10", "dates") in self.blanks
        rows = []
        for who in self.people:
            dates = f"{self.date(self.hearing + datetime.timedelta(12))} to {self.date(self.hearing + datetime.timedelta(19))}" if self.chance.random() < 0.4 else self.nothing_of("MG10")
            rows.append([self.person(who), dates])
        if blank:
            rows[self.chance.randrange(len(rows))][1] = self.value("MG10", "dates", "")
        return [("table", "MG10", rows)]

    def parts_mg12(self):
        rows = []
        for at, (who, what, kept) in enumerate(self.story["exhibits"], 1):
            if self.plant.get("exhibit-unlisted") == at:
                continue
            if self.plant.get("exhibit-unproduced") == at:
                self.record("exhibit-unproduced", self.refs[at - 1], "listed, the sentence that produces it left out")
            rows.append([self.refs[at - 1], what, self.person(who), kept])
        for field, column in (("producer", 2), ("location", 3)):
            if ("MG12", field) in self.blanks:
                rows[self.chance.randrange(len(rows))][column] = self.value("MG12", field, "")
        return [("table", "MG12", rows)]

    def parts_mg6c(self):
        rows = [[str(at), what, where] for at, (what, where) in enumerate(self.words["unused"], 1)]
        return [self.plain("number", "1"), ("table", "MG6C", rows), self.field("MG6C", "officer", self.person("O"))]

    def parts_mg6d(self):
        if self.sensitive():
            row = ["1"] + list(self.words["sensitive"])
            row[2] = self.value("MG6D", "reason", row[2])
            listed = [("table", "MG6D", [row])]
        else:
            listed = [("text", self.nothing_of("MG6D") + ".")]
        return listed + [self.field("MG6D", "officer", self.person("O"))]

    def parts_mg15(self):
        told = self.values("MG15")
        admits = self.plea == "guilty" and self.gap is None
        account = " ".join(self.say(self.story["admits" if admits else "denies"], told))
        return [self.field("MG15", "person", self.accused("MG15")), self.field("MG15", "when", f"{self.date(self.arrest)}, {words.TIMES[self.layout.times[0]](11, 12)}"), self.field("MG15", "present", f"{self.person('O')}; duty solicitor"), self.field("MG15", "caution", self.words["MG15/caution"]), self.field("MG15", "account", account)]

    def parts_of(self, form):
        story, text = self.story, self.words
        made = getattr(self, f"parts_{form.lower()}", None)
        if made:
            return made()
        told = self.values(form)
        told["who"] = self.accused(form)
        by_form = {
            "MG2": [("witness", self.person("V")), ("measures", text["MG2/measures"]), ("views", text["MG2/views"])],
            "MG3": [("suspect", told["who"]), ("offence", story["offence"].replace("-", " ").capitalize()), ("summary", f"See the {words.TITLES[self.part]['MG5'].lower()}."), ("enquiries", self.nothing_of("MG3/enquiries") if form == "MG3" else "")],
            "MG4A": [("conditions", story["conditions"].format(**told)), ("reasons", text["MG4A/reasons"])], "MG6E": [("items", self.nothing_of("MG6E/items") if form == "MG6E" else ""), ("certificate", text["MG6E/certificate"]), ("officer", self.person("O"))],
            "MG7": [("grounds", text["MG7/grounds"]), ("facts", text["MG7/facts"])], "MG16": [("convictions", story["bad"]), ("gateway", text["MG16/gateway"])], "MG18": [("offences", text["MG18/offences"]), ("signature", f"(signed) {' '.join(story['A'][:2])}")],
            "MG19": [("loss", (story["loss"] or ("", ""))[0]), ("evidence", (story["loss"] or ("", ""))[1])], "MG21": [("exhibits", f"{self.refs[2]} {story['exhibits'][2][1]}"), ("points", story["lab"] or "")],
        }
        return [self.field(form, name, value) for name, value in by_form[form]]

    # statements

    def statement(self, who, texts=None, made=None, layout=None):
        chance, layout = self.chance, layout or self.layout
        caps = chance.random() < 0.3
        told = self.values(who if texts is None else who + " again", caps=caps)
        body = self.say(texts or self.story["say"][who], told)
        if who == "W" and texts is None and "e2" not in self.missing_exhibits() and chance.random() < 0.3:
            body.append(self.words["marked"].format(**told))
            self.alike.append("an exhibit marked anew")
        if who == "X" and chance.random() < 0.3:
            body.append(self.words["noevidence"])
        name, pages = self.full(who), layout.pages_of(body)
        made = made or self.made[who]
        lacks = {kind for kind in ("statement-unsigned", "statement-undated", "statement-without-declaration") if self.plant.get(kind) == who and texts is None}
        whole, half = words.DECLARATIONS[self.part]
        sign = chance.choice(layout.signs)
        signature = self.signed(sign, who, made, "statement-undated" in lacks)
        if sign != "initial":
            self.alike.append(f"signed: {sign}")
        by = "" if who == "O" else self.officer_signs()
        declaration = chance.choice(whole).format(pages=pages)
        if "statement-without-declaration" in lacks:
            declaration = chance.choice(half + [None])
            self.record("statement-without-declaration", name, "half of it" if declaration else "none")
        if "statement-unsigned" in lacks:
            signature = None
            self.record("statement-unsigned", name, "only the officer's name" if by else "blank")
        date = words.DATES[chance.choice(layout.dates + layout.signed_dates)](made)
        if "statement-undated" in lacks:
            date = None
            self.record("statement-undated", name, "blank")
        blank = next((one for one in self.blanks if one[0] == "MG11"), None)
        age, occupation = "Over 18", "Police officer" if who == "O" else self.story[who][2].capitalize()
        if blank and who == self.blank_of and texts is None:
            self.record("field-empty", "/".join(blank), f"blank, {name}")
            age, occupation = (None, occupation) if blank[1] == "age" else (age, None)
        return layout.statement(self, {"name": self.person(who), "age": age, "occupation": occupation, "pages": str(pages), "declaration": declaration, "signature": signature, "date": date, "by": by, "body": body})

    def missing_exhibits(self):
        return {f"e{self.plant[kind]}" for kind in ("exhibit-unproduced", "exhibit-unlisted") if kind in self.plant}

    def officer_signs(self):
        given, surname, rank, number = self.story["O"][:4]
        return self.chance.choice([f"{rank} {number} {surname}", f"{given[0]} {surname} {rank} {number}"])

    def signed(self, style, who, made, undated):
        given, surname = self.story[who][:2]
        short = f"{given[0]} {surname}" + (f" {self.story['O'][2]} {self.story['O'][3]}" if who == "O" else "")
        stamp = "" if undated else f" on {words.DATES['slash'](made)}"
        return {"initial": short, "dotted": short.replace(" ", ". ", 1), "signed": f"(signed) {short}", "slash": f"/s/ {given} {surname}", "electronic": f"Signed electronically by {given} {surname} at 14:02{stamp}", "picture": "[signature]", "image": f"[image: signature of {given} {surname}]", "full": f"{given} {surname}",
                "esign": f"{given} {surname} (electronic signature)", "tablet": f"Signed on tablet: {given} {surname}{stamp}", "quoted": f"\"{short}\"",
                "sgd": f"Sgd. {short}", "pen": f"{given[0]}.{surname} [in ink]", "markdown": f"![signature of {given} {surname}](sig.png)", "stamp": f"e-signed by {given} {surname}{stamp}", "device": "[signature captured on device]", "quotedfull": f"'{given} {surname}'"}[style]

    # the file

    def write(self):
        self.blank_of = self.chance.choice("VW")
        made = []
        for form in self.forms + self.extras:
            if form in self.absent:
                self.record("form-missing", form, "left out", cited=False)
                continue
            if form == "MG1" and self.test == "threshold" and self.chance.random() < 0.5 and "MG1" not in (blank[0] for blank in self.blanks) and self.plant.get("disagreement", ("", ""))[1] != "MG1":
                self.alike.append("no front sheet on the Threshold Test")
                continue
            layout = self.stray if self.chance.random() < 0.2 else self.layout
            made.append((form, *self.kept(lambda form=form, layout=layout: layout.form(self, form, self.parts_of(form)))))
        for who in self.people:
            if who == "X" and "witness-without-statement" in self.plant:
                continue
            if who == "X" and self.recorded:
                self.alike.append("a witness whose evidence is a recorded interview")
                made.append(("interview", *self.kept(self.recorded_interview)))
                continue
            layout = self.stray if self.chance.random() < 0.2 else self.layout
            made.append(("MG11 " + self.story[who][1], *self.kept(lambda who=who, layout=layout: self.told_by(who, layout))))
        if self.chance.random() < 0.25:
            self.alike.append("a second statement, weeks later")
            made.append(("MG11 second", *self.kept(lambda: self.statement("V", [self.words["further"]], self.made["V"] + datetime.timedelta(33)))))
        if self.gap:
            self.record("point-unproved", self.gap, "no sentence goes to it", cited=False)
        self.gather(made)
        wanted = {kind for kind in self.plant}
        have = {defect["kind"] for defect in self.defects}
        if wanted != have:
            raise SystemExit(f"{self.id}: planned {sorted(wanted)}, planted {sorted(have)}")

    def told_by(self, who, layout):
        pages = self.statement(who, layout=layout)
        at = self.plant.get("exhibit-unlisted")
        if at and self.story["exhibits"][at - 1][0] == who:
            self.record("exhibit-unlisted", self.refs[at - 1], "produced, no row in the list")
        return pages

    def recorded_interview(self):
        told = self.values("X")
        title = {"dev": "Record of video recorded interview with a witness", "test": "Visually recorded interview: written record"}[self.part]
        return [[title, "", *self.layout.loose(self, "Witness", self.person("X")), *self.layout.loose(self, "Recorded", f"{self.date(self.made['X'])}, disc kept by the police"), "", *self.layout.wrap(" ".join(self.say(self.story["say"]["X"], told)))]]

    def kept(self, write):
        before = len(self.defects)
        pages = write()
        return pages, self.defects[before:]

    def gather(self, made):
        """Puts papers together into documents, in an order of its own."""
        chance = self.chance
        groups = [[one] for one in made]
        for some in (("MG9", "MG10"), ("MG6C", "MG6D", "MG6E"), ("MG4", "MG4A"), ("MG1", "MG4", "MG5"), tuple("MG11 " + self.story[who][1] for who in "VW"), ("MG12", "MG9")):
            together = [group for group in groups if len(group) == 1 and group[0][0] in some]
            if len(together) == len(some) and chance.random() < 0.25:
                groups = [group for group in groups if group not in together] + [[one for group in together for one in group]]
                self.alike.append("several forms in one document")
        chance.shuffle(groups)
        for number, group in enumerate(groups, 1):
            pages = [page for _, some, _ in group for page in some]
            if len(group) > 1 and chance.random() < 0.35:
                pages = [[line for page in pages for line in page + ["", ""]]]
                self.alike.append("several forms on one page")
            for _, _, defects in group:
                for defect in defects:
                    if "documents" in defect:
                        defect["documents"] = [str(number)]
            name = self.layout.file_name(self, number, group[0][0])
            for at, page in enumerate(pages, 1):
                text = "\n".join([MARK] + worn(chance, page, self.noise, self.names()))
                self.documents.append({"document": str(number), "name": name, "page": at, "text": text})

    def names(self):
        kept = {"Sample", "Constabulary", *words.MONTHS}
        for who in ("A", "A2", "V", "W", "X", "O"):
            kept.update(re.findall(r"\w+", " ".join(self.story[who][:2])))
        return {name.lower() for name in kept}


MISREAD = [("rn", "m"), ("m", "rn"), ("l", "1"), ("i", "l"), ("e", "c"), ("h", "b"), ("cl", "d"), ("o", "0")]
CHANCES = {"clean": 0, "light": 0.012, "heavy": 0.04}


def worn(chance, lines, noise, names):
    """Misreads words; names, references, plates and figures are left as they are but for O in a time."""
    def misread(match):
        word = match.group()
        if word.lower() in names or word.isupper() or len(word) < 4 or chance.random() > CHANCES[noise]:
            return word
        if chance.random() < 0.25:
            at = chance.randrange(2, len(word) - 1)
            return word[:at] + " " + word[at:]
        able = [pair for pair in MISREAD if pair[0] in word[1:]]
        if not able:
            return word
        old, new = chance.choice(able)
        return word[0] + word[1:].replace(old, new, 1)

    def time(match):
        return match.group().replace("0", "O", 1) if chance.random() < 0.15 and noise == "heavy" else match.group()

    made = []
    for line in lines:
        if CHANCES[noise]:
            line = re.sub(r"\b[0-2]\d:0\d\b", time, re.sub(r"(?<![\w/])[A-Za-z]+(?![\w/@])", misread, line))
            if not line.strip() and noise == "heavy" and chance.random() < 0.6:
                continue
        made.append(line.rstrip())
    return made


def item(case):
    """A line of items.jsonl."""
    groups = {"offence": case.story["offence"], "plea": case.plea, "layout": case.layout.name, "noise": case.noise, "origin": case.story["origin"]}
    return {"id": case.id, "input": {"case": {"offence": case.story["offence"], "plea": case.plea, "test": case.test}, "documents": {"file": f"files/{case.id}.jsonl"}}, "expected": {"defects": case.defects}, "groups": groups, "cluster": case.story["name"], "split": case.part}
