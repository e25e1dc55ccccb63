/* What the columns of tables of calls and messages hold, by their headings: data
 * (reference/case-file/columns.json), so that another export needs no other program. */
#ifndef POLICEAI_CASEFILE_EVENT_COLUMNS_H
#define POLICEAI_CASEFILE_EVENT_COLUMNS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "casefile/event_time.h"

enum event_column {
    EVENT_NO_COLUMN, /* a heading that is in no list */
    EVENT_AT,
    EVENT_DATE,
    EVENT_TIME,
    EVENT_ZONE,
    EVENT_FROM,
    EVENT_TO,
    EVENT_PARTY,
    EVENT_TARGET, /* whose records these are */
    EVENT_DIRECTION,
    EVENT_DURATION,
    EVENT_TEXT,
    EVENT_KIND,
    EVENT_COLUMN_KINDS
};

enum event_direction { EVENT_NOWHERE, EVENT_IN, EVENT_OUT };

struct event_heading {
    enum event_column column;
    char zone[EVENT_ZONE_SIZE]; /* of a time: "Start (UTC)", "" where it states none */
    enum day_order order;       /* of a time: "Date (DD/MM/YYYY)" */
};

struct event_columns;

/* Lives in the arena. ERR_FORMAT, ERR_NOT_FOUND naming the file. */
enum err_code event_columns_load(struct arena *arena, const char *path,
                                 struct event_columns **out, struct err *err) MUST_USE;
/* By a heading; capitals and signs aside, and what stands in brackets at its end. A column of
 * durations whose brackets name another unit than seconds or "hh:mm:ss" is none. */
struct event_heading event_column_of(const struct event_columns *columns, struct str heading);
/* What a direction or a type says: "Incoming", "SMS (MT)"; EVENT_NOWHERE where it says neither
 * or both. */
enum event_direction event_direction_of(const struct event_columns *columns, struct str said);
/* Whether a page names a program that extracts phones, or says that it is such a report. */
bool event_report_named(const struct event_columns *columns, struct str page);

#endif
