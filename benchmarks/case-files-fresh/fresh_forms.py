"""Layouts of the forms: eight ways to lay out a form, six ways to lay out a list, and their headings and labels."""

BLANKS = ["", "................", "[        ]", "TBC", "________", "to follow"]
TITLES = {
    "MG1": ["FILE FRONT SHEET MG1", "MG 1 | Case file cover", "Form MG1: front sheet"],
    "MG2": ["MG2 SPECIAL MEASURES ASSESSMENT", "MG 2 | Assessment for special measures", "Special measures, initial assessment (MG2)"],
    "MG3": ["MG3 REPORT FOR A CHARGING DECISION", "MG 3 | Report to prosecutor", "Charging report (MG3)"],
    "MG4": ["MG4 CHARGES", "MG 4 | Charge sheet", "Charge(s) preferred - form MG4"],
    "MG4A": ["MG4A CONDITIONAL BAIL", "MG 4A | Bail conditions", "Grant of bail subject to conditions (MG4A)"],
    "MG5": ["POLICE REPORT MG5", "MG 5 | Police report", "Form MG5: case summary"],
    "MG6": ["MG6 CASE FILE EVIDENCE AND INFORMATION", "MG 6 | Information for the prosecutor", "Case file information (MG6)"],
    "MG6C": ["MG6C SCHEDULE OF NON-SENSITIVE UNUSED MATERIAL", "MG 6C | Non-sensitive unused material", "Unused material, not sensitive (MG6C)"],
    "MG6D": ["MG6D SCHEDULE OF SENSITIVE MATERIAL", "MG 6D | Sensitive unused material", "Unused material, sensitive (MG6D)"],
    "MG6E": ["MG6E DISCLOSURE OFFICER'S REPORT", "MG 6E | Disclosure officer's report", "Report of the disclosure officer (MG6E)"],
    "MG7": ["MG7 REMAND APPLICATION", "MG 7 | Application to remand", "Remand in custody sought - form MG7"],
    "MG9": ["MG9 WITNESS LIST", "MG 9 | List of witnesses", "Prosecution witnesses (MG9)"],
    "MG10": ["MG10 WITNESS NON-AVAILABILITY", "MG 10 | Dates to avoid", "Availability of witnesses (MG10)"],
    "MG11": ["WITNESS STATEMENT MG11", "MG 11 (T) | Statement", "STATEMENT OF WITNESS (Criminal Justice Act 1967, section 9)", "Witness statement - typed form MG11"],
    "MG12": ["MG12 EXHIBIT LIST", "MG 12 | List of exhibits", "Exhibits (MG12)"],
    "MG15": ["MG15 RECORD OF INTERVIEW", "MG 15 (T) | Record of interview", "Interview record - form MG15"],
    "MG16": ["MG16 BAD CHARACTER", "MG 16 | Bad character and dangerousness", "Evidence of bad character (MG16)"],
    "MG18": ["MG18 OFFENCES TAKEN INTO CONSIDERATION", "MG 18 | TICs", "Other offences admitted (MG18)"],
    "MG19": ["MG19 COMPENSATION CLAIM", "MG 19 | Compensation", "Compensation asked for (MG19)"],
    "MG21": ["MG21 SUBMISSION OF WORK FOR SCIENTIFIC EXAMINATION", "MG 21 | Forensic submission", "To the laboratory (MG21)"],
}
LABELS = {
    "urn": ["URN", "Case reference (URN)"], "defendant": ["Defendant", "Person charged", "Accused"], "suspect": ["Suspect"], "officer": ["Officer in the case", "Officer dealing"],
    "plea": ["Anticipated plea", "Expected plea"], "hearing": ["First hearing", "Date of first hearing"], "charge": ["Charge", "Offence charged"], "reply": ["Reply", "Reply to charge"], "bail": ["Bail", "Bail decision"],
    "conditions": ["Conditions", "Conditions of bail"], "reasons": ["Reasons", "Reasons for them"], "summary": ["Summary of the case", "Circumstances", "Outline"], "interview": ["Interview of defendant", "Defendant's interview"],
    "other-evidence": ["Other evidence", "Further key evidence"], "supervisor": ["Supervisor", "Supervisor's certificate"], "victim": ["Victim's views", "Views of the victim"], "credibility": ["Credibility of witnesses", "Witness credibility"],
    "items": ["Items", "Material"], "certificate": ["Certificate", "Certification"], "name": ["Statement of", "Name of witness", "Name"], "age": ["Age if under 18", "Age"], "occupation": ["Occupation", "Occupation of witness"],
    "pages": ["Number of pages", "Pages"], "person": ["Person interviewed", "Interview of"], "when": ["Date and times", "When held"], "present": ["Persons present", "Also present"], "caution": ["Caution", "Cautioned"],
    "account": ["Account", "What was said"], "grounds": ["Grounds", "Grounds for objecting to bail"], "facts": ["Facts", "Facts supporting the grounds"], "offence": ["Proposed charge"], "enquiries": ["Lines of enquiry", "Enquiries"],
    "convictions": ["Convictions", "Conduct relied on"], "gateway": ["Ground", "Gateway"], "offences": ["Offences", "Offences to be considered"], "signature": ["Signature", "Signature of defendant"], "loss": ["Loss", "Loss and value"],
    "evidence": ["Proof", "Evidence of value"], "exhibits": ["Exhibits", "Items sent"], "points": ["Points to prove", "What is asked"], "witness": ["Witness"], "measures": ["Measures asked for"], "views": ["Views of the witness"],
    "order": ["Order"],
}
WELSH = {"urn": "Cyfeirnod", "defendant": "Diffynnydd", "officer": "Swyddog", "plea": "Ple", "hearing": "Gwrandawiad", "charge": "Cyhuddiad", "reply": "Ateb", "bail": "Mechnïaeth", "reasons": "Rhesymau", "summary": "Crynodeb", "interview": "Cyfweliad",
         "victim": "Dioddefwr", "items": "Eitemau", "name": "Enw", "age": "Oed", "occupation": "Galwedigaeth", "pages": "Tudalennau", "signature": "Llofnod", "exhibits": "Arddangosion", "witness": "Tyst", "offences": "Troseddau"}
FORCES = ["Northmoor Constabulary", "Eastvale Police", "Sample County Police"]
MARK = "SAMPLE - made up, about nobody"
LAYOUTS = ["colon", "under", "box", "numbered", "dots", "tabs", "dash", "bilingual"]


def label(chance, form, field):
    if field == "officer" and form in ("MG6C", "MG6D", "MG6E"):
        return chance.choice(["Disclosure officer", "Disclosure officer (name, signature, date)"])
    return chance.choice(LABELS[field])


def line(layout, number, name, field, value):
    """One field; a value may have several lines."""
    made = {
        "colon": f"{name}: {value}",
        "under": f"{name.upper()}\n{value}\n",
        "box": f"| {name} | {value} |",
        "numbered": f"{number}. {name}\n   {value}",
        "dots": f"{name} {'.' * max(3, 30 - len(name))} {value}",
        "tabs": f"{name.upper()}\t{value}",
        "dash": f"» {name} - {value}",
        "bilingual": f"{WELSH[field]} / {name}: {value}" if field in WELSH else f"{name}: {value}",
    }[layout]
    return made.rstrip(" ")


def heading(chance, layout, form):
    title = chance.choice(TITLES[form])
    if layout == "bilingual":
        welsh = {"MG11": "DATGANIAD TYST", "MG4": "CYHUDDIAD", "MG12": "RHESTR ARDDANGOSION", "MG9": "RHESTR TYSTION"}.get(form)
        return "Heddlu Sampl / Sample Police\n" + (f"{welsh} / {title}" if welsh else title)
    if chance.random() < 0.4:
        return f"{chance.choice(FORCES)}\n{title}"
    return title if layout != "box" else f"+{'-' * 40}+\n| {title} |\n+{'-' * 40}+"


def fields(chance, layout, form, rows):
    return "\n".join(line(layout, number, label(chance, form, field), field, value) for number, (field, value) in enumerate(rows, 1))


LISTS = ["pipes", "tabs", "blocks", "lines", "cells", "semicolons"]


def table(style, columns, rows):
    """A list of the form: `columns` are labels, each row has as many cells."""
    if style == "pipes":
        return "\n".join("| " + " | ".join(row) + " |" for row in [columns, ["---"] * len(columns)] + rows)
    if style == "tabs":
        return "\n".join("\t".join(row) for row in [columns] + rows)
    if style == "blocks":
        return "\n\n".join("\n".join(f"{name}: {cell}".rstrip() for name, cell in zip(columns, row)) for row in rows)
    if style == "lines":
        return "\n".join(f"{number}) " + ", ".join(f"{name.lower()}: {cell}" if at else cell for at, (name, cell) in enumerate(zip(columns, row))) for number, row in enumerate(rows, 1))
    if style == "cells":
        return "\n".join(cell for row in [columns] + rows for cell in row)
    return "\n".join("; ".join(row) for row in [columns] + rows)


DECLARATIONS = [
    "This statement (consisting of {n} page(s) each signed by me) is true to the best of my knowledge and belief and I make it knowing that, if it is tendered in evidence, I shall be liable to prosecution if I have wilfully stated in it anything which I know to be false, or do not believe to be true.",
    "What I say here is true to the best of my knowledge and belief. I make it knowing that I may be prosecuted if it is put in evidence and I have wilfully said in it something that I know to be false or do not believe to be true.",
    "I declare that this statement is true to the best of my knowledge and belief, and I understand that, should it be tendered in evidence, I am liable to prosecution for anything in it that I know is false or do not believe.",
]
HALF = ["This statement is true to the best of my knowledge and belief.", "I declare that the above is true to the best of my knowledge and belief."]


def closing(chance, layout, signature, date, taker):
    """The end of a statement; `taker` is the officer who took it, or None."""
    form = chance.randrange(6)
    tail = f"\nSignature witnessed by: {taker}" if taker else ""
    if layout == "bilingual":
        return f"Llofnod / Signature: {signature}\nDyddiad / Date: {date}" + tail
    return [f"Signature: {signature}\nDate: {date}", f"Signed {signature}    Dated {date}", f"(witness) Signature of witness: {signature}\nDated the: {date}", f"SIGNATURE\n{signature}\nDATE\n{date}",
            f"| Signed | {signature} |\n| Date | {date} |", f"Date: {date}\nSigned: {signature}"][form] + tail


def worn(chance, text, rate):
    """Letters of small words misread at `rate`; words with a capital or a digit stay."""
    wrong = [("rn", "m"), ("cl", "d"), ("li", "h"), ("h", "b"), ("e", "c"), ("i", "l"), ("n", "u"), ("u", "ii"), ("a", "o"), ("t", "f")]
    out = []
    for word in text.split(" "):
        if len(word) > 3 and word.isascii() and word.islower() and not any(c.isdigit() for c in word) and "\n" not in word and "\t" not in word and chance.random() < rate * len(word):
            can = [(a, b) for a, b in wrong if a in word]
            if can:
                word = word.replace(*chance.choice(can), 1)
        out.append(word)
    return " ".join(out)
