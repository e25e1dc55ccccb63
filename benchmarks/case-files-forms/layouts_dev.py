"""The layouts of the part dev."""
from layouts import Layout


class Dev(Layout):
    part = "dev"


class Stacked(Dev):
    """Label in capitals, what was filled in below it."""
    name, which = "label above", 0
    persons, dates, signed_dates, times, signs = ["caps", "plain"], ["long"], ["ordinal"], ["hours", "colonhours"], ["initial", "signed"]
    blanks, names = ["", "", "To follow"], ["{form}.pdf", "{form}_{surname}.pdf"]

    def head(self, case, form, page, of):
        code = form[:2] + " " + form[2:]
        return [code, self.title(form).upper() + (f" (page {page} of {of})" if of > 1 else ""), ""]

    def field(self, case, key, value):
        return [self.label(key).upper(), *(self.wrap(value, indent="    ") if value is not None else ["    " + self.blank(case)]), ""]

    def loose(self, case, label, value):
        return [label.upper(), "    " + value, ""]

    def table(self, case, form, columns, rows):
        wide = [max(len(str(row[at] or "")) for row in [columns] + rows) + 3 for at in range(len(columns))]
        return ["".join(cell.upper().ljust(w) for cell, w in zip(columns, wide))] + ["".join((cell or "").ljust(w) for cell, w in zip(row, wide)) for row in rows] + [""]


class Leaders(Dev):
    """Label at the left, dots, what was filled in."""
    name, which = "dot leaders", 1
    persons, dates, times, signs = ["plain"], ["slash"], ["colon", "dot"], ["dotted", "signed"]
    blanks, names = [".........................................."], ["{n:03} {form}.docx", "{surname} {form}.docx"]
    order = ["name", "age", "occupation", "pages", "body", "declaration", "sign", "by"]

    def head(self, case, form, page, of):
        return [f"{self.title(form)} ({form})" + (f", sheet {page} of {of}" if of > 1 else ""), ""]

    def led(self, label, value):
        if len(value) > 45:
            return [label + " " + "." * (34 - len(label)), *self.wrap(value, indent="  ")]
        return [label + " " + "." * max(3, 34 - len(label)) + " " + value]

    def field(self, case, key, value):
        return self.led(self.label(key), value if value is not None else self.blank(case))

    def loose(self, case, label, value):
        return self.led(label, value)

    def table(self, case, form, columns, rows):
        return [" ... ".join(columns)] + [" ... ".join(cell or "......." for cell in row) for row in rows]


class Piped(Dev):
    """Two columns between upright strokes; lists the same."""
    name, which = "piped table", 2
    persons, dates, times, signs = ["comma"], ["short", "abbreviated"], ["hrs", "colon"], ["picture", "image"]
    blanks, names = ["", "", "TBC"], ["scan_{n:04}.pdf", "{form} {surname}.pdf"]
    noise = "clean"

    def head(self, case, form, page, of):
        return [f"| Form MG{form[2:].zfill(2) if form[2:].isdigit() else '0' + form[2:] if len(form) == 4 else form[2:]} | {self.title(form)} |"] + ([f"| Page | {page} of {of} |"] if of > 1 else [])

    def row(self, label, value):
        lines = self.wrap(value, 46)
        return [f"| {(label if at == 0 else '').ljust(28)} | {line.ljust(46)} |" for at, line in enumerate(lines)]

    def field(self, case, key, value):
        return self.row(self.label(key), value if value is not None else self.blank(case))

    def loose(self, case, label, value):
        return self.row(label, value)

    def continued(self, case, told):
        return self.row("Continuation", told["name"])

    def table(self, case, form, columns, rows):
        wide = [max(len(str(row[at] or "")) for row in [columns] + rows) for at in range(len(columns))]
        return ["", *("| " + " | ".join((cell or "").ljust(w) for cell, w in zip(row, wide)) + " |" for row in [columns, ["-" * w for w in wide]] + rows), ""]


class Numbered(Dev):
    """Numbered boxes, label and colon."""
    name, which = "numbered", 3
    persons, dates, signed_dates, times, signs = ["caps"], ["ordinal", "long"], ["dots"], ["spaced", "hours"], ["slash", "electronic"]
    blanks, names = ["", "[ ]", "[to be completed]"], ["{n}.txt", "{form}-{day}.txt"]
    order = ["name", "occupation", "age", "pages", "body", "by", "declaration", "sign"]

    def __init__(self):
        self.count = 0

    def head(self, case, form, page, of):
        self.count = 0 if page == 1 else self.count
        return [f"FORM {form} - {self.title(form).upper()}" + (f" - PAGE {page} OF {of}" if of > 1 else ""), "=" * 60]

    def field(self, case, key, value):
        return self.loose(case, self.label(key), value if value is not None else self.blank(case))

    def loose(self, case, label, value):
        self.count += 1
        return self.wrap(f"{self.count}. {label}: {value}")

    def table(self, case, form, columns, rows):
        return ["\t".join(columns)] + ["\t".join(cell or "" for cell in row) for row in rows]


QUESTIONS = {
    "MG1/urn": "What is the unique reference number?", "MG1/defendant": "Who is the defendant?", "MG1/officer": "Who is the officer in the case?", "MG1/plea": "Which plea is expected?", "MG1/hearing": "When and where is the first hearing?", "MG2/witness": "Which witness is this about?", "MG2/measures": "Which special measures are asked for?",
    "MG2/views": "What are the views of the witness?", "MG3/suspect": "Who is the suspect?", "MG3/offence": "Which offence is put forward?", "MG3/summary": "What is the evidence in summary?", "MG3/enquiries": "Which enquiries are outstanding?", "MG4/defendant": "Who is charged?", "MG4/charge": "What is the charge?", "MG4/reply": "Did the defendant make any reply to the charge?",
    "MG4/bail": "Was bail granted?", "MG4A/conditions": "What are the conditions of bail?", "MG4A/reasons": "What are the reasons for the conditions?", "MG5/summary": "What are the circumstances of the offence?", "MG5/interview": "What did the defendant say in interview?", "MG5/other-evidence": "Is there any other evidence?", "MG5/supervisor": "Which supervisor has checked this report?",
    "MG6/victim": "What should the prosecutor know about the victim?", "MG6/credibility": "Is there anything that affects the credibility of a witness?", "MG6/officer": "Which officer completed this form?", "MG6C/officer": "Who is the disclosure officer?", "MG6D/officer": "Who is the disclosure officer?", "MG6E/officer": "Who is the disclosure officer?", "MG6E/items": "Which items may undermine the prosecution or assist the defence?",
    "MG6E/certificate": "What does the disclosure officer certify?", "MG7/grounds": "On which grounds is bail opposed?", "MG7/facts": "Which facts support these grounds?", "MG11/name": "Whose statement is this?", "MG11/age": "How old is the witness (or over 18)?", "MG11/occupation": "What is the occupation of the witness?", "MG11/pages": "How many pages does the statement have?",
    "MG11/signature": "Signature of the witness?", "MG11/date": "Date of the signature?", "MG15/person": "Who was interviewed?", "MG15/when": "When did the interview begin?", "MG15/present": "Who else was present?", "MG15/caution": "Was the caution given?", "MG15/account": "What was said?", "MG16/convictions": "Which convictions are relied on?", "MG16/gateway": "Through which gateway?",
    "MG18/offences": "Which offences are to be taken into consideration?", "MG18/signature": "Has the defendant signed?", "MG19/loss": "What loss is claimed?", "MG19/evidence": "How is the loss shown?", "MG21/exhibits": "Which exhibits are submitted?", "MG21/points": "Which points are to be proved?",
}


class Questions(Dev):
    """Each label a question, the answer on the same line or the next."""
    name, which = "questions", 0
    persons, dates, times, signs = ["plain"], ["weekday", "long"], ["dot", "colon"], ["full", "esign"]
    blanks, names = ["", "?", "...."], ["{form}.docx", "Attachment {n}.docx"]

    def head(self, case, form, page, of):
        return [self.title(form) + (f" - continued, {page}/{of}" if page > 1 else ""), ""]

    def field(self, case, key, value):
        question = QUESTIONS[key]
        if key == "MG15/caution":
            return [question + "   " + ("[ ] Yes   [ ] No" if value is None else "[x] Yes   [ ] No")]
        value = value if value is not None else self.blank(case)
        return [f"{question} {value}".rstrip()] if len(question + value) < 76 else [question, *self.wrap(value)]

    def table(self, case, form, columns, rows):
        lines = []
        for at, row in enumerate(rows, 1):
            lines += ["", f"({at})"] + [f"{column}: {cell or ''}" for column, cell in zip(columns, row)]
        return lines + [""]


class Mail(Dev):
    """Sent as a message by a case system."""
    name, which = "mail", 1
    persons, dates, times, signs = ["comma", "plain"], ["iso", "slash"], ["colon"], ["electronic", "tablet"]
    blanks, names = ["", "-- none entered --", "<blank>"], ["message {n}.eml", "{form}.msg"]
    order = ["name", "age", "occupation", "pages", "declaration", "body", "sign", "by"]

    def head(self, case, form, page, of):
        return ["From: case.unit@police.example", "To: files@prosecutor.example", f"Subject: {self.code(form)} {self.title(form)}" + (f" [part {page}/{of}]" if of > 1 else ""), ""]

    def field(self, case, key, value):
        return self.wrap(f"> {self.label(key)}: {value if value is not None else self.blank(case)}".rstrip(), indent="")

    def loose(self, case, label, value):
        return [f"> {label}: {value}"]

    def declared(self, case, text):
        return self.wrap(text, 74, "> ")

    def body(self, case, said):
        return [">", *(line for text in said for line in self.wrap(text, 74, "> ")), ">"]

    def continued(self, case, told):
        return [f"> (continued: {told['name']})"]

    def table(self, case, form, columns, rows):
        return ["> " + "; ".join(columns)] + ["> " + "; ".join(cell or "" for cell in row) for row in rows]


class Scan(Dev):
    """A poor scan: letters misread, lines lost, heads repeated."""
    name, which, noise = "poor scan", 2, "heavy"
    persons, dates, times, signs = ["plain", "caps"], ["dots", "short"], ["colon", "colonhours"], ["initial", "quoted"]
    blanks, names = ["", "_______________", "......"], ["IMG_{n:04}.pdf", "scan{n}.tif"]
    order = ["name", "age", "occupation", "pages", "declaration", "sign", "body"]
    page_words = 70

    def head(self, case, form, page, of):
        return [f"RESTRICTED (when complete)          {form}" + ("(cont)" if page > 1 else ""), f"{self.title(form).upper()}          Page {page} of {of}"]

    def field(self, case, key, value):
        return self.wrap(f"{self.label(key)}: {value if value is not None else self.blank(case)}".rstrip())

    def sign(self, case, signature, date):
        return [f"{self.label('MG11/signature')}: {signature if signature is not None else self.blank(case)}      {self.label('MG11/date')}: {date if date is not None else self.blank(case)}"]

    def statement(self, case, told):
        pages = super().statement(case, dict(told, by=""))
        pages[-1] += self.sign(case, told["signature"], told["date"]) + ([f"{self.label('by')}: {told['by']}"] if told["by"] else [])
        return pages

    def page_foot(self, case, told, page, pages):
        return self.sign(case, told["signature"], told["date"])

    def table(self, case, form, columns, rows):
        wide = [max(len(str(row[at] or "")) for row in [columns] + rows) + 2 for at in range(len(columns))]
        return ["".join(cell.ljust(w) for cell, w in zip(columns, wide))] + ["".join((cell or "").ljust(w) for cell, w in zip(row, wide)) for row in rows]


class Boxed(Dev):
    """Boxes drawn with signs, the label in the upper edge or the first line."""
    name, which, noise = "drawn boxes", 0, "light"
    persons, dates, signed_dates, times, signs = ["caps", "comma"], ["long", "abbreviated"], ["of"], ["colonhours", "spaced"], ["signed", "dotted", "picture"]
    blanks, names = ["", "", "(blank)"], ["{rest}.txt", "{day}_{n}.txt"]
    order = ["name", "age", "occupation", "pages", "body", "declaration", "sign", "by"]

    def head(self, case, form, page, of):
        text = f"{self.title(form).upper()}   [{form}]" + (f"   {page}/{of}" if of > 1 else "")
        return ["+" + "=" * 72 + "+", "| " + text.ljust(71) + "|", "+" + "=" * 72 + "+"]

    def box(self, label, value):
        return [f"+-- {label} " + "-" * max(2, 67 - len(label)) + "+", *("| " + line.ljust(71) + "|" for line in self.wrap(value, 69)), "+" + "-" * 72 + "+"]

    def field(self, case, key, value):
        return self.box(self.label(key), value if value is not None else self.blank(case))

    def loose(self, case, label, value):
        return self.box(label, value)

    def table(self, case, form, columns, rows):
        wide = [max(len(str(row[at] or "")) for row in [columns] + rows) for at in range(len(columns))]
        rule = "+" + "+".join("-" * (w + 2) for w in wide) + "+"
        return [rule, *(line for row in [columns] + rows for line in ("| " + " | ".join((cell or "").ljust(w) for cell, w in zip(row, wide)) + " |", rule))]


LAYOUTS = [Stacked(), Leaders(), Piped(), Numbered(), Questions(), Mail(), Scan(), Boxed()]
