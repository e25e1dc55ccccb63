/* Schedules as files, whole or not there:
 *
 *     OUT/non-sensitive/non-sensitive-schedule.docx, .csv
 *     OUT/not-for-the-defence/sensitive-schedule.docx, .csv
 *                             disclosure-officers-report.docx, .csv
 *                             block-listings.csv
 *
 * An item that has a number keeps it for ever; new ones get the next numbers; one that is no
 * longer on its schedule stays there as withdrawn, without a word of it. */
#ifndef POLICEAI_DISCLOSURE_SCHEDULE_MAKE_H
#define POLICEAI_DISCLOSURE_SCHEDULE_MAKE_H

#include "base/arena.h"
#include "disclosure/schedule_items.h"
#include "disclosure/schedule_words.h"

struct schedule_made {
    int64_t id;
    int64_t lines[2];     /* on the non-sensitive, the sensitive schedule, withdrawn ones too */
    int64_t withdrawn[2]; /* of them */
    int64_t thin;         /* descriptions that lack something */
    struct schedule_sums sums;
    struct str open; /* what is still open (open_matters.h), in the arena */
};

/* Numbers are committed before the folder `out`, new, appears: made again, the same items have
 * the same numbers. `made->open` lives in `kept`. ERR_CONFLICT: `out` is there, or documents
 * are held. */
enum err_code schedule_make(struct casefile_acts *acts, struct arena *kept,
                            const struct disclosure_act *act,
                            const struct schedule_words *words, const char *out,
                            struct schedule_made *made, struct err *err) MUST_USE;

#endif
