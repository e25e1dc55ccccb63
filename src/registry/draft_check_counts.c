/* Counts of a use report against each other; see draft_check.h. A part cannot exceed its whole
 * nor stand without it: a rate needs its base. Groups of a characteristic share out the count
 * of all. */
#include "registry/draft_checking.h"

#include "ledger/gap.h"

static const struct js *count_of(const struct js *counts, struct str id)
{
    for (size_t i = 0; counts != NULL && counts->type == JS_OBJECT && i < counts->object.count;
         i++) {
        if (str_eq(counts->object.members[i].name, id)) {
            return &counts->object.members[i].value;
        }
    }
    return NULL;
}

/* A number that can be reckoned with: not absent, withheld or wrong. */
static bool number_of(const struct js *counts, struct str id, int64_t *number)
{
    const struct js *value = count_of(counts, id);
    if (value == NULL || value->type != JS_INT || value->integer < 0) {
        return false;
    }
    *number = value->integer;
    return true;
}

static void place(struct draft_checking *c, struct str id)
{
    const struct form_field *field = form_field_find(c->shape, id);
    c->field = field != NULL && field->place == IN_COUNTS ? field : NULL;
}

static void check_parts(struct draft_checking *c, const struct js *counts)
{
    for (size_t i = 0; i < c->set->use.count; i++) {
        const struct use_count *part = &c->set->use.counts[i];
        int64_t of_part;
        int64_t of_whole;
        if (part->part_of.n == 0 || count_of(counts, part->id) == NULL) {
            continue;
        }
        place(c, part->id);
        if (count_of(counts, part->part_of) == NULL) {
            draft_problem_add(c, true, "is told without \"%.*s\", which it is a part of",
                              STR_ARG(part->part_of));
        } else if (number_of(counts, part->id, &of_part) &&
                   number_of(counts, part->part_of, &of_whole) && of_part > of_whole) {
            draft_problem_add(c, true,
                              "%lld is more than \"%.*s\", %lld, which it is a part of",
                              (long long)of_part, STR_ARG(part->part_of), (long long)of_whole);
        }
    }
}

static void check_wholes(struct draft_checking *c, const struct js *counts)
{
    for (size_t i = 0; i < c->set->use.whole_count; i++) {
        const struct use_whole *whole = &c->set->use.wholes[i];
        struct str id = c->set->use.counts[whole->whole].id;
        const char *told = "";
        int64_t sum = 0;
        int64_t of_whole;
        size_t parts = 0;
        for (size_t p = 0; p < whole->part_count; p++) {
            int64_t number;
            struct str part = c->set->use.counts[whole->parts[p]].id;
            if (number_of(counts, part, &number) && number < (1LL << 53)) {
                sum += number;
                told = arena_printf(c->arena, "%s%s%.*s", told, parts > 0 ? " + " : "",
                                    STR_ARG(part));
                parts++;
            }
        }
        place(c, id);
        if (parts > 1 && number_of(counts, id, &of_whole) && sum > of_whole) {
            draft_problem_add(c, true, "%s is %lld, more than %lld", told, (long long)sum,
                              (long long)of_whole);
        }
    }
}

static bool text_same(const struct js *a, const struct js *b)
{
    return a != NULL && b != NULL && a->type == JS_STRING && b->type == JS_STRING &&
           str_eq(a->string, b->string);
}

static struct str text_or_empty(const struct js *value)
{
    return value != NULL && value->type == JS_STRING ? value->string : STR("");
}

/* The counts of one group: known, and whole numbers. */
static void check_group(struct draft_checking *c, const struct js *groups, size_t at)
{
    const struct js *group = &groups->array.items[at];
    const struct js *counts = js_member(group, "counts");
    for (size_t i = 0; i < at; i++) {
        const struct js *other = &groups->array.items[i];
        if (text_same(js_member(other, "characteristic"), js_member(group, "characteristic")) &&
            text_same(js_member(other, "value"), js_member(group, "value"))) {
            draft_problem_add(c, true, "the group stands twice");
        }
    }
    if (text_or_empty(js_member(group, "characteristic")).n == 0 ||
        text_or_empty(js_member(group, "value")).n == 0) {
        draft_problem_add(c, true, "a group is named by a characteristic and a value");
    }
    if (counts == NULL || counts->type != JS_OBJECT || counts->object.count == 0) {
        draft_problem_add(c, true, "a group counts something");
        return;
    }
    for (size_t i = 0; i < counts->object.count; i++) {
        const struct js_member *one = &counts->object.members[i];
        if (use_count_find(&c->set->use, one->name) == SIZE_MAX) {
            struct js name = {.type = JS_STRING, .string = one->name};
            draft_problem_add(c, true, "%s is nothing that is counted", draft_told(c, &name));
        } else if (!gap_is(&one->value) && !draft_is_withhold(&one->value) &&
                   (one->value.type != JS_INT || one->value.integer < 0)) {
            draft_problem_add(c, true, "%s is no whole number, 0 or more",
                              draft_told(c, &one->value));
        }
    }
}

/* Is this the first group of its characteristic? */
static bool first_of(const struct js *groups, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (text_same(js_member(&groups->array.items[i], "characteristic"),
                      js_member(&groups->array.items[at], "characteristic"))) {
            return false;
        }
    }
    return true;
}

/* The groups of one characteristic together against the count of all. */
static void check_shares(struct draft_checking *c, const struct js *groups, size_t first,
                         const struct js *counts)
{
    const struct js *characteristic = js_member(&groups->array.items[first], "characteristic");
    for (size_t k = 0; k < c->set->use.count; k++) {
        struct str id = c->set->use.counts[k].id;
        int64_t sum = 0;
        int64_t whole;
        bool any = false;
        for (size_t i = first; i < groups->array.count; i++) {
            const struct js *group = &groups->array.items[i];
            int64_t number;
            if (text_same(js_member(group, "characteristic"), characteristic) &&
                number_of(js_member(group, "counts"), id, &number) && number < (1LL << 53)) {
                sum += number;
                any = true;
            }
        }
        if (any && count_of(counts, id) == NULL) {
            draft_problem_add(c, true, "%.*s by %.*s is told without the count of all",
                              STR_ARG(id), STR_ARG(text_or_empty(characteristic)));
        } else if (any && number_of(counts, id, &whole) && sum > whole) {
            draft_problem_add(c, true, "%.*s by %.*s is %lld together, more than %lld of all",
                              STR_ARG(id), STR_ARG(text_or_empty(characteristic)),
                              (long long)sum, (long long)whole);
        }
    }
}

static void check_groups(struct draft_checking *c, const struct js *counts)
{
    const struct js *groups = js_member(c->draft->body, "groups");
    c->field = form_field_find(c->shape, STR("groups"));
    if (groups == NULL) {
        return;
    }
    if (groups->type != JS_ARRAY || groups->array.count > DRAFT_LIST_MAX) {
        draft_problem_add(c, true, "must be a list of at most %d groups", DRAFT_LIST_MAX);
        return;
    }
    for (size_t i = 0; i < groups->array.count; i++) {
        c->row = i + 1;
        check_group(c, groups, i);
        check_parts(c, js_member(&groups->array.items[i], "counts"));
        check_wholes(c, js_member(&groups->array.items[i], "counts"));
        c->field = form_field_find(c->shape, STR("groups"));
    }
    c->row = 0;
    for (size_t i = 0; i < groups->array.count; i++) {
        if (first_of(groups, i)) {
            check_shares(c, groups, i, counts);
        }
    }
}

void draft_check_counts(struct draft_checking *c)
{
    const struct js *counts = js_member(c->draft->body, "counts");
    if (counts == NULL || counts->type != JS_OBJECT || counts->object.count == 0) {
        c->field = NULL;
        draft_problem_add(c, true, "nothing is counted");
    } else {
        check_parts(c, counts);
        check_wholes(c, counts);
    }
    check_groups(c, counts);
    c->field = NULL;
}
