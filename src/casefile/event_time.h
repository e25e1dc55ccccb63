/* Times as people and programs write them. A zone is what stands there; where none stands, none
 * is put. */
#ifndef POLICEAI_CASEFILE_EVENT_TIME_H
#define POLICEAI_CASEFILE_EVENT_TIME_H

#include "base/str.h"

#include <stdbool.h>

enum day_order { DAY_UNKNOWN, DAY_FIRST, MONTH_FIRST };
enum { EVENT_TIME_SIZE = 24, EVENT_ZONE_SIZE = 8 };

struct event_time {
    char
        at[EVENT_TIME_SIZE]; /* YYYY-MM-DD, with THH:MM or THH:MM:SS when a time stands there */
    char zone[EVENT_ZONE_SIZE]; /* "Z", "+01:00", or "": not stated */
    bool numbered;              /* the date is of numbers whose order had to be known */
};

/* 2026-03-01T12:30:05+01:00, 01/03/2026 12:30, 1.3.26 9:05 pm, 1 March 2026, Mar 1, 2026 12:30,
 * Sun Mar 1 12:30:05 GMT 2026 and their like; BST is British Summer Time. They stand at the
 * start of the text; *taken bytes of it. False when none stands there or
 * it is no day of the calendar; years of two digits are of this century. */
bool event_time_read(struct str text, enum day_order order, struct event_time *out,
                     size_t *taken);
/* A zone that stands anywhere in a heading: "Start (UTC+1)", "Time GMT"; "" where none does. */
void event_zone_within(struct str heading, char zone[EVENT_ZONE_SIZE]);
/* What a date of numbers tells of the order: 25/12/2026 the day first, 12/25/2026 the month. */
enum day_order event_time_order(struct str text);
/* "1:02:03", "02:03", "75", "75.0", "75 s", "1 h 2 min 3 s", "00:01:15.0000000" as whole
 * seconds; -1: none of these. */
int64_t event_seconds(struct str text);

#endif
