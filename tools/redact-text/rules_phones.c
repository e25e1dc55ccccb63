/* Telephone numbers: the National Telephone Numbering Plan decides how long a number is and
 * whom a range is for. 03, 08 and 09 are for organisations, so they need a word that makes one
 * somebody's. */
#include "redact_rules.h"

#include "check_digits.h"
#include "context.h"

#define SEPARATED "(?:[ .()-]{0,2}\\d)"

static bool is_own_phone(struct str text, size_t start, size_t end)
{
    size_t at = start;
    char first[3] = {0};
    size_t n = 0;
    for (; at < end && n < 3; at++) {
        if (text.p[at] >= '0' && text.p[at] <= '9') {
            first[n++] = text.p[at];
        }
    }
    bool international = first[0] == '4' || (first[0] == '0' && first[1] == '0');
    char range = international ? '7' : first[1];
    if (range == '3' || range == '8' || range == '9') {
        return context_has(text, start, end, 30, 0, "his her my their mobile home");
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

const struct redact_rule redact_phone_rules[] = {
    {"PHONE",
     "(?<![\\w+])(?:(?:\\+ ?|00)44[ -]?(?:\\(0\\) ?)?[1-9]" SEPARATED
     "{8,9}|\\(?0[1-9]" SEPARATED "{8,9})(?!\\d)",
     check_uk_phone, is_own_phone},
    {"PHONE", "(?<![\\w+])[O0][0-9OoIlSB](?:[ -]?[0-9OoIlSB]){8,9}(?!\\w)", is_scanned_phone,
     is_own_phone},
    {"PHONE", "(?<![\\w+])\\+(?!44)\\d{1,3}(?:[ .()-]{0,2}\\d){7,12}(?!\\d)", NULL, NULL},
    {"PHONE",
     "(?i)\\b(?:tel|phone|telephone|mob|mobile|landline)\\b[^\\d\\n]{0,15}(\\d{3}[ -]?\\d{3,4})"
     "(?![\\d/])",
     NULL, NULL},
    {0},
};
