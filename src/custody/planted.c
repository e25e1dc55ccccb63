/* See planted.h. */
#include "custody/planted.h"

#include "base/mem.h"

#include <stdlib.h>

static bool same_list(const struct js *expected, const struct js *output)
{
    if (expected->array.count != output->array.count) {
        return false;
    }
    for (size_t i = 0; i < expected->array.count; i++) {
        if (!planted_is_given(&expected->array.items[i], &output->array.items[i])) {
            return false;
        }
    }
    return true;
}

static bool same_members(const struct js *expected, const struct js *output)
{
    for (size_t i = 0; i < expected->object.count; i++) {
        const struct js_member *member = &expected->object.members[i];
        if (!planted_is_given(&member->value, js_member_str(output, member->name))) {
            return false;
        }
    }
    return true;
}

bool planted_is_given(const struct js *expected, const struct js *output)
{
    if (output == NULL || output->type != expected->type) {
        return false;
    }
    switch (expected->type) {
    case JS_OBJECT:
        return same_members(expected, output);
    case JS_ARRAY:
        return same_list(expected, output);
    case JS_STRING:
        return str_eq(expected->string, output->string);
    case JS_INT:
        return expected->integer == output->integer;
    case JS_BOOL:
        return expected->boolean == output->boolean;
    case JS_NULL:
        return true;
    case JS_REAL:
        break;
    }
    return str_eq(expected->raw, output->raw);
}

/* at[k]: the chance of exactly k of the events so far. */
double planted_chance(const double *chances, size_t count, size_t given)
{
    double *at = xcalloc(count + 1, sizeof *at);
    double tail = 0;
    at[0] = 1;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = i + 1; k > 0; k--) {
            at[k] = at[k] * (1 - chances[i]) + at[k - 1] * chances[i];
        }
        at[0] *= 1 - chances[i];
    }
    for (size_t k = count + 1; k > given; k--) { /* the smallest first */
        tail += at[k - 1];
    }
    free(at);
    return tail < 1 ? tail : 1;
}
