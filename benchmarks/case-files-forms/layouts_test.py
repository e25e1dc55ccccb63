"""The layouts of the part test; none of them is one of dev's."""
import re

from layouts import Layout


class Test(Layout):
    part = "test"
    page_words = 115


class Tabbed(Test):
    """Label, tab, what was filled in; titles without a code."""
    name, which = "tabs", 0
    persons, dates, times, signs = ["caps"], ["nozero", "long"], ["dot", "colon"], ["sgd", "initial"]
    blanks, names = ["", "", "tbc"], ["Document {n}.pdf", "{n}.pdf"]
    order = ["name", "age", "occupation", "declaration", "sign", "pages", "body", "by"]

    def head(self, case, form, page, of):
        return [self.title(form) + (f"\t{page} of {of}" if of > 1 else ""), ""]

    def field(self, case, key, value):
        return self.loose(case, self.label(key), value if value is not None else self.blank(case))

    def loose(self, case, label, value):
        return [f"{label}\t{line}" if at == 0 else f"\t{line}" for at, line in enumerate(self.wrap(value, 60))]

    def table(self, case, form, columns, rows):
        return ["", "\t".join(columns), *("\t".join(cell or "" for cell in row) for row in rows), ""]


class Pairs(Test):
    """Two boxes on one line, each a label, a colon and what was filled in."""
    name, which = "two on a line", 1
    persons, dates, signed_dates, times, signs = ["plain", "comma"], ["dashes", "abbrspace"], ["nozero"], ["hrsspace", "colon"], ["dotted", "pen"]
    blanks, names = ["", "", ". . . . . . ."], ["{form} {surname} {n}.pdf", "{day} {form}.docx"]
    order = ["name", "age", "occupation", "pages", "sign", "declaration", "body", "by"]

    def head(self, case, form, page, of):
        return [f"{self.title(form)} ({form})" + (f"     Page {page} of {of}" if of > 1 else ""), "-" * 70]

    def field(self, case, key, value):
        text = f"{self.label(key)}: {value if value is not None else self.blank(case)}"
        return ["\0" + text] if len(text) < 44 else self.wrap(text)

    def loose(self, case, label, value):
        return self.wrap(f"{label}: {value}")

    def pair(self, lines):
        made, at = [], 0
        while at < len(lines):
            if lines[at].startswith("\0") and at + 1 < len(lines) and lines[at + 1].startswith("\0"):
                made.append(lines[at][1:].ljust(46) + lines[at + 1][1:])
                at += 2
            else:
                made.append(lines[at].lstrip("\0"))
                at += 1
        return made

    def form(self, case, form, parts):
        return [self.pair(page) for page in super().form(case, form, parts)]

    def statement(self, case, told):
        return [self.pair(page) for page in super().statement(case, told)]

    def table(self, case, form, columns, rows):
        wide = [max(len(str(row[at] or "")) for row in [columns] + rows) + 4 for at in range(len(columns))]
        return ["".join((cell or "").ljust(w) for cell, w in zip(row, wide)) for row in [columns] + rows]


class Web(Test):
    """A page of a case system, turned into text."""
    name, which = "web page", 2
    persons, dates, times, signs = ["plain"], ["weekdayth", "abbrspace"], ["colon", "dot"], ["markdown", "stamp"]
    blanks, names = ["", "&nbsp;", "*Not answered*"], ["{form}.html.txt", "page-{n}.txt"]

    def head(self, case, form, page, of):
        return [f"### MG {form[2:]} {self.title(form)}" + (f" (continued, page {page})" if page > 1 else ""), "", "[Skip to content](#main)", ""]

    def field(self, case, key, value):
        return self.loose(case, self.label(key), value if value is not None else self.blank(case))

    def loose(self, case, label, value):
        return [f"**{label}**", *self.wrap(value), ""]

    def body(self, case, said):
        return ["", *(line for text in said for line in self.wrap("* " + text)), ""]

    def foot(self, case, form):
        return ["[Back to top](#top)"]

    def table(self, case, form, columns, rows):
        return [" | ".join(columns), "|".join("---" for _ in columns), *(" | ".join(cell or "" for cell in row) for row in rows), ""]


class Ticks(Test):
    """Boxes to tick where there is a choice, a dash elsewhere."""
    name, which = "tick boxes", 3
    persons, dates, times, signs = ["caps", "plain"], ["slash"], ["hours", "spaced"], ["device", "initial"]
    blanks, names = ["", "", "…………"], ["{form}_{n}.docx", "{rest}.docx"]
    order = ["name", "age", "occupation", "pages", "body", "sign", "declaration", "by"]
    choices = {"MG1/plea": ["Guilty", "Not guilty", "Not known"], "MG11/age": ["Over 18", "Under 18"], "MG15/caution": ["Yes", "No"]}

    def head(self, case, form, page, of):
        digits, letters = re.match(r"MG(\d+)(\w*)", form).groups()
        return [f"MG{int(digits):02}{letters} – {self.title(form)}" + (f" – continuation {page}/{of}" if page > 1 else ""), ""]

    def field(self, case, key, value):
        if key in self.choices:
            ticked = {"MG15/caution": "Yes"}.get(key, value) if value is not None else None
            return [f"{self.label(key)} – " + "  ".join(("☒ " if one == ticked else "☐ ") + one for one in self.choices[key])]
        return self.loose(case, self.label(key), value if value is not None else self.blank(case))

    def loose(self, case, label, value):
        return self.wrap(f"{label} – {value}".rstrip())

    def declared(self, case, text):
        return ["", *self.wrap("☒ " + text), ""]

    def table(self, case, form, columns, rows):
        lines = []
        for row in rows:
            lines += [f"• {row[0]}"] + [f"   {column} – {cell or ''}".rstrip() for column, cell in zip(columns[1:], row[1:])]
        return lines + [""]


class Lettered(Test):
    """Lettered questions of a printed form, its head on every page."""
    name, which, noise = "lettered, running head", 0, "light"
    persons, dates, times, signs = ["comma", "plain"], ["long", "nozero"], ["colonhours", "hrsspace"], ["pen", "initial"]
    blanks, names = ["", "", "__________"], ["{form}.pdf", "{surname}_{n}.pdf"]
    order = ["name", "age", "occupation", "pages", "declaration", "body", "sign", "by"]
    page_words = 60

    def __init__(self):
        self.count = 0

    def head(self, case, form, page, of):
        self.count = 0 if page == 1 else self.count
        return [f"Sample Constabulary     FORM {form}{' (cont.)' if page > 1 else ''}     Page {page} of {of}", self.title(form), ""]

    def field(self, case, key, value):
        return self.loose(case, self.label(key), value if value is not None else self.blank(case))

    def loose(self, case, label, value):
        self.count += 1
        return self.wrap(f"({chr(96 + self.count)}) {label}".ljust(38) + f" : {value}")

    def page_foot(self, case, told, page, pages):
        return [f"Signature page {page} : {told['signature'] if told['signature'] is not None else self.blank(case)}"]

    def table(self, case, form, columns, rows):
        return [" : ".join(columns), *(" : ".join(cell or "" for cell in row) for row in rows), ""]


class Brackets(Test):
    """Numbers in brackets and labels in capitals, what was filled in below, a rule between."""
    name, which = "bracketed boxes", 1
    persons, dates, signed_dates, times, signs = ["comma"], ["caps"], ["dashes"], ["hrs", "colonhours"], ["quotedfull", "sgd"]
    blanks, names = ["", "", "[blank]"], ["FORM_{form}_{n}.tif", "{form}.tif"]

    def __init__(self):
        self.count = 0

    def head(self, case, form, page, of):
        self.count = 0 if page == 1 else self.count
        return [f"Form {form}", self.title(form).upper() + (f"  PAGE {page} OF {of}" if of > 1 else ""), "=" * 50]

    def field(self, case, key, value):
        return self.loose(case, self.label(key), value if value is not None else self.blank(case))

    def loose(self, case, label, value):
        self.count += 1
        return [f"[{self.count}] {label.upper()}", *self.wrap(value, indent="  "), "-" * 50]

    def table(self, case, form, columns, rows):
        lines = []
        for at, row in enumerate(rows, 1):
            lines += [f"LINE {at}"] + [f"  {column.upper()}: {cell or ''}" for column, cell in zip(columns, row)]
        return lines + ["-" * 50]


class Plain(Test):
    """Labels without a colon, what was filled in one column on; a fair scan."""
    name, which, noise = "no colon, scan", 2, "heavy"
    persons, dates, times, signs = ["plain", "caps"], ["abbrspace", "slash"], ["colon", "hours"], ["initial", "dotted"]
    blanks, names = ["", "", "- - - - -"], ["scan_{n:03}.pdf", "Scan {n}.pdf"]
    order = ["name", "occupation", "age", "pages", "declaration", "sign", "body", "by"]

    def head(self, case, form, page, of):
        return [f"MG-{form[2:]} {self.title(form)}" + (f"   continuation sheet {page}" if page > 1 else "")]

    def field(self, case, key, value):
        return self.loose(case, self.label(key), value if value is not None else self.blank(case))

    def loose(self, case, label, value):
        lines = self.wrap(value, 50)
        return [(label if at == 0 else "").ljust(38) + " " + line for at, line in enumerate(lines)]

    def table(self, case, form, columns, rows):
        wide = [max(len(str(row[at] or "")) for row in [columns] + rows) + 2 for at in range(len(columns))]
        return ["".join((cell or "").ljust(w) for cell, w in zip(row, wide)) for row in [columns] + rows]


class Export(Test):
    """Records of a case system: a key, an equals sign, a value."""
    name, which, noise = "export", 3, "clean"
    persons, dates, times, signs = ["plain"], ["iso"], ["colon"], ["stamp", "full"]
    blanks, names = ["", "null", "\"\""], ["export_{n}.txt", "{form}_export.txt"]
    order = ["name", "age", "occupation", "pages", "sign", "by", "declaration", "body"]

    def key(self, label):
        return "".join(word[0].upper() + word[1:] for word in re.findall(r"[A-Za-z0-9]+", label))

    def head(self, case, form, page, of):
        return [f"record: {form} / {self.title(form)}" + (f" / page 2 of {of}" if page > 1 else "")]

    def field(self, case, key, value):
        return self.loose(case, self.label(key), value if value is not None else self.blank(case))

    def loose(self, case, label, value):
        return self.wrap(f"{self.key(label)} = {value}".rstrip(), 100)

    def declared(self, case, text):
        return self.wrap(f"DeclarationText = {text}", 100)

    def body(self, case, said):
        return self.wrap("StatementText = " + " ".join(said), 100)

    def continued(self, case, told):
        return [f"ContinuationOf = {told['name']}"]

    def table(self, case, form, columns, rows):
        return [f"{self.key(column)}[{at}] = {cell or ''}".rstrip() for at, row in enumerate(rows, 1) for column, cell in zip(columns, row)]


class Captions(Test):
    """What was filled in, and below it in brackets what it is; titles without a code."""
    name, which = "caption below", 0
    persons, dates, signed_dates, times, signs = ["plain", "caps"], ["weekdayth", "nozero"], ["of"], ["spaced", "dot"], ["pen", "quotedfull"]
    blanks, names = ["", "____________________", "............"], ["Paper {n}.pdf", "{day}-{n}.pdf"]
    order = ["name", "age", "occupation", "pages", "body", "declaration", "sign", "by"]

    def head(self, case, form, page, of):
        return [self.title(form).upper(), *([f"continuation sheet, page {page} of {of}"] if page > 1 else []), ""]

    def field(self, case, key, value):
        return self.loose(case, self.label(key), value if value is not None else self.blank(case))

    def loose(self, case, label, value):
        return [*self.wrap(value), f"({label})", ""]

    def table(self, case, form, columns, rows):
        wide = [max(len(str(row[at] or "")) for row in [columns] + rows) + 3 for at in range(len(columns))]
        return ["".join((cell or "").ljust(w) for cell, w in zip(row, wide)) for row in rows] + ["".join(f"({cell})".ljust(w) for cell, w in zip(columns, wide)), ""]


LAYOUTS = [Tabbed(), Pairs(), Web(), Ticks(), Lettered(), Brackets(), Plain(), Export(), Captions()]
