/* Canonical JSON; see canon.h. */
#include "crypto/canon.h"

#include "base/jsonw.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>

static const int64_t largest = ((int64_t)1 << 53) - 1;

/* UTF-16 order differs from code-point order only where one side is above U+FFFF (it becomes a
 * surrogate, 0xD800-0xDFFF) and the other is U+E000-U+FFFF. */
static uint32_t order_weight(uint32_t c)
{
    return c > 0xFFFF ? 0xD800 + ((c - 0x10000) >> 10) : c;
}

int canon_key_order(struct str a, struct str b)
{
    size_t i = 0;
    size_t j = 0;
    while (i < a.n && j < b.n) {
        uint32_t left = 0;
        uint32_t right = 0;
        if (!utf8_next(a, &i, &left) || !utf8_next(b, &j, &right)) {
            BUG("canonical order of text that is not UTF-8");
        }
        if (left != right) {
            uint32_t x = order_weight(left);
            uint32_t y = order_weight(right);
            if (x != y) {
                return x < y ? -1 : 1;
            }
            return left < right ? -1 : 1; /* same high surrogate: the low one decides */
        }
    }
    return i < a.n ? 1 : -(j < b.n);
}

/* Where we are, as a chain on the stack, printed only when something is refused. */
struct place {
    const struct place *up;
    struct str key;
    size_t index;
    bool is_index;
};

static void add_place(struct strbuf *out, const struct place *place)
{
    if (place == NULL) {
        return;
    }
    add_place(out, place->up);
    strbuf_putc(out, '/');
    if (place->is_index) {
        strbuf_printf(out, "%zu", place->index);
    } else {
        strbuf_str(out, str_sub(place->key, 0, 60));
    }
}

static enum err_code refuse(const struct place *place, struct err *err, const char *what)
{
    struct strbuf where;
    strbuf_init(&where, 300);
    add_place(&where, place);
    enum err_code code =
        err_set(err, ERR_FORMAT, "at \"%s\": %s in a signed document", where.p, what);
    strbuf_release(&where);
    return code;
}

static enum err_code write_value(struct strbuf *out, const struct js *value,
                                 const struct place *place, struct err *err);

static int compare_members(const void *a, const void *b)
{
    const struct js_member *const *left = a;
    const struct js_member *const *right = b;
    return canon_key_order((*left)->name, (*right)->name);
}

static enum err_code write_object(struct strbuf *out, const struct js *object,
                                  const struct place *place, struct err *err)
{
    size_t count = object->object.count;
    const struct js_member **sorted = xmalloc(count * sizeof *sorted);
    enum err_code code = ERR_OK;
    for (size_t i = 0; i < count; i++) {
        sorted[i] = &object->object.members[i];
    }
    qsort(sorted, count, sizeof *sorted, compare_members);
    strbuf_putc(out, '{');
    for (size_t i = 0; i < count; i++) {
        if (i > 0) {
            strbuf_putc(out, ',');
        }
        jsonw_quote(out, sorted[i]->name);
        strbuf_putc(out, ':');
        struct place here = {place, sorted[i]->name, 0, false};
        TRY_OUT(write_value(out, &sorted[i]->value, &here, err));
    }
    strbuf_putc(out, '}');
out:
    free(sorted);
    return code;
}

static enum err_code write_array(struct strbuf *out, const struct js *array,
                                 const struct place *place, struct err *err)
{
    strbuf_putc(out, '[');
    for (size_t i = 0; i < array->array.count; i++) {
        if (i > 0) {
            strbuf_putc(out, ',');
        }
        struct place here = {place, {NULL, 0}, i, true};
        TRY(write_value(out, &array->array.items[i], &here, err));
    }
    strbuf_putc(out, ']');
    return ERR_OK;
}

static enum err_code write_value(struct strbuf *out, const struct js *value,
                                 const struct place *place, struct err *err)
{
    switch (value->type) {
    case JS_OBJECT:
        return write_object(out, value, place, err);
    case JS_ARRAY:
        return write_array(out, value, place, err);
    case JS_STRING:
        jsonw_quote(out, value->string);
        return ERR_OK;
    case JS_INT:
        if (value->integer > largest || value->integer < -largest) {
            return refuse(place, err, "an integer beyond 2^53-1");
        }
        strbuf_printf(out, "%lld", (long long)value->integer);
        return ERR_OK;
    case JS_REAL:
        return refuse(place, err, "a number that is not an integer");
    case JS_BOOL:
        return refuse(place, err, "true or false (write \"yes\" or \"no\")");
    case JS_NULL:
        return refuse(place, err, "null (leave the key out)");
    }
    BUG("JSON type %d", (int)value->type);
}

enum err_code canon_write(struct strbuf *out, const struct js *value, struct err *err)
{
    return write_value(out, value, NULL, err);
}

enum err_code canon_of(struct arena *arena, struct str text, struct str *canonical,
                       struct err *err)
{
    struct js *value;
    TRY(js_parse(arena, text, &value, err));
    struct strbuf out;
    strbuf_init(&out, text.n * 6 + 16);
    enum err_code code = canon_write(&out, value, err);
    if (code == ERR_OK) {
        *canonical = arena_str(arena, strbuf_view(&out));
    }
    strbuf_release(&out);
    return code;
}

enum err_code canon_parse(struct arena *arena, struct str text, struct js **value,
                          struct err *err)
{
    TRY(js_parse(arena, text, value, err));
    struct strbuf out;
    strbuf_init(&out, text.n * 6 + 16);
    enum err_code code = canon_write(&out, *value, err);
    if (code == ERR_OK && !str_eq(strbuf_view(&out), text)) {
        code = err_set(err, ERR_FORMAT, "JSON is not canonical (RFC 8785)");
    }
    strbuf_release(&out);
    return code;
}
