/* See draft_check.h. */
#include "registry/draft_check.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "ledger/body.h"
#include "ledger/gap.h"
#include "registry/draft_checking.h"
#include "registry/import_withheld.h"

#include <stdlib.h>
#include <string.h>

enum { TOLD_BYTES = 40, PROBLEMS_MAX = 2000 };

static void keep(struct draft_checking *c, struct draft_problem problem)
{
    struct draft_problems *all = c->problems;
    if (all->count == PROBLEMS_MAX) {
        return;
    }
    if (all->count == c->capacity) {
        size_t more = c->capacity * 2 + 16;
        struct draft_problem *list = arena_alloc(c->arena, more * sizeof *list);
        if (all->count > 0) {
            memcpy(list, all->list, all->count * sizeof *list);
        }
        all->list = list;
        c->capacity = more;
    }
    all->list[all->count++] = problem;
    all->blocking += problem.blocks ? 1 : 0;
}

void draft_problem_add(struct draft_checking *c, bool blocks, const char *format, ...)
{
    struct strbuf text;
    va_list args;
    strbuf_init(&text, MIB);
    va_start(args, format);
    strbuf_vprintf(&text, format, args);
    va_end(args);
    keep(c, (struct draft_problem){blocks, c->field != NULL ? c->field->field.id : STR(""),
                                   c->field != NULL ? c->field->field.title : STR(""), c->row,
                                   c->column, arena_str(c->arena, strbuf_view(&text))});
    strbuf_release(&text);
}

const char *draft_told(struct draft_checking *c, const struct js *value)
{
    struct str text = value->type == JS_STRING ? value->string : value->raw;
    bool cut = text.n > TOLD_BYTES;
    struct strbuf out;
    size_t n = cut ? TOLD_BYTES : text.n;
    while (cut && n > 0 && ((unsigned char)text.p[n] & 0xC0u) == 0x80u) {
        n--; /* not within a character */
    }
    strbuf_init(&out, MIB);
    strbuf_putc(&out, '"');
    utf8_visible(&out, str_sub(text, 0, n), false);
    strbuf_puts(&out, cut ? "..." : "");
    strbuf_putc(&out, '"');
    const char *told = arena_strndup(c->arena, out.p, out.n);
    strbuf_release(&out);
    return told;
}

static bool text_is(struct draft_checking *c, const struct js *value)
{
    if (value->type != JS_STRING) {
        draft_problem_add(c, true, "must be a text, not %s", js_type_name(value->type));
        return false;
    }
    if (value->string.n > DRAFT_TEXT_MAX) {
        draft_problem_add(c, true, "has %zu bytes, more than %d can be published",
                          value->string.n, DRAFT_TEXT_MAX);
        return false;
    }
    if (value->string.n == 0) {
        draft_problem_add(c, true, "is empty: leave it out instead");
        return false;
    }
    return true;
}

static void check_date(struct draft_checking *c, const struct js *value)
{
    int64_t seconds;
    if (text_is(c, value) && !date_parse(value->string, &seconds)) {
        draft_problem_add(c, true, "%s is not a date that exists: YYYY-MM-DD",
                          draft_told(c, value));
    }
}

static void check_integer(struct draft_checking *c, const struct js *value)
{
    if (value->type == JS_INT && value->integer >= 0 && value->integer < (1LL << 53)) {
        return;
    }
    if (value->type == JS_STRING && str_has_byte(value->string, '%')) {
        draft_problem_add(c, true, "%s is a rate: give the number, and what it is of",
                          draft_told(c, value));
    } else {
        draft_problem_add(c, true, "%s is no whole number, 0 or more", draft_told(c, value));
    }
}

static void check_choice(struct draft_checking *c, const struct js *value)
{
    const struct vocabulary_field *field = &c->field->field;
    const char *told = "";
    if (!text_is(c, value)) {
        return;
    }
    for (size_t i = 0; i < field->option_count; i++) {
        if (str_eq(field->options[i].id, value->string)) {
            return;
        }
        told = arena_printf(c->arena, "%s%s%.*s", told, i > 0 ? ", " : "",
                            STR_ARG(field->options[i].id));
    }
    draft_problem_add(c, true, "%s is none of the choices: %s", draft_told(c, value), told);
}

static bool list_is(struct draft_checking *c, const struct js *value)
{
    if (value->type != JS_ARRAY) {
        draft_problem_add(c, true, "must be a list, not %s", js_type_name(value->type));
        return false;
    }
    if (value->array.count > DRAFT_LIST_MAX) {
        draft_problem_add(c, true, "has %zu entries, more than %d", value->array.count,
                          DRAFT_LIST_MAX);
        return false;
    }
    return true;
}

static void check_list(struct draft_checking *c, const struct js *value)
{
    for (size_t i = 0; list_is(c, value) && i < value->array.count; i++) {
        c->row = i + 1;
        if (!gap_is(&value->array.items[i])) {
            (void)text_is(c, &value->array.items[i]);
        }
    }
    c->row = 0;
}

static const struct field_column *column_of(const struct vocabulary_field *field, struct str id)
{
    for (size_t i = 0; i < field->column_count; i++) {
        if (str_eq(field->columns[i].id, id)) {
            return &field->columns[i];
        }
    }
    return NULL;
}

/* A number that is a part of another is told with it, and cannot be more. */
static void check_base(struct draft_checking *c, const struct js *row)
{
    const struct js *numerator = js_member(row, "numerator");
    const struct js *denominator = js_member(row, "denominator");
    c->column = STR("");
    if (column_of(&c->field->field, STR("denominator")) == NULL || numerator == NULL) {
        return;
    }
    if (denominator == NULL) {
        draft_problem_add(c, true, "a number without what it is of");
    } else if (numerator->type == JS_INT && denominator->type == JS_INT &&
               (denominator->integer == 0 || numerator->integer > denominator->integer)) {
        draft_problem_add(c, true, "%lld of %lld cannot be", (long long)numerator->integer,
                          (long long)denominator->integer);
    }
}

static void check_row(struct draft_checking *c, const struct js *row)
{
    const struct vocabulary_field *field = &c->field->field;
    if (gap_is(row)) {
        return;
    }
    if (row->type != JS_OBJECT) {
        draft_problem_add(c, true, "must be a row of the table, not %s",
                          js_type_name(row->type));
        return;
    }
    for (size_t i = 0; i < row->object.count; i++) {
        const struct js *value = &row->object.members[i].value;
        const struct field_column *column = column_of(field, row->object.members[i].name);
        c->column = row->object.members[i].name;
        if (column == NULL) {
            draft_problem_add(c, true, "is no column of this table");
        } else if (gap_is(value)) {
            continue;
        } else if (column->kind == FIELD_INTEGER) {
            check_integer(c, value);
        } else if (column->kind == FIELD_DATE) {
            check_date(c, value);
        } else {
            (void)text_is(c, value);
        }
    }
    check_base(c, row);
    c->column = STR("");
}

static void check_table(struct draft_checking *c, const struct js *value)
{
    for (size_t i = 0; list_is(c, value) && i < value->array.count; i++) {
        c->row = i + 1;
        check_row(c, &value->array.items[i]);
    }
    c->row = 0;
}

static void check_kind(struct draft_checking *c, const struct js *value)
{
    switch (c->field->field.kind) {
    case FIELD_DATE:
        check_date(c, value);
        break;
    case FIELD_INTEGER:
        check_integer(c, value);
        break;
    case FIELD_CHOICE:
        check_choice(c, value);
        break;
    case FIELD_LIST:
        check_list(c, value);
        break;
    case FIELD_TABLE:
        check_table(c, value);
        break;
    default:
        (void)text_is(c, value);
    }
}

/* Some connect statements and cannot be withheld. */
static bool may_be_gap(const struct form_field *field)
{
    return field->place != IN_BODY || str_is(field->member, "note") ||
           str_is(field->member, "says") || str_is(field->member, "did") ||
           str_is(field->member, "answer") || str_is(field->member, "document") ||
           str_is(field->member, "link") || str_is(field->member, "flag_reason");
}

static void check_value(struct draft_checking *c, const struct js *value);

/* What is to be withheld is held to the same rules as what is published, and so are the reasons
 * for it. */
static void check_withhold(struct draft_checking *c, const struct js *mark)
{
    static const char *const texts[] = {"decided_by", "harm", "section"};
    const struct js *review = js_member(mark, "review");
    const struct js *value = js_member(mark, "value");
    const struct js *harm = js_member(mark, "private_harm");
    if (harm != NULL) {
        (void)text_is(c, harm);
    }
    if (js_member(mark, "ncnd") == NULL) {
        for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
            const struct js *text = js_member(mark, texts[i]);
            if (text == NULL || text->type != JS_STRING || text->string.n == 0) {
                draft_problem_add(c, true, "is to be withheld without \"%s\"", texts[i]);
            }
        }
        if (review == NULL) {
            draft_problem_add(c, true, "is to be withheld without \"review\", a date");
        } else {
            check_date(c, review);
        }
    }
    if (value != NULL) {
        check_value(c, value);
    }
}

static void check_value(struct draft_checking *c, const struct js *value)
{
    if (import_is_withheld(value)) {
        draft_problem_add(c, true,
                          "is withheld, and its value is not in this file: make the next "
                          "version with \"registry new --of\" where it was published");
        return;
    }
    if (draft_is_withhold(value) && may_be_gap(c->field)) {
        check_withhold(c, js_member(value, "withhold"));
        return;
    }
    if (draft_is_withhold(value)) {
        draft_problem_add(c, true, "is never withheld: it says which record this is");
        return;
    }
    switch (c->field->meaning) {
    case MEANS_FORCES:
        draft_check_forces(c, value);
        break;
    case MEANS_TOOLS:
    case MEANS_IDENTITIES:
    case MEANS_IDENTITY:
        draft_check_tools(c, value);
        break;
    case MEANS_ABOUT:
        draft_check_about(c, value);
        break;
    case MEANS_SUBJECT:
        draft_check_subject(c, value);
        break;
    case MEANS_GROUPS:
        break; /* with the counts */
    default:
        check_kind(c, value);
    }
}

static bool says_nothing(const struct js *value)
{
    return value == NULL || (value->type == JS_STRING && value->string.n == 0) ||
           (value->type == JS_ARRAY && value->array.count == 0);
}

static void check_missing(struct draft_checking *c, struct str stage)
{
    if (c->field->needed) {
        draft_problem_add(c, true, "is missing");
    } else if (c->field->place == IN_FIELDS && field_required(&c->field->field, stage)) {
        draft_problem_add(c, false, "is not stated, and will be shown as not stated");
    }
}

static struct str stage_of(const struct draft_checking *c)
{
    const struct js *stage = js_member(c->draft->body, "stage");
    if (strcmp(c->shape->word, "tool") == 0) {
        return STR("any");
    }
    return stage != NULL && stage->type == JS_STRING ? stage->string : STR("");
}

static void check_fields(struct draft_checking *c)
{
    struct str stage = stage_of(c);
    for (size_t i = 0; i < c->shape->count; i++) {
        c->field = &c->shape->fields[i];
        const struct js *value = draft_value(c->draft->body, c->field);
        if (says_nothing(value)) {
            check_missing(c, stage);
        } else {
            check_value(c, value);
        }
    }
    c->field = NULL;
}

static bool known_member(const struct form_shape *shape, enum form_place place,
                         struct str member)
{
    for (size_t i = 0; i < shape->count; i++) {
        if (shape->fields[i].place == place && str_eq(shape->fields[i].member, member)) {
            return true;
        }
    }
    return false;
}

/* Members that are in no list: a field's name mistyped, or one of a newer vocabulary. */
static void check_strangers(struct draft_checking *c, const struct js *object,
                            enum form_place place)
{
    for (size_t i = 0; object != NULL && object->type == JS_OBJECT && i < object->object.count;
         i++) {
        struct str name = object->object.members[i].name;
        bool own = place == IN_BODY && (str_is(name, "organisation") ||
                                        str_is(name, "vocabulary") || str_is(name, "fields") ||
                                        str_is(name, "counts") || str_is(name, "operation") ||
                                        str_is(name, "settings") || str_is(name, "gate"));
        if (!own && !known_member(c->shape, place, name)) {
            struct js told = {.type = JS_STRING, .string = name};
            draft_problem_add(c, true, "%s is no field of a %s", draft_told(c, &told),
                              c->shape->word);
        }
    }
}

static void check_vocabulary(struct draft_checking *c)
{
    const struct js *named = js_member(c->draft->body, "vocabulary");
    if (named != NULL && c->shape->vocabulary.n > 0 &&
        (named->type != JS_STRING || !str_eq(named->string, c->shape->vocabulary))) {
        draft_problem_add(c, true, "was made with %s, which is not known here: this is %.*s",
                          draft_told(c, named), STR_ARG(c->shape->vocabulary));
    }
}

/* Dates of a report and of a notice or request against each other. */
static void check_order(struct draft_checking *c, const char *first, const char *second)
{
    const struct js *a = js_member(c->draft->body, first);
    const struct js *b = js_member(c->draft->body, second);
    int64_t from;
    int64_t to;
    if (a == NULL || b == NULL || a->type != JS_STRING || b->type != JS_STRING ||
        !date_parse(a->string, &from) || !date_parse(b->string, &to)) {
        return;
    }
    c->field = form_field_find(c->shape, str_of(second));
    if (c->field != NULL && to < from) {
        draft_problem_add(c, true, "%s is before %s", draft_told(c, b), draft_told(c, a));
    }
    if (c->field != NULL && str_is(str_of(second), "to") && str_cmp(b->string, c->today) > 0) {
        draft_problem_add(c, true, "%s is still to come", draft_told(c, b));
    }
    c->field = NULL;
}

/* What the checks above leave to the exact shape of the type: asked when nothing else blocks.
 */
static void check_shape(struct draft_checking *c)
{
    const struct body_type *type = body_type_find(c->draft->type);
    struct draft whole = *c->draft;
    struct err err = {.code = ERR_OK};
    bool understood;
    /* marks of what is to be withheld become gaps only in the keeper, which checks again */
    if (c->problems->blocking > 0 || type == NULL ||
        str_find(whole.body->raw, STR("\"withhold\"")) != SIZE_MAX) {
        return;
    }
    if (js_member(whole.body, "organisation") == NULL &&
        draft_put_text(c->arena, &whole, "organisation", STR("nobody-yet"), &err) != ERR_OK) {
        return;
    }
    if (js_member(whole.body, "vocabulary") == NULL && c->shape->vocabulary.n > 0 &&
        draft_put_text(c->arena, &whole, "vocabulary", c->shape->vocabulary, &err) != ERR_OK) {
        return;
    }
    if (str_is(whole.type, "requirement.answered/2") &&
        draft_put_text(c->arena, &whole, "gate", STR("gate"), &err) != ERR_OK) {
        return;
    }
    if (body_judge(whole.type, whole.body, &understood, &err) != ERR_OK) {
        draft_problem_add(c, true, "%s", err.message);
    }
}

static int blocking_first(const void *a, const void *b)
{
    const struct draft_problem *x = a;
    const struct draft_problem *y = b;
    return (int)y->blocks - (int)x->blocks;
}

/* Stable, since they are few. */
static void sort_problems(struct draft_problems *problems)
{
    for (size_t i = 1; i < problems->count; i++) {
        struct draft_problem one = problems->list[i];
        size_t at = i;
        while (at > 0 && blocking_first(&problems->list[at - 1], &one) > 0) {
            problems->list[at] = problems->list[at - 1];
            at--;
        }
        problems->list[at] = one;
    }
}

void draft_check(struct arena *arena, const struct form_set *set, const struct draft *draft,
                 struct str today, struct draft_problems *problems)
{
    struct draft_checking c = {.arena = arena,
                               .set = set,
                               .shape = form_shape_find(set, draft->type),
                               .draft = draft,
                               .today = today,
                               .problems = problems,
                               .column = STR("")};
    *problems = (struct draft_problems){0};
    if (c.shape == NULL) {
        draft_problem_add(&c, true, "is of the type \"%.*s\", which cannot be filled in",
                          STR_ARG(draft->type));
        return;
    }
    check_vocabulary(&c);
    check_strangers(&c, draft->body, IN_BODY);
    for (enum form_place place = IN_FIELDS; place <= IN_OPERATION; place++) {
        check_strangers(&c, js_member(draft->body, form_place_word(place)), place);
    }
    check_fields(&c);
    check_order(&c, "from", "to");
    check_order(&c, "date", "due");
    if (strcmp(c.shape->word, "report") == 0) {
        draft_check_counts(&c);
    }
    check_shape(&c);
    sort_problems(problems);
}

const char *draft_problem_text(struct arena *arena, const struct draft_problem *problem)
{
    const char *row = problem->row > 0 ? arena_printf(arena, ", row %zu", problem->row) : "";
    const char *column =
        problem->column.n > 0 ? arena_printf(arena, ", %.*s", STR_ARG(problem->column)) : "";
    if (problem->field.n == 0) {
        return arena_printf(arena, "%.*s", STR_ARG(problem->says));
    }
    return arena_printf(arena, "%.*s (%.*s)%s%s: %.*s", STR_ARG(problem->title),
                        STR_ARG(problem->field), row, column, STR_ARG(problem->says));
}
