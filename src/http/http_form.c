/* See http_form.h. */
#include "http/http_form.h"

#include "base/encode.h"
#include "base/utf8.h"

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
        if (pair.p != NULL && str_is(form_decode(arena, key), name)) {
            struct str value = form_decode(arena, pair);
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
