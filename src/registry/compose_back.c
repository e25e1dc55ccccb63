/* From values of a body to what a person would have written; see compose.h. */
#include "registry/compose.h"

#include "base/limits.h"
#include "ledger/gap.h"
#include "registry/import_withheld.h"

static struct str plain_text(struct arena *arena, const struct js *value)
{
    if (value == NULL) {
        return STR("");
    }
    if (gap_is(value)) {
        return STR(WITHHELD_TEXT);
    }
    return value->type == JS_STRING ? value->string : arena_str(arena, value->raw);
}

struct str decompose_text(struct arena *arena, const struct form_field *field,
                          const struct js *value)
{
    struct strbuf out;
    if (value == NULL || value->type != JS_ARRAY) {
        return plain_text(arena, value);
    }
    strbuf_init(&out, LIMIT_BODY);
    for (size_t i = 0; i < value->array.count; i++) {
        strbuf_puts(&out, i > 0 ? "\n" : "");
        strbuf_str(&out, plain_text(arena, &value->array.items[i]));
    }
    struct str text = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    (void)field;
    return text;
}

static void set_cell(const struct form_field *field, struct str *cells, const char *column,
                     struct str text)
{
    for (size_t c = 0; c < field->field.column_count; c++) {
        if (str_is(field->field.columns[c].id, column)) {
            cells[c] = text;
        }
    }
}

static struct str parameters_text(struct arena *arena, const struct js *parameters)
{
    char *text = arena_strdup(arena, "");
    for (size_t i = 0; i < parameters->object.count; i++) {
        const struct js_member *one = &parameters->object.members[i];
        text = arena_printf(arena, "%s%s%.*s=%.*s", text, i > 0 ? "; " : "", STR_ARG(one->name),
                            STR_ARG(plain_text(arena, &one->value)));
    }
    return str_of(text);
}

static void identity_cells(struct arena *arena, const struct form_field *field,
                           const struct js *identity, struct str *cells)
{
    static const char *const members[][2] = {{"supplier", "supplier"}, {"product", "product"},
                                             {"model", "product"},     {"version", "version"},
                                             {"folder", "folder"},     {"endpoint", "endpoint"},
                                             {"runtime", "runtime"}};
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        const struct js *value = js_member(identity, members[i][0]);
        if (value != NULL) {
            set_cell(field, cells, members[i][1], plain_text(arena, value));
        }
    }
}

static void row_cells(struct arena *arena, const struct form_field *field,
                      const struct js *item, struct str *cells)
{
    const struct js *parameters = js_member(item, "parameters");
    switch (field->meaning) {
    case MEANS_TOOLS:
        identity_cells(arena, field, js_member(item, "tool"), cells);
        if (parameters != NULL && parameters->type == JS_OBJECT) {
            set_cell(field, cells, "parameters", parameters_text(arena, parameters));
        }
        break;
    case MEANS_IDENTITIES:
    case MEANS_IDENTITY:
        identity_cells(arena, field, item, cells);
        break;
    default:
        for (size_t c = 0; item->type == JS_OBJECT && c < field->field.column_count; c++) {
            cells[c] = plain_text(arena, js_member_str(item, field->field.columns[c].id));
        }
    }
}

static size_t counts_in(const struct js *group)
{
    const struct js *counts = js_member(group, "counts");
    return counts != NULL && counts->type == JS_OBJECT ? counts->object.count : 0;
}

/* A row each count of each group. */
static void group_rows(struct arena *arena, const struct js *groups, struct compose_rows *rows)
{
    size_t count = 0;
    for (size_t i = 0; i < groups->array.count; i++) {
        count += counts_in(&groups->array.items[i]);
    }
    rows->cells = arena_zalloc(arena, (count * rows->columns + 1) * sizeof(struct str));
    for (size_t i = 0; i < groups->array.count; i++) {
        const struct js *group = &groups->array.items[i];
        for (size_t j = 0; j < counts_in(group); j++) {
            const struct js_member *one = &js_member(group, "counts")->object.members[j];
            struct str *cells = rows->cells + rows->count++ * rows->columns;
            cells[0] = plain_text(arena, js_member(group, "characteristic"));
            cells[1] = plain_text(arena, js_member(group, "value"));
            cells[2] = one->name;
            cells[3] = plain_text(arena, &one->value);
        }
    }
}

void decompose_table(struct arena *arena, const struct form_field *field,
                     const struct js *value, struct compose_rows *rows)
{
    size_t columns = field->field.column_count;
    *rows = (struct compose_rows){.columns = columns};
    if (value == NULL) {
        return;
    }
    if (gap_is(value)) { /* a row that says so */
        rows->cells = arena_zalloc(arena, (columns + 1) * sizeof(struct str));
        rows->cells[0] = STR(WITHHELD_TEXT);
        rows->count = 1;
    } else if (value->type == JS_OBJECT) {
        rows->cells = arena_zalloc(arena, (columns + 1) * sizeof(struct str));
        rows->count = 1;
        row_cells(arena, field, value, rows->cells);
    } else if (value->type == JS_ARRAY && field->meaning == MEANS_GROUPS) {
        group_rows(arena, value, rows);
    } else if (value->type == JS_ARRAY) {
        rows->count = value->array.count;
        rows->cells = arena_zalloc(arena, (rows->count * columns + 1) * sizeof(struct str));
        for (size_t i = 0; i < rows->count; i++) {
            row_cells(arena, field, &value->array.items[i], rows->cells + i * columns);
        }
    }
}
