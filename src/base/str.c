/* Slices; see str.h. */
#include "base/str.h"

#include <string.h>

struct str str_of(const char *text)
{
    return (struct str){text, strlen(text)};
}

struct str str_n(const char *bytes, size_t length)
{
    return (struct str){bytes, length};
}

bool str_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool str_is(struct str a, const char *text)
{
    return str_eq(a, str_of(text));
}

int str_cmp(struct str a, struct str b)
{
    size_t shorter = a.n < b.n ? a.n : b.n;
    int order = shorter > 0 ? memcmp(a.p, b.p, shorter) : 0;
    if (order != 0) {
        return order;
    }
    return a.n < b.n ? -1 : a.n > b.n;
}

bool str_starts(struct str text, struct str prefix)
{
    return text.n >= prefix.n && str_eq(str_sub(text, 0, prefix.n), prefix);
}

bool str_ends(struct str text, struct str suffix)
{
    return text.n >= suffix.n && str_eq(str_from(text, text.n - suffix.n), suffix);
}

bool str_has_byte(struct str text, char byte)
{
    return text.n > 0 && memchr(text.p, byte, text.n) != NULL;
}

size_t str_find(struct str text, struct str needle)
{
    if (needle.n == 0) {
        return 0;
    }
    const char *at = text.n > 0 ? memmem(text.p, text.n, needle.p, needle.n) : NULL;
    return at != NULL ? (size_t)(at - text.p) : SIZE_MAX;
}

bool str_has_words(struct str whole, struct str part)
{
    for (size_t at = 0; part.n > 0 && at < whole.n;) {
        size_t found = str_find(str_from(whole, at), part);
        if (found == SIZE_MAX) {
            return false;
        }
        size_t start = at + found;
        size_t end = start + part.n;
        if ((start == 0 || whole.p[start - 1] == ' ') &&
            (end == whole.n || whole.p[end] == ' ')) {
            return true;
        }
        at = start + 1;
    }
    return false;
}

struct str str_from(struct str text, size_t start)
{
    start = start < text.n ? start : text.n;
    return (struct str){text.p + start, text.n - start};
}

struct str str_sub(struct str text, size_t start, size_t count)
{
    struct str rest = str_from(text, start);
    rest.n = count < rest.n ? count : rest.n;
    return rest;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct str str_trim(struct str text)
{
    while (text.n > 0 && is_blank(text.p[0])) {
        text = str_from(text, 1);
    }
    while (text.n > 0 && is_blank(text.p[text.n - 1])) {
        text.n--;
    }
    return text;
}

bool str_split(struct str *rest, char separator, struct str *part)
{
    if (rest->p == NULL) {
        return false;
    }
    const char *at = rest->n > 0 ? memchr(rest->p, separator, rest->n) : NULL;
    if (at == NULL) {
        *part = *rest;
        *rest = (struct str){NULL, 0};
    } else {
        *part = (struct str){rest->p, (size_t)(at - rest->p)};
        *rest = str_from(*rest, part->n + 1);
    }
    return true;
}

bool str_to_u64(struct str text, uint64_t max, uint64_t *value)
{
    if (text.n == 0 || (text.p[0] == '0' && text.n > 1)) {
        return false;
    }
    uint64_t sum = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] < '0' || text.p[i] > '9') {
            return false;
        }
        if (__builtin_mul_overflow(sum, 10u, &sum) ||
            __builtin_add_overflow(sum, (uint64_t)(text.p[i] - '0'), &sum)) {
            return false;
        }
    }
    if (sum > max) {
        return false;
    }
    *value = sum;
    return true;
}

bool str_to_i64(struct str text, int64_t *value)
{
    bool negative = text.n > 0 && text.p[0] == '-';
    uint64_t size;
    if (!str_to_u64(str_from(text, negative), (uint64_t)INT64_MAX + negative, &size)) {
        return false;
    }
    *value = negative ? (int64_t)(0 - size) : (int64_t)size;
    return true;
}

uint64_t str_hash(struct str text)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < text.n; i++) {
        hash = (hash ^ (unsigned char)text.p[i]) * UINT64_C(0x100000001b3);
    }
    return hash;
}
