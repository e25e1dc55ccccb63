/* Passes of tokenisers; see token_passes.h. Passes by ASCII characters go by bytes: a byte of a
 * longer sequence is "not a digit" as its character is, and is none of the others. */
#include "metrics/translation/token_passes.h"

#include "base/utf8.h"
#include "metrics/unicode/unicode.h"

#include <string.h>

static bool is_kind(enum pass_kind kind, uint32_t c)
{
    return kind == PASS_PUNCTUATION ? unicode_class_of(c) == UNICODE_PUNCTUATION
                                    : unicode_class_of(c) != UNICODE_NUMBER;
}

struct str pass_pairs(struct strbuf *out, struct str text, enum pass_kind a, enum pass_kind b,
                      const char *before, const char *between, const char *after)
{
    strbuf_clear(out);
    size_t at = 0;
    while (at < text.n) {
        size_t start = at;
        uint32_t first = unicode_next(text, &at);
        size_t second = at;
        if (second < text.n && is_kind(a, first)) {
            size_t end = second;
            if (is_kind(b, unicode_next(text, &end))) {
                strbuf_puts(out, before);
                strbuf_add(out, text.p + start, second - start);
                strbuf_puts(out, between);
                strbuf_add(out, text.p + second, end - second);
                strbuf_puts(out, after);
                at = end;
                continue;
            }
        }
        strbuf_add(out, text.p + start, second - start);
    }
    return strbuf_view(out);
}

struct str pass_apart(struct strbuf *out, struct str text, pass_test_fn *test)
{
    strbuf_clear(out);
    for (size_t at = 0; at < text.n;) {
        size_t start = at;
        bool apart = test(unicode_next(text, &at));
        if (apart) {
            strbuf_putc(out, ' ');
        }
        strbuf_add(out, text.p + start, at - start);
        if (apart) {
            strbuf_putc(out, ' ');
        }
    }
    return strbuf_view(out);
}

bool pass_is_symbol(uint32_t c)
{
    return unicode_class_of(c) == UNICODE_SYMBOL;
}

bool pass_is_western(uint32_t c)
{
    return (c >= '{' && c <= '~') || (c >= '[' && c <= '`') || (c >= ' ' && c <= '&') ||
           (c >= '(' && c <= '+') || (c >= ':' && c <= '@') || c == '/';
}

struct str pass_replace(struct strbuf *out, struct str text, struct str what, struct str by)
{
    size_t at;
    strbuf_clear(out);
    while ((at = str_find(text, what)) != SIZE_MAX) {
        strbuf_add(out, text.p, at);
        strbuf_str(out, by);
        text = str_from(text, at + what.n);
    }
    strbuf_str(out, text);
    return strbuf_view(out);
}

/* Replaces within the buffer itself: `by` is never longer than `what`. */
static void shrink(struct strbuf *text, struct str what, struct str by)
{
    struct str rest = strbuf_view(text);
    size_t at = str_find(rest, what);
    if (at == SIZE_MAX) {
        return;
    }
    char *to = text->p;
    do {
        memmove(to, rest.p, at);
        memcpy(to + at, by.p, by.n);
        to += at + by.n;
        rest = str_from(rest, at + what.n);
        at = str_find(rest, what);
    } while (at != SIZE_MAX);
    memmove(to, rest.p, rest.n);
    strbuf_truncate(text, (size_t)(to - text->p) + rest.n);
}

struct str pass_13a_entities(struct strbuf *out, struct str text)
{
    strbuf_clear(out);
    strbuf_putc(out, ' ');
    strbuf_str(out, text);
    if (text.n > 0 && memchr(text.p, '<', text.n) != NULL) {
        shrink(out, STR("\x3Cskipped>"), STR(""));
    }
    if (text.n > 0 && memchr(text.p, '\n', text.n) != NULL) {
        shrink(out, STR("-\n"), STR(""));
        shrink(out, STR("\n"), STR(" "));
    }
    if (text.n > 0 && memchr(text.p, '&', text.n) != NULL) {
        shrink(out, STR("&quot;"), STR("\""));
        shrink(out, STR("&amp;"), STR("&"));
        shrink(out, STR("&lt;"), STR("<"));
        shrink(out, STR("&gt;"), STR(">"));
    }
    strbuf_putc(out, ' ');
    return strbuf_view(out);
}

/* Room in a cleared buffer for text that no pass here more than triples. */
static char *triple(struct strbuf *out, struct str text)
{
    strbuf_clear(out);
    return strbuf_reserve(out, 3 * text.n);
}

static struct str written(struct strbuf *out, const char *end)
{
    out->n = (size_t)(end - out->p);
    out->p[out->n] = '\0';
    return strbuf_view(out);
}

/* ([\{-\~\[-\` -\&\(-\+\:-\@\/]) -> " \1 " */
static struct str separate_western(struct strbuf *out, struct str text)
{
    static const unsigned char alone[256] = {
        [' '] = 1, ['!'] = 1, ['"'] = 1, ['#'] = 1, ['$'] = 1,  ['%'] = 1, ['&'] = 1, ['('] = 1,
        [')'] = 1, ['*'] = 1, ['+'] = 1, ['/'] = 1, [':'] = 1,  [';'] = 1, ['<'] = 1, ['='] = 1,
        ['>'] = 1, ['?'] = 1, ['@'] = 1, ['['] = 1, ['\\'] = 1, [']'] = 1, ['^'] = 1, ['_'] = 1,
        ['`'] = 1, ['{'] = 1, ['|'] = 1, ['}'] = 1, ['~'] = 1};
    char *to = triple(out, text);
    for (size_t i = 0; to != NULL && i < text.n; i++) {
        char c = text.p[i];
        if (alone[(unsigned char)c]) {
            *to++ = ' ';
            *to++ = c;
            *to++ = ' ';
        } else {
            *to++ = c;
        }
    }
    return to != NULL ? written(out, to) : STR("");
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_point(char c)
{
    return c == '.' || c == ',';
}

/* ([^0-9])([\.,]) or, of dashes, ([0-9])(-) -> "\1 \2 " */
static inline struct str split_after(struct strbuf *out, struct str text, bool dashes)
{
    char *to = triple(out, text);
    for (size_t i = 0; to != NULL && i < text.n; i++) {
        *to++ = text.p[i];
        if (i + 1 < text.n && (dashes ? text.p[i + 1] == '-' : is_point(text.p[i + 1])) &&
            is_digit(text.p[i]) == dashes) {
            *to++ = ' ';
            *to++ = text.p[++i];
            *to++ = ' ';
        }
    }
    return to != NULL ? written(out, to) : STR("");
}

/* ([\.,])([^0-9]) -> " \1 \2" */
static struct str split_before(struct strbuf *out, struct str text)
{
    char *to = triple(out, text);
    for (size_t i = 0; to != NULL && i < text.n; i++) {
        if (is_point(text.p[i]) && i + 1 < text.n && !is_digit(text.p[i + 1])) {
            *to++ = ' ';
            *to++ = text.p[i++];
            *to++ = ' ';
        }
        *to++ = text.p[i];
    }
    return to != NULL ? written(out, to) : STR("");
}

static bool has(struct str text, char c)
{
    return text.n > 0 && memchr(text.p, c, text.n) != NULL;
}

struct str pass_points(struct str text, struct strbuf *one, struct strbuf *two)
{
    bool in_one = text.p == one->p;
    struct strbuf *first = in_one ? two : one;
    struct strbuf *second = in_one ? one : two;
    if (has(text, '.') || has(text, ',')) {
        text = split_after(first, text, false);
        text = split_before(second, text);
    }
    return has(text, '-') ? split_after(first, text, true) : text;
}

struct str pass_western(struct str text, struct strbuf *one, struct strbuf *two)
{
    text = separate_western(text.p == one->p ? two : one, text);
    return pass_points(text, one, two);
}
