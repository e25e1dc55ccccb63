"""A whole case without defects: people, what happened, every form that such a file wants."""
import datetime
import os
import random

import case_stories
from case_forms import DECLARATIONS, Document

HERE = os.path.dirname(os.path.abspath(__file__))
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
HOURS = ["twelve", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"]


def names_by_origin():
    """The lists of the benchmark names-by-origin: origin -> (given names, family names)."""
    lists, origin = {}, None
    with open(os.path.join(HERE, "..", "names-by-origin", "lists.txt"), encoding="utf-8") as file:
        for line in file:
            if line.startswith("["):
                origin = line.strip()[1:-1]
                lists[origin] = {}
            elif origin and ":" in line:
                key, words = line.split(":", 1)
                lists[origin][key] = words.split()
    return lists


NAMES = names_by_origin()
ORIGINS = sorted(NAMES)


class Person:
    def __init__(self, given, family, rank=""):
        self.given, self.family, self.rank = given, family, rank

    full = property(lambda self: f"{self.given} {self.family}")
    initials = property(lambda self: self.given[0] + self.family[0])
    letters = property(lambda self: (self.given[0] + self.family[0]).upper())

    def listed(self, chance):
        """As a list of witnesses has the name."""
        shown = chance.choice([self.full, f"{self.given} {self.family.upper()}"])
        return f"{self.rank} {shown}" if self.rank else shown


class Statement(Document):
    """An MG11 whose sentences are still apart: [what it is there for, text]."""

    def __init__(self, who, role, name):
        super().__init__("MG11", name)
        self.who, self.role, self.sentences = who, role, []
        self.signed, self.dated, self.declared = True, True, True
        self.date = self.time = self.place = self.plate = None  # None: as it was
        self.words = None  # of the declaration


def say_date(day, chance, test):
    suffix = "th" if 10 < day.day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    month = MONTHS[day.month - 1]
    forms = [f"{day.day} {month} {day.year}", f"{DAYS[day.weekday()]} {day.day} {month} {day.year}", day.strftime("%d/%m/%Y"),
             f"{DAYS[day.weekday()]} {day.day}{suffix} {month} {day.year}", f"the {day.day}{suffix} of {month} {day.year}", day.strftime("%d.%m.%y")]
    return chance.choice(forms if test else forms[:3])


def say_time(hour, minute, chance, test, about=True):
    """The time exactly, or so that it is true of it."""
    twelve, half = (hour - 1) % 12 + 1, "am" if hour < 12 else "pm"
    exact = [f"{hour:02}:{minute:02}", f"{hour:02}{minute:02} hours", f"{twelve}.{minute:02}{half}", f"{twelve}:{minute:02} {half}", f"{hour:02}.{minute:02}hrs"]
    exact = exact if test else exact[:3]
    if not about or chance.random() < 0.55:
        return chance.choice(exact)
    part = "in the morning" if hour < 12 else "in the afternoon" if hour < 18 else "in the evening"
    near = [f"about {twelve}{half}", f"around {HOURS[hour % 12]} {part}", f"just after {twelve} {part}", f"a few minutes past {HOURS[hour % 12]} {part}"]
    return chance.choice(near if test else near[:2])


class Case:
    def __init__(self, number, offence, story, test, plea, code, origin, noise):
        self.chance = random.Random(f"case-files-synthetic {number}")
        self.number, self.offence, self.story, self.test = number, offence, story, test
        self.plea, self.code, self.origin, self.noise = plea, code, origin, noise
        self.about = case_stories.OFFENCES[offence]
        self.documents, self.statements, self.exhibits = [], [], []
        self.defects, self.ways, self.lookalikes = [], [], []
        self.keep, self.touched = set(), set()
        self.contested = plea != "guilty"
        self.watched = story.get("no_identity") or offence.startswith("drug")  # officers saw it themselves
        self.happen()
        self.meet()

    def some(self, choices):
        return self.chance.choice(choices)

    def happen(self):
        chance = self.chance
        self.day = datetime.date(2026, 1, 5) + datetime.timedelta(days=chance.randrange(200))
        self.hour, self.minute = chance.randint(9, 22), chance.randint(3, 8)
        self.street, self.town = self.some(case_stories.STREETS), self.some(case_stories.TOWNS)
        self.place = f"{self.street}, {self.town}"
        letters = "ABCDEFGHJKLMNOPRSTUVWXY"
        self.plates = ["".join(chance.choice(letters) for _ in range(2)) + f"{chance.randint(88, 99)} " + "".join(chance.choice(letters) for _ in range(3))
                       for _ in range(2)]
        self.arrested = self.day + datetime.timedelta(days=chance.choice([0, 1, 2]))
        self.interviewed = self.arrested + datetime.timedelta(days=1)
        self.charged = self.interviewed + datetime.timedelta(days=chance.choice([0, 1, 9]))
        self.hearing = self.charged + datetime.timedelta(days=chance.randint(14, 30))

    def meet(self):
        chance = self.chance
        taken, letters = set(), set()

        def person(origin, rank=""):
            while True:
                names = NAMES[origin]
                who = Person(chance.choice(names["given"]), chance.choice(names["surname"]), rank)
                if who.family not in taken and who.letters not in letters and who.given not in taken:
                    taken.update({who.family, who.given})
                    letters.add(who.letters)
                    return who
        self.people = {role: person(self.origin) for role in "vwn"}
        self.defendant = person(self.some(ORIGINS))
        self.people["o"] = person(self.some(ORIGINS), f"PC {chance.randint(1000, 9899)}")
        self.people["x"] = person(self.some(ORIGINS))
        self.oic = person(self.some(ORIGINS), f"DC {chance.randint(1000, 9899)}")
        self.sergeant = person(self.some(ORIGINS), f"PS {chance.randint(1000, 9899)}")
        self.keep |= {part.lower() for who in [*self.people.values(), self.defendant, self.oic, self.sergeant] for part in (who.given, who.family)}

    def fill(self, text):
        story = self.story
        words = dict(story, defendant=self.defendant.full, victim=self.people["v"].full, street=self.street, place=self.place, plate=self.plates[0],
                     drugref=self.drug_ref(), reading=str(self.reading), reading2=str(self.reading + 2), reading_blood=str(self.reading * 2 + 20))
        return text.format(**words)

    reading = property(lambda self: 45 + self.number % 60)

    def drug_ref(self):
        return next((e["ref"] for e in self.exhibits if e["role"] == "o"), "")

    def points(self, dropped):
        """Sentences for each point but those dropped; which roles speak."""
        chance, chosen = self.chance, []
        points = dict(self.about["points"])
        if not self.story.get("no_identity") and self.offence not in ("drug-possession", "drug-supply"):
            points["identity"] = case_stories.IDENTITY
        silent = {"v"} if "belonging" in dropped else set()
        for point, wordings in points.items():
            if point in dropped:
                continue
            usable = [w for w in (wordings if self.test else wordings[:2]) if w[0] not in silent]
            if "course-of-conduct" in dropped and point == "knowledge":
                usable = usable[:1]
            for role, text in chance.sample(usable, min(len(usable), chance.choice([1, 1, 2]))):
                chosen.append((role, point, self.fill(text)))
        return chosen, silent

    def exhibit_list(self, dropped, silent):
        barred = {"reading": "printout", "disqualification": "memorandum", "course-of-conduct": "printout", "injury": "hospital X-ray", "substance": ""}
        numbers = {}
        for role, what in self.story["exhibits"]:
            if role in silent or any(word in what for point in dropped for word in barred.get(point, "").split()):
                continue
            who = self.people[role]
            numbers[role] = numbers.get(role, 0) + 1
            self.exhibits.append({"ref": f"{who.letters}/{numbers[role]}", "what": what, "who": who, "role": role, "listed": True, "produced": True})

    def make(self, dropped):
        chance = self.chance
        self.exhibit_list(dropped, {"v"} if "belonging" in dropped else set())
        chosen, silent = self.points(dropped)
        roles = {role for role, _, _ in chosen} | {e["role"] for e in self.exhibits} | {"o"}
        if self.offence not in ("drug-possession", "drug-supply", "drink-driving", "disqualified-driving"):
            roles |= {"v", "w"} - silent
        roles |= {"n"} if chance.random() < 0.6 else set()
        if "identity" in dropped:
            chosen.append(("w", "not-identified", self.some(case_stories.NOT_IDENTIFIED)))
            roles.add("w")
        for role in sorted(roles, key="vwonx".index):
            self.statements.append(self.statement(role, chosen, dropped))
        self.forms(dropped)
        return self

    def statement(self, role, chosen, dropped):
        chance, who = self.chance, self.people[role]
        statement = Statement(who, role, self.some([f"MG11 {who.family}", f"statement {who.given[0]} {who.family}", f"stmt_{who.family.lower()}_{who.given.lower()}", "witness statement"]))
        say = statement.sentences
        filler = [f for f in case_stories.FILLER[role] if not ("harassment" in dropped and ("upset" in f or "telephoned" in f))]
        if role != "x":
            saw = case_stories.SAW_OFFICER if role == "o" else case_stories.SAW
            say.append(["when", self.some(saw if self.test else saw[:2])])
        if self.offence == "harassment" and role == "v":
            say.append(["event", f"The person {self.story['took']}."])
        if self.story["vehicle"] and role in "wo":
            say.append(["plate", self.some(["The vehicle was a dark one, registration {plate}.", "I noted the number plate: {plate}.", "I saw a car there with the plate {plate}."])])
        body = [["point", text] for r, _, text in chosen if r == role] + [["filler", f] for f in chance.sample(filler, min(chance.randint(2, 5), len(filler)))]
        chance.shuffle(body)
        say += body
        statement.words = self.some(DECLARATIONS if self.test else DECLARATIONS[:2])
        jobs = {"o": ["Police constable"], "x": ["Forensic examiner", "Doctor", "Court officer"]}.get(role) or [job.capitalize() for job in case_stories.JOBS]
        statement.job = self.some(jobs)
        if role == "o" and not self.watched:
            statement.later = chance.randint(6, 20)
        statement.made = self.day + datetime.timedelta(days=chance.choice([0, 1, 2, 4]))
        return statement

    def forms(self, dropped):
        """Every form that the file wants, filled in."""
        chance, test = self.chance, self.test
        urn = f"99SM {self.number:05}26"
        officer = f"{self.oic.rank} {self.oic.full}, extension {chance.randint(1000, 9999)}"
        date, time = say_date(self.day, chance, test), say_time(self.hour, self.minute, chance, test)
        if self.code == "full code":
            front = Document("MG1", self.some(["MG1", "front sheet", "01 file front"]))
            plea = {"guilty": "Guilty", "not guilty": "Not guilty", "unknown": self.some(["Not known", "No indication given"])}[self.plea]
            front.add("urn", urn).add("defendant", self.defendant.full).add("officer", officer).add("plea", plea)
            self.documents.append(front.add("hearing", f"{say_date(self.hearing, chance, test)}, {self.town} Magistrates' Court"))
        charge = Document("MG4", self.some(["MG4", "charges", "charge sheet"]))
        charge.add("defendant", self.defendant.full).add("charge", f"On {{date}} at {{place}}, you {self.fill(self.about['charge'])}.")
        charge.add("reply", self.some(["No reply", "None", "\"I have nothing to say.\""])).add("bail", "{bail}")
        self.documents.append(charge)
        report = Document("MG5", self.some(["MG5", "police report", "case summary"]))
        told = [f"{s.who.full} made a statement." for s in self.statements if s.role in "vwx"]
        chance.shuffle(told)
        summary = ["On {date} at {time} in {place} the offence charged is said to have taken place.", *told,
                   self.some([f"{self.defendant.full} was arrested on {say_date(self.arrested, chance, test)}.",
                              f"{self.defendant.full} came to the station by appointment on {say_date(self.arrested, chance, test)}."])]
        self.interview = self.some(["denied", "silent", "silent"]) if self.contested else self.some(["admitted", "admitted", "silent", "none"])
        if dropped:
            self.interview = "silent"
        report.add("summary", " ".join(summary)).add("interview", self.interview_line())
        refs = ", ".join(f"{e['what']} ({e['ref']})" for e in self.exhibits)
        report.add("other-evidence", f"Exhibits: {refs}." if refs else "None.")
        report.add("supervisor", f"{self.sergeant.rank} {self.sergeant.full}, {say_date(self.charged, chance, test)}")
        report.date, report.time, report.place = date, time, self.place
        charge.date, charge.place = say_date(self.day, chance, test), self.place
        self.report, self.charge = report, charge
        self.documents.append(report)
        if self.contested:
            self.contested_forms()
        if self.interview != "none" and (self.contested or chance.random() < 0.3):
            self.documents.append(self.interview_record())
        self.other_papers()

    def interview_line(self):
        return {"denied": "The defendant was interviewed under caution and denied the offence, saying that it was somebody else.",
                "silent": self.some(["Interviewed under caution; answered \"no comment\" to all questions.", "The defendant was interviewed and made no reply to any question."]),
                "admitted": "In interview the defendant admitted the offence and said sorry.",
                "none": self.some(["The defendant was not interviewed.", "No interview took place: the defendant declined to be interviewed."])}[self.interview]

    def contested_forms(self):
        chance, test = self.chance, self.test
        signed = f"{self.oic.rank} {self.oic.full}, {say_date(self.charged, chance, test)}"
        info = Document("MG6", self.some(["MG6", "case file information"]))
        info.add("victim", self.some(["The victim supports the prosecution and was told of the charge.", "Asked, and content for the case to go on."]))
        info.add("credibility", self.some(["Nothing is known that bears on any witness.", "All witnesses are of good character as far as is known."])).add("officer", signed)
        witnesses = Document("MG9", self.some(["MG9", "witness list"]))
        absent = Document("MG10", self.some(["MG10", "dates to avoid"]))
        listed = Document("MG12", self.some(["MG12", "exhibit list"]))
        self.documents += [info, witnesses, absent]
        self.info, self.witnesses, self.absent, self.listed = info, witnesses, absent, listed
        if self.exhibits:
            self.documents.append(listed)
        else:
            self.documents.append(listed.add("exhibits", [["-", "no exhibits in this case", "-", "-"]]))
        if self.code == "full code":
            unused = Document("MG6C", self.some(["MG6C", "unused non-sensitive"]))
            rows = [["1", f"Incident log of {say_date(self.day, chance, test)} with the first call to police and the times at which units were sent", "force control room"],
                    ["2", f"Pocket book of {self.people['o'].rank} {self.people['o'].family} with notes made on the day", "police station"],
                    ["3", "Custody record of the defendant with times of detention, rest and interview", "custody office"]]
            unused.add("items", rows[:chance.choice([2, 3])]).add("officer", signed)
            secret = Document("MG6D", self.some(["MG6D", "unused sensitive"]))
            secret.add("items", self.some(["There is no sensitive material.", "None. No item in this case is sensitive."])).add("officer", signed)
            result = Document("MG6E", self.some(["MG6E", "disclosure officer report"]))
            result.add("items", self.some(["None of the scheduled items is thought to meet the test.", "Item 1: the first description given differs in a detail from that in a statement."]))
            result.add("certificate", "I have examined all material retained and this schedule is complete as far as I know.").add("officer", signed)
            self.documents += [unused, secret, result]

    def interview_record(self):
        chance = self.chance
        begun = self.some([10, 11, 14, 16])
        record = Document("MG15", self.some(["MG15", "record of interview", "ROTI"]))
        record.add("person", self.defendant.full).add("when", f"{say_date(self.interviewed, chance, self.test)}, {begun}:05 to {begun}:31")
        record.add("present", f"{self.oic.rank} {self.oic.full}; duty solicitor").add("caution", "Given and understood")
        words = {"denied": "Q: Were you there?\nA: No, I was at home. You have the wrong person.\nQ: Who was it then?\nA: I do not know.",
                 "silent": "Q: Were you there?\nA: No comment.\nQ: Is there anything that you want to say?\nA: No comment.",
                 "admitted": "Q: What happened?\nA: It was me. I did it and I am sorry."}
        record.add("account", words[self.interview])
        self.record = record
        return record

    def other_papers(self):
        chance, test = self.chance, self.test
        when = say_date(self.arrested, chance, test)
        if chance.random() < 0.5:
            custody = Document("", self.some(["custody record extract", "custody"]))
            arrived = min(23, self.hour + 1) if self.arrested == self.day else chance.randint(10, 20)
            custody.title = "CUSTODY RECORD (EXTRACT)"
            custody.after = [f"Detained person: {self.defendant.full}\nArrived: {when} {arrived}:{chance.randint(30, 59)}\nMeals: two\nRights given and understood"]
            self.documents.append(custody)
        if chance.random() < 0.5:
            note = Document("", self.some(["email to prosecutor", "message"]))
            note.after = [f"From: {self.oic.rank} {self.oic.full}\nTo: reviewing lawyer\nSubject: {self.defendant.family}\n\nPlease find the file. Telephone me if anything is unclear.\n{self.oic.given}"]
            self.documents.append(note)
