/* Time: UTC seconds since 1970, and a clock that tests can set.
 *
 * Nothing below cli, worker and keeper reads the wall clock itself: it takes `now`. */
#ifndef POLICEAI_BASE_CLOCK_H
#define POLICEAI_BASE_CLOCK_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* `seconds` fixed when `fixed` is true, else the system's. */
struct clock {
    bool fixed;
    int64_t seconds;
};

/* Seconds since 1970, UTC. */
int64_t clock_now(const struct clock *clock);
/* Monotonic, for durations and deadlines. */
int64_t clock_monotonic_ms(void);
int64_t clock_monotonic_us(void);

enum { TIME_SIZE = 21, DATE_SIZE = 11 };
/* "2026-01-29T09:00:00Z"; years 0001-9999, BUG outside them. */
void time_format(char text[TIME_SIZE], int64_t seconds);
/* Exactly that form, a real date, no leap second. */
bool time_parse(struct str text, int64_t *seconds);
/* "2026-01-29" and midnight UTC. */
void date_format(char text[DATE_SIZE], int64_t seconds);
bool date_parse(struct str text, int64_t *seconds);
/* Midnight of the same day of the month, `months` later; of the month's last day where it has
 * no such day. months >= 0, within the years above. */
int64_t date_months_later(int64_t seconds, int64_t months);

#endif
