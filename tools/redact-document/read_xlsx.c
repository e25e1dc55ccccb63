/* Excel's workbooks (SpreadsheetML, ECMA-376-1, 18) written anew: values, and of what says how
 * they look the elements, attributes and values of xlsx_names.h.
 *
 * The text that marks count in: of each sheet in the workbook's order and of each row in the
 * file's order, what each cell that is not empty holds as it is stored (of a formula its value)
 * and a tab after it; a line end after each row that has such a cell. Not read, and gone:
 * formulas, comments, names, links, pictures, charts, tables, pivots, validations, macros,
 * headers and footers of print, properties of the document. Hidden sheets, columns and rows are
 * shown, and told. */
#include "csv_table.h"
#include "office_parts.h"
#include "xlsx_names.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define S "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define R "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."
#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

enum { SHEETS_MAX = 1000, STRINGS_MAX = 4000000 };

struct xlsx {
    struct weave *weave;
    struct arena *arena;
    struct package *package;
    struct relations relations;
    const xmlNode **strings; /* shared, by number */
    size_t string_count, string_room;
    const xmlNode *styles;
    const xmlNode *sheets[SHEETS_MAX]; /* roots of their parts */
    const char *names[SHEETS_MAX];
    size_t count;
    bool hidden, others;
    uint32_t row;
    struct csv_cells cells; /* of the sheet being read */
};

static bool is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && node->ns != NULL &&
           strcmp((const char *)node->ns->href, S) == 0 &&
           strcmp((const char *)node->name, name) == 0;
}

static const xmlNode *child(const xmlNode *node, const char *name)
{
    for (const xmlNode *c = node == NULL ? NULL : node->children; c != NULL; c = c->next) {
        if (is(c, name)) {
            return c;
        }
    }
    return NULL;
}

/* Text directly in an element. */
static void add_content(const xmlNode *node, struct strbuf *out)
{
    for (const xmlNode *c = node == NULL ? NULL : node->children; c != NULL; c = c->next) {
        if (c->type == XML_TEXT_NODE || c->type == XML_CDATA_SECTION_NODE) {
            strbuf_puts(out, (const char *)c->content);
        }
    }
}

/* Of a string (si, is) its t and those of its runs; readings (rPh) are none. */
static void add_string(const xmlNode *string, struct strbuf *out)
{
    for (const xmlNode *c = string == NULL ? NULL : string->children; c != NULL; c = c->next) {
        if (is(c, "t")) {
            add_content(c, out);
        } else if (is(c, "r")) {
            add_content(child(c, "t"), out);
        }
    }
}

static const char *related(const struct xlsx *xlsx, const char *id, const char *type)
{
    for (size_t i = 0; i < xlsx->relations.count; i++) {
        const struct relation *relation = &xlsx->relations.items[i];
        if ((id == NULL || strcmp(relation->id, id) == 0) &&
            strcmp(relation->type, type) == 0) {
            return relation->target;
        }
    }
    return NULL;
}

static enum err_code read_strings(struct xlsx *xlsx, struct err *err)
{
    const xmlNode *root = NULL;
    const char *part = related(xlsx, NULL, "sharedStrings");
    if (part != NULL) {
        TRY(office_tree(xlsx->package, part, xlsx->arena, &root, err));
    }
    for (const xmlNode *c = root == NULL ? NULL : root->children; c != NULL; c = c->next) {
        if (is(c, "si")) {
            if (xlsx->string_count == STRINGS_MAX) {
                return err_set(err, ERR_LIMIT, "the workbook has more than %d strings",
                               STRINGS_MAX);
            }
            xlsx->strings = mem_grow(xlsx->strings, xlsx->string_count, &xlsx->string_room,
                                     sizeof(const xmlNode *));
            xlsx->strings[xlsx->string_count++] = c;
        }
    }
    return ERR_OK;
}

static enum err_code read_sheets(struct xlsx *xlsx, const xmlNode *workbook, struct err *err)
{
    const xmlNode *list = child(workbook, "sheets");
    for (const xmlNode *c = list == NULL ? NULL : list->children; c != NULL; c = c->next) {
        if (!is(c, "sheet")) {
            continue;
        }
        const char *id = office_attribute(xlsx->arena, c, "id");
        const char *name = office_attribute(xlsx->arena, c, "name");
        const char *part = id == NULL ? NULL : related(xlsx, id, "worksheet");
        const xmlNode *root = NULL;
        if (part == NULL) { /* a sheet of a chart, or of macros */
            xlsx->others = true;
            continue;
        }
        TRY(office_tree(xlsx->package, part, xlsx->arena, &root, err));
        if (root == NULL || !is(root, "worksheet") || xlsx->count == SHEETS_MAX) {
            return err_set(err, ERR_FORMAT, "a sheet is missing, or there are more than %d",
                           SHEETS_MAX);
        }
        const char *state = office_attribute(xlsx->arena, c, "state");
        xlsx->hidden = xlsx->hidden || (state != NULL && strcmp(state, "visible") != 0);
        xlsx->names[xlsx->count] =
            name != NULL && xlsx_sheet_name(name)
                ? name
                : arena_printf(xlsx->arena, "Sheet %zu", xlsx->count + 1);
        xlsx->sheets[xlsx->count++] = root;
    }
    return xlsx->count > 0 ? ERR_OK : err_set(err, ERR_FORMAT, "the workbook has no sheets");
}

static void write_attribute(struct xlsx *xlsx, const xmlNode *node, const char *name,
                            const char *value)
{
    const char *element = office_name(node);
    if (strcmp(element, "name") == 0) {
        value = office_is_font(value) ? value : "Calibri";
    } else if (strcmp(name, "formatCode") == 0) {
        value = xlsx_format(value) ? value : "General";
    } else if (!xlsx_value(value)) {
        return;
    }
    weave_printf(xlsx->weave, " %s=\"%s\"", name, value);
}

/* How things look. */
static void copy_look(struct xlsx *xlsx, const xmlNode *node)
{
    if (node->type != XML_ELEMENT_NODE || !xlsx_element(office_name(node)) ||
        !is(node, office_name(node))) {
        return;
    }
    weave_printf(xlsx->weave, "<%s", office_name(node));
    for (const xmlAttr *a = node->properties; a != NULL; a = a->next) {
        if (a->ns == NULL && xlsx_attribute((const char *)a->name) && a->children != NULL &&
            a->children->content != NULL) {
            write_attribute(xlsx, node, (const char *)a->name,
                            (const char *)a->children->content);
        }
    }
    weave_puts(xlsx->weave, ">");
    for (const xmlNode *c = node->children; c != NULL; c = c->next) {
        copy_look(xlsx, c);
    }
    weave_printf(xlsx->weave, "</%s>", office_name(node));
}

/* What a cell holds, as it is stored. */
static void cell_text(struct xlsx *xlsx, const xmlNode *cell, const char *type,
                      struct strbuf *out)
{
    if (strcmp(type, "inlineStr") == 0) {
        add_string(child(cell, "is"), out);
        return;
    }
    add_content(child(cell, "v"), out);
    if (strcmp(type, "s") == 0) {
        uint64_t number = 0;
        bool known = str_to_u64(strbuf_view(out), STRINGS_MAX, &number);
        strbuf_clear(out);
        if (known && number < xlsx->string_count) {
            add_string(xlsx->strings[number], out);
        }
    }
}

static uint32_t column_of(const char *reference)
{
    uint32_t column = 0;
    for (; *reference >= 'A' && *reference <= 'Z'; reference++) {
        column = column * 26 + (uint32_t)(*reference - 'A' + 1);
    }
    return column - 1;
}

static bool is_plain_number(struct str text)
{
    size_t digits = 0;
    for (size_t i = 0; i < text.n; i++) {
        digits += text.p[i] >= '0' && text.p[i] <= '9';
        if (text.p[i] == '\0' || strchr("0123456789.-+eE", text.p[i]) == NULL) {
            return false;
        }
    }
    return digits > 0 && text.n <= 30;
}

static void write_value(struct xlsx *xlsx, const char *type, struct str text)
{
    struct weave *weave = xlsx->weave;
    size_t from = weave->answer->text.n;
    size_t to = from + text.n;
    bool number = strcmp(type, "n") == 0 && is_plain_number(text);
    bool truth = strcmp(type, "b") == 0 && is_plain_number(text);
    if (number || truth) {
        weave_when(weave, from, to, false, truth ? " t=\"b\"><v>" : "><v>");
        weave_when(weave, from, to, true, " t=\"inlineStr\"><is><t>");
        weave_text(weave, text, escape_markup);
        weave_when(weave, from, to, false, "</v></c>");
        weave_when(weave, from, to, true, "</t></is></c>");
    } else {
        weave_puts(weave, " t=\"inlineStr\"><is><t xml:space=\"preserve\">");
        weave_text(weave, text, escape_markup);
        weave_puts(weave, "</t></is></c>");
    }
    weave_gap(weave, "\t");
}

/* True when the cell is not empty. */
static bool write_cell(struct xlsx *xlsx, const xmlNode *cell, uint32_t *column)
{
    const char *reference = office_attribute(xlsx->arena, cell, "r");
    const char *style = office_attribute(xlsx->arena, cell, "s");
    const char *type = office_attribute(xlsx->arena, cell, "t");
    struct strbuf text;
    strbuf_init(&text, DOCUMENT_TEXT_MAX);
    cell_text(xlsx, cell, type == NULL ? "n" : type, &text);
    weave_puts(xlsx->weave, "<c");
    if (reference != NULL && xlsx_is_cell(reference)) {
        weave_printf(xlsx->weave, " r=\"%s\"", reference);
        *column = column_of(reference);
    }
    if (style != NULL && xlsx->styles != NULL && office_is_number(style)) {
        weave_printf(xlsx->weave, " s=\"%s\"", style);
    }
    bool filled = text.n > 0;
    if (filled) {
        size_t from = xlsx->weave->answer->text.n;
        xlsx->cells.items = mem_grow(xlsx->cells.items, xlsx->cells.count,
                                     &xlsx->cells.capacity, sizeof *xlsx->cells.items);
        xlsx->cells.items[xlsx->cells.count++] = (struct csv_cell){
            .start = from, .end = from + text.n, .row = xlsx->row, .column = *column};
        write_value(xlsx, type == NULL ? "n" : type, strbuf_view(&text));
    } else {
        weave_puts(xlsx->weave, "/>");
    }
    strbuf_release(&text);
    ++*column;
    return filled;
}

static bool says_hidden(struct xlsx *xlsx, const xmlNode *node)
{
    const char *hidden = office_attribute(xlsx->arena, node, "hidden");
    return hidden != NULL && office_in("|1|true|", hidden);
}

static void write_row(struct xlsx *xlsx, const xmlNode *row)
{
    const char *number = office_attribute(xlsx->arena, row, "r");
    const char *height = office_attribute(xlsx->arena, row, "ht");
    uint32_t column = 0;
    bool filled = false;
    bool hidden = says_hidden(xlsx, row);
    xlsx->hidden = xlsx->hidden || hidden;
    weave_puts(xlsx->weave, "<row");
    if (number != NULL && strspn(number, "0123456789") == strlen(number) &&
        strlen(number) <= 7) {
        weave_printf(xlsx->weave, " r=\"%s\"", number);
    }
    if (height != NULL && !hidden && xlsx_value(height) && strcmp(height, "0") != 0) {
        weave_printf(xlsx->weave, " ht=\"%s\" customHeight=\"1\"", height);
    }
    weave_puts(xlsx->weave, ">");
    for (const xmlNode *c = row->children; c != NULL; c = c->next) {
        if (is(c, "c") && write_cell(xlsx, c, &column)) {
            filled = true;
        }
    }
    weave_puts(xlsx->weave, "</row>");
    if (filled) {
        weave_gap(xlsx->weave, "\n");
    }
    xlsx->row++;
}

static enum err_code propose(void *data, size_t from, size_t to, const char *label,
                             const char *reason, struct err *err)
{
    (void)err;
    weave_propose(data, from, to, label, reason);
    return ERR_OK;
}

static enum err_code write_sheet(struct xlsx *xlsx, size_t number, struct err *err)
{
    struct weave *weave = xlsx->weave;
    xlsx->cells.count = 0;
    weave_begin(weave, WEAVE_PART,
                arena_printf(xlsx->arena, "xl/worksheets/sheet%zu.xml", number + 1));
    weave_puts(weave, XML "<worksheet xmlns=\"" S "\">");
    for (const xmlNode *c = xlsx->sheets[number]->children; c != NULL; c = c->next) {
        if (is(c, "sheetData")) {
            weave_puts(weave, "<sheetData>");
            for (const xmlNode *row = c->children; row != NULL; row = row->next) {
                if (is(row, "row")) {
                    write_row(xlsx, row);
                }
            }
            weave_puts(weave, "</sheetData>");
        } else {
            for (const xmlNode *col = is(c, "cols") ? c->children : NULL; col != NULL;
                 col = col->next) {
                xlsx->hidden = xlsx->hidden || (is(col, "col") && says_hidden(xlsx, col));
            }
            xlsx->others = xlsx->others ||
                           office_in("|drawing|legacyDrawing|picture|headerFooter|oleObjects|"
                                     "controls|",
                                     office_name(c));
            if (office_in("|sheetFormatPr|cols|mergeCells|pageMargins|pageSetup|",
                          office_name(c))) {
                copy_look(xlsx, c);
            }
        }
    }
    weave_puts(weave, "</worksheet>");
    weave_end(weave);
    return csv_find_columns(&xlsx->cells, strbuf_view(&weave->answer->text), false, propose,
                            weave, err);
}

static void write_styles(struct xlsx *xlsx)
{
    weave_begin(xlsx->weave, WEAVE_PART, "xl/styles.xml");
    weave_puts(xlsx->weave, XML "<styleSheet xmlns=\"" S "\">");
    for (const xmlNode *c = xlsx->styles->children; c != NULL; c = c->next) {
        if (office_in("|numFmts|fonts|fills|borders|cellStyleXfs|cellXfs|", office_name(c))) {
            copy_look(xlsx, c);
        }
    }
    weave_puts(xlsx->weave, "</styleSheet>");
    weave_end(xlsx->weave);
}

static void write_book(struct xlsx *xlsx)
{
    struct weave *weave = xlsx->weave;
    static const char head[] =
        XML "<Relationships "
            "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
    office_begin_types(weave);
    weave_puts(weave, "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" TYPE
                      "sheet.main+xml\"/>");
    for (size_t i = 0; i < xlsx->count; i++) {
        weave_printf(weave,
                     "<Override PartName=\"/xl/worksheets/sheet%zu.xml\" ContentType=\"" TYPE
                     "worksheet+xml\"/>",
                     i + 1);
    }
    weave_puts(weave, xlsx->styles == NULL ? ""
                                           : "<Override PartName=\"/xl/styles.xml\" "
                                             "ContentType=\"" TYPE "styles+xml\"/>");
    weave_puts(weave, "</Types>");
    weave_end(weave);
    weave_begin(weave, WEAVE_PART, "_rels/.rels");
    weave_printf(weave,
                 "%s<Relationship Id=\"rId1\" Type=\"" R "/officeDocument\" "
                 "Target=\"xl/workbook.xml\"/></Relationships>",
                 head);
    weave_end(weave);
    weave_begin(weave, WEAVE_PART, "xl/_rels/workbook.xml.rels");
    weave_puts(weave, head);
    for (size_t i = 0; i < xlsx->count; i++) {
        weave_printf(weave,
                     "<Relationship Id=\"rId%zu\" Type=\"" R
                     "/worksheet\" Target=\"worksheets/sheet%zu.xml\"/>",
                     i + 10, i + 1);
    }
    weave_puts(weave, xlsx->styles == NULL ? ""
                                           : "<Relationship Id=\"rId1\" Type=\"" R
                                             "/styles\" Target=\"styles.xml\"/>");
    weave_puts(weave, "</Relationships>");
    weave_end(weave);
    weave_begin(weave, WEAVE_PART, "xl/workbook.xml");
    weave_puts(weave, XML "<workbook xmlns=\"" S "\" xmlns:r=\"" R "\"><sheets>");
    for (size_t i = 0; i < xlsx->count; i++) {
        weave_printf(weave, "<sheet name=\"%s\" sheetId=\"%zu\" r:id=\"rId%zu\"/>",
                     xlsx->names[i], i + 1, i + 10);
    }
    weave_puts(weave, "</sheets></workbook>");
    weave_end(weave);
}

static enum err_code write_workbook(struct xlsx *xlsx, const xmlNode *workbook, struct err *err)
{
    const char *styles = related(xlsx, NULL, "styles");
    TRY(read_strings(xlsx, err));
    TRY(read_sheets(xlsx, workbook, err));
    if (styles != NULL) {
        TRY(office_tree(xlsx->package, styles, xlsx->arena, &xlsx->styles, err));
    }
    weave_begin(xlsx->weave, WEAVE_PACKAGE, NULL);
    write_book(xlsx);
    for (size_t i = 0; i < xlsx->count; i++) {
        TRY(write_sheet(xlsx, i, err));
    }
    if (xlsx->styles != NULL) {
        write_styles(xlsx);
    }
    weave_end(xlsx->weave);
    if (xlsx->hidden) {
        answer_part(xlsx->weave->answer, "the workbook",
                    "hidden sheets, rows or columns are shown", false);
    }
    if (xlsx->others) {
        answer_part(xlsx->weave->answer, "the workbook",
                    "pictures, charts, objects, headers or footers", true);
    }
    return ERR_OK;
}

enum err_code read_xlsx(struct package *package, const char *main, struct weave *weave,
                        struct err *err)
{
    const xmlNode *root;
    struct xlsx *xlsx = arena_zalloc(weave->arena, sizeof *xlsx);
    xlsx->weave = weave;
    xlsx->arena = weave->arena;
    xlsx->package = package;
    TRY(office_tree(package, main, xlsx->arena, &root, err));
    if (root == NULL || !is(root, "workbook")) {
        err_set(err, ERR_UNSUPPORTED, "the workbook is not in Excel's usual form");
        err_hint(err, "save it as an Excel workbook (.xlsx), not as Strict Open XML");
        return ERR_UNSUPPORTED;
    }
    TRY(office_relations(package, main, xlsx->arena, &xlsx->relations, err));
    enum err_code code = write_workbook(xlsx, root, err);
    free(xlsx->strings);
    csv_cells_free(&xlsx->cells);
    return code;
}
