/* See form_reasons.h. */
#include "registry/form_reasons.h"

#include "base/ascii_case.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "registry/draft_withhold.h"

static const struct {
    const char *id, *title;
    enum field_kind kind;
} columns[] = {
    {"field", "What is not to be published", FIELD_TEXT},
    {"section", "Exemption, with its limb, such as 31(1)(a)", FIELD_TEXT},
    {"harm", "Harm, in words that are published", FIELD_LONG},
    {"private_harm", "Harm in full, kept with the value and not published", FIELD_LONG},
    {"public_interest", "Why that outweighs the public's interest; for qualified exemptions",
     FIELD_LONG},
    {"decided_by", "Decided by, a role", FIELD_TEXT},
    {"review", "Looked at again by", FIELD_DATE},
};
enum { COLUMNS = sizeof columns / sizeof columns[0] };

static bool may_be_withheld(const struct disclosure_policy *policy,
                            const struct form_field *field)
{
    bool open = field->place != IN_FIELDS;
    for (size_t i = 0; i < policy->open_count; i++) {
        open = open || str_eq(policy->open[i], field->field.disclosure);
    }
    return !open;
}

const struct form_field *form_reasons_field(struct arena *arena,
                                            const struct disclosure_policy *policy,
                                            const struct form_shape *shape)
{
    struct form_field *table = arena_zalloc(arena, sizeof *table);
    struct vocabulary_field *field = &table->field;
    field->options = arena_alloc(arena, (shape->count + 1) * sizeof *field->options);
    for (size_t i = 0; i < shape->count; i++) {
        if (may_be_withheld(policy, &shape->fields[i])) {
            field->options[field->option_count++] =
                (struct field_option){shape->fields[i].field.id, shape->fields[i].field.title};
        }
    }
    table->meaning = MEANS_REASONS;
    field->id = STR(FORM_REASONS);
    field->title = STR("Not to be published");
    field->help =
        STR("The public sees the exemption, the harm in its public words, who decided "
            "and when it is looked at again, in the place of the value.");
    field->group = field->title;
    field->disclosure = STR("open");
    field->kind = FIELD_TABLE;
    field->column_count = COLUMNS;
    field->columns = arena_alloc(arena, COLUMNS * sizeof *field->columns);
    for (size_t i = 0; i < COLUMNS; i++) {
        field->columns[i] = (struct field_column){str_of(columns[i].id),
                                                  str_of(columns[i].title), columns[i].kind};
    }
    return field->option_count > 0 ? table : NULL;
}

static const struct form_field *named_field(const struct form_shape *shape, struct str name)
{
    for (size_t i = 0; i < shape->count; i++) {
        const struct vocabulary_field *field = &shape->fields[i].field;
        if (str_eq(field->id, name) || str_eq_but_case(field->title, name)) {
            return &shape->fields[i];
        }
    }
    return NULL;
}

/* The row without the field that it names. */
static struct str reasons_of(struct arena *arena, const struct js *row)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, 2 * (size_t)LIMIT_BODY);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    for (size_t i = 0; i < row->object.count; i++) {
        if (!str_is(row->object.members[i].name, "field")) {
            jsonw_key_str(&w, row->object.members[i].name);
            jsonw_raw(&w, row->object.members[i].value.raw);
        }
    }
    jsonw_end(&w);
    struct str text = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    return text;
}

static enum err_code put_row(struct arena *arena, const struct form_shape *shape,
                             const struct js *row, struct draft *draft, struct err *err)
{
    struct str name = js_text(row, "field");
    const struct form_field *field = named_field(shape, name);
    if (name.n == 0) {
        return err_set(err, ERR_FORMAT, "names no field");
    }
    if (field == NULL) {
        return err_set(err, ERR_FORMAT, "\"%.*s\" is no field of a %s",
                       STR_ARG(str_sub(name, 0, 60)), shape->word);
    }
    const struct js *value = draft_value(draft->body, field);
    if (value == NULL) {
        return err_set(err, ERR_FORMAT, "%.*s states nothing that could be withheld",
                       STR_ARG(field->field.title));
    }
    if (draft_is_withhold(value)) {
        return err_set(err, ERR_FORMAT, "%.*s is named twice", STR_ARG(field->field.title));
    }
    return draft_mark_withheld(arena, draft, field, reasons_of(arena, row), err);
}

enum err_code form_reasons_put(struct arena *arena, const struct form_shape *shape,
                               struct str rows, struct draft *draft, struct err *err)
{
    struct js *list;
    TRY(js_parse(arena, rows, &list, err));
    for (size_t i = 0; list->type == JS_ARRAY && i < list->array.count; i++) {
        if (put_row(arena, shape, &list->array.items[i], draft, err) != ERR_OK) {
            err_prefix(err, "not to be published, row %zu", i + 1);
            return ERR_FORMAT;
        }
    }
    return ERR_OK;
}
