/* What the columns of tables of calls and messages hold, by their headings: data
 * (reference/case-file/columns.json), so that another export needs no other program. */
#ifndef POLICEAI_CASEFILE_EVENT_COLUMNS_H
#define POLICEAI_CASEFILE_EVENT_COLUMNS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

enum event_column {
    EVENT_NO_COLUMN, /* a heading that is in no list */
    EVENT_AT,
    EVENT_DATE,
    EVENT_TIME,
    EVENT_ZONE,
    EVENT_FROM,
    EVENT_TO,
    EVENT_PARTY,
    EVENT_DIRECTION,
    EVENT_DURATION,
    EVENT_TEXT,
    EVENT_KIND,
    EVENT_COLUMN_KINDS
};

struct event_columns;

/* Lives in the arena. ERR_FORMAT, ERR_NOT_FOUND naming the file. */
enum err_code event_columns_load(struct arena *arena, const char *path,
                                 struct event_columns **out, struct err *err) MUST_USE;
/* By a heading, capitals and signs aside. */
enum event_column event_column_of(const struct event_columns *columns, struct str heading);

#endif
