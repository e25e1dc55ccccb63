/* Calls and messages of a case: taken out of the pages of its documents after reading, and
 * shown in the order of their times. */
#ifndef POLICEAI_CASEFILE_EVENTS_H
#define POLICEAI_CASEFILE_EVENTS_H

#include "casefile/event_rows.h"
#include "store/db.h"

#include <stdbool.h>

/* Takes those of each document that was read and compared and not looked at yet, some documents
 * a transaction; `columns`: the file of headings. */
enum err_code events_take(struct db *db, const char *columns, bool (*stopped)(void),
                          struct err *err) MUST_USE;

/* Who is meant, as text to compare by: of a telephone number the last nine digits, so that
 * 07700 900123 and +44 7700 900123 are one; of anything else its letters in lower case without
 * blanks at the ends. "" for nothing. */
struct str event_party(struct arena *arena, struct str said);

struct shown_event {
    int64_t document;
    struct event event;
    struct str path;
};
struct events_asked {
    struct str with;        /* "": anyone */
    struct str from, until; /* "": any time; until is not itself shown */
    int64_t max;
};
/* Those with an unknown time come last. ERR_NOT_FOUND: the case was read by an earlier version.
 */
enum err_code events_show(struct db *db, const struct events_asked *asked,
                          void (*show)(void *data, const struct shown_event *event), void *data,
                          struct err *err) MUST_USE;

#endif
