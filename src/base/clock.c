/* Time; see clock.h. Civil-date arithmetic on the proleptic Gregorian calendar. */
#include "base/clock.h"

#include "base/err.h"

#include <stdio.h>
#include <time.h>

enum { DAY = 86400 };

int64_t clock_now(const struct clock *clock)
{
    if (clock != NULL && clock->fixed) {
        return clock->seconds;
    }
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return now.tv_sec;
}

int64_t clock_monotonic_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t clock_monotonic_ms(void)
{
    return clock_monotonic_us() / 1000;
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Days from 1970-01-01 to the first of January of `year`. */
static int64_t days_before_year(int year)
{
    int64_t y = year - 1;
    return y * 365 + y / 4 - y / 100 + y / 400 - 719162;
}

static int64_t days_of(int year, int month, int day)
{
    int64_t days = days_before_year(year) + day - 1;
    for (int m = 1; m < month; m++) {
        days += days_in_month(year, m);
    }
    return days;
}

static void civil(int64_t days, int *year, int *month, int *day)
{
    int y = (int)((days + 719162) / 366) + 1;
    while (days_before_year(y + 1) <= days) {
        y++;
    }
    int64_t rest = days - days_before_year(y);
    int m = 1;
    while (rest >= days_in_month(y, m)) {
        rest -= days_in_month(y, m++);
    }
    *year = y;
    *month = m;
    *day = (int)rest + 1;
}

static int64_t floor_day(int64_t seconds)
{
    return (seconds >= 0 ? seconds : seconds - (DAY - 1)) / DAY;
}

void date_format(char text[DATE_SIZE], int64_t seconds)
{
    if (seconds < -62135596800 || seconds > 253402300799) {
        BUG("time %lld is outside the years 1 to 9999", (long long)seconds);
    }
    int year, month, day;
    civil(floor_day(seconds), &year, &month, &day);
    char wide[64];
    snprintf(wide, sizeof wide, "%04d-%02d-%02d", year, month, day);
    snprintf(text, DATE_SIZE, "%.10s", wide);
}

void time_format(char text[TIME_SIZE], int64_t seconds)
{
    char date[DATE_SIZE];
    date_format(date, seconds);
    int rest = (int)(seconds - floor_day(seconds) * DAY);
    char wide[64];
    snprintf(wide, sizeof wide, "%sT%02d:%02d:%02dZ", date, rest / 3600, rest / 60 % 60,
             rest % 60);
    snprintf(text, TIME_SIZE, "%.20s", wide);
}

/* `count` decimal digits at text[at], or -1. */
static int digits_at(struct str text, size_t at, size_t count)
{
    int value = 0;
    for (size_t i = at; i < at + count; i++) {
        if (text.p[i] < '0' || text.p[i] > '9') {
            return -1;
        }
        value = value * 10 + (text.p[i] - '0');
    }
    return value;
}

bool date_parse(struct str text, int64_t *seconds)
{
    if (text.n != 10 || text.p[4] != '-' || text.p[7] != '-') {
        return false;
    }
    int year = digits_at(text, 0, 4);
    int month = digits_at(text, 5, 2);
    int day = digits_at(text, 8, 2);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) {
        return false;
    }
    *seconds = days_of(year, month, day) * DAY;
    return true;
}

int64_t date_months_later(int64_t seconds, int64_t months)
{
    char date[DATE_SIZE];
    date_format(date, seconds);
    int64_t month =
        digits_at(str_of(date), 0, 4) * 12 + digits_at(str_of(date), 5, 2) - 1 + months;
    int year = (int)(month / 12);
    int day = digits_at(str_of(date), 8, 2);
    int last = days_in_month(year, (int)(month % 12) + 1);
    return days_of(year, (int)(month % 12) + 1, day < last ? day : last) * DAY;
}

bool time_parse(struct str text, int64_t *seconds)
{
    int64_t date;
    if (text.n != 20 || text.p[10] != 'T' || text.p[13] != ':' || text.p[16] != ':' ||
        text.p[19] != 'Z' || !date_parse(str_sub(text, 0, 10), &date)) {
        return false;
    }
    int hour = digits_at(text, 11, 2);
    int minute = digits_at(text, 14, 2);
    int second = digits_at(text, 17, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
        return false;
    }
    *seconds = date + hour * 3600 + minute * 60 + second;
    return true;
}
