"""What every layout can do; how it looks is said by those of layouts_dev.py and layouts_test.py."""
import textwrap

import words


class Layout:
    name = part = ""
    noise = None                       # heavy, light, clean; None: drawn for each case
    persons = ["plain"]                # how names stand in forms
    dates = ["long"]                   # how dates are written
    signed_dates = []                  # and others beside a signature
    times = ["colon"]
    signs = ["initial"]                # how a signature looks
    blanks = [""]                      # what stands where nothing was filled in
    names = ["{form}.pdf"]             # of documents
    order = ["name", "age", "occupation", "pages", "declaration", "sign", "body", "by"]
    page_words = 130                   # of a statement's body; more go on to a second page
    which = 0                          # which of the labels is taken
    width = 78

    def wrap(self, text, width=None, indent=""):
        return textwrap.wrap(text, width or self.width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False) or [indent.rstrip()]

    def label(self, key):
        some = words.LABELS[self.part].get(key)
        if some is None:
            return words.OTHER_LABELS[self.part][key]
        return some[(self.which + len(key)) % len(some)]

    def code(self, form):
        return form

    def title(self, form):
        return words.TITLES[self.part][form]

    def blank(self, case):
        return case.chance.choice(self.blanks)

    def file_name(self, case, number, form):
        code = form.split(" ")[0]
        return case.chance.choice(self.names).format(form=code, n=number, surname=case.story["A"][1].lower(), rest=form.replace(" ", "_").replace("/", ""), day=f"{case.charged:%Y%m%d}")

    # to be said by each layout

    def head(self, case, form, page, of):
        raise NotImplementedError

    def field(self, case, key, value):
        """`value` None: left blank."""
        raise NotImplementedError

    def table(self, case, form, columns, rows):
        raise NotImplementedError

    def office(self, case):
        """A box that is not for the police: blank, and no defect."""
        case.alike.append("a box for the court's use, blank")
        return self.loose(case, words.OTHER_LABELS[self.part]["office"], "")

    def loose(self, case, label, value):
        """Something that is no field of the check."""
        return [f"{label}: {value}"]

    def foot(self, case, form):
        return []

    def declared(self, case, text):
        return ["", *self.wrap(text), ""]

    def sign(self, case, signature, date):
        return self.field(case, "MG11/signature", signature) + self.field(case, "MG11/date", date)

    def body(self, case, said):
        lines = []
        for text in said:
            lines += self.wrap(text)
        return ["", *lines, ""]

    # forms

    def form(self, case, form, parts):
        lines = self.head(case, form, 1, 1)
        for part in parts:
            kind = part[0]
            if kind == "field":
                lines += self.field(case, part[1], part[2])
            elif kind == "plain":
                label = words.OTHER_LABELS[self.part][part[1]]
                lines += self.office(case) if part[1] == "office" else self.loose(case, label, part[2]) if part[2] else []
            elif kind == "table":
                lines += self.table(case, part[1], words.COLUMNS[self.part][part[1]], part[2])
            else:
                lines += self.wrap(part[1])
        return [lines + self.foot(case, form)]

    def pages_of(self, body):
        return 2 if sum(len(text.split()) for text in body) > self.page_words else 1

    def statement(self, case, told):
        pages = int(told["pages"])
        said = told["body"]
        # a second page has the last half of what is said, and what stands after it
        cut = len(said) if pages == 1 else (len(said) + 1) // 2
        made, lines = [], self.head(case, "MG11", 1, pages)
        for what in self.order:
            if what in ("name", "age", "occupation", "pages"):
                lines += self.field(case, f"MG11/{what}", told[what])
            elif what == "declaration":
                lines += self.declared(case, told["declaration"]) if told["declaration"] else []
            elif what == "sign":
                lines += self.sign(case, told["signature"], told["date"])
            elif what == "by":
                lines += self.loose(case, self.label("by"), told["by"]) if told["by"] else []
            elif what == "body":
                lines += self.body(case, said[:cut])
                if cut < len(said):
                    made.append(lines + self.page_foot(case, told, 1, pages))
                    lines = self.head(case, "MG11", 2, pages) + self.continued(case, told) + self.body(case, said[cut:])
        return made + [lines + self.foot(case, "MG11")]

    def page_foot(self, case, told, page, pages):
        return []

    def continued(self, case, told):
        return [f"Continuation of the statement of {told['name']}"]
