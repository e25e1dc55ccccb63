/* A table of calls and messages while its rows are taken: what its headings say of the columns,
 * and each row as an event. Where the rows come from (text, or places of words on a page) is
 * the caller's: event_rows.c, event_boxes.c. */
#ifndef POLICEAI_CASEFILE_EVENT_TABLE_H
#define POLICEAI_CASEFILE_EVENT_TABLE_H

#include "casefile/event_rows.h"
#include "casefile/event_time.h"

enum { EVENT_CELLS_MAX = 128, EVENT_CELL_BYTES = 65536 };

struct event_table {
    struct arena *arena; /* of a row: emptied by the caller after each */
    const struct event_columns *columns;
    event_sink *sink;
    void *data;
    bool alone; /* a record of a phone: counts also without a party or a time */
    bool headed;
    enum event_column roles[EVENT_CELLS_MAX];
    struct str headings[EVENT_CELLS_MAX];
    size_t width;
    struct arena *headings_arena;
    enum day_order order;
    char zone[EVENT_ZONE_SIZE]; /* of its times, where a heading states it */
};

/* Where a row stands: code points of a page's text. */
struct event_place {
    int64_t page, start, end;
};

/* Ended by event_table_release; all that is given outlives it. */
void event_table_init(struct event_table *t, const struct event_columns *columns,
                      event_sink *sink, void *data);
void event_table_release(struct event_table *t);
/* Takes a row of headings: one that names a time and at least one of who, and in all at least
 * `least` that are known; false: it is none, and nothing changed. */
bool event_table_head(struct event_table *t, const struct str *cells, size_t count, int least);
/* What the dates of a row tell of the order of day and month; how many dates it has. */
int event_table_order(struct event_table *t, const struct str *cells, size_t count);
/* How many bytes of a cell are a time by which its row could be known; 0: it says none. */
size_t event_table_says_time(const struct event_table *t, struct str cell);
/* A row, to the sink; one without a time, or without anybody and anything said, is none. */
enum err_code event_table_put(struct event_table *t, const struct str *cells, size_t count,
                              const struct event_place *place, struct err *err) MUST_USE;

#endif
