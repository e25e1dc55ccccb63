/* See field_diff.h. */
#include "registry/field_diff.h"

#include "ledger/gap.h"

/* The members of a gap's `withheld` but for the commitment. */
static bool same_gap(const struct js *a, const struct js *b)
{
    const struct js *x = js_member(a, "withheld");
    const struct js *y = js_member(b, "withheld");
    if (x->type != JS_OBJECT || y->type != JS_OBJECT || x->object.count != y->object.count) {
        return false;
    }
    for (size_t i = 0; i < x->object.count; i++) {
        const struct js *other = js_member_str(y, x->object.members[i].name);
        if (other == NULL || (!str_is(x->object.members[i].name, "commitment") &&
                              !field_same(&x->object.members[i].value, other))) {
            return false;
        }
    }
    return true;
}

static bool same_objects(const struct js *a, const struct js *b)
{
    if (a->object.count != b->object.count) {
        return false;
    }
    for (size_t i = 0; i < a->object.count; i++) {
        const struct js *other = js_member_str(b, a->object.members[i].name);
        if (other == NULL || !field_same(&a->object.members[i].value, other)) {
            return false;
        }
    }
    return true;
}

static bool same_lists(const struct js *a, const struct js *b)
{
    if (a->array.count != b->array.count) {
        return false;
    }
    for (size_t i = 0; i < a->array.count; i++) {
        if (!field_same(&a->array.items[i], &b->array.items[i])) {
            return false;
        }
    }
    return true;
}

bool field_same(const struct js *a, const struct js *b)
{
    if (a->type != b->type) {
        return false;
    }
    switch (a->type) {
    case JS_OBJECT:
        return gap_is(a) && gap_is(b) ? same_gap(a, b) : same_objects(a, b);
    case JS_ARRAY:
        return same_lists(a, b);
    case JS_STRING:
        return str_eq(a->string, b->string);
    case JS_INT:
        return a->integer == b->integer;
    default:
        return str_eq(a->raw, b->raw);
    }
}

static enum field_change_kind kind_of(const struct js *before, const struct js *after)
{
    if (before == NULL || after == NULL) {
        return before == NULL ? CHANGE_ADDED : CHANGE_REMOVED;
    }
    if (gap_is(before) == gap_is(after)) {
        return CHANGE_CHANGED;
    }
    return gap_is(after) ? CHANGE_WITHHELD : CHANGE_DISCLOSED;
}

static void add(struct field_diff *diff, struct str parent, struct str name,
                const struct js *before, const struct js *after)
{
    if (before == NULL || after == NULL || !field_same(before, after)) {
        diff->list[diff->count++] =
            (struct field_change){kind_of(before, after), parent, name, before, after};
    }
}

/* A member whose own members are compared one by one. */
static bool descended(const struct js *value)
{
    return value == NULL || (value->type == JS_OBJECT && !gap_is(value));
}

static void compare(struct field_diff *diff, struct str parent, const struct js *before,
                    const struct js *after);

static void compare_member(struct field_diff *diff, struct str parent, struct str name,
                           const struct js *before, const struct js *after)
{
    if (parent.n == 0 && descended(before) && descended(after)) {
        compare(diff, name, before, after);
    } else if (parent.n > 0 || !str_is(name, "reason")) {
        add(diff, parent, name, before, after);
    }
}

/* Either may be NULL: without members. */
static void compare(struct field_diff *diff, struct str parent, const struct js *before,
                    const struct js *after)
{
    for (size_t i = 0; before != NULL && i < before->object.count; i++) {
        struct str name = before->object.members[i].name;
        compare_member(diff, parent, name, &before->object.members[i].value,
                       js_member_str(after, name));
    }
    for (size_t i = 0; after != NULL && i < after->object.count; i++) {
        struct str name = after->object.members[i].name;
        if (js_member_str(before, name) == NULL) {
            compare_member(diff, parent, name, NULL, &after->object.members[i].value);
        }
    }
}

/* No more changes than there are members, and members of members. */
static size_t most(const struct js *body)
{
    size_t count = body->object.count;
    for (size_t i = 0; i < body->object.count; i++) {
        const struct js *value = &body->object.members[i].value;
        count += value->type == JS_OBJECT ? value->object.count : 0;
    }
    return count;
}

void field_diff(struct arena *arena, const struct js *before, const struct js *after,
                struct field_diff *diff)
{
    size_t room = most(before) + most(after) + 1;
    diff->list = arena_alloc(arena, room * sizeof *diff->list);
    diff->count = 0;
    compare(diff, STR(""), before, after);
}

const char *field_change_word(enum field_change_kind kind)
{
    static const char *const words[] = {"added", "removed", "changed", "withheld", "disclosed"};
    return words[kind];
}
