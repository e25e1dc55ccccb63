#include "casefile/event_digits.h"

#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DAY = 86400, YEAR_2000 = 946684800, DAYS_1900_TO_1970 = 25569 };
#define YEAR_2100 INT64_C(4102444800)

/* Digits, then perhaps a point and digits; how many before the point, 0: it is none. */
static size_t digits_of(struct str text)
{
    size_t n = 0;
    while (n < text.n && text.p[n] >= '0' && text.p[n] <= '9') {
        n++;
    }
    size_t end = n;
    if (end < text.n && text.p[end] == '.') {
        for (end++; end < text.n && text.p[end] >= '0' && text.p[end] <= '9';) {
            end++;
        }
    }
    return end == text.n && text.n < 32 ? n : 0;
}

static bool since_1970(int64_t seconds, const char *zone, struct event_time *out)
{
    char shown[TIME_SIZE];
    if (seconds < YEAR_2000 || seconds >= YEAR_2100) {
        return false;
    }
    time_format(shown, seconds);
    *out = (struct event_time){.at = ""};
    snprintf(out->at, sizeof out->at, "%.19s", shown);
    snprintf(out->zone, sizeof out->zone, "%s", zone);
    return true;
}

static bool as_written(struct str text, struct event_time *out)
{
    char spaced[EVENT_TIME_SIZE];
    size_t taken = 0;
    int n = snprintf(spaced, sizeof spaced, "%.4s-%.2s-%.2s", text.p, text.p + 4, text.p + 6);
    if (text.n >= 12) {
        n += snprintf(spaced + n, sizeof spaced - (size_t)n, " %.2s:%.2s", text.p + 8,
                      text.p + 10);
    }
    if (text.n == 14) {
        n += snprintf(spaced + n, sizeof spaced - (size_t)n, ":%.2s", text.p + 12);
    }
    bool century = strncmp(text.p, "19", 2) == 0 || strncmp(text.p, "20", 2) == 0;
    return century && event_time_read(str_n(spaced, (size_t)n), DAY_UNKNOWN, out, &taken) &&
           taken == (size_t)n;
}

bool event_digits_read(struct str text, struct event_time *out)
{
    char number[32];
    text = str_trim(text);
    size_t n = digits_of(text);
    if (n == 0) {
        return false;
    }
    snprintf(number, sizeof number, "%.*s", STR_ARG(text));
    int64_t whole = strtoll(number, NULL, 10);
    bool pure = n == text.n;
    if (pure && (n == 8 || n == 12 || n == 14)) {
        return as_written(text, out);
    }
    if (n == 10 || (pure && (n == 13 || n == 16))) {
        return since_1970(whole / (n == 10 ? 1 : n == 13 ? 1000 : 1000000), "Z", out);
    }
    if (n != 5) {
        return false;
    }
    double days = strtod(number, NULL) - DAYS_1900_TO_1970;
    if (!since_1970((int64_t)(days * DAY + 0.5), "", out)) {
        return false;
    }
    if (pure) {
        out->at[10] = '\0';
    }
    return true;
}

struct str event_digits_clock(struct arena *arena, struct str text)
{
    text = str_trim(text);
    size_t n = digits_of(text);
    if (n == 1 && text.n > 2 && text.p[0] == '0') {
        char number[32];
        snprintf(number, sizeof number, "%.*s", STR_ARG(text));
        int seconds = (int)(strtod(number, NULL) * DAY + 0.5) % DAY;
        return str_of(arena_printf(arena, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60,
                                   seconds % 60));
    }
    if (n != text.n || n < 4 || n > 6) {
        return text;
    }
    size_t hours = n == 5 ? 1 : 2;
    return str_of(arena_printf(arena, "%.*s:%.2s%s%.*s", (int)hours, text.p, text.p + hours,
                               n == 4 ? "" : ":", n == 4 ? 0 : 2, text.p + hours + 2));
}
