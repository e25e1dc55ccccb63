/* Times that are written as a number alone, as tables of calls hold them. */
#ifndef POLICEAI_CASEFILE_EVENT_DIGITS_H
#define POLICEAI_CASEFILE_EVENT_DIGITS_H

#include "base/arena.h"
#include "casefile/event_time.h"

/* 20260301, 202603011230, 20260301123005; seconds, thousandths or millionths of a second since
 * 1970 (UTC, ten, 13 and 16 digits, years 2000 to 2099); days since 1900 as a workbook counts
 * them (five digits, with a fraction or without, of the same years). False: none of these. */
bool event_digits_read(struct str text, struct event_time *out);
/* A time of day for event_time_read: "123005", "93005", "1230" and "0.5211" (of a day) with
 * colons; all else as it stands. */
struct str event_digits_clock(struct arena *arena, struct str text);

#endif
