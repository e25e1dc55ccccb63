/* See form_xlsx.h. */
#include "registry/form_xlsx.h"

#include "registry/compose.h"
#include "registry/draft.h"
#include "registry/form_html.h"
#include "registry/sheet_book.h"
#include "registry/sheet_write.h"

#include <ctype.h>

enum {
    FIRST = 4, /* row of the first record */
    TABLE_ROWS = 1000,
    LISTS_MAX = 60,
    NARROW = 14,
    WIDE = 40
};

/* A column of the hidden sheet Lists. */
struct choice_list {
    const struct field_option *options;
    size_t count;
    const char *range;
};

struct workbook {
    struct arena *arena;
    const struct form_set *set;
    struct str force;
    struct sheet_writer writer;
    struct registry_entries entries; /* that stand in the form */
    struct choice_list lists[LISTS_MAX];
    size_t list_count;
};

static const char *range_of(struct workbook *book, const struct field_option *options,
                            size_t count)
{
    for (size_t i = 0; i < book->list_count; i++) {
        if (book->lists[i].options == options) {
            return book->lists[i].range;
        }
    }
    if (count == 0 || book->list_count == LISTS_MAX) {
        return NULL;
    }
    const char *column = sheet_column_name(book->arena, book->list_count);
    struct choice_list *list = &book->lists[book->list_count++];
    *list = (struct choice_list){
        options, count,
        arena_printf(book->arena, "Lists!$%s$1:$%s$%zu", column, column, count)};
    return list->range;
}

/* "D7" of the seventh deployment. */
static const char *key_of(struct workbook *book, const struct form_shape *shape, size_t number)
{
    return arena_printf(book->arena, "%c%zu", toupper((unsigned char)shape->word[0]), number);
}

static int width_of(const struct vocabulary_field *field)
{
    return field->kind == FIELD_DATE || field->kind == FIELD_INTEGER ? NARROW : WIDE;
}

static struct str help_of(struct workbook *book, const struct form_field *field)
{
    const char *more = field->meaning == MEANS_FORCES ? " Ids or names, with ; between them."
                       : field->meaning == MEANS_SUBJECT
                           ? " Its record in the sheet Deployments (D1), or its subject."
                       : field->field.kind == FIELD_LIST ? " One a line (Alt+Enter)."
                       : field->field.kind == FIELD_DATE ? " YYYY-MM-DD or D/M/YYYY."
                                                         : "";
    return str_of(arena_printf(book->arena, "%.*s%s%s", STR_ARG(field->field.help), more,
                               field->needed ? " Needed." : ""));
}

static bool in_main(const struct form_field *field)
{
    return field->field.kind != FIELD_TABLE;
}

static void write_heads(struct workbook *book, const struct form_shape *shape)
{
    struct sheet_writer *w = &book->writer;
    size_t column = 2;
    sheet_write_freeze(w, 2, FIRST - 1);
    sheet_write_column(w, NARROW, true);
    sheet_write_column(w, NARROW / 2, false);
    for (size_t i = 0; i < shape->count; i++) {
        if (in_main(&shape->fields[i])) {
            sheet_write_column(w, width_of(&shape->fields[i].field), false);
        }
    }
    sheet_write_row(w, true);
    sheet_write_cell(w, 0, str_of(arena_printf(book->arena, "policeai:%s", shape->word)),
                     SHEET_TEXT);
    sheet_write_cell(w, 1, STR("record"), SHEET_TEXT);
    for (size_t i = 0; i < shape->count; i++) {
        if (in_main(&shape->fields[i])) {
            sheet_write_cell(w, column++, shape->fields[i].field.id, SHEET_TEXT);
        }
    }
    sheet_write_row(w, false);
    sheet_write_cell(w, 1, STR("Record"), SHEET_TITLE);
    column = 2;
    for (size_t i = 0; i < shape->count; i++) {
        if (in_main(&shape->fields[i])) {
            sheet_write_cell(w, column++, shape->fields[i].field.title, SHEET_TITLE);
        }
    }
    sheet_write_row(w, false);
    column = 2;
    for (size_t i = 0; i < shape->count; i++) {
        if (in_main(&shape->fields[i])) {
            sheet_write_cell(w, column++, help_of(book, &shape->fields[i]), SHEET_HINT);
        }
    }
}

/* What a person would have chosen or written. */
static struct str shown(struct workbook *book, const struct form_field *field,
                        const struct registry_entry *entry)
{
    const struct js *value = draft_value(entry->body, field);
    struct str text = decompose_text(book->arena, field, value);
    return str_is(field->field.id, "reason")   ? STR("")
           : field->field.kind == FIELD_CHOICE ? field_option_title(&field->field, text)
                                               : text;
}

/* `entry` NULL: an empty row with a subject of its own. */
static void write_record(struct workbook *book, const struct form_shape *shape, size_t number,
                         const struct registry_entry *entry)
{
    struct sheet_writer *w = &book->writer;
    char subject[DRAFT_SUBJECT_SIZE];
    size_t column = 2;
    draft_new_subject(subject);
    sheet_write_row(w, false);
    sheet_write_cell(w, 0, entry != NULL ? entry->subject : str_of(subject), SHEET_TEXT);
    sheet_write_cell(w, 1, str_of(key_of(book, shape, number)), SHEET_TEXT);
    for (size_t i = 0; entry != NULL && i < shape->count; i++) {
        if (in_main(&shape->fields[i])) {
            sheet_write_cell(w, column++, shown(book, &shape->fields[i], entry), SHEET_TEXT);
        }
    }
}

static size_t write_records(struct workbook *book, const struct form_shape *shape)
{
    size_t number = 0;
    for (size_t i = 0; i < book->entries.count; i++) {
        if (str_is(book->entries.list[i].type, shape->type)) {
            write_record(book, shape, ++number, &book->entries.list[i]);
        }
    }
    for (size_t i = 0; i < FORM_XLSX_EMPTY_ROWS; i++) {
        write_record(book, shape, ++number, NULL);
    }
    return number;
}

static enum err_code write_main(struct workbook *book, const struct form_shape *shape,
                                struct err *err)
{
    size_t column = 2;
    TRY(sheet_write_sheet(&book->writer, shape->title, false, err));
    write_heads(book, shape);
    size_t number = write_records(book, shape);
    for (size_t i = 0; i < shape->count; i++) {
        const struct vocabulary_field *field = &shape->fields[i].field;
        if (!in_main(&shape->fields[i])) {
            continue;
        }
        const char *range = range_of(book, field->options, field->option_count);
        if (range != NULL) {
            sheet_write_choice(&book->writer, column, FIRST, FIRST + number - 1, range, true);
        }
        column++;
    }
    return ERR_OK;
}

static void write_table_heads(struct workbook *book, const struct form_shape *shape,
                              const struct form_field *field)
{
    struct sheet_writer *w = &book->writer;
    const struct vocabulary_field *v = &field->field;
    sheet_write_freeze(w, 1, FIRST - 1);
    sheet_write_column(w, NARROW, false);
    for (size_t c = 0; c < v->column_count; c++) {
        sheet_write_column(w, v->columns[c].kind == FIELD_INTEGER ? NARROW : WIDE, false);
    }
    sheet_write_row(w, true);
    sheet_write_cell(
        w, 0,
        str_of(arena_printf(book->arena, "policeai:%s.%.*s", shape->word, STR_ARG(v->id))),
        SHEET_TEXT);
    for (size_t c = 0; c < v->column_count; c++) {
        sheet_write_cell(w, c + 1, v->columns[c].id, SHEET_TEXT);
    }
    sheet_write_row(w, false);
    sheet_write_cell(w, 0, STR("Record"), SHEET_TITLE);
    for (size_t c = 0; c < v->column_count; c++) {
        sheet_write_cell(w, c + 1, v->columns[c].title, SHEET_TITLE);
    }
    sheet_write_row(w, false);
    sheet_write_cell(w, 0, help_of(book, field), SHEET_HINT);
}

static void write_table_rows(struct workbook *book, const struct form_shape *shape,
                             const struct form_field *field)
{
    size_t number = 0;
    for (size_t i = 0; i < book->entries.count; i++) {
        const struct registry_entry *entry = &book->entries.list[i];
        struct compose_rows rows;
        if (!str_is(entry->type, shape->type)) {
            continue;
        }
        number++;
        if (field->meaning == MEANS_REASONS) {
            continue; /* what is withheld already stays so: import_withheld.h */
        }
        decompose_table(book->arena, field, draft_value(entry->body, field), &rows);
        for (size_t r = 0; r < rows.count; r++) {
            sheet_write_row(&book->writer, false);
            sheet_write_cell(&book->writer, 0, str_of(key_of(book, shape, number)), SHEET_TEXT);
            for (size_t c = 0; c < rows.columns; c++) {
                sheet_write_cell(&book->writer, c + 1, rows.cells[r * rows.columns + c],
                                 SHEET_TEXT);
            }
        }
    }
}

static size_t records_of(const struct workbook *book, const struct form_shape *shape)
{
    size_t count = FORM_XLSX_EMPTY_ROWS;
    for (size_t i = 0; i < book->entries.count; i++) {
        count += str_is(book->entries.list[i].type, shape->type) ? 1 : 0;
    }
    return count;
}

static enum err_code write_table(struct workbook *book, const struct form_shape *shape,
                                 const struct form_field *field, struct err *err)
{
    const struct use_vocabulary *use = &book->set->use;
    const char *name =
        arena_printf(book->arena, "%s %.*s", shape->title, STR_ARG(field->field.id));
    TRY(sheet_write_sheet(&book->writer, name, false, err));
    write_table_heads(book, shape, field);
    write_table_rows(book, shape, field);
    size_t last = book->writer.row + TABLE_ROWS;
    sheet_write_choice(&book->writer, 0, FIRST, last,
                       arena_printf(book->arena, "'%s'!$B$%d:$B$%zu", shape->title, FIRST,
                                    FIRST + records_of(book, shape) - 1),
                       true);
    if (field->meaning == MEANS_REASONS) {
        sheet_write_choice(&book->writer, 1, FIRST, last,
                           range_of(book, field->field.options, field->field.option_count),
                           true);
    }
    if (field->meaning == MEANS_GROUPS) {
        struct field_option *counts =
            arena_alloc(book->arena, (use->count + 1) * sizeof *counts);
        for (size_t i = 0; i < use->count; i++) {
            counts[i] = (struct field_option){use->counts[i].id, use->counts[i].title};
        }
        sheet_write_choice(&book->writer, 1, FIRST, last,
                           range_of(book, use->characteristics, use->characteristic_count),
                           true);
        sheet_write_choice(&book->writer, 3, FIRST, last, range_of(book, counts, use->count),
                           true);
    }
    return ERR_OK;
}

static enum err_code write_about(struct workbook *book, struct err *err)
{
    static const char *const lines[] = {
        "Register of police AI: what to fill in",
        "One row for each record, and in the sheet of a table the record in its first column.",
        "Choose from the lists where there are lists. Dates are YYYY-MM-DD or D/M/YYYY.",
        "What is missing can follow later, and is shown to the public as not stated.",
        "Give roles, never names of people below chief officer.",
        "Leave the hidden rows and columns as they are: they say what each cell is.",
    };
    const struct form_force *force = form_forces_find(&book->set->forces, book->force);
    struct sheet_writer *w = &book->writer;
    TRY(sheet_write_sheet(w, "About", false, err));
    sheet_write_column(w, 3 * WIDE, false);
    sheet_write_row(w, true);
    sheet_write_cell(
        w, 0, str_of(arena_printf(book->arena, "policeai:force=%.*s", STR_ARG(book->force))),
        SHEET_TEXT);
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        sheet_write_row(w, false);
        sheet_write_cell(w, 0, str_of(lines[i]), i == 0 ? SHEET_TITLE : SHEET_TEXT);
    }
    if (force != NULL) {
        sheet_write_row(w, false);
        sheet_write_cell(w, 0,
                         str_of(arena_printf(book->arena, "Force: %.*s", STR_ARG(force->name))),
                         SHEET_TEXT);
    }
    return ERR_OK;
}

static enum err_code write_lists(struct workbook *book, struct err *err)
{
    size_t rows = 0;
    TRY(sheet_write_sheet(&book->writer, "Lists", true, err));
    for (size_t i = 0; i < book->list_count; i++) {
        rows = book->lists[i].count > rows ? book->lists[i].count : rows;
    }
    for (size_t r = 0; r < rows; r++) {
        sheet_write_row(&book->writer, false);
        for (size_t i = 0; i < book->list_count; i++) {
            if (r < book->lists[i].count) {
                sheet_write_cell(&book->writer, i, book->lists[i].options[r].title, SHEET_TEXT);
            }
        }
    }
    return ERR_OK;
}

static enum err_code write_sheets(struct workbook *book, struct err *err)
{
    TRY(write_about(book, err));
    for (size_t i = 0; i < book->set->count; i++) {
        if (form_shape_is_filled(&book->set->shapes[i])) {
            TRY(write_main(book, &book->set->shapes[i], err));
        }
    }
    for (size_t i = 0; i < book->set->count; i++) {
        const struct form_shape *shape = &book->set->shapes[i];
        for (size_t f = 0; form_shape_is_filled(shape) && f < shape->count; f++) {
            if (!in_main(&shape->fields[f])) {
                TRY(write_table(book, shape, &shape->fields[f], err));
            }
        }
        if (form_shape_is_filled(shape) && shape->reasons != NULL) {
            TRY(write_table(book, shape, shape->reasons, err));
        }
    }
    return write_lists(book, err);
}

enum err_code form_xlsx(struct arena *arena, const struct form_set *set, struct db *db,
                        struct str force, struct strbuf *out, struct err *err)
{
    struct workbook *book = arena_zalloc(arena, sizeof *book);
    if (force.n > 0 && form_forces_find(&set->forces, force) == NULL) {
        return err_set(err, ERR_NOT_FOUND, "no force \"%.*s\" is known here",
                       STR_ARG(str_sub(force, 0, 64)));
    }
    book->arena = arena;
    book->set = set;
    book->force = force;
    TRY(form_records(arena, set, db, force, &book->entries, err));
    sheet_write_begin(arena, &book->writer, out);
    enum err_code code = write_sheets(book, err);
    enum err_code ended = sheet_write_end(&book->writer, code == ERR_OK ? err : NULL);
    return code == ERR_OK ? ended : code;
}
