/* A CSV file as a grid; see sheet_book.h. */
#include "registry/sheet_book.h"

#include <string.h>

struct csv {
    struct arena *arena;
    struct str text;
    size_t at;
    size_t line;
    char comma;
    struct sheet_cell *cells; /* of the row being read */
};

/* The mark between fields: what the first line has, commas before semicolons before tabs. */
static char comma_of(struct str text)
{
    struct str line = text;
    struct str first;
    (void)str_split(&line, '\n', &first);
    return str_has_byte(first, ',')    ? ','
           : str_has_byte(first, ';')  ? ';'
           : str_has_byte(first, '\t') ? '\t'
                                       : ',';
}

/* Bytes up to the quote that closes, which is not doubled; SIZE_MAX when none does. */
static size_t closing_quote(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '"' && (i + 1 == text.n || text.p[i + 1] != '"')) {
            return i;
        }
        i += text.p[i] == '"' ? 1 : 0;
    }
    return SIZE_MAX;
}

static enum err_code quoted(struct csv *csv, struct str *field, struct err *err)
{
    struct str rest = str_from(csv->text, csv->at + 1);
    size_t length = closing_quote(rest);
    size_t n = 0;
    if (length == SIZE_MAX) {
        return err_set(err, ERR_FORMAT, "line %zu: a quote that does not end", csv->line);
    }
    char *out = arena_alloc(csv->arena, length + 1);
    for (size_t i = 0; i < length; i++) {
        out[n++] = rest.p[i];
        csv->line += rest.p[i] == '\n' ? 1 : 0;
        i += rest.p[i] == '"' ? 1 : 0;
    }
    csv->at += length + 2;
    *field = str_n(out, n);
    char next = csv->at < csv->text.n ? csv->text.p[csv->at] : '\n';
    return next == csv->comma || next == '\n' || next == '\r'
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "line %zu: text after a closing quote", csv->line);
}

static enum err_code field(struct csv *csv, struct str *value, struct err *err)
{
    size_t from = csv->at;
    if (csv->at < csv->text.n && csv->text.p[csv->at] == '"') {
        return quoted(csv, value, err);
    }
    while (csv->at < csv->text.n && csv->text.p[csv->at] != csv->comma &&
           csv->text.p[csv->at] != '\n' && csv->text.p[csv->at] != '\r') {
        csv->at++;
    }
    *value = str_sub(csv->text, from, csv->at - from);
    return ERR_OK;
}

static void keep_row(struct csv *csv, struct sheet_grid *grid, size_t count)
{
    struct sheet_row *row = &grid->row[grid->rows];
    *row = (struct sheet_row){arena_alloc(csv->arena, (count + 1) * sizeof *row->cells), count};
    memcpy(row->cells, csv->cells, count * sizeof *row->cells);
}

/* The fields of the next line into a row of the grid; the first gives the number of columns. */
static enum err_code row(struct csv *csv, struct sheet_grid *grid, struct err *err)
{
    size_t line = csv->line;
    size_t count = 0;
    struct str value;
    bool more = true;
    while (more) {
        TRY(field(csv, &value, err));
        if (grid->rows > 0 && count == grid->columns) {
            return err_set(err, ERR_FORMAT, "line %zu has more fields than the first, %zu",
                           line, grid->columns);
        }
        if (count == SHEET_COLUMNS) {
            return err_set(err, ERR_LIMIT, "line %zu has more than %d fields", line,
                           SHEET_COLUMNS);
        }
        csv->cells[count++] = (struct sheet_cell){.text = value};
        more = csv->at < csv->text.n && csv->text.p[csv->at] == csv->comma;
        csv->at += more ? 1 : 0;
    }
    csv->at += csv->at < csv->text.n && csv->text.p[csv->at] == '\r' ? 1 : 0;
    csv->at += csv->at < csv->text.n && csv->text.p[csv->at] == '\n' ? 1 : 0;
    csv->line++;
    bool empty = count == 1 && value.n == 0;
    if (!empty && grid->rows > 0 && count != grid->columns) {
        return err_set(err, ERR_FORMAT, "line %zu has %zu fields, the first line has %zu", line,
                       count, grid->columns);
    }
    if (!empty) {
        grid->columns = count;
        keep_row(csv, grid, count);
        grid->lines[grid->rows++] = line;
    }
    return ERR_OK;
}

/* Room for as many rows as there are lines. */
static enum err_code make_room(struct csv *csv, struct sheet_grid *grid, struct err *err)
{
    size_t lines = 2;
    for (size_t i = 0; i < csv->text.n; i++) {
        lines += csv->text.p[i] == '\n' ? 1 : 0;
    }
    if (lines > SHEET_ROWS) {
        return err_set(err, ERR_LIMIT, "%zu lines are more than is taken", lines);
    }
    grid->row = arena_zalloc(csv->arena, lines * sizeof *grid->row);
    grid->lines = arena_zalloc(csv->arena, lines * sizeof *grid->lines);
    return ERR_OK;
}

enum err_code sheet_csv_read(struct arena *arena, struct str text, struct sheet_grid *grid,
                             struct err *err)
{
    struct csv csv = {.arena = arena, .text = text, .line = 1};
    csv.cells = arena_alloc(arena, (SHEET_COLUMNS + 1) * sizeof *csv.cells);
    if (str_starts(text, STR("\xef\xbb\xbf"))) {
        csv.text = str_from(text, 3);
    }
    csv.comma = comma_of(csv.text);
    *grid = (struct sheet_grid){.name = STR(""), .merged = STR("")};
    TRY(make_room(&csv, grid, err));
    while (csv.at < csv.text.n && grid->rows == 0) {
        TRY(row(&csv, grid, err));
    }
    if (grid->rows == 0) {
        return err_set(err, ERR_FORMAT, "is empty");
    }
    while (csv.at < csv.text.n) {
        TRY(row(&csv, grid, err));
        if (grid->rows * grid->columns > SHEET_CELLS) {
            return err_set(err, ERR_LIMIT, "more than %d fields", SHEET_CELLS);
        }
    }
    return ERR_OK;
}
