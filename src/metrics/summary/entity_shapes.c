/* Phone numbers, sums, dates and registration marks by their shapes; see entities.h.
 * SOURCE: Ofcom's national numbering plan (0 and nine or ten digits); DVLA INF104 (marks of the
 * current, prefix and suffix series). */
#include "metrics/summary/entities.h"

#include "base/month.h"

#include <math.h>
#include <string.h>

enum { PHONE_DIGITS_MAX = 15, NUMBER_DIGITS_MAX = 15 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_wordy(char c)
{
    return is_digit(c) || is_capital(c) || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* Byte at an offset, NUL past the end. */
static char at_of(struct str text, size_t at)
{
    return at < text.n ? text.p[at] : '\0';
}

static bool ends_here(struct str text, size_t at)
{
    return !is_wordy(at_of(text, at));
}

static size_t digits_at(struct str text, size_t at, size_t most)
{
    size_t n = 0;
    while (n < most && is_digit(at_of(text, at + n))) {
        n++;
    }
    return n;
}

static size_t number_at(struct str text, size_t at, size_t digits)
{
    size_t value = 0;
    for (size_t i = 0; i < digits; i++) {
        value = value * 10 + (size_t)(text.p[at + i] - '0');
    }
    return value;
}

/* Digits from `at` with blanks, hyphens and brackets between, the first at most
 * PHONE_DIGITS_MAX + 1 of them; returns where the last one ends. */
static size_t gather_digits(struct str text, size_t at, char *digits, size_t *count)
{
    size_t end = at;
    while (*count <= PHONE_DIGITS_MAX && at < text.n) {
        char c = text.p[at];
        char next = at_of(text, at + 1);
        bool gap = c == ' ' || c == '-' || c == '(' || c == ')';
        if (is_digit(c)) {
            digits[(*count)++] = c;
            end = ++at;
        } else if (gap && (is_digit(next) || next == ' ' || next == '(' || next == ')')) {
            at++;
        } else {
            break;
        }
    }
    return end;
}

/* Without the prefix of this country, which is 0 then. False for another country's number. */
static bool national(bool plus, struct str *digits)
{
    size_t prefix = plus ? 2 : 4;
    if (!str_starts(*digits, plus ? STR("44") : STR("0044"))) {
        *digits = !plus && digits->n > 0 ? str_from(*digits, 1) : *digits;
        return !plus;
    }
    *digits = str_from(*digits, prefix);
    if (digits->n > 0 && digits->p[0] == '0') {
        *digits = str_from(*digits, 1); /* +44 (0)20 … */
    }
    return true;
}

size_t entity_phone(struct arena *arena, struct str text, size_t at, struct str *form)
{
    char digits[PHONE_DIGITS_MAX + 2] = "";
    size_t count = 0;
    char first = at_of(text, at);
    bool plus = first == '+';
    if (!plus && first != '0' && first != '(') {
        return 0;
    }
    size_t end = gather_digits(text, at + plus, digits, &count);
    struct str found = str_n(digits, count);
    if (!plus && (count == 0 || digits[0] != '0')) {
        return 0;
    }
    bool home = national(plus, &found);
    bool fits = home ? found.n == 9 || found.n == 10 : count >= 8 && count <= PHONE_DIGITS_MAX;
    *form = str_of(arena_printf(arena, "%s%.*s", home ? "0" : "+", STR_ARG(found)));
    return fits && ends_here(text, end) ? end - at : 0;
}

/* 1,234.56 at *at, which moves past it; false where there is none. */
static bool take_amount(struct str text, size_t *at, double *amount)
{
    size_t n = digits_at(text, *at, NUMBER_DIGITS_MAX);
    if (n == 0) {
        return false;
    }
    *amount = (double)number_at(text, *at, n);
    *at += n;
    while (at_of(text, *at) == ',' && digits_at(text, *at + 1, 4) == 3 && *amount < 1e12) {
        *amount = *amount * 1000 + (double)number_at(text, *at + 1, 3);
        *at += 4;
    }
    if (at_of(text, *at) == '.') {
        size_t places = digits_at(text, *at + 1, 6);
        *amount += (double)number_at(text, *at + 1, places) / pow(10, (double)places);
        *at += places > 0 ? places + 1 : 0;
    }
    return true;
}

/* A word at *at, a space before it allowed; moves past it. */
static bool take_word(struct str text, size_t *at, const char *word)
{
    size_t start = *at + (at_of(text, *at) == ' ');
    size_t n = strlen(word);
    if (!str_eq(str_sub(text, start, n), str_of(word)) || !ends_here(text, start + n)) {
        return false;
    }
    *at = start + n;
    return true;
}

static double take_multiplier(struct str text, size_t *at)
{
    static const struct {
        const char *word;
        double times;
    } words[] = {{"k", 1e3},  {"thousand", 1e3}, {"m", 1e6},      {"million", 1e6},
                 {"mn", 1e6}, {"bn", 1e9},       {"billion", 1e9}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (take_word(text, at, words[i].word)) {
            return words[i].times;
        }
    }
    return 1;
}

size_t entity_sum(struct arena *arena, struct str text, size_t at, struct str *form)
{
    static const struct {
        const char *sign;
        const char *word;
        const char *name;
        double minor;
    } currencies[] = {{"\xC2\xA3", "pounds", "GBP", 100},
                      {"\xE2\x82\xAC", "euros", "EUR", 100},
                      {"$", "dollars", "USD", 100},
                      {NULL, "pence", "GBP", 1},
                      {NULL, "p", "GBP", 1}};
    double amount;
    for (size_t i = 0; i < sizeof currencies / sizeof currencies[0]; i++) {
        const char *sign = currencies[i].sign;
        size_t end = at;
        bool signed_sum = sign != NULL && str_starts(str_from(text, at), str_of(sign));
        if (signed_sum) {
            end += strlen(sign) + (at_of(text, at + strlen(sign)) == ' ');
        }
        if (!take_amount(text, &end, &amount)) {
            continue;
        }
        double times = take_multiplier(text, &end);
        if (signed_sum ? ends_here(text, end) : take_word(text, &end, currencies[i].word)) {
            *form = str_of(arena_printf(arena, "%s %.0f", currencies[i].name,
                                        round(amount * times * currencies[i].minor)));
            return end - at;
        }
    }
    return 0;
}

/* Number of the month a word names, 0 none; *length of the word with its point. */
static size_t month_at(struct str text, size_t at, size_t *length)
{
    for (size_t m = 0; m < 12; m++) {
        const char *name = month_name((int)m + 1);
        size_t full = strlen(name);
        for (size_t n = full; n >= 3; n = n == full && full > 4 ? 4 : n - 1) {
            bool usual = n == full || n == 3 || m == 8; /* "Sept" is the one of four letters */
            if (usual && str_eq(str_sub(text, at, n), str_n(name, n)) &&
                ends_here(text, at + n)) {
                *length = n + (n < full && at_of(text, at + n) == '.');
                return m + 1;
            }
        }
    }
    return 0;
}

static struct str date_form(struct arena *arena, size_t year, size_t month, size_t day)
{
    return str_of(arena_printf(arena, "%04zu-%02zu-%02zu", year, month, day));
}

static bool is_day(size_t month, size_t day)
{
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/* 31/12/2024, 31.12.24, 31-12-2024 and 2024-12-31. */
static size_t numeric_date(struct arena *arena, struct str text, size_t at, struct str *form)
{
    size_t digits[3];
    size_t values[3];
    size_t end = at;
    char separator = '\0';
    for (int i = 0; i < 3; i++) {
        digits[i] = digits_at(text, end, 5);
        if (digits[i] == 0 || digits[i] > 4) {
            return 0;
        }
        values[i] = number_at(text, end, digits[i]);
        end += digits[i];
        if (i < 2) {
            char c = at_of(text, end++);
            if (strchr("/.-", c) == NULL || c == '\0' || (i == 1 && c != separator)) {
                return 0;
            }
            separator = c;
        }
    }
    if (!ends_here(text, end)) {
        return 0;
    }
    if (digits[0] == 4 && separator == '-' && digits[1] == 2 && digits[2] == 2) {
        *form = date_form(arena, values[0], values[1], values[2]);
        return is_day(values[1], values[2]) ? end - at : 0;
    }
    if (digits[0] > 2 || digits[1] > 2 || digits[2] == 3 || digits[2] == 1) {
        return 0;
    }
    size_t year = digits[2] == 4 ? values[2] : values[2] + (values[2] < 70 ? 2000 : 1900);
    *form = date_form(arena, year, values[1], values[0]);
    return is_day(values[1], values[0]) ? end - at : 0;
}

/* The day of the month at *at with st, nd, rd or th; moves past it. */
static size_t take_day(struct str text, size_t *at)
{
    size_t n = digits_at(text, *at, 3);
    if (n == 0 || n > 2) {
        return 0;
    }
    size_t day = number_at(text, *at, n);
    size_t end = *at + n;
    struct str after = str_sub(text, end, 2);
    if (str_is(after, "st") || str_is(after, "nd") || str_is(after, "rd") ||
        str_is(after, "th")) {
        end += 2;
    }
    if (!ends_here(text, end)) {
        return 0;
    }
    *at = end;
    return day;
}

/* ", 2024" or " 2024" at *at; 0 none. */
static size_t take_year(struct str text, size_t *at)
{
    size_t start = *at + (at_of(text, *at) == ',');
    if (at_of(text, start) != ' ' || digits_at(text, start + 1, 5) != 4 ||
        !ends_here(text, start + 5)) {
        return 0;
    }
    *at = start + 5;
    return number_at(text, start + 1, 4);
}

/* 31 December 2024, 31st of Dec, December 31, 2024. */
static size_t written_date(struct arena *arena, struct str text, size_t at, struct str *form)
{
    size_t end = at;
    size_t length;
    size_t day = take_day(text, &end);
    size_t month = 0;
    if (day > 0) {
        (void)take_word(text, &end, "of");
        end++;
        month = at_of(text, end - 1) == ' ' ? month_at(text, end, &length) : 0;
        end += month > 0 ? length : 0;
    } else {
        month = month_at(text, end, &length);
        end += month > 0 ? length + 1 : 0;
        day = month > 0 && at_of(text, end - 1) == ' ' ? take_day(text, &end) : 0;
    }
    if (!is_day(month, day)) {
        return 0;
    }
    *form = date_form(arena, take_year(text, &end), month, day);
    return end - at;
}

size_t entity_date(struct arena *arena, struct str text, size_t at, struct str *form)
{
    size_t length = numeric_date(arena, text, at, form);
    return length > 0 ? length : written_date(arena, text, at, form);
}

/* `a` stands for a capital, `9` for a digit, a blank for a space that may be missing. */
static size_t shape_at(struct str text, size_t at, const char *shape, char *form)
{
    size_t end = at;
    for (; *shape != '\0'; shape++) {
        char c = at_of(text, end);
        if (*shape == ' ') {
            end += c == ' ';
        } else if (*shape == 'a' ? is_capital(c) : is_digit(c)) {
            *form++ = c;
            end++;
        } else {
            return 0;
        }
    }
    *form = '\0';
    return ends_here(text, end) ? end - at : 0;
}

size_t entity_vehicle(struct arena *arena, struct str text, size_t at, struct str *form)
{
    static const char *const shapes[] = {"aa99 aaa", "a999 aaa", "a99 aaa", "a9 aaa",
                                         "aaa 999a", "aaa 99a",  "aaa 9a"};
    char mark[16];
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        size_t length = shape_at(text, at, shapes[i], mark);
        if (length > 0) {
            *form = str_of(arena_strdup(arena, mark));
            return length;
        }
    }
    return 0;
}
