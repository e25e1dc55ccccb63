/* en-GB: money, times, postcodes and number plates; see norm_tokens.h. */
#include "score/speech/norm_tokens.h"

#include <stdlib.h>
#include <string.h>

static struct str token(const struct norm_tokens *tokens, size_t i)
{
    return i < tokens->count ? tokens->items[i] : str_n("", 0);
}

/* `pattern` has "a" for a letter, "9" for a digit. */
static bool has_shape(struct str text, const char *pattern)
{
    if (text.n != strlen(pattern)) {
        return false;
    }
    for (size_t i = 0; i < text.n; i++) {
        if (!(pattern[i] == '9' ? norm_is_digit(text.p[i]) : norm_is_letter(text.p[i]))) {
            return false;
        }
    }
    return true;
}

static bool has_any_shape(struct str text, const char *const *patterns)
{
    for (size_t i = 0; patterns[i] != NULL; i++) {
        if (has_shape(text, patterns[i])) {
            return true;
        }
    }
    return false;
}

/* "sw1a 1aa" and "ab12 cde" are one word. SOURCE: BS 7666 (postcodes); The Road Vehicles
 * (Display of Registration Marks) Regulations 2001, schedule 2 (the form since 1 September
 * 2001). */
static bool is_joined(struct str first, struct str second)
{
    static const char *const outward[] = {"a9", "a99", "aa9", "aa99", "a9a", "aa9a", NULL};
    return (has_any_shape(first, outward) && has_shape(second, "9aa")) ||
           (has_shape(first, "aa99") && has_shape(second, "aaa"));
}

static struct str join(const struct norm_tokens *tokens, size_t i, size_t count)
{
    size_t n = 0;
    for (size_t k = 0; k < count; k++) {
        n += tokens->items[i + k].n;
    }
    char *text = arena_alloc(tokens->arena, n + 1);
    n = 0;
    for (size_t k = 0; k < count; k++) {
        memcpy(text + n, tokens->items[i + k].p, tokens->items[i + k].n);
        n += tokens->items[i + k].n;
    }
    return str_n(text, n);
}

/* Letters and digits said one by one: three or more, one a digit, as in "a b 1 2 c d e". */
static size_t spelt_out(const struct norm_tokens *tokens, size_t i)
{
    size_t count = 0;
    bool digit = false;
    bool letter = false;
    for (;; count++) {
        struct str text = token(tokens, i + count);
        bool number = norm_is_number(text);
        if (!has_shape(text, "a") && !(number && count > 0 && letter && text.n <= 3)) {
            break;
        }
        digit = digit || number;
        letter = letter || !number;
    }
    return count >= 3 && digit ? count : 0;
}

/* Digits with at most one "." */
static bool is_amount(struct str text)
{
    size_t point = str_find(text, STR("."));
    return norm_is_number(text) ||
           (point != SIZE_MAX && norm_is_number(str_sub(text, 0, point)) &&
            norm_is_number(str_from(text, point + 1)));
}

static struct str pounds(const struct norm_tokens *tokens, struct str amount, struct str pence)
{
    const char *zero = pence.n == 1 ? "0" : "";
    if (pence.n > 0) {
        return str_of(arena_printf(tokens->arena, "\xC2\xA3%.*s.%s%.*s", STR_ARG(amount), zero,
                                   STR_ARG(pence)));
    }
    size_t point = str_find(amount, STR("."));
    if (point != SIZE_MAX && str_is(str_sub(amount, 0, point), "0")) {
        struct str left = str_from(amount, point + 1);
        return str_of(arena_printf(tokens->arena, "%.*sp", STR_ARG(left)));
    }
    if (point != SIZE_MAX && str_is(str_from(amount, point), ".00")) {
        amount.n = point;
    }
    return str_of(arena_printf(tokens->arena, "\xC2\xA3%.*s", STR_ARG(amount)));
}

/* "£5.50", "5 pounds 50", "5 pounds and 50 pence", "50 pence", "50 p". */
static size_t add_money(const struct norm_tokens *tokens, size_t i, struct norm_tokens *out)
{
    struct str first = token(tokens, i);
    struct str second = token(tokens, i + 1);
    if (str_starts(first, STR("\xC2\xA3")) && is_amount(str_from(first, 2))) {
        norm_add(out, pounds(tokens, str_from(first, 2), str_n("", 0)));
        return 1;
    }
    if (is_amount(first) &&
        (str_is(second, "pence") || str_is(second, "p") || str_is(second, "penny"))) {
        norm_add(out, str_of(arena_printf(tokens->arena, "%.*sp", STR_ARG(first))));
        return 2;
    }
    if (!is_amount(first) || !(str_is(second, "pounds") || str_is(second, "pound"))) {
        return 0;
    }
    size_t at = i + 2 + str_is(token(tokens, i + 2), "and");
    struct str pence = token(tokens, at);
    bool named = str_is(token(tokens, at + 1), "pence") || str_is(token(tokens, at + 1), "p");
    bool joined = at == i + 2 && has_shape(pence, "99");
    if (norm_is_number(first) && norm_is_number(pence) && pence.n <= 2 && (named || joined)) {
        norm_add(out, pounds(tokens, first, pence));
        return at + 1 + named - i;
    }
    norm_add(out, pounds(tokens, first, str_n("", 0)));
    return 2;
}

/* "10:30" is 1030; so is "10.30" before am or pm. */
static struct str time_of(const struct norm_tokens *tokens, size_t i)
{
    struct str text = token(tokens, i);
    struct str next = token(tokens, i + 1);
    size_t mark = str_find(text, STR(":"));
    if (mark == SIZE_MAX && (str_is(next, "am") || str_is(next, "pm"))) {
        mark = str_find(text, STR("."));
    }
    if (mark == SIZE_MAX || text.n != mark + 3 || mark > 2) {
        return text;
    }
    return str_of(
        arena_printf(tokens->arena, "%.*s%.*s", (int)mark, text.p, 2, text.p + mark + 1));
}

void norm_marks(struct norm_tokens *tokens)
{
    struct norm_tokens out = {.arena = tokens->arena};
    for (size_t i = 0; i < tokens->count;) {
        size_t used = add_money(tokens, i, &out);
        if (used == 0 && i + 1 < tokens->count &&
            is_joined(tokens->items[i], tokens->items[i + 1])) {
            norm_add(&out, join(tokens, i, 2));
            used = 2;
        }
        if (used == 0) {
            used = spelt_out(tokens, i);
            if (used > 0) {
                norm_add(&out, join(tokens, i, used));
            }
        }
        if (used == 0) {
            norm_add(&out, time_of(tokens, i));
            used = 1;
        }
        i += used;
    }
    free(tokens->items);
    *tokens = out;
}
