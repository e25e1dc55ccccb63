/* Days and times of day in English text as British police write it: the day before the month,
 * the 24-hour clock beside the 12-hour one, letters that scanning puts for digits.
 *
 * Pure. What a text does not say is not added: a day without a year has year 0, "the next day"
 * is a day only where the day it goes by stands before it (when_resolve). */
#ifndef POLICEAI_CASETEXT_WHEN_H
#define POLICEAI_CASETEXT_WHEN_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct day {
    int year; /* 0: not said */
    int month, day;
};

enum when_kind { WHEN_DAY, WHEN_TIME, WHEN_RELATIVE };

struct when {
    enum when_kind kind;
    size_t start, end;   /* bytes of the text */
    int weekday;         /* said with a WHEN_DAY, 1 (Monday) to 7; 0: not said */
    size_t weekday_end;  /* where its name ends */
    struct day day;      /* of WHEN_DAY; of WHEN_RELATIVE once it is resolved, else month 0 */
    int hour, minute;    /* of WHEN_TIME, 0 to 23 */
    bool half_day;       /* nothing says whether it is morning or evening: hour is 1 to 12 */
    bool about;          /* "about", "around", a round time told in words */
    int shift;           /* of WHEN_RELATIVE: days after the day it goes by */
    bool by_document;    /* goes by the document's own day: "yesterday", "today" */
    size_t anchor_start; /* of a resolved WHEN_RELATIVE: where the day it goes by stands; */
    size_t anchor_end;   /* both 0: the document's own day */
};

struct whens {
    struct when *items;
    size_t count, capacity;
    struct arena *arena;
};

/* All that stands in a text, in order, apart from each other. Valid UTF-8. */
void when_find(struct arena *arena, struct str text, struct whens *found);
/* Days of WHEN_RELATIVE: by the last day with a year that stands before, "yesterday" and
 * "today" by `own` (NULL or month 0: not known). What cannot be told stays month 0. */
void when_resolve(struct whens *found, const struct day *own);

/* A real day of the years 1 to 9999; year 0: of some year. */
bool day_real(const struct day *day);
/* 1 (Monday) to 7 (Sunday); the day is real and has a year. */
int day_of_week(const struct day *day);
/* `days` later or, below 0, earlier; the day has a year. */
struct day day_after(struct day day, int days);
/* The same day, or one that may be it: a year that is not said is any year's. */
bool day_same(const struct day *a, const struct day *b);
enum { DAY_TEXT = 16 };
/* "2026-03-14", without a year "--03-14" (as ISO 8601 of 1988 wrote it). */
void day_format(char text[DAY_TEXT], const struct day *day);
/* May both be said of one moment? Half-day times fit either half; those told as about fit
 * within `slack` minutes, others within one minute. */
bool time_fits(const struct when *a, const struct when *b, int slack);

#endif
