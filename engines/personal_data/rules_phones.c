/* Telephone numbers: the National Telephone Numbering Plan decides how long a number is and
 * whom a range is for. 03, 08 and 09 are for organisations, so they need a word that makes one
 * somebody's. */
#include "personal_data/detect_rules.h"

#include "personal_data/check_digits.h"
#include "personal_data/context.h"

#define SEPARATED "(?:[ .()-]{0,2}\\d)"

/* The first digit after 0 or the country code. */
static char range_of(struct str span)
{
    char digits[7] = {0};
    size_t n = 0;
    for (size_t i = 0; i < span.n && n < 6; i++) {
        char digit = span.p[i] >= '0' && span.p[i] <= '9' ? span.p[i] : '\0';
        if (digit != '\0') {
            digits[n++] = digit;
        }
    }
    struct str number = str_n(digits, n);
    if (str_starts(number, STR("00"))) {
        number = str_from(number, 2);
    }
    if (str_starts(number, STR("44"))) {
        number = str_from(number, 2);
    }
    if (str_starts(number, STR("0"))) {
        number = str_from(number, 1);
    }
    return number.n > 0 ? number.p[0] : '\0';
}

static bool is_own_phone(struct str text, size_t start, size_t end)
{
    char range = range_of(str_n(text.p + start, end - start));
    if (range == '3' || range == '8' || range == '9') {
        return context_has(text, start, end, 14, 0, "his her my their mobile home");
    }
    return !context_has(
        text, start, end, 30, 0,
        "switchboard helpline hotline reception enquiries desk counter freephone");
}

static char scanned_digit(char c)
{
    switch (c) {
    case 'O':
    case 'o':
        return '0';
    case 'I':
    case 'l':
        return '1';
    case 'S':
        return '5';
    case 'B':
        return '8';
    default:
        return c >= '0' && c <= '9' ? c : '\0';
    }
}

/* Letters that scanning puts for digits, in at most half the places. */
static bool is_scanned_phone(struct str span)
{
    char digits[32];
    size_t n = 0;
    size_t letters = 0;
    for (size_t i = 0; i < span.n && n < sizeof digits; i++) {
        char digit = scanned_digit(span.p[i]);
        if (digit != '\0') {
            digits[n++] = digit;
            letters += digit != span.p[i];
        }
    }
    return letters > 0 && letters * 2 <= n && check_uk_phone(str_n(digits, n));
}

const struct detect_rule detect_phone_rules[] = {
    {"PHONE",
     "(?<![\\w+])(?:(?:\\+ ?|00)44[ -]?(?:\\(0\\) ?)?[1-9]" SEPARATED
     "{8,9}|\\(?0[1-9]" SEPARATED "{8,9})(?!\\d)",
     check_uk_phone, is_own_phone, "#hsdpckm+xULDHX 2-+ pkdDX;", 2},
    {"PHONE", "(?<![\\w+])[O0][0-9OoIlSB](?:[ -]?[0-9OoIlSB]){8,9}(?!\\w)", is_scanned_phone,
     is_own_phone, "[O0][0-9OoIlSB](?:[ -]?[0-9OoIlSB]){8}", 18},
    {"PHONE", "(?<![\\w+])\\+(?!44)\\d{1,3}(?:[ .()-]{0,2}\\d){7,12}(?!\\d)", NULL, NULL,
     "\\+\\d", 5},
    {"PHONE",
     "(?i)\\b(?:tel|phone|telephone|mob|mobile|landline)\\b[^\\d\\n]{0,15}(\\d{3}[ -]?\\d{3,4})"
     "(?![\\d/])",
     NULL, NULL, "(?i)(?:^|\\W)(?:tel|phone|telephone|mob|mobile|landline)\\W", 16},
    {0},
};
