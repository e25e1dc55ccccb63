/* See csv.h. */
#include "base/csv.h"

#include "base/ascii_case.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

char csv_separator(struct str header)
{
    return str_has_byte(header, '\t') && !str_has_byte(header, ',') ? '\t' : ',';
}

/* Where the quoted field that opens at `at` ends: the byte after its closing quote, or SIZE_MAX
 * when it goes on in the next line. */
static size_t quote_end(struct str text, size_t at)
{
    for (size_t i = at + 1; i < text.n; i++) {
        if (text.p[i] == '"') {
            if (i + 1 < text.n && text.p[i + 1] == '"') {
                i++;
            } else {
                return i + 1;
            }
        }
    }
    return SIZE_MAX;
}

bool csv_open(struct str text, char separator)
{
    for (size_t at = 0; at < text.n;) {
        if (text.p[at] == '"') {
            at = quote_end(text, at);
            if (at == SIZE_MAX) {
                return true;
            }
        }
        const char *next = memchr(text.p + at, separator, text.n - at);
        if (next == NULL) {
            return false;
        }
        at = (size_t)(next - text.p) + 1;
    }
    return false;
}

/* Takes doubled quotes out in place; the field without its outer quotes. */
static struct str unquote(char *field, size_t length)
{
    size_t to = 0;
    for (size_t i = 1; i + 1 < length; i++) {
        field[to++] = field[i];
        i += field[i] == '"';
    }
    return str_n(field, to);
}

static void add_field(struct csv_fields *fields, size_t max, struct str field)
{
    if (fields->count <= max) {
        fields->list =
            mem_grow(fields->list, fields->count, &fields->room, sizeof *fields->list);
        fields->list[fields->count++] = field;
    }
}

enum err_code csv_split(char *text, size_t length, char separator, size_t max,
                        struct csv_fields *fields, struct err *err)
{
    fields->count = 0;
    for (size_t at = 0;;) {
        size_t start = at;
        if (at < length && text[at] == '"') {
            at = quote_end(str_n(text, length), at);
            if (at == SIZE_MAX || (at < length && text[at] != separator)) {
                return err_set(err, ERR_FORMAT, "a quote within field %zu is not doubled",
                               fields->count + 1);
            }
            add_field(fields, max, unquote(text + start, at - start));
        } else {
            const char *next = at < length ? memchr(text + at, separator, length - at) : NULL;
            at = next != NULL ? (size_t)(next - text) : length;
            add_field(fields, max, str_n(text + start, at - start));
        }
        if (at >= length) {
            return ERR_OK;
        }
        at++;
    }
}

/* ---- a whole table ---- */

struct reading {
    struct arena *arena;
    struct str rest;
    size_t line; /* the next one's number */
    char separator;
    size_t max_columns;
    struct csv_fields fields;
};

static struct str next_line(struct reading *reading)
{
    struct str line = {NULL, 0};
    if (str_split(&reading->rest, '\n', &line)) {
        reading->line++;
        line.n -= line.n > 0 && line.p[line.n - 1] == '\r';
    }
    return line;
}

/* The bytes of the next row that is not empty, and the line it begins on; *found false at the
 * end. */
static enum err_code next_row(struct reading *reading, struct str *row, size_t *line,
                              bool *found, struct err *err)
{
    *found = false;
    while (reading->rest.p != NULL && !*found) {
        *row = next_line(reading);
        *line = reading->line;
        *found = row->n > 0;
    }
    while (*found && csv_open(*row, reading->separator)) {
        if (reading->rest.p == NULL) {
            err_set(err, ERR_FORMAT, "line %zu: a quoted field is not closed", *line);
            err_hint(err, "close it with a quote, or double a quote that stands within");
            return ERR_FORMAT;
        }
        struct str more = next_line(reading);
        row->n = more.p != NULL ? (size_t)(more.p - row->p) + more.n : row->n;
    }
    return ERR_OK;
}

static enum err_code split_row(struct reading *reading, struct str row, size_t line,
                               struct err *err)
{
    char *copy = arena_strndup(reading->arena, row.p, row.n);
    enum err_code code =
        csv_split(copy, row.n, reading->separator, reading->max_columns, &reading->fields, err);
    if (code == ERR_OK && reading->fields.count > reading->max_columns) {
        code = err_set(err, ERR_LIMIT, "more than %zu columns", reading->max_columns);
    }
    if (code != ERR_OK) {
        err_prefix(err, "line %zu", line);
    }
    return code;
}

static enum err_code read_header(struct reading *reading, struct csv_table *table,
                                 struct err *err)
{
    struct str row;
    size_t line;
    bool found;
    TRY(next_row(reading, &row, &line, &found, err));
    if (!found) {
        return err_set(err, ERR_FORMAT, "empty, no row of column names");
    }
    TRY(split_row(reading, row, line, err));
    table->columns = reading->fields.count;
    table->names = arena_alloc(reading->arena, table->columns * sizeof *table->names);
    for (size_t i = 0; i < table->columns; i++) {
        table->names[i] = str_trim(reading->fields.list[i]);
        for (size_t k = 0; k < i; k++) {
            if (str_eq(table->names[i], table->names[k])) {
                return err_set(err, ERR_FORMAT, "line %zu: column \"%.*s\" stands twice", line,
                               STR_ARG(str_sub(table->names[i], 0, 60)));
            }
        }
    }
    return ERR_OK;
}

struct row_list {
    struct str *cells;
    size_t cell_count, cell_room;
    size_t *lines;
    size_t line_room;
};

static enum err_code take_row(struct reading *reading, struct csv_table *table, size_t line,
                              struct row_list *rows, struct err *err)
{
    if (reading->fields.count != table->columns) {
        err_set(err, ERR_FORMAT, "line %zu: %zu fields, the first row has %zu", line,
                reading->fields.count, table->columns);
        err_hint(err, "a field with a comma or a line end goes between quotes");
        return ERR_FORMAT;
    }
    rows->lines = mem_grow(rows->lines, table->rows, &rows->line_room, sizeof *rows->lines);
    rows->lines[table->rows++] = line;
    for (size_t i = 0; i < table->columns; i++) {
        rows->cells =
            mem_grow(rows->cells, rows->cell_count, &rows->cell_room, sizeof *rows->cells);
        rows->cells[rows->cell_count++] = reading->fields.list[i];
    }
    return ERR_OK;
}

static enum err_code read_rows(struct reading *reading, size_t max_rows,
                               struct csv_table *table, struct row_list *rows, struct err *err)
{
    for (;;) {
        struct str row;
        size_t line;
        bool found;
        TRY(next_row(reading, &row, &line, &found, err));
        if (!found) {
            return ERR_OK;
        }
        if (table->rows == max_rows) {
            return err_set(err, ERR_LIMIT, "more than %zu rows", max_rows);
        }
        TRY(split_row(reading, row, line, err));
        TRY(take_row(reading, table, line, rows, err));
    }
}

static void keep(struct arena *arena, const struct row_list *rows, struct csv_table *table)
{
    table->cells = arena_alloc(arena, (rows->cell_count + 1) * sizeof *table->cells);
    table->lines = arena_alloc(arena, (table->rows + 1) * sizeof *table->lines);
    if (rows->cells != NULL && rows->lines != NULL) {
        memcpy(table->cells, rows->cells, rows->cell_count * sizeof *table->cells);
        memcpy(table->lines, rows->lines, table->rows * sizeof *table->lines);
    }
}

enum err_code csv_read(struct arena *arena, struct str text, size_t max_columns,
                       size_t max_rows, struct csv_table *table, struct err *err)
{
    struct row_list rows = {NULL, 0, 0, NULL, 0};
    struct str body = str_starts(text, STR("\xef\xbb\xbf")) ? str_from(text, 3) : text;
    struct reading reading = {arena, body, 0, ',', max_columns, {NULL, 0, 0}};
    struct str header;
    struct str rest = body;
    *table = (struct csv_table){.rows = 0};
    if (!utf8_valid(body) || str_has_byte(body, '\0')) {
        err_set(err, ERR_FORMAT, "not UTF-8 text");
        err_hint(err, "save it as \"CSV UTF-8\"");
        return ERR_FORMAT;
    }
    if (str_split(&rest, '\n', &header)) {
        reading.separator = csv_separator(header);
    }
    enum err_code code = read_header(&reading, table, err);
    if (code == ERR_OK) {
        code = read_rows(&reading, max_rows, table, &rows, err);
    }
    keep(arena, &rows, table);
    free(rows.cells);
    free(rows.lines);
    free(reading.fields.list);
    return code;
}

size_t csv_column(const struct csv_table *table, const char *name)
{
    for (size_t i = 0; i < table->columns; i++) {
        if (str_is_but_case(table->names[i], name)) {
            return i;
        }
    }
    return SIZE_MAX;
}

void csv_add(struct strbuf *out, struct str field, bool sheet)
{
    bool formula = sheet && field.n > 0 && str_has_byte(STR("=+-@\t\r"), field.p[0]);
    bool quoted = formula || str_has_byte(field, ',') || str_has_byte(field, '"') ||
                  str_has_byte(field, '\n') || str_has_byte(field, '\r');
    if (!quoted) {
        strbuf_str(out, field);
        return;
    }
    strbuf_puts(out, formula ? "\"'" : "\"");
    for (size_t i = 0; i < field.n; i++) {
        if (field.p[i] == '"') {
            strbuf_putc(out, '"');
        }
        strbuf_putc(out, field.p[i]);
    }
    strbuf_putc(out, '"');
}
