/* How long a supplier has for its reply: data (reference/supplier-reply.json), with its source.
 *
 * A window of N days opens with the day the result was served and ends with the last second
 * (UTC) of the day N days later. */
#ifndef POLICEAI_SUPPLIER_REPLY_WINDOW_H
#define POLICEAI_SUPPLIER_REPLY_WINDOW_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct reply_window {
    int64_t days; /* 1 to 366 */
    struct str source;
};

/* From REFERENCE/supplier-reply.json, in the arena. */
enum err_code reply_window_load(struct arena *arena, const char *reference,
                                struct reply_window *window, struct err *err) MUST_USE;
/* The last day, for a result served at `now`. */
void reply_window_until(char until[DATE_SIZE], const struct reply_window *window, int64_t now);
/* Whether that day has passed at `now`. The date must be one (BUG otherwise). */
bool reply_window_closed(struct str until, int64_t now);

#endif
