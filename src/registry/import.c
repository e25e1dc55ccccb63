/* See import.h. */
#include "registry/import.h"

#include "base/jsonw.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "registry/compose.h"
#include "registry/form_reasons.h"

#include <string.h>

enum { NOTES_MAX = 200, NOTE_BYTES = 400, NAME_DIGITS = 6 };

void import_note(struct arena *arena, struct import_file *file, const char *format, ...)
{
    va_list args;
    struct strbuf text;
    struct strbuf visible;
    if (file->note_count == NOTES_MAX) {
        return;
    }
    if (file->notes == NULL) {
        file->notes = arena_alloc(arena, NOTES_MAX * sizeof *file->notes);
    }
    strbuf_init(&text, MIB);
    strbuf_init(&visible, 4 * MIB);
    va_start(args, format);
    strbuf_vprintf(&text, format, args);
    va_end(args);
    utf8_visible(&visible, str_sub(strbuf_view(&text), 0, NOTE_BYTES), false);
    file->notes[file->note_count++] = arena_strndup(arena, visible.p, visible.n);
    strbuf_release(&visible);
    strbuf_release(&text);
}

struct str import_place_of(const struct import_record *record, struct str field, size_t row,
                           struct str column)
{
    struct str best = STR("");
    for (size_t i = 0; i < record->place_count; i++) {
        const struct import_place *place = &record->places[i];
        if (!str_eq(place->field, field) || (place->row != 0 && place->row != row)) {
            continue;
        }
        if (place->row == row && str_eq(place->column, column)) {
            return place->place;
        }
        if (best.n == 0 && (place->row == 0 || place->row == row)) {
            best = place->place;
        }
    }
    return best;
}

static enum err_code take_composed(struct arena *arena, const struct form_field *field,
                                   struct strbuf *json, struct str *text, struct err *err)
{
    enum err_code code = strbuf_check(json, "the value", err);
    *text = arena_str(arena, strbuf_view(json));
    strbuf_release(json);
    if (code != ERR_OK) {
        err_prefix(err, "%.*s", STR_ARG(field->field.id));
    }
    return code;
}

enum err_code import_put_text(struct arena *arena, const struct form_set *set,
                              const struct form_field *field, struct str text,
                              struct draft *draft, struct err *err)
{
    struct strbuf json;
    struct jsonw w;
    text = str_trim(text);
    if (text.n == 0) {
        return ERR_OK;
    }
    if (text.n > LIMIT_BODY) {
        return err_set(err, ERR_LIMIT, "%.*s has %zu bytes, more than %u",
                       STR_ARG(field->field.id), text.n, LIMIT_BODY);
    }
    strbuf_init(&json, 4 * LIMIT_BODY);
    jsonw_init(&w, &json);
    compose_value(arena, set, field, text, &w);
    TRY(take_composed(arena, field, &json, &text, err));
    return draft_put(arena, draft, field, text, err);
}

void import_name(struct arena *arena, const struct form_set *set, struct draft *draft)
{
    static const char *const ids[] = {"name", "operation", "title", "from"};
    const struct form_shape *shape = form_shape_find(set, draft->type);
    struct str name = STR("");
    for (size_t i = 0; shape != NULL && name.n == 0 && i < sizeof ids / sizeof ids[0]; i++) {
        const struct form_field *field = form_field_find(shape, str_of(ids[i]));
        const struct js *value = field != NULL ? draft_value(draft->body, field) : NULL;
        if (value != NULL && value->type == JS_STRING) {
            name = draft_name_from(arena, value->string);
        }
    }
    name = name.n > 0 ? name : str_of(shape != NULL ? shape->word : "record");
    draft->name =
        arena_printf(arena, "%.*s-%.*s", STR_ARG(name), NAME_DIGITS, draft->subject.p);
}

/* The value that rows of texts by column make. */
static enum err_code rows_json(struct arena *arena, const struct form_set *set,
                               const struct form_field *field, const struct js *list,
                               struct str *text, struct err *err)
{
    struct compose_rows rows = {.columns = field->field.column_count,
                                .count = list->array.count};
    struct strbuf json;
    struct jsonw w;
    rows.cells = arena_zalloc(arena, (rows.count * rows.columns + 1) * sizeof(struct str));
    for (size_t i = 0; i < rows.count; i++) {
        const struct js *row = &list->array.items[i];
        if (row->type != JS_OBJECT) {
            return err_set(err, ERR_FORMAT, "%.*s, row %zu: must be an object",
                           STR_ARG(field->field.id), i + 1);
        }
        for (size_t m = 0; m < row->object.count; m++) {
            const struct js_member *cell = &row->object.members[m];
            size_t c = 0;
            while (c < rows.columns && !str_eq(field->field.columns[c].id, cell->name)) {
                c++;
            }
            if (c == rows.columns || cell->value.type != JS_STRING) {
                return err_set(err, ERR_FORMAT, "%.*s, row %zu: \"%.*s\" is no column",
                               STR_ARG(field->field.id), i + 1,
                               STR_ARG(str_sub(cell->name, 0, 60)));
            }
            rows.cells[i * rows.columns + c] = str_trim(cell->value.string);
        }
    }
    strbuf_init(&json, 8 * LIMIT_BODY);
    jsonw_init(&w, &json);
    compose_table(arena, set, field, &rows, &w);
    return take_composed(arena, field, &json, text, err);
}

static enum err_code put_rows(struct arena *arena, const struct form_set *set,
                              const struct form_field *field, const struct js *list,
                              struct draft *draft, struct err *err)
{
    struct str json;
    TRY(rows_json(arena, set, field, list, &json, err));
    return draft_put(arena, draft, field, json, err);
}

/* A table of a form, or the one of what is withheld, which is put when the values are. */
static bool is_reasons(const struct form_shape *shape, struct str name)
{
    return shape->reasons != NULL && str_is(name, FORM_REASONS);
}

static enum err_code put_reasons(struct arena *arena, const struct form_set *set,
                                 const struct form_shape *shape, const struct js *values,
                                 struct draft *draft, struct err *err)
{
    const struct js *list = js_member(values, FORM_REASONS);
    struct str json;
    if (list == NULL || shape->reasons == NULL) {
        return ERR_OK;
    }
    TRY(rows_json(arena, set, shape->reasons, list, &json, err));
    return form_reasons_put(arena, shape, json, draft, err);
}

/* Texts as they were written, by the ids of the fields. */
static enum err_code put_values(struct arena *arena, const struct form_set *set,
                                const struct form_shape *shape, const struct js *values,
                                struct draft *draft, struct err *err)
{
    for (size_t i = 0; i < values->object.count; i++) {
        const struct js_member *one = &values->object.members[i];
        const struct form_field *field =
            is_reasons(shape, one->name) ? shape->reasons : form_field_find(shape, one->name);
        bool table = field != NULL && field->field.kind == FIELD_TABLE;
        if (field == NULL) {
            return err_set(err, ERR_FORMAT, "\"%.*s\" is no field of a %s",
                           STR_ARG(str_sub(one->name, 0, 60)), shape->word);
        }
        if (one->value.type != (table ? JS_ARRAY : JS_STRING)) {
            return err_set(err, ERR_FORMAT, "%.*s: must be %s, not %s", STR_ARG(one->name),
                           table ? "a list of rows" : "a text", js_type_name(one->value.type));
        }
        if (field != shape->reasons) {
            TRY(table ? put_rows(arena, set, field, &one->value, draft, err)
                      : import_put_text(arena, set, field, one->value.string, draft, err));
        }
    }
    return put_reasons(arena, set, shape, values, draft, err);
}

/* {"type","subject","values"} of the form, or with "body", as an export has it. */
static enum err_code read_record(struct arena *arena, const struct form_set *set,
                                 const struct js *item, struct import_record *record,
                                 struct err *err)
{
    static const char *const keys[] = {"body", "subject", "type", "values", NULL};
    const struct js *body = NULL;
    const struct js *values = NULL;
    struct js *nothing;
    struct draft *draft = &record->draft;
    TRY(js_only(item, keys, err));
    TRY(js_need_str(item, "type", &draft->type, err));
    TRY(js_need_str(item, "subject", &draft->subject, err));
    TRY(js_may(item, "body", JS_OBJECT, &body, err));
    TRY(js_may(item, "values", JS_OBJECT, &values, err));
    const struct form_shape *shape = form_shape_find(set, draft->type);
    if (shape == NULL || str_is(draft->type, shape->word)) {
        return err_set(err, ERR_FORMAT, "\"%.*s\" is no type of record that can be filled in",
                       STR_ARG(str_sub(draft->type, 0, 60)));
    }
    if (draft->subject.n != DRAFT_SUBJECT_SIZE - 1 ||
        strspn(arena_strndup(arena, draft->subject.p, draft->subject.n), "0123456789abcdef") !=
            draft->subject.n) {
        return err_set(err, ERR_FORMAT, "\"subject\" must be 32 hexadecimal digits");
    }
    if ((body == NULL) == (values == NULL)) {
        return err_set(err, ERR_FORMAT, "must have either \"values\" or \"body\"");
    }
    TRY(js_parse(arena, STR("{}"), &nothing, err));
    draft->body = body != NULL ? body : nothing;
    if (values != NULL) {
        TRY(put_values(arena, set, shape, values, draft, err));
    }
    import_name(arena, set, draft);
    return ERR_OK;
}

static enum err_code check_twice(const struct import_file *file, struct str subject,
                                 struct err *err)
{
    for (size_t i = 0; i < file->count; i++) {
        if (str_eq(file->list[i].draft.subject, subject)) {
            return err_set(err, ERR_FORMAT, "the subject is that of %.*s",
                           STR_ARG(file->list[i].place));
        }
    }
    return ERR_OK;
}

static enum err_code add_record(struct arena *arena, const struct form_set *set,
                                const struct js *item, size_t number, struct import_file *file,
                                struct err *err)
{
    struct import_record *record = &file->list[file->count];
    *record =
        (struct import_record){.place = str_of(arena_printf(arena, "record %zu", number))};
    enum err_code code = read_record(arena, set, item, record, err);
    if (code == ERR_OK) {
        code = check_twice(file, record->draft.subject, err);
    }
    if (code == ERR_OK && file->force.n > 0 &&
        js_member(record->draft.body, "organisation") == NULL) {
        code = draft_put_text(arena, &record->draft, "organisation", file->force, err);
    }
    if (code != ERR_OK) {
        err_prefix(err, "record %zu", number);
    }
    file->count++;
    return code;
}

enum err_code import_json(struct arena *arena, const struct form_set *set, struct str bytes,
                          struct import_file *file, struct err *err)
{
    static const char *const keys[] = {"force", "format", "records", NULL};
    const struct js *records = NULL;
    struct str format;
    struct js *value;
    *file = (struct import_file){.force = STR("")};
    TRY(js_parse(arena, bytes, &value, err));
    TRY(js_need_str(value, "format", &format, err));
    if (!str_is(format, "registry-records/1")) {
        return err_set(err, ERR_FORMAT,
                       "the format is \"%.*s\", not registry-records/1: not saved by the form",
                       STR_ARG(str_sub(format, 0, 60)));
    }
    TRY(js_only(value, keys, err));
    TRY(js_may_str(value, "force", &file->force, err));
    TRY(js_need(value, "records", JS_ARRAY, &records, err));
    if (file->force.n > 0 && form_forces_find(&set->forces, file->force) == NULL) {
        return err_set(err, ERR_FORMAT, "the force \"%.*s\" is not known here",
                       STR_ARG(str_sub(file->force, 0, 64)));
    }
    if (records->array.count > IMPORT_MAX_RECORDS) {
        return err_set(err, ERR_LIMIT, "%zu records, more than %d", records->array.count,
                       IMPORT_MAX_RECORDS);
    }
    file->list = arena_zalloc(arena, (records->array.count + 1) * sizeof *file->list);
    for (size_t i = 0; i < records->array.count; i++) {
        TRY(add_record(arena, set, &records->array.items[i], i + 1, file, err));
    }
    return ERR_OK;
}

enum err_code import_read(struct arena *arena, const struct form_set *set, struct str bytes,
                          const char *kind, struct import_file *file, struct err *err)
{
    struct str start = str_trim(str_sub(bytes, 0, 256));
    if (str_starts(bytes, STR("PK\x03\x04"))) {
        return import_xlsx(arena, set, bytes, file, err);
    }
    if (!utf8_valid(bytes)) {
        err_set(err, ERR_FORMAT, "is neither a workbook nor UTF-8 text");
        err_hint(err, "save a CSV file as \"CSV UTF-8\", a workbook as .xlsx");
        return ERR_FORMAT;
    }
    if (start.n > 0 && start.p[0] == '{') {
        return import_json(arena, set, bytes, file, err);
    }
    if (kind == NULL) {
        err_set(err, ERR_USAGE, "is a CSV file: say of what kind its records are");
        err_hint(err, "--kind deployment, tool or report");
        return ERR_USAGE;
    }
    return import_csv(arena, set, bytes, kind, file, err);
}
