/* Calls and messages in the text of pages: rows of tables with known headings, and chats
 * exported as text; on pages of print tables are told by where words stand. What a row does not
 * say is left empty, never filled in; columns without a known heading are kept under their own.
 * Places are code points of the page's text. */
#ifndef POLICEAI_CASEFILE_EVENT_ROWS_H
#define POLICEAI_CASEFILE_EVENT_ROWS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "casefile/event_columns.h"

#include <stdint.h>

struct event {
    int64_t page;
    int64_t start, end; /* in code points of the page's text */
    struct str kind;    /* what the table calls it, or "message", "notice", "call" */
    struct str at;      /* YYYY-MM-DD[THH:MM[:SS]], "" not understood */
    struct str zone;    /* as stated, "" not stated */
    struct str said;    /* the time as it stands */
    bool assumed;       /* the order of day and month is not told anywhere in the document */
    struct str from, to, party;
    struct str direction;
    int64_t seconds; /* -1 not stated */
    struct str text;
    struct str other; /* "HEADING: VALUE" a line */
};

struct event_page {
    int64_t number;
    struct str label, text;
    struct str words; /* where they stand: word_places.h; empty where they have no places */
};

typedef enum err_code event_sink(void *data, const struct event *event, struct err *err);

/* Whether documents of a kind, as the reader said it ("table", "excel", "phone-report"), may
 * hold calls and messages. */
bool event_rows_of(struct str kind);
/* Whether they are pages of print, whose rows are told by where words stand. */
bool event_rows_printed(struct str kind);
/* All strings of an event are lent until the sink returns. */
enum err_code event_rows_read(const struct event_columns *columns, struct str kind,
                              const struct event_page *pages, size_t count, event_sink *sink,
                              void *data, struct err *err) MUST_USE;

#endif
