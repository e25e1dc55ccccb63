/* See sheet_write.h. */
#include "registry/sheet_write.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "registry/sheet_book.h"

#include <string.h>

enum { SHEETS_MAX = 100, SHEET_BYTES = 32 * 1024 * 1024, CELL_CHARACTERS = 32767 };

#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN_NAMESPACE "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006"

/* Control characters that XML 1.0 has no form for come out as spaces. */
static void put_xml(struct strbuf *out, struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c == '<' || c == '>' || c == '&' || c == '"') {
            strbuf_puts(out, c == '<'   ? "&lt;"
                             : c == '>' ? "&gt;"
                             : c == '&' ? "&amp;"
                                        : "&quot;");
        } else if (c < 0x20 && c != '\n' && c != '\t') {
            strbuf_putc(out, ' ');
        } else {
            strbuf_putc(out, text.p[i]);
        }
    }
}

void sheet_write_begin(struct arena *arena, struct sheet_writer *writer, struct strbuf *out)
{
    memset(writer, 0, sizeof *writer);
    writer->arena = arena;
    writer->out = out;
    writer->names = arena_zalloc(arena, SHEETS_MAX * sizeof *writer->names);
    writer->hidden = arena_zalloc(arena, SHEETS_MAX * sizeof *writer->hidden);
    strbuf_init(&writer->cells, SHEET_BYTES);
    strbuf_init(&writer->columns, MIB);
    strbuf_init(&writer->choices, MIB);
    zip_file_begin(&writer->zip, out);
}

static enum err_code end_sheet(struct sheet_writer *writer, struct err *err)
{
    struct strbuf xml;
    if (!writer->open) {
        return ERR_OK;
    }
    strbuf_init(&xml, SHEET_BYTES);
    strbuf_puts(&xml, XML_HEAD "<worksheet xmlns=\"" MAIN_NAMESPACE "\"><sheetViews><sheetView "
                               "workbookViewId=\"0\">");
    if (writer->frozen_rows > 0) {
        strbuf_printf(&xml,
                      "<pane xSplit=\"%zu\" ySplit=\"%zu\" topLeftCell=\"%s%zu\" "
                      "activePane=\"bottomRight\" state=\"frozen\"/>",
                      writer->frozen_columns, writer->frozen_rows,
                      sheet_column_name(writer->arena, writer->frozen_columns),
                      writer->frozen_rows + 1);
    }
    strbuf_puts(&xml, "</sheetView></sheetViews>");
    if (writer->columns.n > 0) {
        strbuf_printf(&xml, "<cols>%s</cols>", writer->columns.p);
    }
    strbuf_puts(&xml, "<sheetData>");
    strbuf_str(&xml, strbuf_view(&writer->cells));
    strbuf_puts(&xml, writer->row > 0 ? "</row></sheetData>" : "</sheetData>");
    if (writer->choice_count > 0) {
        strbuf_printf(&xml, "<dataValidations count=\"%zu\">%s</dataValidations>",
                      writer->choice_count, writer->choices.p);
    }
    strbuf_puts(&xml, "</worksheet>");
    enum err_code code = strbuf_check(&xml, "a sheet", err);
    if (code == ERR_OK) {
        code = zip_file_add(
            &writer->zip,
            arena_printf(writer->arena, "xl/worksheets/sheet%zu.xml", writer->count),
            strbuf_view(&xml), err);
    }
    strbuf_release(&xml);
    strbuf_clear(&writer->cells);
    strbuf_clear(&writer->columns);
    strbuf_clear(&writer->choices);
    writer->choice_count = 0;
    writer->frozen_rows = 0;
    writer->row = 0;
    writer->open = false;
    return code;
}

enum err_code sheet_write_sheet(struct sheet_writer *writer, const char *name, bool hidden,
                                struct err *err)
{
    TRY(end_sheet(writer, err));
    if (writer->count == SHEETS_MAX || strlen(name) > 31) {
        return err_set(err, ERR_LIMIT, "a workbook has no room for the sheet \"%s\"", name);
    }
    writer->names[writer->count] = arena_strdup(writer->arena, name);
    writer->hidden[writer->count++] = hidden;
    writer->open = true;
    return ERR_OK;
}

void sheet_write_column(struct sheet_writer *writer, int width, bool hidden)
{
    size_t column = 1;
    for (size_t i = 0; i + 5 < writer->columns.n; i++) {
        column += memcmp(writer->columns.p + i, "<col ", 5) == 0 ? 1 : 0;
    }
    strbuf_printf(
        &writer->columns,
        "<col min=\"%zu\" max=\"%zu\" width=\"%d\" style=\"%d\" customWidth=\"1\"%s/>", column,
        column, width, SHEET_TEXT, hidden ? " hidden=\"1\"" : "");
}

void sheet_write_freeze(struct sheet_writer *writer, size_t columns, size_t rows)
{
    writer->frozen_columns = columns;
    writer->frozen_rows = rows;
}

void sheet_write_row(struct sheet_writer *writer, bool hidden)
{
    strbuf_printf(&writer->cells, "%s<row r=\"%zu\"%s>", writer->row > 0 ? "</row>" : "",
                  writer->row + 1, hidden ? " hidden=\"1\"" : "");
    writer->row++;
}

void sheet_write_cell(struct sheet_writer *writer, size_t column, struct str text,
                      enum sheet_style style)
{
    if (text.n == 0) {
        return;
    }
    size_t end = utf8_offset(text, CELL_CHARACTERS);
    strbuf_printf(&writer->cells,
                  "<c r=\"%s%zu\" s=\"%d\" t=\"inlineStr\"><is><t xml:space=\"preserve\">",
                  sheet_column_name(writer->arena, column), writer->row, style);
    put_xml(&writer->cells, str_sub(text, 0, end == SIZE_MAX ? text.n : end));
    strbuf_puts(&writer->cells, "</t></is></c>");
}

void sheet_write_choice(struct sheet_writer *writer, size_t column, size_t first, size_t last,
                        const char *range, bool strict)
{
    const char *name = sheet_column_name(writer->arena, column);
    strbuf_printf(&writer->choices,
                  "<dataValidation type=\"list\" allowBlank=\"1\" showErrorMessage=\"%d\" "
                  "sqref=\"%s%zu:%s%zu\"><formula1>%s</formula1></dataValidation>",
                  strict ? 1 : 0, name, first, name, last, range);
    writer->choice_count++;
}

static enum err_code add_workbook(struct sheet_writer *writer, struct err *err)
{
    struct strbuf xml;
    strbuf_init(&xml, MIB);
    strbuf_puts(&xml, XML_HEAD "<workbook xmlns=\"" MAIN_NAMESPACE "\" xmlns:r=\"" RELATIONS
                               "\"><sheets>");
    for (size_t i = 0; i < writer->count; i++) {
        strbuf_puts(&xml, "<sheet name=\"");
        put_xml(&xml, str_of(writer->names[i]));
        strbuf_printf(&xml, "\" sheetId=\"%zu\"%s r:id=\"rId%zu\"/>", i + 1,
                      writer->hidden[i] ? " state=\"hidden\"" : "", i + 1);
    }
    strbuf_puts(&xml, "</sheets></workbook>");
    enum err_code code = zip_file_add(&writer->zip, "xl/workbook.xml", strbuf_view(&xml), err);
    strbuf_clear(&xml);
    strbuf_puts(&xml, XML_HEAD "<Relationships xmlns=\"" PACKAGE "/relationships\">");
    for (size_t i = 0; i < writer->count; i++) {
        strbuf_printf(&xml,
                      "<Relationship Id=\"rId%zu\" Type=\"" RELATIONS
                      "/worksheet\" Target=\"worksheets/sheet%zu.xml\"/>",
                      i + 1, i + 1);
    }
    strbuf_printf(&xml,
                  "<Relationship Id=\"rId%zu\" Type=\"" RELATIONS
                  "/styles\" Target=\"styles.xml\"/></Relationships>",
                  writer->count + 1);
    if (code == ERR_OK) {
        code = zip_file_add(&writer->zip, "xl/_rels/workbook.xml.rels", strbuf_view(&xml), err);
    }
    strbuf_release(&xml);
    return code;
}

static enum err_code add_types(struct sheet_writer *writer, struct err *err)
{
    struct strbuf xml;
    strbuf_init(&xml, MIB);
    strbuf_puts(&xml, XML_HEAD
                "<Types xmlns=\"" PACKAGE "/content-types\"><Default Extension=\"rels\" "
                "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                "<Override PartName=\"/xl/workbook.xml\" "
                "ContentType=\"application/"
                "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
                "<Override PartName=\"/xl/styles.xml\" "
                "ContentType=\"application/"
                "vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>");
    for (size_t i = 0; i < writer->count; i++) {
        strbuf_printf(&xml,
                      "<Override PartName=\"/xl/worksheets/sheet%zu.xml\" "
                      "ContentType=\"application/"
                      "vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>",
                      i + 1);
    }
    strbuf_puts(&xml, "</Types>");
    enum err_code code =
        zip_file_add(&writer->zip, "[Content_Types].xml", strbuf_view(&xml), err);
    strbuf_release(&xml);
    return code;
}

/* Styles by the numbers of enum sheet_style; 49 is the format "text". */
static const char styles[] = XML_HEAD
    "<styleSheet xmlns=\"" MAIN_NAMESPACE "\"><fonts count=\"3\"><font><sz val=\"11\"/><name "
    "val=\"Arial\"/></font><font><b/><sz val=\"11\"/><name val=\"Arial\"/></font><font><i/><sz "
    "val=\"9\"/><name val=\"Arial\"/></font></fonts><fills count=\"2\"><fill><patternFill "
    "patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>"
    "<borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>"
    "<cellXfs count=\"4\"><xf/><xf numFmtId=\"49\" applyNumberFormat=\"1\" "
    "applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf><xf numFmtId=\"49\" "
    "fontId=\"1\" applyFont=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" "
    "wrapText=\"1\"/></xf><xf numFmtId=\"49\" fontId=\"2\" applyFont=\"1\" "
    "applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf></cellXfs>"
    "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" "
    "builtinId=\"0\"/></cellStyles>"
    "</styleSheet>";

static const char root_relations[] = XML_HEAD
    "<Relationships xmlns=\"" PACKAGE "/relationships\"><Relationship Id=\"rId1\" "
    "Type=\"" RELATIONS "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";

enum err_code sheet_write_end(struct sheet_writer *writer, struct err *err)
{
    enum err_code code = end_sheet(writer, err);
    if (code == ERR_OK) {
        code = add_workbook(writer, err);
    }
    if (code == ERR_OK) {
        code = zip_file_add(&writer->zip, "xl/styles.xml", str_of(styles), err);
    }
    if (code == ERR_OK) {
        code = zip_file_add(&writer->zip, "_rels/.rels", str_of(root_relations), err);
    }
    if (code == ERR_OK) {
        code = add_types(writer, err);
    }
    enum err_code ended = zip_file_end(&writer->zip, code == ERR_OK ? err : NULL);
    strbuf_release(&writer->cells);
    strbuf_release(&writer->columns);
    strbuf_release(&writer->choices);
    return code == ERR_OK ? ended : code;
}
