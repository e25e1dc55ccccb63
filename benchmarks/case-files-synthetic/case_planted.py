"""What is planted in a made-up case: first the defects, each kind in several ways, then look-alikes that are none."""
import copy
import datetime
import json
import os

import case_stories
from case_build import HERE, Statement, say_date, say_time
from case_forms import EMPTY, EMPTY_DEV, HALF_DECLARATIONS, Document

with open(os.path.join(HERE, "..", "..", "reference", "case-file", "forms.json"), encoding="utf-8") as file:
    FORMS = {form["id"]: form for form in json.load(file)["forms"]}
APART = {"MG11/signature", "MG11/date", "MG11/declaration", "MG11/name", "MG11/statement", "MG4/charge", "MG9/witnesses", "MG10/witnesses", "MG12/exhibits", "MG6C/items"}


def always(field):
    form, name = field.split("/")
    return any(f["id"] == name and f["needed"] == "always" for f in FORMS[form]["fields"])


def tell(case, kind, subject, way, *documents):
    case.defects.append((kind, subject, documents))
    case.ways.append(f"{kind}: {way}")
    case.keep.add(subject.lower())


def empty(case):
    return case.some(EMPTY if case.test else EMPTY[:EMPTY_DEV])


# ---- what makes further forms wanted ----

def matters(case):
    """form -> (whose text says so, wordings, the form filled in); those that fit this case."""
    chance, who, v = case.chance, case.defendant.full, case.people["v"]
    has = {s.role for s in case.statements}
    day = say_date(case.charged, chance, case.test)
    found = {
        "MG3": (case.report, [f"A prosecutor authorised this charge on {day}.", f"The charge was referred to the prosecutor, whose decision came on {day}."],
                [("suspect", who), ("offence", case.about["title"]), ("summary", "See the statements: the offence is said to have been seen."), ("enquiries", "Cameras looked at; neighbours asked; nothing left to do.")]),
        "MG13": (case.report, ["On conviction the court will be asked for an order that keeps the defendant away from the place.", "The prosecution will apply for a restraining order on conviction."],
                 [("order", "Not to go to the place or within 50 metres of it for one year"), ("reasons", "The defendant lives near and was told to stay away before.")]),
        "MG16": (case.report, ["The prosecution will rely on the defendant's bad character.", "Previous convictions of the defendant are to be put in as evidence of bad character."],
                 [("convictions", "One like offence, two years before"), ("gateway", "Shows that it was no mistake")]),
    }
    if case.interview != "none":
        found["MG6A"] = (case.report, ["Before the interview the solicitor was given a written briefing.", "A written briefing was handed to the solicitor before interview."],
                         [("briefing", "That a person had been seen; that there was a recording; no more.")])
    if not case.contested:
        found["MG18"] = (case.report, [f"{who} asks for two other offences to be taken into consideration.", "The defendant wishes three further offences to be taken into consideration."],
                         [("offences", "1. the like, two weeks before\n2. the like, one week before"), ("signature", f"(signed) {who}")])
    if "v" in has:
        found["MG19"] = (case.report, [f"{v.full} asks for compensation.", "Compensation is sought for the victim's loss."], [("loss", "As in the statement, and one day's pay"), ("evidence", "Receipt attached")])
        if case.contested:
            found["MG2"] = (case.info, [f"{v.full} is intimidated and asks to give evidence from behind a screen.", f"Special measures are asked for: {v.full} is afraid of meeting the defendant."],
                            [("witness", v.full), ("measures", "Screens"), ("views", "Would rather not be seen from the dock")])
    if any(e["role"] == "o" for e in case.exhibits):
        ref = next(e["ref"] for e in case.exhibits if e["role"] == "o")
        found["MG21"] = (case.report, [f"Exhibit {ref} was sent to the laboratory on {day}.", f"Exhibit {ref} has gone for scientific examination."], [("exhibits", ref), ("points", "What it is, and whether there is a print on it")])
    return found


NEGATED = {
    "MG7": "No application for a remand in custody is made.", "MG16": "There is no bad character on which the prosecution would rely.", "MG19": "No compensation is sought.",
    "MG18": "There are no other offences to be taken into consideration.", "MG21": "No exhibit has been sent for scientific examination.",
    "MG3": "The charge was decided by the police; no prosecutor was consulted.", "MG13": "No order on conviction will be asked for.", "MG6A": "No written briefing was given before interview.",
}


def extra_form(form, filled):
    document = Document(form, form)
    for field, value in filled:
        document.add(field, value)
    return document


def bail(case):
    victim = case.people["v"].full
    choice = case.some(["free", "free", "conditions", "custody"] if case.code == "full code" else ["custody", "custody", "conditions"])
    case.bail = {"free": case.some(["Unconditional", "Released on unconditional bail"]),
                 "conditions": case.some(["Granted with conditions", f"Conditional bail: not to contact {victim}"]),
                 "custody": case.some(["Refused", "Bail refused; to be put before the next court in custody"])}[choice]
    if choice == "conditions":
        case.documents.append(extra_form("MG4A", [("conditions", f"1. Not to contact {victim}\n2. To live and sleep at the address given"), ("reasons", "To stop interference with witnesses")]))
    elif choice == "custody":
        case.report.extra.append("The court will be asked to remand the defendant in custody.")
        case.documents.append(extra_form("MG7", [("grounds", "Would fail to attend; would offend again"), ("facts", "Failed to attend twice last year; arrested while on bail")]))
    case.bailed = choice


def further_forms(case):
    bail(case)
    found = matters(case)
    chosen = case.chance.sample(sorted(found), min(len(found), case.some([0, 1, 1, 2])))
    for form in chosen:
        where, wordings, filled = found[form]
        where.extra.append(case.some(wordings))
        case.documents.append(extra_form(form, filled))
    spare = [form for form in sorted(NEGATED) if form not in chosen and not (form == "MG7" and case.bailed == "custody")]
    for form in case.chance.sample(spare, case.some([0, 1, 2])):
        case.report.extra.append(NEGATED[form])
        case.lookalikes.append(f"{form} said not to be needed")


# ---- defects ----

def form_missing(case):
    wanted = [d for d in case.documents if d.form and d.form != "MG11" and id(d) not in case.touched and d not in (case.report, case.charge)]
    wanted += [d for d in (case.charge, case.report) if case.chance.random() < 0.15 and id(d) not in case.touched]
    if not case.contested:
        wanted = [d for d in wanted if d.form != "MG15"]
    wanted = [d for d in wanted if not (d.form == "MG9" and "people" in case.touched) and not (d.form == "MG12" and "exhibits" in case.touched)
              and not (d.form == "MG15" and (id(case.report), "MG5/interview") in case.touched) and not d.extra
              and not (d.form in ("MG5", "MG4") and ("event" in case.touched or case.bailed != "free"))]
    if not wanted:
        return False
    gone = case.some(sorted(wanted, key=lambda d: (d.form, d.name)))
    case.documents.remove(gone)
    case.touched.update({id(gone), gone.form})
    way = "left out"
    if case.chance.random() < 0.3 and case.report in case.documents and gone is not case.report:
        case.report.extra.append(f"{gone.form} is attached.")
        way = "said to be attached"
    tell(case, "form-missing", gone.form, way)
    return True


def field_empty(case):
    choices = [(d, row) for d in case.documents for row in d.fields if row[0] not in APART and isinstance(row[1], str) and always(row[0]) and (id(d), row[0]) not in case.touched
               and id(d) not in case.touched]
    choices += [(s, [f"MG11/{name}", ""]) for s in case.statements for name in ("age", "occupation") if id(s) not in case.touched]
    document, row = case.some(choices)
    if row[0] == "MG5/interview" and "MG15" in case.touched:
        return False
    if isinstance(document, Statement):
        setattr(document, row[0].split("/")[1], empty(case))
    else:
        row[1] = empty(case)
    case.touched.update({(id(document), row[0]), id(document)})
    tell(case, "field-empty", row[0], "blank, line or word that says nothing", document)
    return True


def column_empty(case):
    if not case.contested or not case.exhibits or "MG12" in case.touched or "exhibits" in case.touched:
        return False
    case.touched.update({"column", "MG12", id(case.listed)})
    case.column = case.some(["location", "producer"])
    case.column_rows = case.some(["all", "one"])
    case.column_words = empty(case)
    tell(case, "field-empty", f"MG12/{case.column}", f"a column of a table, {case.column_rows} of it", case.listed)
    return True


def free_statement(case):
    free = [s for s in case.statements if id(s) not in case.touched]
    return case.some(free) if free else None


def unsigned(case):
    s = free_statement(case)
    if s is None:
        return False
    case.touched.add(id(s))
    s.signed = False
    s.trap = case.some(["", "", "Signature witnessed by: {officer}", "Signature to be obtained", "Taken by: {officer}"])
    tell(case, "statement-unsigned", s.who.full, s.trap or "blank", s)
    return True


def undated(case):
    s = free_statement(case)
    if s is None:
        return False
    case.touched.add(id(s))
    s.dated = False
    tell(case, "statement-undated", s.who.full, "blank", s)
    return True


def undeclared(case):
    s = free_statement(case)
    if s is None:
        return False
    case.touched.add(id(s))
    s.words = case.some(["", "", case.some(HALF_DECLARATIONS if case.test else HALF_DECLARATIONS[:1])])
    tell(case, "statement-without-declaration", s.who.full, "half of it" if s.words else "none", s)
    return True


def unproduced(case):
    free = [e for e in case.exhibits if e["produced"] and e["listed"] and e["ref"] not in case.touched and e["ref"] != case.drug_ref()]
    if not free or "MG12" in case.touched and case.contested:
        return False
    exhibit = case.some(free)
    exhibit["produced"] = case.some(["never", "without reference", "seen by another"])
    case.touched.update({exhibit["ref"], "exhibits"})
    tell(case, "exhibit-unproduced", exhibit["ref"], exhibit["produced"])
    exhibit["way"], exhibit["produced"] = exhibit["produced"], False
    return True


def unlisted(case):
    free = [e for e in case.exhibits if e["produced"] and e["ref"] not in case.touched]
    if not case.contested or not free or "MG12" in case.touched:
        return False
    exhibit = case.some(free)
    statement = next(s for s in case.statements if s.who is exhibit["who"])
    exhibit["listed"] = False
    case.touched.update({exhibit["ref"], "exhibits"})
    tell(case, "exhibit-unlisted", exhibit["ref"], "row left out", statement)
    return True


def no_statement(case):
    if not case.contested or case.witnesses not in case.documents or "absent witness" in case.touched:
        return False
    case.touched.update({"people", "absent witness"})
    n = next((s for s in case.statements if s.role == "n" and id(s) not in case.touched), None)
    if n is not None:
        case.statements.remove(n)
        case.told_of(n.who, False)
        who = n.who
    else:
        who = case.fresh()
    case.more_witnesses.append((who, case.some(["yes", "to follow", "taken"])))
    tell(case, "witness-without-statement", who.full, "listed only")
    return True


def other_date(case, day):
    moved = case.some([2, -3, 7, 31])
    return day + datetime.timedelta(days=moved)


def disagreement(case):
    what = case.some(["date", "time", "time", "place", "name"] + (["plate"] * 3 if case.story["vehicle"] else []))
    saw = "vwo" if case.watched or what in ("place", "plate") else "vw"
    speakers = [s for s in case.statements if s.role in saw and id(s) not in case.touched]
    if what in case.touched or case.report not in case.documents or not speakers or case.offence == "harassment" and what in ("date", "time"):
        return False
    s = case.some(speakers)
    if what in ("date", "time", "place") and case.chance.random() < 0.35:
        s = case.some([case.report, case.charge] if what != "time" else [case.report])
        if s not in case.documents or id(s) in case.touched:
            return False
    if what == "date":
        s.date = say_date(other_date(case, case.day), case.chance, case.test)
    elif what == "time":
        hour = case.hour + case.some([2, 3, -2]) if case.hour < 21 else case.hour - case.some([2, 3])
        s.time = say_time(hour, case.chance.choice([15, 25, 40]), case.chance, case.test, about=False)
    elif what == "place":
        s.place = f"{case.some([x for x in case_stories.STREETS if x != case.street])}, {case.town}"
    elif what == "plate":
        riders = [x for x in speakers if x.role in "wo"]
        if len([x for x in case.statements if x.role in "wo"]) < 2 and case.offence not in ("drink-driving", "disqualified-driving") or not riders:
            return False
        s = case.some(riders)
        s.plate = wrong_plate(case)
    else:
        return wrong_name(case)
    case.touched.update({what, id(s), "event"})
    tell(case, "disagreement", what, f"one {s.form} against the rest", s)
    return True


def wrong_plate(case):
    plate = case.plates[0]
    if case.chance.random() < 0.5:
        return plate[:2] + str(88 + (int(plate[2:4]) - 88 + 3) % 12) + plate[4:]
    return plate[:5] + plate[6] + plate[5] + plate[7] if plate[5] != plate[6] else plate[:7] + ("B" if plate[7] != "B" else "D")


def wrong_name(case):
    """The defendant has another given or family name in one form than in all others."""
    forms = [d for d in case.documents if d.form in ("MG1", "MG15", "MG4") and id(d) not in case.touched and any(row[1] == case.defendant.full for row in d.fields)]
    if not forms or "name" in case.touched:
        return False
    d = case.some(forms)
    other = case.fresh()
    new = f"{case.defendant.given} {other.family}" if case.chance.random() < 0.5 else f"{other.given} {case.defendant.family}"
    for row in d.fields:
        if row[1] == case.defendant.full:
            row[1] = new
    case.touched.update({"name", id(d)})
    tell(case, "disagreement", "name", f"defendant's name in {d.form}", d)
    return True


KINDS = [(form_missing, 20), (field_empty, 16), (column_empty, 5), (unsigned, 8), (undated, 7), (undeclared, 9), (unproduced, 16), (unlisted, 13), (no_statement, 18), (disagreement, 26)]


def plant(case):
    further_forms(case)
    for _ in range(case.some([0, 1, 1, 2, 2, 2, 3, 3, 4]) - len(case.defects)):
        for _ in range(6):
            make = case.chance.choices([k for k, _ in KINDS], [w for _, w in KINDS])[0]
            if make(case):
                break
    for make in case.chance.sample(LOOKALIKES, case.some([1, 2, 3, 4])):
        make(case)


# ---- look-alikes ----

def initials(case):
    s = free_statement(case)
    if s is not None:
        case.touched.add(id(s))
        s.signature = case.some([f"{s.who.letters[0]}.{s.who.letters[1]}.        Name in capitals: {s.who.full.upper()}", f"{s.who.given[0]}. {s.who.family[0]}. (name printed: {s.who.full})"])
        case.lookalikes.append("signed by initials and a name in print")


def electronic(case):
    s = free_statement(case)
    if s is not None:
        case.touched.add(id(s))
        s.electronic = True
        case.lookalikes.append("signed and dated electronically, in one line")


def renamed(case):
    free = [e for e in case.exhibits if e["produced"] and e["listed"] and e["ref"] not in case.touched and e["ref"] != case.drug_ref()]
    if free and case.contested:
        e = case.some(free)
        case.touched.add(e["ref"])
        e["was"], e["ref"] = e["ref"], e["ref"] + "A"
        case.lookalikes.append("exhibit under another reference, explained")


def spelt(case):
    if case.exhibits and case.contested:
        case.spelling = case.some(["{} ", "{}-", "{}"])
        case.lookalikes.append("references spelt otherwise in the list")


def second_car(case):
    if case.story["vehicle"]:
        s = next((s for s in case.statements if s.role == "w"), None)
        if s is not None and s.plate is None:
            s.sentences.append(["plate2", f"Parked across the road was another car, {case.plates[1]}, which had nothing to do with it and stayed there."])
            case.lookalikes.append("two different cars")


def embedded(case):
    if not case.contested or case.witnesses not in case.documents or "people" in case.touched:
        return
    n = next((s for s in case.statements if s.role == "n" and id(s) not in case.touched), None)
    if n is None:
        return
    case.touched.add("people")
    case.statements.remove(n)
    case.more_witnesses.append((n.who, "video interview"))
    record = Document("MG15", f"interview {n.who.family}")
    record.title = case.some(["MG15 RECORD OF VIDEO INTERVIEW OF A WITNESS", "Record of interview (MG15): witness, video recorded"])
    made = say_date(n.made, case.chance, case.test)
    record.add("person", n.who.full).add("when", f"{made}, 12:10 to 12:34").add("present", f"{case.oic.rank} {case.oic.full}")
    record.add("account", "Q: Tell me what you remember.\nA: " + " ".join(t for k, t in n.sentences if k == "filler"))
    case.documents.append(record)
    case.lookalikes.append("a witness whose account is in an MG15")


def superseded(case):
    s = next((s for s in case.statements if s.signed and s.dated and s.role in "vwn" and id(s) not in case.touched), None)
    if s is not None:
        case.touched.add(id(s))
        draft = copy.copy(s)
        draft.sentences = [row for row in s.sentences if row[0] != "filler"]
        draft.signed, draft.draft = False, True
        draft.fields, draft.before, draft.after = [], [], []
        draft.name = f"draft {s.who.family}"
        case.drafts.append(draft)
        case.lookalikes.append("an unsigned draft that a signed statement took the place of")


def two_in_one(case):
    pair = [d for d in case.documents if d.form in ("MG9", "MG10", "MG12", "MG6C", "MG6D") and d.with_next is None]
    if len(pair) >= 2:
        pair[0].with_next = pair[1]
        case.lookalikes.append("two forms in one file")


def former_name(case):
    s = next((s for s in case.statements if s.role in "vwn" and id(s) not in case.touched), None)
    if s is not None and "people" not in case.touched:
        case.touched.update({id(s), "people"})
        s.sentences.insert(0, ["former", f"I was formerly known as {s.who.given} {case.fresh().family}."])
        case.lookalikes.append("a former name, explained")


def other_times(case):
    s = next((s for s in case.statements if s.role == "o"), None)
    if s is not None:
        hour = (case.hour + 2) % 24
        s.sentences.append(["after", f"I left the place at {hour:02}:{case.chance.randint(10, 50)} and went back to the station."])
        case.lookalikes.append("the time of something else")


def shortened(case):
    if case.contested:
        case.short_names = True
        case.lookalikes.append("names with initials in the list of witnesses")


LOOKALIKES = [initials, electronic, renamed, spelt, second_car, embedded, superseded, two_in_one, former_name, other_times, shortened]
