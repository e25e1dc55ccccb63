/* White space, case and categories of Unicode text; see unicode.h. */
#include "metrics/unicode/unicode.h"

#include "base/ascii_case.h"
#include "base/utf8.h"
#include "metrics/unicode/unicode_tables.h"

enum {
    CAPITAL_SIGMA = 0x3A3,
    SMALL_SIGMA = 0x3C3,
    FINAL_SIGMA = 0x3C2,
    DOTTED_CAPITAL_I = 0x130
};

uint32_t unicode_next(struct str text, size_t *at)
{
    uint32_t code_point = (unsigned char)text.p[*at];
    if (code_point < 0x80) {
        *at += 1;
    } else if (!utf8_next(text, at, &code_point)) {
        BUG("text that is not UTF-8 reached a scorer");
    }
    return code_point;
}

bool unicode_is_space(uint32_t c)
{
    if (c < 0x80) {
        return c == ' ' || (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1F);
    }
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

size_t unicode_space_at(struct str text)
{
    if (text.n == 0) {
        return 0;
    }
    unsigned char first = (unsigned char)text.p[0];
    if (first < 0x80) {
        return unicode_is_space(first);
    }
    if (first != 0xC2 && first != 0xE1 && first != 0xE2 && first != 0xE3) {
        return 0; /* no white space begins with another byte */
    }
    size_t at = 0;
    return unicode_is_space(unicode_next(text, &at)) ? at : 0;
}

static bool in_ranges(const struct unicode_range *ranges, size_t count, uint32_t c)
{
    size_t low = 0;
    while (low < count) {
        size_t middle = low + (count - low) / 2;
        if (c > ranges[middle].last) {
            low = middle + 1;
        } else if (c < ranges[middle].first) {
            count = middle;
        } else {
            return true;
        }
    }
    return false;
}

enum unicode_class unicode_class_of(uint32_t c)
{
    if (c < 0x80 && ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')) {
        return UNICODE_OTHER;
    }
    if (in_ranges(unicode_punctuations, unicode_punctuations_count, c)) {
        return UNICODE_PUNCTUATION;
    }
    if (in_ranges(unicode_numbers, unicode_numbers_count, c)) {
        return UNICODE_NUMBER;
    }
    return in_ranges(unicode_symbols, unicode_symbols_count, c) ? UNICODE_SYMBOL
                                                                : UNICODE_OTHER;
}

/* Where the code point that ends before byte `end` begins. */
static size_t step_back(struct str text, size_t end)
{
    do {
        end--;
    } while (end > 0 && ((unsigned char)text.p[end] & 0xC0) == 0x80);
    return end;
}

struct str unicode_trim_end(struct str text)
{
    while (text.n > 0) {
        size_t start = step_back(text, text.n);
        if (unicode_space_at(str_from(text, start)) == 0) {
            break;
        }
        text.n = start;
    }
    return text;
}

struct str unicode_trim(struct str text)
{
    size_t space;
    while ((space = unicode_space_at(text)) > 0) {
        text = str_from(text, space);
    }
    return unicode_trim_end(text);
}

/* First bytes of white space, and of other characters. */
static bool may_begin_space(unsigned char byte)
{
    return byte <= ' ' || (byte >= 0xC2 && byte <= 0xE3);
}

bool unicode_word(struct str *rest, struct str *word)
{
    size_t space;
    while ((space = unicode_space_at(*rest)) > 0) {
        *rest = str_from(*rest, space);
    }
    if (rest->n == 0) {
        return false;
    }
    size_t end = 1; /* the bytes after the first of a sequence are no space's first */
    while (end < rest->n && (!may_begin_space((unsigned char)rest->p[end]) ||
                             unicode_space_at(str_n(rest->p + end, rest->n - end)) == 0)) {
        end++;
    }
    *word = str_n(rest->p, end);
    *rest = str_from(*rest, end);
    return true;
}

static uint32_t simple_lower(uint32_t c)
{
    size_t low = 0;
    size_t high = unicode_lowers_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct unicode_shift *shift = &unicode_lowers[middle];
        if (c > shift->last) {
            low = middle + 1;
        } else if (c < shift->first) {
            high = middle;
        } else {
            bool hit = (c - shift->first) % shift->step == 0;
            return hit ? (uint32_t)((int32_t)c + shift->delta) : c;
        }
    }
    return c;
}

bool unicode_is_upper(uint32_t c)
{
    return c == DOTTED_CAPITAL_I || simple_lower(c) != c;
}

bool unicode_is_letter(uint32_t c)
{
    if (c < 0x80) {
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }
    return !unicode_is_space(c) && unicode_class_of(c) == UNICODE_OTHER;
}

bool unicode_is_word(uint32_t c)
{
    if (c < 0x80) {
        return c == '_' || (c >= '0' && c <= '9') || unicode_is_letter(c);
    }
    return in_ranges(unicode_letters, unicode_letters_count, c) ||
           in_ranges(unicode_numbers, unicode_numbers_count, c);
}

bool unicode_is_mark(uint32_t c)
{
    return in_ranges(unicode_nonspacing, unicode_nonspacing_count, c) ||
           in_ranges(unicode_other_marks, unicode_other_marks_count, c);
}

int unicode_digit(uint32_t c)
{
    if (c < 0x80) {
        return c >= '0' && c <= '9' ? (int)(c - '0') : -1;
    }
    for (size_t i = 0; i < unicode_digits_count && unicode_digits[i].first <= c; i++) {
        if (c <= unicode_digits[i].last) {
            return (int)((c - unicode_digits[i].first) % 10);
        }
    }
    return -1;
}

static bool is_cased(uint32_t c)
{
    return in_ranges(unicode_cased, unicode_cased_count, c);
}

static bool is_ignorable(uint32_t c)
{
    return in_ranges(unicode_ignorable, unicode_ignorable_count, c);
}

/* Whether the sigma of bytes [start, end) follows a cased letter and precedes none, with
 * case-ignorable characters passed over. SOURCE: Unicode 3.13, Final_Sigma. */
static bool is_final(struct str text, size_t start, size_t end)
{
    uint32_t c = 0;
    bool before = false;
    while (start > 0) {
        start = step_back(text, start);
        size_t at = start;
        c = unicode_next(text, &at);
        if (!is_ignorable(c)) {
            before = is_cased(c);
            break;
        }
    }
    if (!before) {
        return false;
    }
    while (end < text.n) {
        c = unicode_next(text, &end);
        if (!is_ignorable(c)) {
            return !is_cased(c);
        }
    }
    return true;
}

static void add_lower(struct strbuf *out, struct str text, size_t start, size_t end, uint32_t c)
{
    char bytes[4];
    if (c == DOTTED_CAPITAL_I) {
        strbuf_puts(out, "i\xCC\x87");
        return;
    }
    uint32_t lower = simple_lower(c);
    if (c == CAPITAL_SIGMA) {
        lower = is_final(text, start, end) ? FINAL_SIGMA : SMALL_SIGMA;
    }
    strbuf_add(out, bytes, utf8_encode(lower, bytes));
}

void unicode_lower(struct strbuf *out, struct str text)
{
    for (size_t at = 0; at < text.n;) {
        char *room = strbuf_reserve(out, text.n - at);
        size_t count = 0;
        while (room != NULL && at < text.n && (unsigned char)text.p[at] < 0x80) {
            room[count++] = ascii_lower(text.p[at++]);
        }
        if (room == NULL) {
            return; /* the overflow of `out` says so */
        }
        out->n += count;
        out->p[out->n] = '\0';
        if (at < text.n) {
            size_t start = at;
            uint32_t c = unicode_next(text, &at);
            add_lower(out, text, start, at, c);
        }
    }
}
