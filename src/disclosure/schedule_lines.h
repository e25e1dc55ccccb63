/* The lines of both schedules as they are to be printed: numbers given and kept, withdrawn ones
 * in their places. */
#ifndef POLICEAI_DISCLOSURE_SCHEDULE_LINES_H
#define POLICEAI_DISCLOSURE_SCHEDULE_LINES_H

#include "disclosure/schedule_items.h"
#include "disclosure/schedule_words.h"

#include <stddef.h>

enum { SCHEDULE_OPEN, SCHEDULE_CLOSED, SCHEDULE_KINDS };

struct schedule_line {
    int64_t number;
    int64_t document, block; /* one of them; both 0: withdrawn */
    struct str description;
    struct str
        location; /* on the non-sensitive schedule without a path that may tell something */
    struct str reasons;  /* for sensitivity */
    struct str category; /* id, "none" */
    struct str bears;    /* why it may undermine or assist, "" */
};

struct schedule_listed {
    int64_t document, block;
    struct str description, path;
};

struct schedule_lines {
    struct schedule_line *lines[SCHEDULE_KINDS]; /* by number, without a gap */
    size_t counts[SCHEDULE_KINDS];
    int64_t withdrawn[SCHEDULE_KINDS];
    struct schedule_listed *listed; /* documents in blocks */
    size_t listed_count;
    int64_t thin;
};

/* Within a transaction: gives new items the next numbers, first seen in the schedule `made`. In
 * the arena. */
enum err_code schedule_lines_number(struct db *db, struct arena *arena,
                                    const struct schedule_words *words, int64_t made,
                                    struct schedule_lines *lines, struct err *err) MUST_USE;

#endif
