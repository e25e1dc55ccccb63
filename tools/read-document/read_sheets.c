/* Workbooks (SpreadsheetML, ECMA-376-1, 18): the value of each cell as it is stored, of a
 * formula its last value; a number whose format is one of dates (18.8.30) as ISO 8601. Hidden
 * sheets, rows and columns are read like any other. */
#include "office_reading.h"
#include "sheet_values.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum {
    ROWS_A_PAGE = 100,
    PAGE_BYTES = 65536,
    STRINGS_MAX = 4000000,
    FORMATS_MAX = 20000,
    CELL_MAX = 65536
};

struct workbook {
    struct reading *reading;
    struct package *package;
    struct relations relations;
    const xmlNode **strings;
    size_t string_count, string_room;
    bool *dates; /* by the index of a cell's format */
    size_t format_count;
    bool from_1904;
    const char *sheet; /* its name */
    struct strbuf page;
    int64_t first_row, last_row; /* on the page */
};

static bool is(const xmlNode *node, const char *name)
{
    return strcmp(office_name(node), name) == 0;
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
        add_content(is(c, "t") ? c : is(c, "r") ? child(c, "t") : NULL, out);
    }
}

static const char *related(const struct workbook *book, const char *id, const char *type)
{
    for (size_t i = 0; i < book->relations.count; i++) {
        const struct relation *relation = &book->relations.items[i];
        if ((id == NULL || strcmp(relation->id, id) == 0) &&
            strcmp(relation->type, type) == 0) {
            return relation->target;
        }
    }
    return NULL;
}

static enum err_code read_strings(struct workbook *book, struct err *err)
{
    const xmlNode *root = NULL;
    const char *part = related(book, NULL, "sharedStrings");
    if (part != NULL) {
        TRY(office_tree(book->package, part, book->reading->arena, &root, err));
    }
    for (const xmlNode *c = root == NULL ? NULL : root->children; c != NULL; c = c->next) {
        if (is(c, "si") && book->string_count < STRINGS_MAX) {
            book->strings = mem_grow(book->strings, book->string_count, &book->string_room,
                                     sizeof(const xmlNode *));
            book->strings[book->string_count++] = c;
        }
    }
    return ERR_OK;
}

static int64_t number_of(struct arena *arena, const xmlNode *node, const char *name)
{
    const char *text = office_attribute(arena, node, name);
    int64_t value = -1;
    return text != NULL && str_to_i64(str_of(text), &value) ? value : -1;
}

static bool is_date(struct workbook *book, const xmlNode *codes, int64_t id)
{
    for (const xmlNode *c = codes == NULL ? NULL : codes->children; c != NULL; c = c->next) {
        if (is(c, "numFmt") && number_of(book->reading->arena, c, "numFmtId") == id) {
            const char *code = office_attribute(book->reading->arena, c, "formatCode");
            return code != NULL && sheet_date_code(code);
        }
    }
    return sheet_date_number(id);
}

static enum err_code read_formats(struct workbook *book, struct err *err)
{
    const xmlNode *root = NULL;
    struct arena *arena = book->reading->arena;
    const char *part = related(book, NULL, "styles");
    if (part != NULL) {
        TRY(office_tree(book->package, part, arena, &root, err));
    }
    const xmlNode *cells = child(root, "cellXfs");
    book->dates = arena_zalloc(arena, FORMATS_MAX * sizeof *book->dates);
    for (const xmlNode *c = cells == NULL ? NULL : cells->children; c != NULL; c = c->next) {
        if (is(c, "xf") && book->format_count < FORMATS_MAX) {
            book->dates[book->format_count++] =
                is_date(book, child(root, "numFmts"), number_of(arena, c, "numFmtId"));
        }
    }
    return ERR_OK;
}

static bool add_date(struct workbook *book, const char *text)
{
    char *end;
    double days = strtod(text, &end);
    return end != text && *end == '\0' && sheet_date_add(days, book->from_1904, &book->page);
}

static void add_cell(struct workbook *book, const xmlNode *cell)
{
    struct arena *arena = book->reading->arena;
    struct strbuf value;
    const char *type = office_attribute(arena, cell, "t");
    int64_t format = number_of(arena, cell, "s");
    uint64_t index;
    strbuf_init(&value, CELL_MAX);
    type = type == NULL ? "n" : type;
    if (strcmp(type, "inlineStr") == 0) {
        add_string(child(cell, "is"), &value);
    } else {
        add_content(child(cell, "v"), &value);
    }
    if (strcmp(type, "s") == 0 && book->string_count > 0 &&
        str_to_u64(strbuf_view(&value), book->string_count - 1, &index)) {
        add_string(book->strings[index], &book->page);
    } else if (strcmp(type, "n") != 0 || format < 0 || format >= (int64_t)book->format_count ||
               !book->dates[format] || !add_date(book, value.p)) {
        strbuf_str(&book->page, strbuf_view(&value));
    }
    strbuf_putc(&book->page, '\t');
    strbuf_release(&value);
}

static enum err_code put_page(struct workbook *book, struct err *err)
{
    struct reading *reading = book->reading;
    struct str text = reading_clean(reading->arena, strbuf_view(&book->page));
    const struct read_page page = {
        .number = reading->page + 1,
        .label = arena_printf(reading->arena, "sheet %s, rows %lld to %lld", book->sheet,
                              (long long)book->first_row, (long long)book->last_row),
        .source = "text",
        .text = text};
    strbuf_clear(&book->page);
    return str_trim(text).n > 0 ? reading_page(reading, &page, err) : ERR_OK;
}

/* Cells that hold nothing are not stored: a tab for each, so that columns stay columns. */
static void pad_to(struct workbook *book, const xmlNode *cell, int64_t *column)
{
    enum { COLUMNS_MAX = 16384 }; /* ECMA-376-1, 18.3.1.13 */
    const char *at = office_attribute(book->reading->arena, cell, "r");
    int64_t own = 0;
    for (; at != NULL && *at >= 'A' && *at <= 'Z' && own <= COLUMNS_MAX; at++) {
        own = 26 * own + (*at - 'A' + 1);
    }
    for (; own <= COLUMNS_MAX && *column + 1 < own; (*column)++) {
        strbuf_putc(&book->page, '\t');
    }
}

static enum err_code read_rows(struct workbook *book, const xmlNode *data, struct err *err)
{
    int64_t next = 1;
    int rows = 0;
    for (const xmlNode *row = data == NULL ? NULL : data->children; row != NULL;
         row = row->next) {
        if (!is(row, "row")) {
            continue;
        }
        int64_t said = number_of(book->reading->arena, row, "r");
        int64_t number = said > 0 ? said : next;
        if (rows == ROWS_A_PAGE || book->page.n > PAGE_BYTES) {
            TRY(put_page(book, err));
            rows = 0;
        }
        book->first_row = rows++ == 0 ? number : book->first_row;
        book->last_row = number;
        next = number + 1;
        int64_t column = 0;
        for (const xmlNode *cell = row->children; cell != NULL; cell = cell->next) {
            if (is(cell, "c")) {
                pad_to(book, cell, &column);
                add_cell(book, cell);
                column++;
            }
        }
        strbuf_putc(&book->page, '\n');
    }
    return rows > 0 ? put_page(book, err) : ERR_OK;
}

static enum err_code read_comments(struct workbook *book, const char *part, struct err *err)
{
    struct relations relations;
    struct reading *reading = book->reading;
    TRY(office_relations(book->package, part, reading->arena, &relations, err));
    for (size_t i = 0; i < relations.count; i++) {
        const xmlNode *root;
        struct strbuf out;
        if (relations.items[i].target == NULL ||
            !office_in("|comments|threadedComment|", relations.items[i].type)) {
            continue;
        }
        TRY(office_tree(book->package, relations.items[i].target, reading->arena, &root, err));
        strbuf_init(&out, READ_BYTES_MAX);
        if (root != NULL) {
            office_text(root, &out);
        }
        enum err_code code = reading_text(
            reading, arena_printf(reading->arena, "sheet %s, comments", book->sheet),
            reading_clean(reading->arena, strbuf_view(&out)), err);
        strbuf_release(&out);
        TRY(code);
    }
    return ERR_OK;
}

static enum err_code read_sheet(struct workbook *book, const xmlNode *sheet, struct err *err)
{
    const xmlNode *root;
    struct arena *arena = book->reading->arena;
    const char *id = office_reference(arena, sheet);
    const char *name = office_attribute(arena, sheet, "name");
    const char *part = id == NULL ? NULL : related(book, id, "worksheet");
    if (part == NULL) { /* a sheet of a chart, or of macros */
        reading_partly(book->reading, "a sheet of a chart or of macros was not read");
        return ERR_OK;
    }
    book->sheet = name == NULL ? "" : reading_clean(arena, str_of(name)).n == 0 ? "" : name;
    TRY(office_tree(book->package, part, arena, &root, err));
    TRY(read_rows(book, child(root, "sheetData"), err));
    return read_comments(book, part, err);
}

static enum err_code read_book(struct workbook *book, const char *main, struct err *err)
{
    const xmlNode *root;
    struct arena *arena = book->reading->arena;
    TRY(office_relations(book->package, main, arena, &book->relations, err));
    TRY(office_tree(book->package, main, arena, &root, err));
    TRY(read_strings(book, err));
    TRY(read_formats(book, err));
    const xmlNode *properties = child(root, "workbookPr");
    const char *old =
        properties == NULL ? NULL : office_attribute(arena, properties, "date1904");
    book->from_1904 = old != NULL && (strcmp(old, "1") == 0 || strcmp(old, "true") == 0);
    const xmlNode *list = child(root, "sheets");
    for (const xmlNode *c = list == NULL ? NULL : list->children; c != NULL; c = c->next) {
        if (is(c, "sheet")) {
            TRY(read_sheet(book, c, err));
        }
    }
    return ERR_OK;
}

enum err_code read_sheets(struct reading *reading, struct package *package, const char *main,
                          struct err *err)
{
    struct workbook book = {.reading = reading, .package = package};
    strbuf_init(&book.page, READ_PAGE_MAX);
    enum err_code code = read_book(&book, main, err);
    strbuf_release(&book.page);
    free(book.strings);
    return code;
}
