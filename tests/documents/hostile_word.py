"""DOCX of the hostile corpus, made by python-docx and changed by hand: where Word keeps what nobody sees."""
import io

import docx
from docx.oxml import parse_xml

from hostile_packages import bad_package, edited, related

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
MAIN = "word/document.xml"


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def document(make, *paragraphs):
    doc = docx.Document()
    doc.add_heading("Report", 1)
    doc.add_paragraph(make.filler())
    for text in paragraphs:
        doc.add_paragraph(text)
    doc.add_paragraph(make.filler())
    return doc


def with_body(make, xml):
    """A document with this in its body, as XML."""
    doc = document(make)
    doc.element.body.insert(2, parse_xml(f"<w:body {W} {R}>{xml}</w:body>")[0])
    return saved(doc)


def keep(make, kind, words, data, **more):
    make.keep(kind, words, data, "docx", **more)


def docx_plain(make):
    words = make.secret()
    doc = document(make, f"Seen was {words}, they say.", f"{words.upper()}\u2019s house")
    doc.paragraphs[2].add_run(words).bold = True
    keep(make, "docx-plain", [words], saved(doc))


def docx_split(make):
    words = make.secret()
    runs = "".join(f'<w:r w:rsidR="00AB{i:04}"><w:t>{c}</w:t></w:r><w:proofErr w:type="spellStart"/>' if c != " " else
                   '<w:r><w:t xml:space="preserve"> </w:t></w:r>' for i, c in enumerate(words))
    keep(make, "docx-split", [words], with_body(make, f"<w:p><w:r><w:t>Seen </w:t></w:r>{runs}</w:p>"))


def docx_table(make):
    words = make.secret()
    first, last = words.split()
    doc = document(make)
    table = doc.add_table(rows=2, cols=2, style="Table Grid")
    for cell, text in zip([c for row in table.rows for c in row.cells], ["First", "Last", first, last]):
        cell.text = text
    table.rows[1].cells[0].add_table(1, 1).rows[0].cells[0].text = words
    keep(make, "docx-table", [words, first, last], saved(doc), ask=[words, first, last])


def docx_header(make):
    words = make.secret()
    doc = document(make)
    section = doc.sections[0]
    section.different_first_page_header_footer = True
    for part in (section.header, section.footer, section.first_page_header, section.even_page_footer):
        part.paragraphs[0].text = f"Page of {words}"
    keep(make, "docx-header", [words], saved(doc))


def docx_properties(make):
    words = make.secret()
    doc = document(make)
    props = doc.core_properties
    props.author = props.title = props.comments = props.keywords = props.last_modified_by = props.subject = words
    data = edited(saved(doc), related("_rels/.rels", "rId77", "custom-properties", "docProps/custom.xml"),
                  {"docProps/custom.xml": f"<Properties><property name='{words}'>{words}</property></Properties>".encode(),
                   "docProps/thumbnail.jpeg": words.encode(), "customXml/item1.xml": f"<a>{words}</a>".encode(),
                   "word/settings.xml": f"<w:settings {W}><w:docVars><w:docVar w:name='a' w:val='{words}'/></w:docVars>"
                                        f"</w:settings>".encode()})
    keep(make, "docx-properties", [words], data)


def docx_comments(make):
    words = make.secret()
    xml = f'<w:comments {W}><w:comment w:id="1" w:author="{words}" w:initials="{words[:2]}"><w:p><w:r><w:t>Ask {words}</w:t></w:r></w:p>' \
          "</w:comment></w:comments>"
    body = '<w:p><w:commentRangeStart w:id="1"/><w:r><w:t>Shown</w:t></w:r><w:commentRangeEnd w:id="1"/><w:r>' \
           '<w:commentReference w:id="1"/></w:r></w:p>'
    data = edited(with_body(make, body), related("word/_rels/document.xml.rels", "rId88", "comments", "comments.xml"),
                  {"word/comments.xml": xml.encode(), "word/people.xml": f"<p>{words}</p>".encode()})
    keep(make, "docx-comments", [words], data)


def docx_tracked(make):
    words = make.secret()
    first, last = words.split()
    body = make.random.choice([
        f'<w:p><w:del w:id="3" w:author="{words}"><w:r><w:delText>{words}</w:delText></w:r></w:del></w:p>',
        f'<w:p><w:ins w:id="3" w:author="{words}"><w:r><w:t>{first} </w:t></w:r></w:ins><w:r><w:t>{last}</w:t></w:r></w:p>',
        f'<w:p><w:moveFrom w:id="3" w:author="{words}"><w:r><w:t>{words}</w:t></w:r></w:moveFrom></w:p>',
        f'<w:p><w:r><w:rPr><w:rPrChange w:id="3" w:author="{words}"><w:rPr/></w:rPrChange></w:rPr><w:t>{words}</w:t></w:r></w:p>',
        f'<w:p><w:moveTo w:id="3" w:author="{words}"><w:r><w:t>{words}</w:t></w:r></w:moveTo></w:p>',
        f'<w:p><w:del w:id="3" w:author="x"><w:ins w:id="4" w:author="x"><w:r><w:t>{words}</w:t></w:r></w:ins></w:del></w:p>'])
    keep(make, "docx-tracked", [words], with_body(make, body))


def docx_hidden(make):
    words = make.secret()
    look = make.random.choice(['<w:vanish/>', '<w:color w:val="FFFFFF"/>', '<w:sz w:val="1"/>', '<w:specVanish/>', '<w:webHidden/>',
                               '<w:vanish w:val="false"/>', '<w:rStyle w:val="Gone"/>'])
    keep(make, "docx-hidden", [words], with_body(make, f"<w:p><w:r><w:rPr>{look}</w:rPr><w:t>{words}</w:t></w:r></w:p>"))


def docx_fields(make):
    words = make.secret()
    body = make.random.choice([
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> AUTHOR {words} </w:instrText></w:r><w:r>'
        f'<w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{words}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
        f'<w:p><w:fldSimple w:instr=" DOCPROPERTY {words} "><w:r><w:t>{words}</w:t></w:r></w:fldSimple></w:p>',
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="{words}"/><w:textInput><w:default w:val="{words}"/>'
        f'</w:textInput></w:ffData></w:fldChar></w:r></w:p>',
        f'<w:p><w:hyperlink w:anchor="{words}" w:tooltip="{words}"><w:r><w:t>{words}</w:t></w:r></w:hyperlink></w:p>',
        f'<w:p><w:bookmarkStart w:id="1" w:name="{words}"/><w:bookmarkEnd w:id="1"/></w:p>',
        f'<w:sdt><w:sdtPr><w:alias w:val="{words}"/><w:tag w:val="{words}"/><w:dropDownList><w:listItem w:displayText="{words}" '
        f'w:value="{words}"/></w:dropDownList></w:sdtPr><w:sdtContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:sdtContent></w:sdt>'])
    keep(make, "docx-fields", [words], with_body(make, body))


def docx_links(make):
    words = make.word()
    body = '<w:p><w:hyperlink r:id="rId99"><w:r><w:t>Write</w:t></w:r></w:hyperlink></w:p>'
    data = edited(with_body(make, body), related("word/_rels/document.xml.rels", "rId99", "hyperlink",
                                                 f"mailto:{words}@example.invalid", outside=True))
    keep(make, "docx-links", [words], data)


def docx_drawing(make):
    words = make.secret()
    body = make.random.choice([
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        f'<wp:docPr id="1" name="{words}" descr="{words}"/></wp:inline></w:drawing></w:r></w:p>',
        f'<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" alt="{words}"><v:textbox><w:txbxContent><w:p><w:r><w:t>'
        f'{words}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>',
        f'<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x">'
        f'<w:t>{words}</w:t></mc:Choice><mc:Fallback><w:t>{words}</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>',
        f'<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>{words}</m:t></m:r></m:oMath></w:p>'])
    data = edited(with_body(make, body), related("word/_rels/document.xml.rels", "rId98", "image", "media/image1.png"),
                  {"word/media/image1.png": b"\x89PNG\r\n\x1a\n" + words.encode(), "word/embeddings/oleObject1.bin": words.encode()})
    keep(make, "docx-drawing", [words], data)


def docx_notes(make):
    words = make.secret()
    note = f'<w:footnotes {W}><w:footnote w:id="0" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>' \
           f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t>As {words} said.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    body = '<w:p><w:r><w:t>Shown</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    content = '<Override PartName="/word/notes-{0}.xml" ContentType="application/vnd.openxmlformats-officedocument.' \
              'wordprocessingml.footnotes+xml"/></Types>'.format("x")
    data = edited(with_body(make, body), {**related("word/_rels/document.xml.rels", "rId98", "footnotes", "notes-x.xml"),
                                          "[Content_Types].xml": [("</Types>", content)]}, {"word/notes-x.xml": note.encode()})
    keep(make, "docx-notes", [words], data)


def docx_names(make):
    """Names of styles, fonts, numberings and attributes that the format does not fix."""
    words = make.secret()
    one = words.replace(" ", "")
    doc = document(make)
    style = doc.styles.add_style(words, 1)
    style.font.name = words
    doc.add_paragraph("x", style=style)
    data = edited(saved(doc), {MAIN: [("<w:body>", f'<w:body><w:p w:rsidR="{one}" w:who="{one}"><w:pPr><w:jc w:val="{one}"/>'
                                                   f'<w:divId w:val="7"/></w:pPr><w:r><w:rPr><w:lang w:val="{one}"/><w:rFonts w:ascii='
                                                   f'"{one}" w:hAnsi="{words}"/></w:rPr><w:t>x</w:t></w:r></w:p>')]})
    numbering = f'<w:numbering {W}><w:abstractNum w:abstractNumId="1"><w:name w:val="{one}"/><w:lvl w:ilvl="0"><w:lvlText w:val="{words} %1"/>' \
                f'</w:lvl></w:abstractNum></w:numbering>'
    keep(make, "docx-names", [words, one], edited(data, add={"word/numbering.xml": numbering.encode()}))


def docx_text_in_look(make):
    words = make.secret()
    data = saved(document(make))
    styles = f'<w:styles {W}><!-- {words} --><w:p><w:r><w:t>{words}</w:t></w:r></w:p><w:style w:styleId="a" w:type="paragraph">' \
             f'<w:name w:val="Normal"/><w:aliases w:val="{words}"/></w:style></w:styles>'
    keep(make, "docx-text-in-look", [words], edited(data, add={"word/styles.xml": styles.encode()}))


def docx_stray(make):
    """Comments, instructions, text between elements, parts nobody refers to."""
    words = make.secret()
    data = edited(saved(document(make)), {MAIN: [("<w:body>", f"<w:body><!-- {words} --><?who {words}?>{words}<w:x>{words}</w:x>")]},
                  {"word/old.xml": words.encode(), f"word/{words}.xml": b"x", "word/glossary/document.xml": words.encode(),
                   "word/vbaData.xml": words.encode()})
    keep(make, "docx-stray", [words], data)


def docx_zero_width(make):
    words = make.secret()
    joint = make.random.choice(["\u200b", "\u00ad", "\u2060", "\u200d"])
    keep(make, "docx-zero-width", [words], saved(document(make, f"Seen was {joint.join(words)} there")))


def docx_breaks(make):
    words = make.secret()
    joint = make.random.choice(["<w:br/>", "<w:tab/>", "<w:cr/>", '</w:t></w:r></w:p></w:body><w:p><w:r><w:t>'])
    first, last = words.split()
    body = f"<w:p><w:r><w:t>Seen was {first}</w:t>{joint if joint.startswith('<w:') else '<w:br/>'}<w:t>{last} there.</w:t></w:r></w:p>"
    keep(make, "docx-breaks", [words, first, last], with_body(make, body), ask=[words])


def docx_two_paragraphs(make):
    words = make.secret()
    first, last = words.split()
    keep(make, "docx-two-paragraphs", [words, first, last], saved(document(make, f"Seen was {first}", f"{last}", "there")), ask=[words])


def docx_symbols(make):
    words = make.secret()
    symbols = "".join(f'<w:sym w:font="{words}" w:char="F0{ord(c):02X}"/>' for c in words)
    ruby = f'<w:ruby><w:rt><w:r><w:t>{words}</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>{words}</w:t></w:r></w:rubyBase></w:ruby>'
    keep(make, "docx-symbols", [words], with_body(make, f"<w:p><w:r>{symbols}</w:r><w:r>{ruby}</w:r></w:p>"))


def docx_utf16(make):
    words = make.secret()
    data = saved(document(make, f"Seen was {words}"))
    import zipfile
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        text = package.read(MAIN).decode().replace("UTF-8", "UTF-16").replace("'utf-8'", "'utf-16'")
    keep(make, "docx-utf16", [words], edited(data, add={MAIN: text.encode("utf-16")}))


def docx_macros(make):
    words = make.secret()
    data = edited(saved(document(make, words)), {"[Content_Types].xml": [(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml")]}, {"word/vbaProject.bin": words.encode()})
    keep(make, "docx-macros", [words], data, refuse=True)


def docx_bad(make):
    words = make.secret()
    data, refuse = bad_package(make, saved(document(make, words)), MAIN)
    keep(make, "docx-bad", [words], data, refuse=refuse)


KINDS = [docx_plain, docx_split, docx_table, docx_header, docx_properties, docx_comments, docx_tracked, docx_hidden, docx_fields,
         docx_links, docx_drawing, docx_notes, docx_names, docx_text_in_look, docx_stray, docx_zero_width, docx_breaks,
         docx_two_paragraphs, docx_symbols, docx_utf16, docx_macros, *[docx_bad] * 5]
