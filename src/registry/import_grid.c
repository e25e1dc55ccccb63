/* See import_grid.h. */
#include "registry/import_grid.h"

#include "base/ascii_case.h"
#include "base/encode.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "registry/compose.h"
#include "registry/form_reasons.h"

#include <string.h>

enum { PLACES_MAX = 4000 };

/* The text of a cell for a field of this kind; days come as YYYY-MM-DD. */
static enum err_code cell_text(struct import_grid *g, const struct sheet_grid *grid, size_t row,
                               size_t column, enum field_kind kind, struct str *text,
                               struct err *err)
{
    const struct sheet_cell *cell = sheet_cell_at(grid, row, column);
    *text = str_trim(cell->text);
    if (text->n > 1 && text->p[0] == '\'' && str_has_byte(STR("=+-@"), text->p[1])) {
        *text = str_from(*text, 1); /* put there so that it is no formula */
    }
    if (cell->fault) {
        return err_set(err, ERR_FORMAT, "%s: holds an error of its formula, no value",
                       sheet_place(g->arena, grid, row, column));
    }
    if (cell->uncalculated) {
        return err_set(err, ERR_FORMAT,
                       "%s: holds a formula without its result: write the value, or open and "
                       "save the file in a spreadsheet program",
                       sheet_place(g->arena, grid, row, column));
    }
    if (!utf8_valid(*text) || str_has_byte(*text, '\0')) {
        return err_set(err, ERR_FORMAT, "%s: is not UTF-8 text",
                       sheet_place(g->arena, grid, row, column));
    }
    if (kind == FIELD_DATE && cell->number && g->book != NULL) {
        struct str day = sheet_day(g->arena, g->book, *text);
        *text = day.n > 0 ? day : *text;
    }
    return ERR_OK;
}

static const struct form_field *field_called(const struct form_shape *shape, struct str name)
{
    for (size_t i = 0; i < shape->count; i++) {
        const struct vocabulary_field *field = &shape->fields[i].field;
        if (str_eq_but_case(field->id, name) || str_eq_but_case(field->title, name)) {
            return &shape->fields[i];
        }
    }
    return NULL;
}

/* Columns of an export that say something of the statement, not of the record. */
static bool is_metadata(struct str name)
{
    return str_is(name, "organisation") || str_is(name, "confirmed") ||
           str_is(name, "logged_at");
}

static enum err_code read_columns(struct import_grid *g, const struct form_shape *shape,
                                  const struct sheet_grid *grid, size_t header,
                                  struct import_column *columns, struct err *err)
{
    for (size_t c = 0; c < grid->columns; c++) {
        struct str name = str_trim(sheet_cell_at(grid, header, c)->text);
        const struct form_field *field = field_called(shape, name);
        columns[c] = (struct import_column){.kind = COLUMN_NOTHING};
        if (str_starts(name, STR("policeai:")) || str_is(name, "subject")) {
            columns[c].kind = COLUMN_SUBJECT;
        } else if (str_is(name, "record")) {
            columns[c].kind = COLUMN_KEY;
        } else if (field != NULL) {
            columns[c] = (struct import_column){COLUMN_FIELD, field};
        } else if (name.n > 0 && !is_metadata(name)) {
            import_note(g->arena, g->file, "%s: \"%.*s\" is no field of a %s, passed over",
                        sheet_place(g->arena, grid, header, c), STR_ARG(name), shape->word);
        }
        for (size_t o = 0; o < c; o++) {
            if (columns[c].kind != COLUMN_NOTHING && columns[o].kind == columns[c].kind &&
                columns[o].field == columns[c].field) {
                return err_set(err, ERR_FORMAT, "%s: the column \"%.*s\" stands twice",
                               sheet_place(g->arena, grid, header, c),
                               STR_ARG(str_sub(name, 0, 60)));
            }
        }
    }
    return ERR_OK;
}

/* Columns that are not there are told: what they would say is then not stated. */
static void tell_missing(struct import_grid *g, const struct form_shape *shape,
                         const struct sheet_grid *grid, const struct import_column *columns)
{
    const char *told = "";
    size_t count = 0;
    for (size_t i = 0; i < shape->count; i++) {
        const struct form_field *field = &shape->fields[i];
        bool there = g->book != NULL && field->field.kind == FIELD_TABLE;
        for (size_t c = 0; c < grid->columns; c++) {
            there = there || columns[c].field == field;
        }
        /* a CSV file has the columns its writer chose; what is needed is told with the record
         */
        if (!there && (g->book != NULL || field->needed)) {
            told = arena_printf(g->arena, "%s%s%.*s", told, count > 0 ? ", " : "",
                                STR_ARG(field->field.id));
            count++;
        }
    }
    if (count > 0) {
        import_note(g->arena, g->file, "%s%.*s: no column for %s",
                    grid->lines != NULL ? "line 1" : "sheet ",
                    STR_ARG(str_sub(grid->name, 0, 60)), told);
    }
    if (grid->merged.n > 0) {
        import_note(g->arena, g->file,
                    "sheet %.*s: merged cells %.*s: only the first of each is read",
                    STR_ARG(str_sub(grid->name, 0, 60)), STR_ARG(grid->merged));
    }
}

static bool row_says(const struct sheet_grid *grid, size_t row,
                     const struct import_column *columns)
{
    for (size_t c = 0; c < grid->row[row].count; c++) {
        const struct sheet_cell *cell = sheet_cell_at(grid, row, c);
        if (columns[c].kind == COLUMN_FIELD &&
            (str_trim(cell->text).n > 0 || cell->fault || cell->uncalculated)) {
            return true;
        }
    }
    return false;
}

static void add_place(struct import_grid *g, struct import_record *record,
                      struct import_place place)
{
    if (record->place_count == PLACES_MAX) {
        return;
    }
    if ((record->place_count & (record->place_count - 1)) == 0) { /* 0 or a power of two */
        size_t more = record->place_count * 2 + 1;
        struct import_place *list = arena_alloc(g->arena, more * sizeof *list);
        if (record->place_count > 0) {
            memcpy(list, record->places, record->place_count * sizeof *list);
        }
        record->places = list;
    }
    record->places[record->place_count++] = place;
}

static enum err_code take_subject(struct import_grid *g, const struct sheet_grid *grid,
                                  size_t row, size_t column, struct draft *draft,
                                  struct err *err)
{
    struct str text;
    TRY(cell_text(g, grid, row, column, FIELD_TEXT, &text, err));
    if (text.n == 0) {
        return ERR_OK;
    }
    if (!hex_is(text, DRAFT_SUBJECT_SIZE - 1)) {
        return err_set(
            err, ERR_FORMAT,
            "%s: a subject is 32 hexadecimal digits; leave it empty for a new record",
            sheet_place(g->arena, grid, row, column));
    }
    draft->subject = text;
    return ERR_OK;
}

static enum err_code take_cell(struct import_grid *g, const struct sheet_grid *grid, size_t row,
                               size_t column, const struct form_field *field,
                               struct import_record *record, struct err *err)
{
    struct str text;
    TRY(cell_text(g, grid, row, column, field->field.kind, &text, err));
    enum err_code code = import_put_text(g->arena, g->set, field, text, &record->draft, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s", sheet_place(g->arena, grid, row, column));
        return code;
    }
    add_place(g, record,
              (struct import_place){field->field.id, 0, STR(""),
                                    str_of(sheet_place(g->arena, grid, row, column))});
    return ERR_OK;
}

static enum err_code take_row(struct import_grid *g, const struct form_shape *shape,
                              const struct sheet_grid *grid, size_t row,
                              const struct import_column *columns, struct import_row *taken,
                              struct err *err)
{
    struct js *body;
    struct import_record *record = taken->record;
    char *subject = arena_alloc(g->arena, DRAFT_SUBJECT_SIZE);
    TRY(js_parse(g->arena, STR("{}"), &body, err));
    draft_new_subject(subject);
    record->draft = (struct draft){"", str_of(shape->type), str_of(subject), body};
    record->place = str_of(grid->lines != NULL
                               ? arena_printf(g->arena, "line %zu", grid->lines[row])
                               : arena_printf(g->arena, "sheet %.*s, row %zu",
                                              STR_ARG(str_sub(grid->name, 0, 60)), row + 1));
    for (size_t c = 0; c < grid->columns; c++) {
        if (columns[c].kind == COLUMN_SUBJECT) {
            TRY(take_subject(g, grid, row, c, &record->draft, err));
        } else if (columns[c].kind == COLUMN_KEY) {
            TRY(cell_text(g, grid, row, c, FIELD_TEXT, &taken->key, err));
        } else if (columns[c].kind == COLUMN_FIELD) {
            TRY(take_cell(g, grid, row, c, columns[c].field, record, err));
        }
    }
    return ERR_OK;
}

/* Neither a subject nor a key stands twice. */
static enum err_code check_twice(struct import_grid *g, size_t at, struct err *err)
{
    const struct import_row *one = &g->rows[at];
    for (size_t i = 0; i < at; i++) {
        if (str_eq(g->rows[i].record->draft.subject, one->record->draft.subject)) {
            return err_set(err, ERR_FORMAT, "%.*s: is the record of %.*s again",
                           STR_ARG(one->record->place), STR_ARG(g->rows[i].record->place));
        }
        if (one->key.n > 0 && str_eq(g->rows[i].key, one->key)) {
            return err_set(err, ERR_FORMAT, "%.*s: \"%.*s\" is the record of %.*s",
                           STR_ARG(one->record->place), STR_ARG(str_sub(one->key, 0, 40)),
                           STR_ARG(g->rows[i].record->place));
        }
    }
    return ERR_OK;
}

enum err_code import_grid_records(struct import_grid *g, const struct form_shape *shape,
                                  const struct sheet_grid *grid, size_t header, size_t first,
                                  struct err *err)
{
    struct import_column *columns =
        arena_zalloc(g->arena, (grid->columns + 1) * sizeof *columns);
    TRY(read_columns(g, shape, grid, header, columns, err));
    tell_missing(g, shape, grid, columns);
    for (size_t row = first; row < grid->rows; row++) {
        if (!row_says(grid, row, columns)) {
            continue;
        }
        if (g->file->count == g->capacity) {
            return err_set(err, ERR_LIMIT, "more than %zu records", g->capacity);
        }
        struct import_row *taken = &g->rows[g->file->count];
        *taken = (struct import_row){STR(""), &g->file->list[g->file->count]};
        TRY(take_row(g, shape, grid, row, columns, taken, err));
        TRY(check_twice(g, g->file->count, err));
        import_name(g->arena, g->set, &taken->record->draft);
        g->file->count++;
    }
    return ERR_OK;
}

/* Rows of a table that belong to one record. */
struct belonging {
    struct import_grid *g;
    const struct form_shape *shape;
    const struct form_field *field;
    const struct sheet_grid *grid;
    size_t key;          /* column of the record's key */
    const size_t *place; /* of each column of the table: column of the grid, SIZE_MAX: none */
};

static enum err_code gather(const struct belonging *b, size_t first, const struct str *key,
                            struct import_record *record, struct compose_rows *rows,
                            struct err *err)
{
    struct import_grid *g = b->g;
    for (size_t row = first; row < b->grid->rows; row++) {
        struct str *cells = rows->cells + rows->count * rows->columns;
        bool any = false;
        if (!str_eq(str_trim(sheet_cell_at(b->grid, row, b->key)->text), *key)) {
            continue;
        }
        for (size_t c = 0; c < rows->columns; c++) {
            if (b->place[c] == SIZE_MAX) {
                continue;
            }
            TRY(cell_text(g, b->grid, row, b->place[c], b->field->field.columns[c].kind,
                          &cells[c], err));
            if (cells[c].n > 0) {
                any = true;
                add_place(g, record,
                          (struct import_place){
                              b->field->field.id, rows->count + 1,
                              b->field->field.columns[c].id,
                              str_of(sheet_place(g->arena, b->grid, row, b->place[c]))});
            }
        }
        rows->count += any ? 1 : 0;
    }
    return ERR_OK;
}

static enum err_code put_table(const struct belonging *b, size_t first, struct import_row *of,
                               struct err *err)
{
    struct import_grid *g = b->g;
    struct compose_rows rows = {.columns = b->field->field.column_count};
    struct strbuf json;
    struct jsonw w;
    rows.cells =
        arena_zalloc(g->arena, (b->grid->rows * rows.columns + 1) * sizeof *rows.cells);
    TRY(gather(b, first, &of->key, of->record, &rows, err));
    if (rows.count == 0) {
        return ERR_OK;
    }
    strbuf_init(&json, 8 * LIMIT_BODY);
    jsonw_init(&w, &json);
    compose_table(g->arena, g->set, b->field, &rows, &w);
    enum err_code code = strbuf_check(&json, "the table", err);
    struct str text = arena_str(g->arena, strbuf_view(&json));
    strbuf_release(&json);
    TRY(code);
    if (b->field->meaning != MEANS_REASONS) {
        return draft_put(g->arena, &of->record->draft, b->field, text, err);
    }
    code = form_reasons_put(g->arena, b->shape, text, &of->record->draft, err);
    if (code != ERR_OK) {
        err_prefix(err, "sheet %.*s, record %.*s", STR_ARG(str_sub(b->grid->name, 0, 60)),
                   STR_ARG(str_sub(of->key, 0, 40)));
    }
    return code;
}

/* The columns of the table in the grid, and the one with the key. */
static enum err_code table_columns(struct import_grid *g, const struct form_field *field,
                                   const struct sheet_grid *grid, size_t header, size_t *key,
                                   size_t *place, struct err *err)
{
    *key = SIZE_MAX;
    for (size_t c = 0; c < field->field.column_count; c++) {
        place[c] = SIZE_MAX;
    }
    for (size_t c = 0; c < grid->columns; c++) {
        struct str name = str_trim(sheet_cell_at(grid, header, c)->text);
        if (str_starts(name, STR("policeai:"))) {
            *key = c;
        }
        for (size_t t = 0; t < field->field.column_count; t++) {
            const struct field_column *column = &field->field.columns[t];
            if (str_eq_but_case(name, column->id) || str_eq_but_case(name, column->title)) {
                place[t] = c;
            }
        }
    }
    for (size_t t = 0; t < field->field.column_count; t++) {
        if (place[t] == SIZE_MAX) {
            import_note(g->arena, g->file, "sheet %.*s: no column for %.*s",
                        STR_ARG(str_sub(grid->name, 0, 60)),
                        STR_ARG(field->field.columns[t].id));
        }
    }
    return *key != SIZE_MAX
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "sheet %.*s: no column says of which record a row is",
                         STR_ARG(str_sub(grid->name, 0, 60)));
}

/* A row that names no record would be lost. */
static enum err_code check_keys(struct import_grid *g, const struct form_shape *shape,
                                const struct sheet_grid *grid, size_t key, size_t first,
                                struct err *err)
{
    for (size_t row = first; row < grid->rows; row++) {
        struct str named = str_trim(sheet_cell_at(grid, row, key)->text);
        bool known = false;
        bool says = false;
        for (size_t c = 0; c < grid->columns; c++) {
            says = says || (c != key && str_trim(sheet_cell_at(grid, row, c)->text).n > 0);
        }
        for (size_t i = 0; i < g->file->count; i++) {
            known = known || (named.n > 0 && str_eq(g->rows[i].key, named) &&
                              str_is(g->rows[i].record->draft.type, shape->type));
        }
        if (says && !known) {
            return err_set(err, ERR_FORMAT, "%s: \"%.*s\" is no record of this workbook",
                           sheet_place(g->arena, grid, row, key),
                           STR_ARG(str_sub(named, 0, 40)));
        }
    }
    return ERR_OK;
}

enum err_code import_grid_table(struct import_grid *g, const struct form_shape *shape,
                                const struct form_field *field, const struct sheet_grid *grid,
                                size_t header, size_t first, struct err *err)
{
    size_t *place = arena_alloc(g->arena, (field->field.column_count + 1) * sizeof *place);
    struct belonging b = {g, shape, field, grid, 0, place};
    TRY(table_columns(g, field, grid, header, &b.key, place, err));
    if (grid->merged.n > 0) {
        import_note(g->arena, g->file,
                    "sheet %.*s: merged cells %.*s: only the first of each is read",
                    STR_ARG(str_sub(grid->name, 0, 60)), STR_ARG(grid->merged));
    }
    TRY(check_keys(g, shape, grid, b.key, first, err));
    for (size_t i = 0; i < g->file->count; i++) {
        struct import_row *of = &g->rows[i];
        if (str_is(of->record->draft.type, shape->type)) {
            TRY(put_table(&b, first, of, err));
        }
    }
    return ERR_OK;
}
