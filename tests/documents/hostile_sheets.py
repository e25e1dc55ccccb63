"""XLSX of the hostile corpus, made by openpyxl and changed by hand: where Excel keeps what nobody sees."""
import io

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Font, NamedStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from hostile_packages import bad_package, edited, related

MAIN, SHEET = "xl/workbook.xml", "xl/worksheets/sheet1.xml"


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def book(make, *cells, header=("id", "what", "remark")):
    out = openpyxl.Workbook()
    sheet = out.active
    sheet.append(list(header))
    for i in range(6):
        sheet.append([i, make.filler(), cells[i] if i < len(cells) else "nothing"])
    return out


def keep(make, kind, words, data, **more):
    make.keep(kind, words, data, "xlsx", **more)


def xlsx_plain(make):
    words = make.secret()
    keep(make, "xlsx-plain", [words], saved(book(make, words, f"Seen was {words}.", words.upper())))


def with_strings(data, strings):
    """A cell F2 that shows the first of these shared strings."""
    sst = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{strings}</sst>'
    return edited(data, {SHEET: [("</row>", '<c r="F2" t="s"><v>0</v></c></row>')],
                         **related("xl/_rels/workbook.xml.rels", "rId66", "sharedStrings", "sharedStrings.xml")},
                  {"xl/sharedStrings.xml": sst.encode()})


def xlsx_rich(make):
    """A shared string in runs, with a reading."""
    words = make.secret()
    runs = "".join(f'<r><rPr><b/></rPr><t xml:space="preserve">{c}</t></r>' for c in words)
    keep(make, "xlsx-rich", [words], with_strings(saved(book(make)), f'<si>{runs}<rPh sb="0" eb="1"><t>{words}</t></rPh></si>'))


def xlsx_unused_string(make):
    words = make.secret()
    keep(make, "xlsx-unused-string", [words], with_strings(saved(book(make)), f"<si><t>x</t></si><si><t>{words}</t></si>"))


def xlsx_formula(make):
    words = make.secret()
    kinds = [f'<c r="F2" t="str"><f>CONCATENATE("{words}","")</f><v>{words}</v></c>', f'<c r="F2"><f>IF(A1="{words}",1,2)</f><v>2</v></c>',
             f'<c r="F2" t="str"><f>HYPERLINK("http://example.invalid/{words}","x")</f><v>x</v></c>',
             f'<c r="F2" t="e"><f>{words.replace(" ", "")}</f><v>#NAME?</v></c>']
    keep(make, "xlsx-formula", [words, words.replace(" ", "")],
         edited(saved(book(make)), {SHEET: [("</row>", make.random.choice(kinds) + "</row>")]}))


def xlsx_inline(make):
    words = make.secret()
    cell = f'<c r="F2" t="inlineStr"><is><t>{words}</t></is><extLst><ext><x>{words}</x></ext></extLst></c>'
    keep(make, "xlsx-inline", [words], edited(saved(book(make)), {SHEET: [("</row>", cell + "</row>")]}))


def xlsx_hidden(make):
    words = make.secret()
    out = book(make, words)
    sheet = out.active
    which = make.random.randrange(5)
    if which == 0:
        sheet.row_dimensions[2].hidden = True
    elif which == 1:
        sheet.column_dimensions["C"].hidden = True
    elif which == 2:
        out.create_sheet("Other").sheet_state = "visible"
        sheet.sheet_state = make.random.choice(["hidden", "veryHidden"])
        out.active = 1
    elif which == 3:
        sheet["C2"].font = Font(color="FFFFFFFF")
    else:
        sheet["C2"].number_format = ";;;"
    keep(make, "xlsx-hidden", [words], saved(out))


def xlsx_names(make):
    words = make.secret()
    out = book(make)
    out.active.title = words
    out.create_sheet(f"{words} 2")
    out.defined_names.append(DefinedName(words.replace(" ", "_"), attr_text=f'"{words}"'))
    keep(make, "xlsx-names", [words, words.replace(" ", "_")], saved(out))


def xlsx_comments(make):
    words = make.secret()
    out = book(make)
    out.active["B2"].comment = Comment(f"Ask {words}", words)
    keep(make, "xlsx-comments", [words], saved(out))


def xlsx_properties(make):
    words = make.secret()
    out = book(make)
    out.properties.creator = out.properties.title = out.properties.lastModifiedBy = out.properties.description = words
    data = edited(saved(out), related("_rels/.rels", "rId77", "custom-properties", "docProps/custom.xml"),
                  {"docProps/custom.xml": f"<p>{words}</p>".encode(), "customXml/item1.xml": f"<a>{words}</a>".encode(),
                   "xl/persons/person.xml": f"<p>{words}</p>".encode(), "xl/calcChain.xml": f"<!--{words}--><c/>".encode()})
    keep(make, "xlsx-properties", [words], data)


def xlsx_links(make):
    words = make.word()
    out = book(make)
    out.active["B2"].hyperlink = f"mailto:{words}@example.invalid"
    out.active["B3"].hyperlink = f"http://example.invalid/{words}"
    out.active["B3"].hyperlink.tooltip = words
    out.active["B2"].value = out.active["B3"].value = "x"
    keep(make, "xlsx-links", [words], saved(out))


def xlsx_validation(make):
    words = make.secret()
    out = book(make)
    rule = DataValidation(type="list", formula1=f'"{words},nobody"', promptTitle=words, prompt=words, error=words)
    out.active.add_data_validation(rule)
    rule.add("B2")
    keep(make, "xlsx-validation", [words], saved(out))


def xlsx_header_footer(make):
    words = make.secret()
    out = book(make)
    out.active.oddHeader.center.text = out.active.evenFooter.left.text = words
    out.active.print_title_rows = "1:1"
    keep(make, "xlsx-header-footer", [words], saved(out))


def xlsx_styles(make):
    words = make.secret()
    out = book(make)
    out.add_named_style(NamedStyle(name=words, font=Font(name=words)))
    out.active["B2"].style = words
    out.active["B3"].number_format = f'0.0"{words}"'
    out.active["B4"].number_format = "".join("\\" + c for c in words)
    keep(make, "xlsx-styles", [words], saved(out))


def xlsx_table(make):
    words = make.secret()
    out = book(make)
    out.active.add_table(Table(displayName=words.replace(" ", "_"), ref="A1:C4"))
    keep(make, "xlsx-table", [words, words.replace(" ", "_")], saved(out))


def xlsx_pivot(make):
    words = make.secret()
    pivot = f"<pivotCacheRecords><r><s v='{words}'/></r></pivotCacheRecords>".encode()
    data = edited(saved(book(make)), related("xl/_rels/workbook.xml.rels", "rId55", "pivotCacheDefinition", "pivotCache/one.xml"),
                  {"xl/pivotCache/one.xml": pivot, "xl/pivotCache/records.xml": pivot, "xl/externalLinks/externalLink1.xml": pivot,
                   "xl/drawings/drawing1.xml": pivot, "xl/charts/chart1.xml": pivot, "xl/media/image1.png": words.encode()})
    keep(make, "xlsx-pivot", [words], data)


def xlsx_stray(make):
    words = make.secret()
    data = edited(saved(book(make)), {SHEET: [("<sheetData>", f"<!-- {words} --><?x {words}?><x>{words}</x><sheetData>{words}")],
                                      MAIN: [("<sheets>", f"<fileSharing userName='{words}'/><sheets>")]}, {f"xl/{words}.xml": words.encode()})
    keep(make, "xlsx-stray", [words], data)


def xlsx_attributes(make):
    one = make.word()
    data = edited(saved(book(make)), {SHEET: [('<row r="1"', f'<row r="1" spans="{one}" who="{one}" ht="{one}"'), ('<c r="A1"', f'<c r="{one}" s="{one}"')]})
    keep(make, "xlsx-attributes", [one], data)


def xlsx_over_cells(make):
    words = make.secret()
    first, last = words.split()
    out = book(make)
    out.active["B2"], out.active["C2"] = first, last
    keep(make, "xlsx-over-cells", [words, first, last], saved(out), ask=[words])


# Not asked for: the name of the column is what tells.

def xlsx_column(make):
    words = make.secret()
    name = make.random.choice(["Name", "Victim name", "SuspectSurname", "Address Line 2", "Next of kin", "username", "VRM"])
    keep(make, "xlsx-column", [words], saved(book(make, words, words, header=("id", "what", name))), ask=[])


def xlsx_column_numbers(make):
    number = int("".join(make.random.choice("123456789") for _ in range(10)))
    name = make.random.choice(["Mobile", "HomeTel2", "Account Number", "IMEI", "NHS No", "DOB"])
    data = saved(book(make, number, number, header=("id", "what", name)))
    keep(make, "xlsx-column-numbers", [str(number)], data, ask=[])


def xlsx_numbers(make):
    """A number that is asked for, stored as one."""
    number = int("".join(make.random.choice("123456789") for _ in range(9)))
    keep(make, "xlsx-numbers", [str(number)], saved(book(make, number, f"call {number} now")))


def xlsx_escapes(make):
    """Excel's own escapes of characters, and text with lines."""
    words = make.secret()
    keep(make, "xlsx-escapes", [words], saved(book(make, f"a\n{words}\n<b>&amp;", f"\u200b".join(words))))


def xlsx_macros(make):
    words = make.secret()
    data = edited(saved(book(make, words)), {"[Content_Types].xml": [(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml")]},
        {"xl/vbaProject.bin": words.encode()})
    keep(make, "xlsx-macros", [words], data, refuse=True)


def xlsx_bad(make):
    words = make.secret()
    data, refuse = bad_package(make, saved(book(make, words)), MAIN)
    keep(make, "xlsx-bad", [words], data, refuse=refuse)


KINDS = [xlsx_plain, xlsx_rich, xlsx_unused_string, xlsx_formula, xlsx_inline, xlsx_hidden, xlsx_names, xlsx_comments, xlsx_properties,
         xlsx_links, xlsx_validation, xlsx_header_footer, xlsx_styles, xlsx_table, xlsx_pivot, xlsx_stray, xlsx_attributes,
         xlsx_over_cells, xlsx_column, xlsx_column_numbers, xlsx_numbers, xlsx_escapes, xlsx_macros, *[xlsx_bad] * 5]
