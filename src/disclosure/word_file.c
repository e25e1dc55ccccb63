/* See word_file.h. Element names and their order: ECMA-376-1, 17 (WordprocessingML). */
#include "disclosure/word_file.h"

#include "zip/zip_file.h"

enum {
    BODY_MAX = 256 << 20,
    A4_SHORT = 11906, /* twentieths of a point */
    A4_LONG = 16838,
    MARGIN = 1134
};

#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006"
#define OFFICE "application/vnd.openxmlformats-officedocument.wordprocessingml"

/* Control characters, which XML 1.0 has no form for, come out as blanks. */
static void put_text(struct strbuf *out, struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        switch (c) {
        case '<':
            strbuf_puts(out, "&lt;");
            break;
        case '>':
            strbuf_puts(out, "&gt;");
            break;
        case '&':
            strbuf_puts(out, "&amp;");
            break;
        case '"':
            strbuf_puts(out, "&quot;");
            break;
        case '\n':
            strbuf_puts(out, "</w:t><w:br/><w:t xml:space=\"preserve\">");
            break;
        default:
            strbuf_putc(out, c < 0x20 || c == 0x7F ? ' ' : (char)c);
        }
    }
}

static void put_paragraph(struct strbuf *out, const char *style, struct str text)
{
    strbuf_puts(out, "<w:p>");
    if (style != NULL) {
        strbuf_printf(out, "<w:pPr><w:pStyle w:val=\"%s\"/></w:pPr>", style);
    }
    if (text.n > 0) {
        strbuf_puts(out, "<w:r><w:t xml:space=\"preserve\">");
        put_text(out, text);
        strbuf_puts(out, "</w:t></w:r>");
    }
    strbuf_puts(out, "</w:p>");
}

void word_file_begin(struct word_file *file, struct str title, bool landscape)
{
    *file = (struct word_file){.title = title, .landscape = landscape};
    strbuf_init(&file->body, BODY_MAX);
    put_paragraph(&file->body, "Title", title);
}

void word_file_heading(struct word_file *file, int level, struct str text)
{
    put_paragraph(&file->body,
                  level == 1   ? "Heading1"
                  : level == 2 ? "Heading2"
                               : "Heading3",
                  text);
}

void word_file_paragraph(struct word_file *file, struct str text)
{
    put_paragraph(&file->body, NULL, text);
}

static int page_width(const struct word_file *file)
{
    return (file->landscape ? A4_LONG : A4_SHORT) - 2 * MARGIN;
}

static void put_row(struct word_file *file, const struct str *cells, bool heading)
{
    strbuf_puts(&file->body, "<w:tr><w:trPr><w:cantSplit/>");
    strbuf_puts(&file->body, heading ? "<w:tblHeader/></w:trPr>" : "</w:trPr>");
    for (size_t i = 0; i < file->columns; i++) {
        strbuf_puts(&file->body, "<w:tc>");
        put_paragraph(&file->body, heading ? "TableHeading" : "TableText", cells[i]);
        strbuf_puts(&file->body, "</w:tc>");
    }
    strbuf_puts(&file->body, "</w:tr>");
}

void word_file_table(struct word_file *file, struct str caption, const struct str *headings,
                     const int *widths, size_t columns)
{
    int sum = 0;
    file->columns = columns;
    for (size_t i = 0; i < columns; i++) {
        sum += widths[i];
    }
    strbuf_puts(&file->body, "<w:tbl><w:tblPr><w:tblStyle w:val=\"Schedule\"/>");
    strbuf_printf(&file->body, "<w:tblW w:w=\"%d\" w:type=\"dxa\"/>", page_width(file));
    strbuf_puts(&file->body, "<w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\" "
                             "w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" "
                             "w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>"
                             "<w:tblCaption w:val=\"");
    put_text(&file->body, caption);
    strbuf_puts(&file->body, "\"/></w:tblPr><w:tblGrid>");
    for (size_t i = 0; i < columns; i++) {
        strbuf_printf(&file->body, "<w:gridCol w:w=\"%d\"/>",
                      page_width(file) * widths[i] / sum);
    }
    strbuf_puts(&file->body, "</w:tblGrid>");
    put_row(file, headings, true);
}

void word_file_row(struct word_file *file, const struct str *cells)
{
    put_row(file, cells, false);
}

void word_file_table_end(struct word_file *file)
{
    strbuf_puts(&file->body, "</w:tbl><w:p/>"); /* a table is followed by a paragraph */
}

static const char content_types[] =
    XML_HEAD "<Types xmlns=\"" PACKAGE "/content-types\"><Default Extension=\"rels\" "
             "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
             "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
             "<Override PartName=\"/word/document.xml\" ContentType=\"" OFFICE
             ".document.main+xml\"/><Override PartName=\"/word/styles.xml\" "
             "ContentType=\"" OFFICE ".styles+xml\"/><Override PartName=\"/word/footer1.xml\" "
             "ContentType=\"" OFFICE ".footer+xml\"/><Override "
             "PartName=\"/docProps/core.xml\" "
             "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
             "</Types>";

static const char root_relations[] =
    XML_HEAD "<Relationships xmlns=\"" PACKAGE "/relationships\"><Relationship Id=\"rId1\" "
             "Type=\"" RELATIONS "/officeDocument\" Target=\"word/document.xml\"/>"
             "<Relationship Id=\"rId2\" Type=\"" PACKAGE
             "/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>"
             "</Relationships>";

static const char document_relations[] =
    XML_HEAD "<Relationships xmlns=\"" PACKAGE "/relationships\"><Relationship Id=\"rId1\" "
             "Type=\"" RELATIONS "/styles\" Target=\"styles.xml\"/><Relationship "
             "Id=\"rId2\" Type=\"" RELATIONS "/footer\" Target=\"footer1.xml\"/>"
             "</Relationships>";

static const char footer[] =
    XML_HEAD "<w:ftr xmlns:w=\"" MAIN "\"><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>"
             "<w:r><w:t xml:space=\"preserve\">Page </w:t></w:r>"
             "<w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r></w:fldSimple>"
             "<w:r><w:t xml:space=\"preserve\"> of </w:t></w:r>"
             "<w:fldSimple w:instr=\" NUMPAGES \"><w:r><w:t>1</w:t></w:r></w:fldSimple>"
             "</w:p></w:ftr>";

#define STYLE(id, name, more)                                                                  \
    "<w:style w:type=\"paragraph\" w:styleId=\"" id "\"><w:name w:val=\"" name                 \
    "\"/><w:basedOn w:val=\"Normal\"/>" more "</w:style>"
#define HEADING(level, outline, size)                                                          \
    STYLE("Heading" level, "heading " level,                                                   \
          "<w:next w:val=\"Normal\"/><w:pPr><w:keepNext/><w:spacing w:before=\"240\" "         \
          "w:after=\"80\"/><w:outlineLvl w:val=\"" outline                                     \
          "\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\"" size "\"/></w:rPr>")
#define BORDER(side)                                                                           \
    "<w:" side " w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"505A5F\"/>"

static const char styles[] = XML_HEAD
    "<w:styles xmlns:w=\"" MAIN "\"><w:docDefaults><w:rPrDefault><w:rPr>"
    "<w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/>"
    "<w:sz w:val=\"22\"/><w:lang w:val=\"en-GB\"/></w:rPr></w:rPrDefault>"
    "<w:pPrDefault><w:pPr><w:spacing w:after=\"120\"/></w:pPr></w:pPrDefault>"
    "</w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" "
    "w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>" STYLE(
        "Title", "Title", "<w:next w:val=\"Normal\"/><w:rPr><w:b/><w:sz w:val=\"36\"/></w:rPr>")
        HEADING("1", "0", "30") HEADING("2", "1", "26") HEADING("3", "2", "24") STYLE(
            "TableText", "Table Text",
            "<w:pPr><w:spacing w:before=\"40\" w:after=\"40\"/></w:pPr><w:rPr>"
            "<w:sz w:val=\"20\"/></w:rPr>")
            STYLE(
                "TableHeading", "Table Heading",
                "<w:pPr><w:keepNext/><w:spacing w:before=\"40\" w:after=\"40\"/>"
                "</w:pPr><w:rPr><w:b/><w:sz w:val=\"20\"/></w:rPr>") "<w:style "
                                                                     "w:type=\"table\" "
                                                                     "w:styleId=\"Schedule\"><"
                                                                     "w:name "
                                                                     "w:val=\"Schedule\"/"
                                                                     "><w:tblPr><w:"
                                                                     "tblBorders>" BORDER(
                                                                         "top") BORDER("left")
                                                                         BORDER("bottom") BORDER(
                                                                             "right") BORDER("i"
                                                                                             "n"
                                                                                             "s"
                                                                                             "i"
                                                                                             "d"
                                                                                             "e"
                                                                                             "H")
                                                                             BORDER(
                                                                                 "insideV") "</"
                                                                                            "w:"
                                                                                            "tb"
                                                                                            "lB"
                                                                                            "or"
                                                                                            "de"
                                                                                            "rs"
                                                                                            "><"
                                                                                            "/w"
                                                                                            ":t"
                                                                                            "bl"
                                                                                            "Pr"
                                                                                            "><"
                                                                                            "/w"
                                                                                            ":s"
                                                                                            "ty"
                                                                                            "le"
                                                                                            "><"
                                                                                            "/w"
                                                                                            ":s"
                                                                                            "ty"
                                                                                            "le"
                                                                                            "s"
                                                                                            ">";

static enum err_code add_core(struct word_file *file, struct zip_file_writer *zip,
                              struct err *err)
{
    struct strbuf xml;
    strbuf_init(&xml, 1 << 16);
    strbuf_puts(&xml,
                XML_HEAD "<cp:coreProperties xmlns:cp=\"" PACKAGE "/metadata/core-properties\" "
                         "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>");
    put_text(&xml, file->title);
    strbuf_puts(&xml, "</dc:title><dc:language>en-GB</dc:language></cp:coreProperties>");
    enum err_code code = strbuf_check(&xml, "the title", err);
    if (code == ERR_OK) {
        code = zip_file_add(zip, "docProps/core.xml", strbuf_view(&xml), err);
    }
    strbuf_release(&xml);
    return code;
}

static enum err_code add_document(struct word_file *file, struct zip_file_writer *zip,
                                  struct err *err)
{
    struct strbuf xml;
    strbuf_init(&xml, (size_t)BODY_MAX + 4096);
    strbuf_puts(&xml,
                XML_HEAD "<w:document xmlns:w=\"" MAIN "\" xmlns:r=\"" RELATIONS "\"><w:body>");
    strbuf_str(&xml, strbuf_view(&file->body));
    strbuf_printf(&xml,
                  "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId2\"/><w:pgSz "
                  "w:w=\"%d\" w:h=\"%d\"%s/><w:pgMar w:top=\"%d\" w:right=\"%d\" "
                  "w:bottom=\"%d\" w:left=\"%d\" w:header=\"567\" w:footer=\"567\" "
                  "w:gutter=\"0\"/></w:sectPr></w:body></w:document>",
                  file->landscape ? A4_LONG : A4_SHORT, file->landscape ? A4_SHORT : A4_LONG,
                  file->landscape ? " w:orient=\"landscape\"" : "", MARGIN, MARGIN, MARGIN,
                  MARGIN);
    enum err_code code = strbuf_check(&file->body, "a Word document", err);
    code = code == ERR_OK ? strbuf_check(&xml, "a Word document", err) : code;
    if (code == ERR_OK) {
        code = zip_file_add(zip, "word/document.xml", strbuf_view(&xml), err);
    }
    strbuf_release(&xml);
    return code;
}

static enum err_code add_parts(struct word_file *file, struct zip_file_writer *zip,
                               struct err *err)
{
    TRY(zip_file_add(zip, "[Content_Types].xml", str_of(content_types), err));
    TRY(zip_file_add(zip, "_rels/.rels", str_of(root_relations), err));
    TRY(add_core(file, zip, err));
    TRY(add_document(file, zip, err));
    TRY(zip_file_add(zip, "word/_rels/document.xml.rels", str_of(document_relations), err));
    TRY(zip_file_add(zip, "word/styles.xml", str_of(styles), err));
    return zip_file_add(zip, "word/footer1.xml", str_of(footer), err);
}

enum err_code word_file_end(struct word_file *file, struct strbuf *out, struct err *err)
{
    struct zip_file_writer zip;
    zip_file_begin(&zip, out);
    enum err_code code = add_parts(file, &zip, err);
    enum err_code ended = zip_file_end(&zip, code == ERR_OK ? err : NULL);
    strbuf_release(&file->body);
    return code == ERR_OK ? ended : code;
}
