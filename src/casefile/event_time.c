#include "casefile/event_time.h"

#include "base/clock.h"
#include "base/month.h"

#include <stdio.h>
#include <string.h>

struct scan {
    struct str text;
    size_t at;
};

static char peek(const struct scan *s)
{
    return s->at < s->text.n ? s->text.p[s->at] : '\0';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool pass(struct scan *s, struct str what)
{
    if (!str_starts(str_from(s->text, s->at), what)) {
        return false;
    }
    s->at += what.n;
    return true;
}

/* Blanks of all widths, and marks of direction that exports put about names and times. */
static void pass_blanks(struct scan *s)
{
    static const struct str blanks[] = {{" ", 1},
                                        {"\t", 1},
                                        {"\xC2\xA0", 2},
                                        {"\xE2\x80\xAF", 3},
                                        {"\xE2\x80\x8E", 3},
                                        {"\xE2\x80\x8F", 3},
                                        {"\xEF\xBB\xBF", 3}};
    for (size_t i = 0; i < sizeof blanks / sizeof blanks[0];) {
        i = pass(s, blanks[i]) ? 0 : i + 1;
    }
}

/* One to `most` digits; how many, 0: none. */
static int number(struct scan *s, int most, int *value)
{
    int n = 0;
    *value = 0;
    while (n < most && is_digit(peek(s))) {
        *value = 10 * *value + (s->text.p[s->at++] - '0');
        n++;
    }
    return is_digit(peek(s)) ? 0 : n;
}

static int month_at(struct scan *s)
{
    size_t n = 0;
    struct str rest = str_from(s->text, s->at);
    while (n < rest.n && is_letter(rest.p[n])) {
        n++;
    }
    int month = month_of_word(str_sub(rest, 0, n));
    if (month > 0) {
        s->at += n;
        (void)pass(s, STR("."));
    }
    return month;
}

static int year_of(int value, int digits)
{
    return digits == 2 ? 2000 + value : digits == 4 ? value : 0;
}

struct date {
    int year, month, day;
    int a, b; /* of a date of numbers, in the order in which they stand */
};

/* 2026-03-01 and 2026/03/01; 01/03/2026, 1.3.26, 1-3-2026. */
static bool read_numbers(struct scan *s, enum day_order order, struct date *date)
{
    int values[3];
    int digits[3];
    char sign = '\0';
    for (int i = 0; i < 3; i++) {
        digits[i] = number(s, 4, &values[i]);
        if (digits[i] == 0) {
            return false;
        }
        if (i < 2) {
            char c = peek(s);
            if ((c != '/' && c != '-' && c != '.') || (i == 1 && c != sign)) {
                return false;
            }
            sign = c;
            s->at++;
            if (c == '.') { /* 13. 6. 2026 */
                pass_blanks(s);
            }
        }
    }
    if (digits[0] == 4) {
        *date = (struct date){values[0], values[1], values[2], 0, 0};
        return true;
    }
    date->a = values[0];
    date->b = values[1];
    date->year = year_of(values[2], digits[2]);
    bool month_first = values[1] > 12 || (values[0] <= 12 && order == MONTH_FIRST);
    date->day = month_first ? values[1] : values[0];
    date->month = month_first ? values[0] : values[1];
    return digits[0] <= 2 && digits[1] <= 2;
}

/* 1 March 2026, 1-Mar-26; March 1, 2026; a day of the week before it. */
static bool read_named(struct scan *s, struct date *date)
{
    int digits;
    if (is_letter(peek(s))) {
        size_t before = s->at;
        date->month = month_at(s);
        if (date->month == 0) { /* "Mon, " */
            s->at = before;
            while (is_letter(peek(s))) {
                s->at++;
            }
            if (s->at - before > 9) {
                return false;
            }
            (void)pass(s, STR(","));
            pass_blanks(s);
            date->month = is_letter(peek(s)) ? month_at(s) : 0;
        }
        pass_blanks(s);
    }
    bool first = date->month != 0;
    digits = number(s, 2, &date->day);
    if (digits == 0) {
        return false;
    }
    if (!first) {
        (void)pass(s, STR("-"));
        pass_blanks(s);
        date->month = month_at(s);
    }
    (void)pass(s, STR(","));
    (void)pass(s, STR("-"));
    pass_blanks(s);
    digits = number(s, 4, &date->year);
    date->year = peek(s) == ':' ? 0 : year_of(date->year, digits); /* a time is no year */
    return date->month != 0;
}

static bool read_date(struct scan *s, enum day_order order, struct date *date)
{
    size_t before = s->at;
    *date = (struct date){0};
    if (read_numbers(s, order, date)) {
        return true;
    }
    s->at = before;
    *date = (struct date){0};
    return read_named(s, date);
}

/* am, PM, p.m., "a. m.": 'a' or 'p', '\0' for none. */
static char half_of_day(struct scan *s)
{
    size_t before = s->at;
    pass_blanks(s);
    char half = (char)(peek(s) | 0x20);
    if (half == 'a' || half == 'p') {
        s->at++;
        (void)pass(s, STR("."));
        pass_blanks(s);
        char m = (char)(peek(s) | 0x20);
        s->at += m == 'm';
        if (m == 'm' && !is_letter(peek(s))) {
            (void)pass(s, STR("."));
            return half;
        }
    }
    s->at = before;
    return '\0';
}

struct clock_time {
    int hour, minute, second;
    bool seconds;
};

static bool read_clock(struct scan *s, struct clock_time *t)
{
    int ignored;
    *t = (struct clock_time){0};
    if (number(s, 2, &t->hour) == 0 || (peek(s) != ':' && peek(s) != '.')) {
        return false;
    }
    s->at++;
    if (number(s, 2, &t->minute) != 2) {
        return false;
    }
    if (peek(s) == ':' || peek(s) == '.') {
        s->at++;
        t->seconds = number(s, 2, &t->second) == 2;
    }
    if (t->seconds && (peek(s) == '.' || peek(s) == ',') && s->at + 1 < s->text.n &&
        is_digit(s->text.p[s->at + 1])) {
        s->at++;
        (void)number(s, 9, &ignored);
    }
    char half = half_of_day(s);
    if (half != '\0') {
        t->hour = t->hour % 12 + (half == 'p' ? 12 : 0);
    }
    return t->hour < 24 && t->minute < 60 && t->second < 61;
}

/* Z, UTC, GMT, BST, +01:00, +0100, (UTC+1), UTC-03:30. */
static void read_zone(struct scan *s, char zone[EVENT_ZONE_SIZE])
{
    int hours = 0;
    int minutes = 0;
    size_t before = s->at;
    pass_blanks(s);
    bool bracket = pass(s, STR("("));
    if (pass(s, STR("BST"))) {
        snprintf(zone, EVENT_ZONE_SIZE, "+01:00");
        (void)(bracket && pass(s, STR(")")));
        return;
    }
    bool named = pass(s, STR("UTC")) || pass(s, STR("GMT"));
    bool zulu = !named && pass(s, STR("Z"));
    char sign = peek(s);
    zone[0] = '\0';
    if ((sign == '+' || sign == '-') && !zulu) {
        s->at++;
        int digits = number(s, 4, &hours);
        if (digits > 2) {
            minutes = hours % 100;
            hours /= 100;
        } else if (digits > 0 && pass(s, STR(":"))) {
            digits = number(s, 2, &minutes);
        }
        if (digits == 0 || hours < 0 || hours > 14 || minutes > 59) {
            s->at = before;
            return;
        }
        snprintf(zone, EVENT_ZONE_SIZE, "%c%02u:%02u", sign, (unsigned)hours % 100,
                 (unsigned)minutes % 100);
    } else if (named || zulu) {
        snprintf(zone, EVENT_ZONE_SIZE, "Z");
    } else {
        s->at = before;
        return;
    }
    if (bracket) {
        (void)pass(s, STR(")"));
    }
}

static bool is_day(const struct date *date)
{
    char text[11];
    int64_t ignored;
    if (date->year < 1000 || date->month < 1 || date->month > 12 || date->day < 1 ||
        date->day > 31) {
        return false;
    }
    snprintf(text, sizeof text, "%04d-%02d-%02d", date->year % 10000, date->month % 100,
             date->day % 100);
    return date_parse(str_of(text), &ignored);
}

void event_zone_within(struct str heading, char zone[EVENT_ZONE_SIZE])
{
    zone[0] = '\0';
    for (size_t at = 0; at + 3 <= heading.n && zone[0] == '\0'; at++) {
        struct scan s = {.text = heading, .at = at};
        bool begins = at == 0 || !is_letter(heading.p[at - 1]);
        bool ends = at + 3 == heading.n || !is_letter(heading.p[at + 3]);
        if (begins && ends && heading.p[at] >= 'A' && heading.p[at] <= 'Z') {
            read_zone(&s, zone);
        }
    }
}

/* "Sun Mar 1 12:30:05 GMT 2026": as C's ctime and its like write it, the year last. */
static bool read_year_last(struct scan *s, struct date *date, struct clock_time *t,
                           char zone[EVENT_ZONE_SIZE])
{
    size_t before = s->at;
    int year;
    *date = (struct date){0};
    while (is_letter(peek(s))) {
        s->at++;
    }
    if (s->at - before != 3) {
        return false;
    }
    pass_blanks(s);
    date->month = month_at(s);
    pass_blanks(s);
    if (date->month == 0 || number(s, 2, &date->day) == 0 || peek(s) != ' ') {
        return false;
    }
    pass_blanks(s);
    if (!read_clock(s, t)) {
        return false;
    }
    read_zone(s, zone);
    pass_blanks(s);
    date->year = number(s, 4, &year) == 4 ? year : 0;
    return is_day(date);
}

static void write_time(struct event_time *out, const struct date *date,
                       const struct clock_time *t)
{
    snprintf(out->at, sizeof out->at,
             t->seconds ? "%04d-%02d-%02dT%02d:%02d:%02d" : "%04d-%02d-%02dT%02d:%02d",
             date->year % 10000, date->month % 100, date->day % 100, t->hour % 100,
             t->minute % 100, t->second % 100);
}

bool event_time_read(struct str text, enum day_order order, struct event_time *out,
                     size_t *taken)
{
    struct scan s = {.text = text};
    struct date date;
    struct clock_time t;
    *out = (struct event_time){.at = ""};
    pass_blanks(&s);
    struct scan first = s;
    if (read_year_last(&first, &date, &t, out->zone)) {
        write_time(out, &date, &t);
        *taken = first.at;
        return true;
    }
    out->zone[0] = '\0';
    if (!read_date(&s, order, &date) || !is_day(&date)) {
        return false;
    }
    out->numbered = date.a > 0 && date.a <= 12 && date.b <= 12 && date.a != date.b;
    *taken = s.at;
    struct scan later = s;
    (void)pass(&later, STR("."));
    (void)pass(&later, STR(","));
    pass_blanks(&later);
    (void)pass(&later, STR("T"));
    if (pass(&later, STR("at ")) || pass(&later, STR("klo "))) {
        pass_blanks(&later);
    }
    if (later.at > s.at && read_clock(&later, &t)) {
        write_time(out, &date, &t);
        read_zone(&later, out->zone);
        *taken = later.at;
    } else {
        snprintf(out->at, sizeof out->at, "%04d-%02d-%02d", date.year % 10000, date.month % 100,
                 date.day % 100);
    }
    return true;
}

enum day_order event_time_order(struct str text)
{
    struct scan s = {.text = text};
    struct date date = {0};
    pass_blanks(&s);
    if (!read_numbers(&s, DAY_UNKNOWN, &date) || date.a == 0) {
        return DAY_UNKNOWN;
    }
    return date.a > 12 ? DAY_FIRST : date.b > 12 ? MONTH_FIRST : DAY_UNKNOWN;
}

/* The word after a number, by its first letter: h, m, s; '\0' for none. */
static char pass_unit(struct scan *s)
{
    struct str rest = str_from(s->text, s->at);
    size_t n = 0;
    while (n < rest.n && is_letter(rest.p[n])) {
        n++;
    }
    s->at += n;
    return n == 0 ? '\0' : (char)(rest.p[0] | 0x20);
}

/* "00:01:15.0000000" and "75.0" without the part of a second; what "75.5" means is not known.
 */
static struct str whole_seconds(struct str text)
{
    size_t end = text.n;
    bool zeros = true;
    while (end > 0 && is_digit(text.p[end - 1])) {
        zeros = zeros && text.p[end - 1] == '0';
        end--;
    }
    bool part = end > 1 && end < text.n && text.p[end - 1] == '.' &&
                is_digit(text.p[end - 2]) &&
                (zeros || str_has_byte(str_sub(text, 0, end), ':'));
    return part ? str_sub(text, 0, end - 1) : text;
}

int64_t event_seconds(struct str text)
{
    struct scan s = {.text = whole_seconds(str_trim(text))};
    int64_t total = 0;
    int colons = 0;
    bool units = false;
    while (s.at < s.text.n) {
        int value;
        if (number(&s, 7, &value) == 0) {
            return -1;
        }
        pass_blanks(&s);
        char unit = pass_unit(&s);
        if (unit != '\0' && strchr("hms", unit) == NULL) {
            return -1;
        }
        units = units || unit != '\0';
        total = unit == '\0' ? total * 60 + value
                             : total + value * (unit == 'h'   ? INT64_C(3600)
                                                : unit == 'm' ? 60
                                                              : 1);
        pass_blanks(&s);
        (void)pass(&s, STR("."));
        if (unit == '\0' && s.at < s.text.n && (!pass(&s, STR(":")) || ++colons > 2)) {
            return -1;
        }
        pass_blanks(&s);
    }
    return s.text.n == 0 || (units && colons > 0) ? -1 : total;
}
