/* See desk_form.h. WHATWG URL, 5.1. */
#include "desk/desk_form.h"

#include "base/utf8.h"

static int digit_of(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

static struct str decode(struct arena *arena, struct str raw)
{
    char *out = arena_alloc(arena, raw.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < raw.n; i++) {
        int high = i + 2 < raw.n && raw.p[i] == '%' ? digit_of(raw.p[i + 1]) : -1;
        int low = high >= 0 ? digit_of(raw.p[i + 2]) : -1;
        if (low >= 0) {
            out[n++] = (char)(high * 16 + low);
            i += 2;
        } else {
            out[n++] = raw.p[i] == '+' ? ' ' : raw.p[i];
        }
    }
    return str_n(out, n);
}

static bool is_plain(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c == 0x7f || (c < ' ' && c != '\n' && c != '\r' && c != '\t')) {
            return false;
        }
    }
    return utf8_valid(text);
}

struct str form_text(struct arena *arena, struct str form, const char *name, size_t max)
{
    struct str pair;
    while (str_split(&form, '&', &pair)) {
        struct str key;
        (void)str_split(&pair, '=', &key);
        if (pair.p != NULL && str_is(decode(arena, key), name)) {
            struct str value = decode(arena, pair);
            return value.n <= max && is_plain(value) ? value : STR("");
        }
    }
    return STR("");
}

int64_t form_number(struct arena *arena, struct str form, const char *name, int64_t otherwise)
{
    uint64_t value;
    struct str text = form_text(arena, form, name, 20);
    return str_to_u64(text, INT64_MAX, &value) ? (int64_t)value : otherwise;
}
