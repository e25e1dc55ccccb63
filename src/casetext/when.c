/* Days; see when.h. The calendar is that of ISO 8601 (Gregorian, also before 1582). */
#include "casetext/when.h"

#include "base/month.h"

#include "casetext/when_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { YEAR_MIN = 1900, YEAR_MAX = 2099, CENTURY = 2000, MINUTES = 24 * 60, NOON = 12 * 60 };

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_of(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && (year == 0 || is_leap(year)) ? 29 : days[month - 1];
}

bool day_real(const struct day *day)
{
    return day->year >= 0 && day->year <= 9999 && day->month >= 1 && day->month <= 12 &&
           day->day >= 1 && day->day <= days_of(day->year, day->month);
}

int day_of_week(const struct day *day)
{
    /* SOURCE: Zeller's congruence (Acta Mathematica 9, 1887): 0 is Saturday. */
    int month = day->month < 3 ? day->month + 12 : day->month;
    int year = day->month < 3 ? day->year - 1 : day->year;
    int h = (day->day + 13 * (month + 1) / 5 + year + year / 4 - year / 100 + year / 400) % 7;
    return (h + 5) % 7 + 1;
}

struct day day_after(struct day day, int days)
{
    for (; days > 0; days--) {
        if (++day.day > days_of(day.year, day.month)) {
            day.day = 1;
            day.month = day.month == 12 ? 1 : day.month + 1;
            day.year += day.month == 1;
        }
    }
    for (; days < 0; days++) {
        if (--day.day < 1) {
            day.month = day.month == 1 ? 12 : day.month - 1;
            day.year -= day.month == 12;
            day.day = days_of(day.year, day.month);
        }
    }
    return day;
}

bool day_same(const struct day *a, const struct day *b)
{
    return a->month == b->month && a->day == b->day &&
           (a->year == b->year || a->year == 0 || b->year == 0);
}

void day_format(char text[DAY_TEXT], const struct day *day)
{
    if (day->year == 0) {
        (void)snprintf(text, DAY_TEXT, "--%02u-%02u", (unsigned)day->month % 100,
                       (unsigned)day->day % 100);
    } else {
        (void)snprintf(text, DAY_TEXT, "%04u-%02u-%02u", (unsigned)day->year % 10000,
                       (unsigned)day->month % 100, (unsigned)day->day % 100);
    }
}

static int apart(int a, int b)
{
    int d = abs(a - b);
    return d > MINUTES / 2 ? MINUTES - d : d;
}

bool time_fits(const struct when *a, const struct when *b, int slack)
{
    int x = a->hour * 60 + a->minute;
    int y = b->hour * 60 + b->minute;
    int d = apart(x, y);
    if (a->half_day || b->half_day) {
        int other = apart(x, (y + NOON) % MINUTES);
        d = other < d ? other : d;
    }
    return d <= (a->about || b->about ? slack : 1);
}

/* ---- finding ---- */

static const char *const weekdays[] = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "mon",    "tue",     "wed",       "thu",      "fri",    "sat",      "sun",
    "-",      "tues",    "weds",      "thurs",    "-",      "-",        "-",
    "-",      "-",       "-",         "thur",     NULL};
enum { WEEK = 7 };

/* 1 to 12, 0: no month */
static int month_at(const struct when_tokens *tokens, size_t i)
{
    const struct when_token *token = when_token_at(tokens, i);
    return token == NULL || token->kind != WHEN_WORD
               ? 0
               : month_of_word(str_sub(tokens->text, token->start, token->end - token->start));
}

/* A year in full, or two digits of one of this century. *taken tokens. */
static int year_at(const struct when_tokens *tokens, size_t i, bool two, size_t *taken)
{
    size_t at = i;
    if (when_is_mark(tokens, at, ',')) {
        at++;
    }
    if (when_is_mark(tokens, at, '\'')) {
        at++;
        two = true;
    }
    const struct when_token *year = when_token_at(tokens, at);
    *taken = 0;
    if (year == NULL || year->kind != WHEN_NUMBER || year->ordinal || year->apart ||
        when_is_mark(tokens, at + 1, ':')) {
        return 0;
    }
    if (year->digits == 4 && year->value >= YEAR_MIN && year->value <= YEAR_MAX) {
        *taken = at + 1 - i;
        return year->value;
    }
    if (two && year->digits == 2) {
        *taken = at + 1 - i;
        return CENTURY + year->value;
    }
    return 0;
}

/* 14 March 2026, 14th of March */
static size_t day_month_at(const struct when_tokens *tokens, size_t i, struct day *day)
{
    const struct when_token *number = &tokens->items[i];
    size_t at = i + 1;
    size_t year_taken;
    if (number->digits > 2 || number->value < 1) {
        return 0;
    }
    if (when_is(tokens, at, "day")) {
        at++; /* "this 14th day of" */
    }
    if (when_is(tokens, at, "of")) {
        at++;
    }
    if (when_is_mark(tokens, at, '-') || when_is_mark(tokens, at, '/')) {
        at++; /* 14-Mar-2026 */
    }
    day->month = month_at(tokens, at);
    if (day->month == 0 || when_token_at(tokens, at)->apart) {
        return 0;
    }
    bool dashed = tokens->items[at - 1].kind == WHEN_MARK;
    at++;
    if (dashed && (when_is_mark(tokens, at, '-') || when_is_mark(tokens, at, '/'))) {
        at++;
    }
    day->day = number->value;
    day->year = year_at(tokens, at, dashed, &year_taken);
    return day_real(day) ? at + year_taken - i : 0;
}

/* March 14, 2026; March 14th */
static size_t month_day_at(const struct when_tokens *tokens, size_t i, struct day *day)
{
    const struct when_token *number = when_token_at(tokens, i + 1);
    size_t year_taken = 0;
    day->month = month_at(tokens, i);
    if (day->month == 0 || number == NULL || number->kind != WHEN_NUMBER ||
        number->digits > 2 || number->apart) {
        return 0;
    }
    day->day = number->value;
    day->year = year_at(tokens, i + 2, false, &year_taken);
    return (day->year > 0 || number->ordinal) && day_real(day) ? 2 + year_taken : 0;
}

/* A mark without a space before it; '\0': none. */
static char glued_mark(const struct when_tokens *tokens, size_t i)
{
    const struct when_token *sign = when_token_at(tokens, i);
    return sign != NULL && sign->glued && sign->kind == WHEN_MARK ? sign->mark : '\0';
}

static bool is_glued_number(const struct when_tokens *tokens, size_t i)
{
    const struct when_token *number = when_token_at(tokens, i);
    return number != NULL && number->kind == WHEN_NUMBER && number->glued;
}

/* Three numbers with one mark between them, and no fourth: the mark, '\0' else. */
static char three_figures(const struct when_tokens *tokens, size_t i, int value[3],
                          int digits[3])
{
    char mark = glued_mark(tokens, i + 1);
    if (mark == '\0' || strchr("/.-", mark) == NULL || glued_mark(tokens, i + 3) != mark ||
        (glued_mark(tokens, i + 5) == mark && is_glued_number(tokens, i + 6))) {
        return '\0';
    }
    for (size_t k = 0; k < 3; k++) {
        const struct when_token *number = when_token_at(tokens, i + 2 * k);
        if (number == NULL || number->kind != WHEN_NUMBER || number->ordinal ||
            (k > 0 && !number->glued)) {
            return '\0';
        }
        value[k] = number->value;
        digits[k] = number->digits;
    }
    return mark;
}

/* 14/03/2026, 14.3.26, 2026-03-14 */
static size_t figures_at(const struct when_tokens *tokens, size_t i, struct day *day)
{
    int value[3];
    int digits[3];
    char mark = three_figures(tokens, i, value, digits);
    if (mark == '\0') {
        return 0;
    }
    bool first = digits[0] == 4 && mark == '-';
    *day = first ? (struct day){value[0], value[1], value[2]}
                 : (struct day){digits[2] == 2 ? CENTURY + value[2] : value[2], value[1],
                                value[0]};
    bool sized = first ? digits[1] == 2 && digits[2] == 2
                       : digits[0] <= 2 && digits[1] <= 2 && (digits[2] == 4 || digits[2] == 2);
    return sized && day->year >= YEAR_MIN && day->year <= YEAR_MAX && day_real(day) ? 5 : 0;
}

static size_t day_at(const struct when_tokens *tokens, size_t i, struct when *when)
{
    size_t at = i;
    size_t taken = 0;
    int weekday = when_one_of(tokens, at, weekdays);
    if (weekday >= 0) {
        when->weekday = weekday % WEEK + 1;
        when->weekday_end = tokens->items[at].end;
        at++;
        if (when_is_mark(tokens, at, ',') || when_is_mark(tokens, at, '.')) {
            at++;
        }
        if (when_is(tokens, at, "the")) {
            at++;
        }
    }
    const struct when_token *token = when_token_at(tokens, at);
    if (token == NULL || (token->glued && token->start > 0 &&
                          strchr("(\"'[:", tokens->text.p[token->start - 1]) == NULL)) {
        return 0;
    }
    if (token->kind == WHEN_NUMBER) {
        taken = figures_at(tokens, at, &when->day);
        if (taken == 0) {
            taken = day_month_at(tokens, at, &when->day);
        }
    } else if (token->kind == WHEN_WORD) {
        taken = month_day_at(tokens, at, &when->day);
    }
    if (taken == 0) {
        return 0;
    }
    when->kind = WHEN_DAY;
    when->start = tokens->items[i].start;
    when->end = tokens->items[at + taken - 1].end;
    return at + taken - i;
}

static const char *const parts[] = {"day", "morning", "afternoon", "evening", "night", NULL};

/* "the night before", unless "the" goes on: "the night before the fair". */
static bool is_day_before(const struct when_tokens *tokens, size_t i)
{
    return when_is(tokens, i, "the") && when_one_of(tokens, i + 1, parts) >= 0 &&
           when_is(tokens, i + 2, "before") && !when_is(tokens, i + 3, "the");
}

/* yesterday, last night, this morning, tomorrow: *shift days after the document's own. */
static size_t by_document_at(const struct when_tokens *tokens, size_t i, int *shift)
{
    bool night = when_is(tokens, i + 1, "night") || when_is(tokens, i + 1, "evening");
    if (when_is(tokens, i, "yesterday") || (when_is(tokens, i, "last") && night)) {
        *shift = -1;
    } else if (when_is(tokens, i, "today") || when_is(tokens, i, "tonight") ||
               (when_is(tokens, i, "this") &&
                (when_is(tokens, i + 1, "morning") || when_is(tokens, i + 1, "afternoon") ||
                 when_is(tokens, i + 1, "evening")))) {
        *shift = 0;
    } else if (when_is(tokens, i, "tomorrow")) {
        *shift = 1;
    } else {
        return 0;
    }
    return when_is(tokens, i, "last") || when_is(tokens, i, "this") ? 2 : 1;
}

/* yesterday; the next day, the night before */
static size_t relative_at(const struct when_tokens *tokens, size_t i, struct when *when)
{
    size_t taken = 0;
    taken = by_document_at(tokens, i, &when->shift);
    if (taken > 0) {
        when->by_document = true;
    } else if (when_is(tokens, i, "the") || when_is(tokens, i, "that")) {
        bool part = when_one_of(tokens, i + 2, parts) >= 0;
        if (part && (when_is(tokens, i + 1, "next") || when_is(tokens, i + 1, "following"))) {
            when->shift = 1;
            taken = 3;
        } else if (part && when_is(tokens, i + 1, "same")) {
            taken = 3;
        } else if ((part && when_is(tokens, i + 1, "previous")) || is_day_before(tokens, i)) {
            when->shift = -1;
            taken = 3;
        } else if (when_is(tokens, i, "that") && when_one_of(tokens, i + 1, parts) >= 0) {
            taken = 2;
        }
    }
    if (taken > 0) {
        when->kind = WHEN_RELATIVE;
        when->start = tokens->items[i].start;
        when->end = tokens->items[i + taken - 1].end;
    }
    return taken;
}

static void add(struct whens *found, const struct when *when)
{
    if (found->count == found->capacity) {
        size_t capacity = found->capacity * 2 + 16;
        struct when *items = arena_alloc(found->arena, capacity * sizeof *items);
        if (found->count > 0) {
            memcpy(items, found->items, found->count * sizeof *items);
        }
        found->items = items;
        found->capacity = capacity;
    }
    found->items[found->count++] = *when;
}

void when_find(struct arena *arena, struct str text, struct whens *found)
{
    struct when_tokens tokens;
    *found = (struct whens){.arena = arena};
    when_tokens_read(arena, text, &tokens);
    for (size_t i = 0; i < tokens.count;) {
        struct when when = {0};
        size_t taken = day_at(&tokens, i, &when);
        if (taken == 0) {
            taken = when_time_at(&tokens, i, &when);
        }
        if (taken == 0) {
            when = (struct when){0};
            taken = relative_at(&tokens, i, &when);
        }
        if (taken > 0) {
            add(found, &when);
        }
        i += taken > 0 ? taken : 1;
        if (taken > 0 && when.kind == WHEN_DAY && when.day.year > 0) {
            taken = when_time_after_day(&tokens, i, &when);
            if (taken > 0) {
                add(found, &when);
                i += taken;
            }
        }
    }
}

void when_resolve(struct whens *found, const struct day *own)
{
    const struct when *anchor = NULL;
    for (size_t i = 0; i < found->count; i++) {
        struct when *when = &found->items[i];
        if (when->kind == WHEN_DAY && when->day.year > 0) {
            anchor = when;
        } else if (when->kind == WHEN_RELATIVE && when->by_document) {
            if (own != NULL && own->month > 0 && own->year > 0) {
                when->day = day_after(*own, when->shift);
            }
        } else if (when->kind == WHEN_RELATIVE && anchor != NULL) {
            when->day = day_after(anchor->day, when->shift);
            when->anchor_start = anchor->start;
            when->anchor_end = anchor->end;
        }
    }
}
