/* See ascii_case.h. Not strncasecmp: that one asks the locale, and ends at a NUL. */
#include "base/ascii_case.h"

void ascii_lower_all(char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        bytes[i] = ascii_lower(bytes[i]);
    }
}

struct str ascii_lower_copy(struct arena *arena, struct str text)
{
    char *copy = arena_strndup(arena, text.p, text.n);
    ascii_lower_all(copy, text.n);
    return str_n(copy, text.n);
}

bool str_starts_but_case(struct str text, struct str prefix)
{
    if (text.n < prefix.n) {
        return false;
    }
    for (size_t i = 0; i < prefix.n; i++) {
        if (ascii_lower(text.p[i]) != ascii_lower(prefix.p[i])) {
            return false;
        }
    }
    return true;
}

bool str_eq_but_case(struct str a, struct str b)
{
    return a.n == b.n && str_starts_but_case(a, b);
}

bool str_is_but_case(struct str a, const char *text)
{
    return str_eq_but_case(a, str_of(text));
}

bool str_ends_but_case(struct str text, struct str suffix)
{
    return text.n >= suffix.n && str_eq_but_case(str_from(text, text.n - suffix.n), suffix);
}
