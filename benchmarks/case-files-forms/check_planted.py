"""Reads the files as they are written and tells whether each planted defect is in its paper and nothing else is wrong.

It knows the stories and the words, and neither how papers are made nor how they look: it looks for what must be there, and for what must not.
"""
import copy
import datetime
import functools
import json
import os
import re

import words

HERE = os.path.dirname(os.path.abspath(__file__))
ALWAYS = {"MG1", "MG4", "MG5"}
CONTESTED = {"MG6", "MG9", "MG10", "MG12", "MG15"}
SCHEDULES = {"MG6C", "MG6D", "MG6E"}
DAYS = "|".join(words.MONTHS)


@functools.lru_cache(maxsize=200000)
def fold(text):
    """Letters and digits without what a misreading changes."""
    text = re.sub(r"[^a-z0-9]", "", text.lower()).replace("m", "rn").replace("d", "cl")
    return text.translate(str.maketrans("ehi10", "cbllo"))


def dates_in(text):
    """Every date that stands in a text, however it is written."""
    found, text = set(), re.sub(r"[\s|>]+", " ", text)
    short = {name[:3].lower(): at for at, name in enumerate(words.MONTHS, 1)}
    for day, month, year in re.findall(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: day of |[ -])({DAYS}|[A-Z][a-z]{{2}})[ -](\d{{4}})", text, re.I):
        if month[:3].lower() in short:
            found.add((int(year), short[month[:3].lower()], int(day)))
    for day, month, year in re.findall(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{2,4})\b", text):
        found.add((int(year) % 100 + 2000, int(month), int(day)))
    for day, month, year in re.findall(r"\b(\d{1,2})-(\d{1,2})-(\d{4})\b", text):
        found.add((int(year), int(month), int(day)))
    for year, month, day in re.findall(r"\b(\d{4})-(\d\d)-(\d\d)\b", text):
        found.add((int(year), int(month), int(day)))
    return {datetime.date(*one) for one in found}


class Segment:
    """A form in a document: its kind, its lines."""
    def __init__(self, form, document):
        self.form, self.document, self.lines = form, document, []

    def close(self):
        # what was not ticked was not said
        self.lines = [re.sub(r"☐ (Not guilty|Not known|Over 18|Under 18|\w+)", "", line) for line in self.lines]
        self.text = "\n".join(self.lines)
        self.flat = re.sub(r"[\s|>]+", " ", self.text)
        self.fold = fold(self.text)


class Checker:
    def __init__(self, item, planted, story, pages):
        self.id, self.part, self.story, self.pages, self.planted = item["id"], item["split"], story, pages, planted
        self.case = item["input"]["case"]
        self.defects = item["expected"]["defects"]
        self.faults = []
        self.titles = sorted(((fold(title), form) for form, title in words.TITLES[self.part].items()), key=lambda one: -len(one[0]))
        self.segments = []
        self.cut()
        self.whole = fold("\n".join(page["text"] for page in pages))
        self.asks = self.whole
        for said in words.NOT_ASKED[self.part].values():
            for text in said:
                self.asks = self.asks.replace(fold(text), "-")
        self.names = {who: (story[who][0], story[who][1]) for who in ("A", "A2", "V", "W", "X", "O")}

    def fault(self, text):
        self.faults.append(f"{self.id}: {text}")

    def title_of(self, line):
        flat = fold(line)
        for title, form in self.titles:
            if title in flat and len(flat) <= len(title) + 34 and not re.search(r"\bsee the\b", line, re.I):
                return form
        recorded = {"dev": "Record of video recorded interview", "test": "Visually recorded interview: written"}[self.part]
        return "recorded" if fold(recorded) in flat else None

    def cut(self):
        last = None
        for page in self.pages:
            before = len(self.segments)
            lines = page["text"].split("\n")[1:]
            for at, line in enumerate(lines):
                form = self.title_of(line)
                again = re.search(r"\bcont(?:\.|\)|inu)|page 2|2 of 2|2/2|sheet 2", " ".join(lines[max(0, at - 2):at + 3]), re.I)
                if form and not (again and last and last.form == form):
                    last = Segment(form, page["document"])
                    self.segments.append(last)
                if last:
                    last.lines.append(line)
            if len(self.segments) == before and last is None:
                self.fault(f"no title on page {page['page']} of document {page['document']}")
        for segment in self.segments:
            segment.close()

    def of(self, form):
        return [one for one in self.segments if one.form == form]

    def either(self, who):
        """A name in either order, as a pattern."""
        given, surname = self.names[who]
        return rf"\b{given}\s+{surname}\b|\b{surname},?\s+{given}\b"

    def named(self, who, text):
        return bool(re.search(self.either(who), re.sub(r"[\s|>]+", " ", text), re.I))

    def has(self, kind, subject=None):
        return any(one["kind"] == kind and subject in (None, one["subject"]) for one in self.defects)

    def cited(self, kind, subject, segment, what):
        """A defect names the document in which it is."""
        for one in self.defects:
            if one["kind"] == kind and one["subject"] == subject and one.get("documents") != [segment.document]:
                self.fault(f"{what}: {kind} cites {one.get('documents')}, is in {segment.document}")

    # forms and fields

    def wanted(self):
        contested = self.case["plea"] != "guilty"
        forms = {"MG4", "MG5"} | ({"MG1"} if self.case["test"] == "full code" else set())
        if contested:
            forms |= CONTESTED | (SCHEDULES if self.case["test"] == "full code" else set())
        for form, said in words.ASKED[self.part].items():
            if any(self.asked(text) for text in said) and (contested or form != "MG2"):
                forms.add(form)
        if any(fold(words.TEXT[self.part]["conditional"]) in one.fold for one in self.of("MG4")) and fold(words.TEXT[self.part]["unconditional"]) not in self.of("MG4")[0].fold:
            forms.add("MG4A")
        return forms

    def asked(self, text):
        pieces = [fold(piece) for piece in re.split(r"\{\w+\}", text) if len(piece) > 8]
        return all(piece in self.asks for piece in pieces)

    def check_forms(self):
        for form in self.wanted() | {segment.form for segment in self.segments} - {"recorded"}:
            there = bool(self.of(form))
            if there == self.has("form-missing", form):
                self.fault(f"{form} is {'there' if there else 'not there'}")
        for one in self.defects:
            if one["kind"] == "form-missing" and one["subject"] not in self.wanted() and one["subject"] != "MG4A":
                self.fault(f"nothing asks for {one['subject']}")

    def expected_values(self, form, field):
        """Any of these stands in the field, none of them elsewhere in the form."""
        story, text, nothing = self.story, words.TEXT[self.part], words.NOTHING[self.part]
        key = f"{form}/{field}"
        if key in text:
            return [text[key].replace("{V}", "")]
        if key in nothing:
            return nothing[key]
        fixed = {"MG1/urn": ["99/SA/"], "MG1/plea": {"guilty": ["Guilty"], "not guilty": ["Not guilty"], "unknown": ["Not known"]}[self.case["plea"]], "MG1/hearing": ["Magistrates"], "MG3/offence": [story["offence"].replace("-", " ")], "MG4A/conditions": [story["conditions"].partition("{")[0]], "MG5/interview": ["Interviewed on"],
                 "MG5/supervisor": ["Garner", "Lomax"], "MG15/present": ["solicitor"], "MG15/when": [style(11, 12) for style in words.TIMES.values()], "MG16/convictions": [story["bad"]],
                 "MG19/loss": [(story["loss"] or ["?"])[0]], "MG19/evidence": [(story["loss"] or ["?", "?"])[1]], "MG21/exhibits": [story["exhibits"][2][1]], "MG21/points": [story["lab"] or "?"], "MG18/signature": ["signed"], "MG6D/reason": [text["sensitive"][1]]}
        return fixed.get(key)

    def filled(self, segment, form, field):
        key = f"{form}/{field}"
        flat = segment.flat
        who = {"defendant": "A", "suspect": "A", "person": "A", "officer": "O", "witness": "V"}.get(field)
        if who:
            if key == "MG15/person":
                flat = re.sub(rf"\b{self.names['A'][0]}\s+{self.names['A'][1]} (said|told|stayed|claimed|confessed|answered|made|agreed|accepted|admitted|denied|did|refused|kept|gave|chose|replied|would|handed|read)", "", flat, flags=re.I)
            return self.named(who, flat) or (who == "A" and self.named("A2", flat))
        if key == "MG15/caution":
            return fold(words.TEXT[self.part]["MG15/caution"]) in segment.fold or bool(re.search(r"\[[xX]\] ?Yes|☒ ?Yes", flat))
        if key == "MG18/signature":
            return self.named("A", flat)
        if key == "MG1/plea":
            return any(fold(value) in segment.fold for value in self.expected_values(form, field))
        if key in words.NOTHING[self.part]:
            return any(fold(line).endswith(fold(value)) for value in self.expected_values(form, field) for line in segment.lines) or any(fold(value) in segment.fold for value in self.expected_values(form, field) if len(value) > 12)
        return any(fold(value) in segment.fold for value in self.expected_values(form, field))

    def check_fields(self):
        fields = {"MG1": ["urn", "defendant", "officer", "plea", "hearing"], "MG2": ["witness", "measures", "views"], "MG3": ["suspect", "offence", "enquiries"], "MG4": ["defendant", "reply"], "MG4A": ["conditions", "reasons"], "MG5": ["interview", "supervisor"], "MG6": ["victim", "credibility", "officer"], "MG6C": ["officer"], "MG6D": ["officer"],
                  "MG6E": ["items", "certificate", "officer"], "MG7": ["grounds", "facts"], "MG15": ["person", "when", "present", "caution"], "MG16": ["convictions", "gateway"], "MG18": ["offences", "signature"], "MG19": ["loss", "evidence"], "MG21": ["exhibits", "points"]}
        for segment in self.segments:
            for field in fields.get(segment.form, []):
                subject = f"{segment.form}/{field}"
                if self.filled(segment, segment.form, field) == self.has("field-empty", subject):
                    self.fault(f"{subject} is {'blank' if not self.has('field-empty', subject) else 'filled in'}")
                self.cited("field-empty", subject, segment, subject)
        self.check_rows()

    def check_rows(self):
        story, text = self.story, words.TEXT[self.part]
        for segment in self.of("MG12"):
            rows = sum(ref in segment.text for ref in self.refs())
            names = sum(len(re.findall(rf"\b{self.names[who][1]}\b", segment.text, re.I)) for who in "VWO")
            places = sorted({kept for _, _, kept in story["exhibits"]}, key=len, reverse=True)
            kept = len(re.findall("|".join(fold(one) for one in places), segment.fold))
            for field, count in (("producer", names), ("location", kept)):
                if count != rows - self.has("field-empty", f"MG12/{field}"):
                    self.fault(f"MG12/{field}: {count} in {rows} rows")
                self.cited("field-empty", f"MG12/{field}", segment, field)
        for segment in self.of("MG10"):
            people = sum(self.named(who, segment.text) for who in "VWXO")
            some = "|".join(fold(one) for one in sorted(words.NOTHING[self.part]["MG10"], key=len, reverse=True))
            rows = [line for line in segment.lines]
            said = len(re.findall(some, fold("\n".join(rows)))) + sum(len(re.findall(r"\d\s+to\s+(?:\w+day,? )?(?:the )?\d", row)) for row in [segment.flat])
            if said != people - self.has("field-empty", "MG10/dates"):
                self.fault(f"MG10/dates: {said} for {people} people")
            self.cited("field-empty", "MG10/dates", segment, "dates")
        for segment in self.of("MG6D"):
            self.cited("field-empty", "MG6D/reason", segment, "reason")
            if fold(text["sensitive"][0]) in segment.fold and (fold(text["sensitive"][1]) in segment.fold) == self.has("field-empty", "MG6D/reason"):
                self.fault("MG6D/reason")

    # statements

    def statements(self):
        """Pairs of a person and a statement."""
        pairs = []
        for segment in self.of("MG11"):
            first = min((match.start(), who) for who in "VWXO" for match in [re.search(self.either(who), segment.flat, re.I)] if match)
            pairs.append((first[1], segment))
        return pairs

    def is_signed(self, who, segment):
        surname = self.names[who][1]
        lines = [line for line in segment.lines if re.search(rf"\b{surname}\b", line, re.I)]
        return any(not re.search("contin", line, re.I) for line in lines[1:]) or bool(re.search(r"\[signature", segment.text))

    def check_statements(self):
        seen = set()
        for who, segment in self.statements():
            name = " ".join(self.names[who])
            again = fold(words.TEXT[self.part]["further"].partition("{")[0]) in segment.fold
            if not again:
                seen.add(who)
            lacking = lambda kind: self.has(kind, name) and not again  # noqa: E731
            if self.is_signed(who, segment) == lacking("statement-unsigned"):
                self.fault(f"statement of {name}: signature")
            spoken = {self.story["day"]} | ({self.arrested()} if who == "O" else set()) | dates_in(" ".join(self.story["say"][who]))
            if self.has("disagreement", "date"):
                spoken |= {self.story["day"] + datetime.timedelta(step) for step in (9, 14, -7, 20)}
            if bool(dates_in(segment.text) - spoken) == lacking("statement-undated"):
                self.fault(f"statement of {name}: dates {sorted(dates_in(segment.text) - spoken)}")
            whole = [fold(text.replace("{pages}", str(pages))) for text in words.DECLARATIONS[self.part][0] for pages in (1, 2, 3)]
            if any(text in segment.fold for text in whole) == lacking("statement-without-declaration"):
                self.fault(f"statement of {name}: declaration")
            age = segment.fold
            for label in sorted(words.LABELS[self.part]["MG11/age"] + ["(or over 18)"], key=len, reverse=True):
                age = age.replace(fold(label), "-")
            occupation = fold("Police officer" if who == "O" else self.story[who][2])
            for field, there in (("age", fold("Over 18") in age), ("occupation", occupation in segment.fold)):
                blank = f"field-empty: MG11/{field}: blank, {name}" in self.planted["defects"] and not again
                if there == blank:
                    self.fault(f"statement of {name}: {field}")
                if blank:
                    self.cited("field-empty", f"MG11/{field}", segment, name)
            if not again:
                for kind in ("statement-unsigned", "statement-undated", "statement-without-declaration"):
                    self.cited(kind, name, segment, name)
        for segment in self.of("recorded"):
            seen.add("X")
        for segment in self.of("MG9"):
            self.cited("witness-without-statement", " ".join(self.names["X"]), segment, "the list")
        listed = {who for segment in self.of("MG9") for who in "VWXO" if self.named(who, segment.text)}
        for who in listed - seen:
            if not self.has("witness-without-statement", " ".join(self.names[who])):
                self.fault(f"{self.names[who]} is listed and has no statement")
        if self.has("witness-without-statement") and not listed - seen:
            self.fault("every witness listed has a statement")

    def arrested(self):
        return self.story["day"] + datetime.timedelta(self.story.get("arrest", 2))

    # exhibits

    def refs(self):
        made, count = [], {}
        for who, _, _ in self.story["exhibits"]:
            count[who] = count.get(who, 0) + 1
            made.append(f"{self.names[who][0][0]}{self.names[who][1][0]}/{count[who]}")
        return made

    def check_exhibits(self):
        spoken = "\n".join(segment.text for segment in self.of("MG11") + self.of("recorded") if fold(words.TEXT[self.part]["further"].partition("{")[0]) not in segment.fold)
        for ref in self.refs():
            if (ref in spoken) == self.has("exhibit-unproduced", ref):
                self.fault(f"{ref} is {'produced' if ref in spoken else 'not produced'}")
            for segment in self.of("MG12"):
                if (ref in segment.text) == self.has("exhibit-unlisted", ref):
                    self.fault(f"{ref} is {'listed' if ref in segment.text else 'not listed'}")
                self.cited("exhibit-unproduced", ref, segment, ref)
        for segment in self.of("MG11") + self.of("recorded"):
            for ref in self.refs():
                if ref in segment.text and fold(words.TEXT[self.part]["further"].partition("{")[0]) not in segment.fold:
                    self.cited("exhibit-unlisted", ref, segment, ref)
        if (self.has("exhibit-unproduced") or self.has("exhibit-unlisted")) and not self.of("MG12"):
            self.fault("exhibits, and no list")

    # what is said

    def tells(self, what, value, text):
        """Whether a text has the value of the story (or another)."""
        if what == "date":
            # the day of the interview may be the day of the event
            return value in dates_in(text.partition("Interviewed on")[0])
        if what == "time":
            flat = re.sub(r"(?<=[\d:])O(?=\d)|(?<=:)O", "0", re.sub(r"[\s|>]+", " ", text))
            told = [style(*value) for style in words.TIMES.values()]
            return any(one in flat or one[-1].isalpha() and fold(one) in fold(flat) for one in told)
        if what == "name":
            return bool(re.search(rf"\b{value[0]}\s+{value[1]}\b|\b{value[1]},\s+{value[0]}\b", re.sub(r"[\s|>]+", " ", text), re.I))
        return fold(value) in fold(text)

    def check_facts(self):
        story = self.story
        facts = {"date": (story["day"], None), "time": (story["time"], None), "place": (story["place"], story["elsewhere"]), "plate": (story.get("plate"), story.get("other_plate")), "name": (story["A"][:2], story["A2"])}
        statements = [segment for who, segment in self.statements() if fold(words.TEXT[self.part]["further"].partition("{")[0]) not in segment.fold]
        main = {"date": statements + self.of("MG4") + self.of("MG5"), "time": statements + self.of("MG5"), "place": statements + self.of("MG4") + self.of("MG5"), "plate": statements + self.of("MG5"), "name": self.segments}
        for what, (right, wrong) in facts.items():
            defect = next((one for one in self.defects if one["kind"] == "disagreement" and one["subject"] == what), None)
            if right is None:
                continue
            telling = [segment for segment in main[what] + (self.of("recorded") if what == "plate" else []) if self.tells(what, right, segment.text)]
            odd = [segment for segment in main[what] + (self.of("recorded") if what == "plate" else []) if wrong and self.tells(what, wrong, segment.text)]
            if wrong is None and defect:
                odd = [segment for segment in main[what] if segment.document in defect["documents"] and not self.tells(what, right, segment.text)]
            if defect is None and odd:
                self.fault(f"{what} is told otherwise in {[segment.document for segment in odd]}")
            if defect and (len(odd) < 1 or not all(segment.document in defect["documents"] for segment in odd) or len(telling) < 2 or any(segment in telling for segment in odd)):
                self.fault(f"disagreement of {what}: {[one.document for one in odd]} against {[one.document for one in telling]}, cites {defect['documents']}")
            if what in ("date", "time", "place"):
                first = [segment for who, segment in self.statements() if who in "VW" and segment in statements] + self.of("MG5") + (self.of("MG4") if what != "time" else [])
                for segment in first:
                    if segment not in telling and segment not in odd:
                        self.fault(f"document {segment.document} does not tell the {what}")

    def check_points(self):
        said = {}
        for text in [one for some in self.story["say"].values() for one in some] + self.story["summary"]:
            head, bar, rest = text.partition("|")
            if not bar or not re.fullmatch(r"[a-z0-9,-]+", head):
                continue
            pieces = [fold(piece) for piece in re.split(r"\{\w+\}", rest.partition("|")[0])]
            for tag in head.split(","):
                said.setdefault(tag, []).append(max(pieces, key=len) in self.whole)
        admitted = any(max((fold(piece) for piece in re.split(r"\{\w+\}", text)), key=len) in self.whole for text in self.story["admits"])
        for point, there in said.items():
            if re.fullmatch(r"e\d", point):
                continue
            unproved = self.has("point-unproved", point)
            if unproved and (any(there) or admitted) or not unproved and sum(there) < 2:
                self.fault(f"point {point}: {sum(there)} sentences{', admitted' if admitted else ''}")
        for one in self.defects:
            if one["kind"] == "point-unproved" and one["subject"] not in said:
                self.fault(f"no sentence is for {one['subject']}")

    def run(self):
        for check in (self.check_forms, self.check_fields, self.check_statements, self.check_exhibits, self.check_facts, self.check_points):
            check()
        if len(self.defects) != len(self.planted["defects"]):
            self.fault("planted.jsonl has another number of defects")
        if any(not page["text"].startswith("SAMPLE - made up, about nobody\n") for page in self.pages):
            self.fault("a page without its mark")
        return self.faults


def rows(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def files(stories):
    """Item, what was planted, story and pages of each file."""
    planted = {row["id"]: row for row in rows("planted.jsonl")}
    for item in rows("items.jsonl"):
        yield item, planted[item["id"]], next(one for one in stories if one["name"] == item["cluster"]), rows(item["input"]["documents"]["file"])


def check(stories):
    """Every file of the benchmark; a list of what is wrong."""
    return [fault for item, planted, story, pages in files(stories) for fault in Checker(item, planted, story, pages).run()]


def tamper(stories):
    """Takes each defect out of what is expected, then says of each that it is in another document: a list of what was not noticed."""
    unseen = []
    for item, planted, story, pages in files(stories):
        for at, defect in enumerate(item["expected"]["defects"]):
            less, fewer, moved = copy.deepcopy(item), copy.deepcopy(planted), copy.deepcopy(item)
            del less["expected"]["defects"][at], fewer["defects"][at]
            moved["expected"]["defects"][at]["documents"] = ["99"]
            if not Checker(less, fewer, story, pages).run():
                unseen.append(f"{item['id']}: {defect['kind']} {defect['subject']} could be left out")
            if "documents" in defect and not Checker(moved, planted, story, pages).run():
                unseen.append(f"{item['id']}: {defect['kind']} {defect['subject']} could be in another document")
    return unseen
