"""Forms as documents, and the many ways in which the same form is laid out. Words are this project's own, not those of the printed forms."""

# titles: what may stand at the head of the form; the form's own number is not always among it
TITLES = {
    "MG1": ["MG1 FILE FRONT SHEET", "MG 1 - File front sheet", "FILE FRONT SHEET"],
    "MG2": ["MG2 SPECIAL MEASURES ASSESSMENT", "Special measures assessment (MG2)", "SPECIAL MEASURES ASSESSMENT"],
    "MG3": ["MG3 REPORT TO PROSECUTOR FOR A CHARGING DECISION", "Report for a charging decision - MG3", "REPORT TO PROSECUTOR FOR CHARGING DECISION"],
    "MG4": ["MG4 CHARGE(S)", "MG 4 Charges", "CHARGE SHEET (MG4)"],
    "MG4A": ["MG4A CONDITIONAL BAIL", "MG 4A - Grant of bail with conditions", "CONDITIONAL BAIL FORM MG4A"],
    "MG5": ["MG5 POLICE REPORT", "Police report (MG5)", "POLICE REPORT"],
    "MG6": ["MG6 CASE FILE EVIDENCE AND INFORMATION", "MG 6 Case file information", "CASE FILE EVIDENCE AND INFORMATION"],
    "MG6A": ["MG6A RECORD OF PRE-INTERVIEW BRIEFING", "Pre-interview briefing, form MG6A"],
    "MG6C": ["MG6C SCHEDULE OF NON-SENSITIVE UNUSED MATERIAL", "MG 6C Non-sensitive unused material", "POLICE SCHEDULE OF NON-SENSITIVE UNUSED MATERIAL"],
    "MG6D": ["MG6D SCHEDULE OF SENSITIVE UNUSED MATERIAL", "MG 6D Sensitive material", "POLICE SCHEDULE OF SENSITIVE UNUSED MATERIAL"],
    "MG6E": ["MG6E DISCLOSURE OFFICER'S REPORT", "MG 6E Report of the disclosure officer", "DISCLOSURE OFFICER'S REPORT"],
    "MG7": ["MG7 REMAND IN CUSTODY APPLICATION", "MG 7 - Application for remand"],
    "MG9": ["MG9 WITNESS LIST", "List of witnesses (MG9)", "WITNESS LIST"],
    "MG10": ["MG10 WITNESS NON-AVAILABILITY", "MG 10 Dates to avoid", "WITNESS NON-AVAILABILITY"],
    "MG11": ["MG11 WITNESS STATEMENT", "Witness statement (MG11)", "WITNESS STATEMENT"],
    "MG12": ["MG12 EXHIBIT LIST", "Exhibit list, MG12", "EXHIBIT LIST"],
    "MG13": ["MG13 APPLICATION FOR ORDER ON CONVICTION", "Application for an order on conviction - MG13"],
    "MG15": ["MG15 RECORD OF INTERVIEW", "Record of interview (MG15)", "RECORD OF INTERVIEW"],
    "MG16": ["MG16 EVIDENCE OF BAD CHARACTER", "Bad character (MG16)"],
    "MG18": ["MG18 OFFENCES TAKEN INTO CONSIDERATION", "Other offences to be taken into consideration, MG18"],
    "MG19": ["MG19 COMPENSATION", "Compensation form MG19"],
    "MG21": ["MG21 SUBMISSION OF WORK FOR SCIENTIFIC EXAMINATION", "Forensic submission (MG21)"],
}

# labels of fields; the first stands in dev, all in test
LABELS = {
    "MG1/urn": ["URN", "Unique reference number", "Case URN"], "MG1/defendant": ["Defendant", "Name of defendant", "Defendant(s)"],
    "MG1/officer": ["Officer in charge", "OIC", "Officer in the case and contact"], "MG1/plea": ["Anticipated plea", "Plea expected"],
    "MG1/hearing": ["Date of first hearing", "First hearing", "Hearing date and court"],
    "MG2/witness": ["Witness"], "MG2/measures": ["Measures asked for", "Special measures requested"], "MG2/views": ["Views of the witness"],
    "MG3/suspect": ["Suspect", "Name of suspect"], "MG3/offence": ["Proposed charge"], "MG3/summary": ["Outline of the case", "Case outline"], "MG3/enquiries": ["Lines of enquiry"],
    "MG4/defendant": ["Defendant", "Person charged"], "MG4/charge": ["Charge", "Charge 1", "Offence charged"], "MG4/reply": ["Reply to charge", "Reply"],
    "MG4/bail": ["Bail", "Bail decision"],
    "MG4A/conditions": ["Conditions"], "MG4A/reasons": ["Reasons", "Reasons for conditions"],
    "MG5/summary": ["Summary of the case", "Summary of key evidence", "Case summary"],
    "MG5/interview": ["Defendant interview", "Interview of defendant", "Summary of interview"], "MG5/other-evidence": ["Other evidence", "Visual, forensic and other evidence"],
    "MG5/supervisor": ["Supervisor's certificate", "Certified by supervisor", "Supervisor name and date"],
    "MG6/victim": ["Views of the victim"], "MG6/credibility": ["Credibility of witnesses", "Witness credibility"], "MG6/officer": ["Officer", "Completed by"],
    "MG6A/briefing": ["What was told", "Information given before interview"],
    "MG6C/officer": ["Disclosure officer", "Signed by disclosure officer"], "MG6D/officer": ["Disclosure officer", "Signed by disclosure officer"],
    "MG6D/items": ["Items", "Sensitive items"], "MG6E/items": ["Items that may meet the test", "Items to be brought to notice"], "MG6E/certificate": ["Certificate"],
    "MG6E/officer": ["Disclosure officer", "Signed by disclosure officer"],
    "MG7/grounds": ["Grounds"], "MG7/facts": ["Facts behind the grounds", "Reasons for the grounds"],
    "MG11/name": ["Statement of", "Name", "Name of witness"], "MG11/age": ["Age if under 18", "Age", "Age (if over 18 say over 18)"], "MG11/occupation": ["Occupation"],
    "MG11/pages": ["Number of pages", "No. of pages"], "MG11/signature": ["Signed", "Signature", "Signature of witness"], "MG11/date": ["Date", "Dated", "Date signed"],
    "MG13/order": ["Order asked for"], "MG13/reasons": ["Reasons"],
    "MG15/person": ["Person interviewed", "Interview of"], "MG15/when": ["Date and times", "Date / time began / time ended"], "MG15/present": ["Those present", "Persons present"],
    "MG15/caution": ["Caution"], "MG15/account": ["Record", "Account", "Note of what was said"],
    "MG16/convictions": ["Convictions or conduct"], "MG16/gateway": ["Ground", "Why it can be told"],
    "MG18/offences": ["Offences"], "MG18/signature": ["Signature of defendant"], "MG19/loss": ["Loss"], "MG19/evidence": ["Proof of the loss", "Receipts and estimates"],
    "MG21/exhibits": ["Exhibits sent"], "MG21/points": ["Points to prove", "What the laboratory is asked"],
}
COLUMNS = {
    "MG6C/items": (["Item", "Description", "Where kept"],), "MG9/witnesses": (["No.", "Name", "Contact", "Statement"], ["", "Witness", "Telephone", "MG11"]),
    "MG10/witnesses": (["Witness", "Dates to avoid"],), "MG12/exhibits": (["Reference", "Description", "Produced by", "Location"], ["Exhibit", "What it is", "Producer", "Where it is"]),
}
EMPTY = ["", "____________", "TBC", "[ ]", "....................", "to follow", "not yet known", "-", "?", "to be completed"]
EMPTY_DEV = 4
DECLARATIONS = [
    "What I say in this statement is true to the best of my knowledge and belief. I make it knowing that I may be prosecuted if it is put in evidence and I have "
    "wilfully stated in it anything that I know to be false or do not believe to be true.",
    "This statement is true to the best of my knowledge and belief, and I know that if it is used in evidence it is an offence wilfully to have said in it what I know is false "
    "or do not believe to be true.",
    "I declare that the above is true as far as I know and believe. I understand that I commit an offence if, the statement being tendered in evidence, I have wilfully said "
    "anything in it which I know to be untrue or do not believe.",
]
HALF_DECLARATIONS = ["This statement is true to the best of my knowledge and belief.", "I have read this statement and it is a true record of what I said."]


class Document:
    """One document: what it is, its fields in order, text before and after them. `form` "" where it is no form."""

    def __init__(self, form, name, **more):
        self.form, self.name = form, name
        self.title = None
        self.fields = []  # [form/field, value]; a value that is a list of rows is a table
        self.before, self.after, self.extra = [], [], []  # extra: sentences that make other forms wanted
        self.with_next = None  # another form in the same file
        self.__dict__.update(more)

    def add(self, field, value):
        self.fields.append([f"{self.form}/{field}", value])
        return self

    def get(self, field):
        return next(row for row in self.fields if row[0] == f"{self.form}/{field}")

    def drop(self, field):
        self.fields = [row for row in self.fields if row[0] != f"{self.form}/{field}"]


def table(columns, rows, layout):
    if layout in "AF":
        return "\n".join(" | ".join(row) for row in [columns] + rows)
    if layout == "C":
        return "\n".join("\t".join(row) for row in [columns] + rows)
    if layout == "B":
        return "\n\n".join("\n".join(f"{c}: {v}" if c else v for c, v in zip(columns, row)) for row in rows)
    if layout == "D":
        return "\n".join(cell for row in [columns] + rows for cell in row)
    return "\n".join(f"{i}) " + " - ".join(row) for i, row in enumerate(rows, 1))


def label_of(field, chance, test):
    labels = LABELS.get(field, [field.split("/")[1].replace("-", " ").capitalize()])
    return chance.choice(labels if test else labels[:1])


def fields_text(document, layout, chance, test):
    lines, number, pending = [], 0, ""
    for field, value in document.fields:
        number += 1
        if isinstance(value, list):
            columns = chance.choice(COLUMNS[field] if test else COLUMNS[field][:1])
            lines.append(pending + table(columns, value, layout))
            pending = ""
            continue
        label = label_of(field, chance, test)
        label = label.upper() if layout in "BD" and chance.random() < 0.6 else label
        long = len(value) > 90
        if pending and (long or chance.random() < 0.5):
            lines.append(pending.rstrip())
            pending = ""
        if layout == "B" or long and layout != "C":
            lines.append(f"{label}\n{value}")
        elif layout == "C":
            lines.append(f"{label} | {value}")
        elif layout == "D":
            lines.append(f"{number}. {label}\n{value}")
        elif layout == "E":
            lines.append(f"{label} {'.' * max(3, 34 - len(label))} {value}")
        elif layout == "F" and not pending:
            pending = f"{label}: {value}        "
        else:
            lines.append(f"{pending}{label}: {value}")
            pending = ""
    if pending:
        lines.append(pending.rstrip())
    return "\n".join(lines)


def render(document, layout, chance, test):
    """The text of a document, without page breaks."""
    titles = TITLES.get(document.form, [])
    title = document.title or (chance.choice(titles if test else titles[:2]) if titles else "")
    if title and chance.random() < 0.25:
        title = title.lower() if chance.random() < 0.5 else title.title()
    parts = ["SAMPLE - made up, about nobody", title, *document.before]
    fields = fields_text(document, layout, chance, test)
    parts += [fields] if fields else []
    parts += document.after
    return ("\n\n" if layout in "AD" else "\n").join(part for part in parts if part)


CONFUSED = {"m": "rn", "l": "1", "e": "c", "h": "b", "i": "l", "o": "0", "a": "o", "t": "f", "u": "ii", "w": "vv"}


def with_noise(text, rate, keep, chance):
    """Letters misread as a scanner misreads them, at about `rate` of the letters, in lower-case words without anything to `keep`."""
    out = []
    for line in text.split("\n"):
        words = line.split(" ")
        for i, word in enumerate(words):
            if any(c.isdigit() for c in word) or any(part in word for part in keep) or word != word.lower():
                continue
            for k, c in enumerate(word):
                if c in CONFUSED and chance.random() < rate:
                    words[i] = word[:k] + CONFUSED[c] + word[k + 1:]
                    break
        line = " ".join(words)
        if len(line) > 60 and chance.random() < rate * 4:
            line = line.replace(". ", " . ", 1) if chance.random() < 0.5 else line.replace(" ", "  ", 1)
        out.append(line)
    return "\n".join(out)


def pages_of(text, lines):
    """Cut into pages of about so many lines of 95 characters, at line ends."""
    pages, page, used = [], [], 0
    for line in text.split("\n"):
        size = 1 + len(line) // 95
        if page and used + size > lines:
            pages.append("\n".join(page))
            page, used = [], 0
        page.append(line)
        used += size
    pages.append("\n".join(page))
    return pages
