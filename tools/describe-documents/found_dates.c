#include "found_dates.h"

#include "base/month.h"

#include <string.h>
#include <strings.h>

static bool digit(struct str text, size_t i)
{
    return i < text.n && text.p[i] >= '0' && text.p[i] <= '9';
}

static bool letter(struct str text, size_t i)
{
    return i < text.n && ((text.p[i] | 32) >= 'a' && (text.p[i] | 32) <= 'z');
}

/* Up to `max` digits; how many. */
static size_t number(struct str text, size_t at, size_t max, int *value)
{
    size_t n = 0;
    *value = 0;
    while (n < max && digit(text, at + n)) {
        *value = *value * 10 + (text.p[at + n] - '0');
        n++;
    }
    return digit(text, at + n) ? 0 : n;
}

/* A month's name, or its first three letters and perhaps a full stop; how many bytes. */
static size_t month_at(struct str text, size_t at, int *month)
{
    size_t n = 0;
    while (letter(text, at + n)) {
        n++;
    }
    int found = month_of_word(str_sub(text, at, n));
    if (found == 0) {
        return 0;
    }
    *month = found;
    bool cut = n < strlen(month_name(found));
    return n + (cut && at + n < text.n && text.p[at + n] == '.' ? 1 : 0);
}

static size_t blanks(struct str text, size_t at)
{
    size_t n = 0;
    while (at + n < text.n && (text.p[at + n] == ' ' || text.p[at + n] == ',') && n < 3) {
        n++;
    }
    return n;
}

static size_t ordinal(struct str text, size_t at)
{
    static const char *const ends[] = {"st", "nd", "rd", "th"};
    for (size_t i = 0; at + 2 <= text.n && i < 4; i++) {
        if (strncasecmp(text.p + at, ends[i], 2) == 0 && !letter(text, at + 2)) {
            return 2;
        }
    }
    return 0;
}

static bool is_day(const struct found_date *date)
{
    return date->day >= 1 && date->day <= 31 && date->month >= 1 && date->month <= 12 &&
           date->year >= 1900 && date->year <= 2200;
}

static size_t year_at(struct str text, size_t at, struct found_date *date)
{
    size_t n = number(text, at, 4, &date->year);
    if (n == 2) {
        date->year += date->year < 70 ? 2000 : 1900;
    }
    return n == 2 || n == 4 ? n : 0;
}

static size_t worded(struct str text, size_t at, struct found_date *date)
{
    size_t i = at;
    size_t n = number(text, i, 2, &date->day);
    if (n > 0) {
        i += n + ordinal(text, i + n);
        i += blanks(text, i);
        i += str_starts(str_from(text, i), STR("of ")) ? 3 : 0;
        n = month_at(text, i, &date->month);
        i += n;
    } else {
        n = month_at(text, i, &date->month);
        i += n;
        i += blanks(text, i);
        size_t day = n == 0 ? 0 : number(text, i, 2, &date->day);
        n = day;
        i += day + (day > 0 ? ordinal(text, i + day) : 0);
    }
    if (n == 0) {
        return 0;
    }
    i += blanks(text, i);
    n = number(text, i, 4, &date->year) == 4 ? 4 : 0;
    return n == 0 ? 0 : i + n - at;
}

static size_t in_figures(struct str text, size_t at, struct found_date *date)
{
    size_t n = number(text, at, 4, &date->year);
    char between = at + n < text.n ? text.p[at + n] : '\0';
    size_t i = at + n + 1;
    if (n == 0 || strchr("/.-", between) == NULL || between == '\0') {
        return 0;
    }
    if (n == 4) {
        size_t m = number(text, i, 2, &date->month);
        size_t d = m == 2 && i + 2 < text.n && text.p[i + 2] == between
                       ? number(text, i + 3, 2, &date->day)
                       : 0;
        return d == 2 ? i + 3 + d - at : 0;
    }
    date->day = date->year;
    size_t m = n <= 2 ? number(text, i, 2, &date->month) : 0;
    if (m == 0 || i + m >= text.n || text.p[i + m] != between) {
        return 0;
    }
    size_t y = year_at(text, i + m + 1, date);
    return y == 0 ? 0 : i + m + 1 + y - at;
}

bool found_date_next(struct str text, size_t *at, struct found_date *date)
{
    for (size_t i = *at; i < text.n; i++) {
        bool starts = i == 0 || (!digit(text, i - 1) && !letter(text, i - 1) &&
                                 text.p[i - 1] != '/' && text.p[i - 1] != '.');
        size_t n = 0;
        if (starts && (digit(text, i) || letter(text, i))) {
            n = digit(text, i) ? in_figures(text, i, date) : 0;
            n = n > 0 && is_day(date) ? n : worded(text, i, date);
        }
        if (n > 0 && is_day(date)) {
            date->words = str_sub(text, i, n);
            *at = i + n;
            return true;
        }
    }
    *at = text.n;
    return false;
}
