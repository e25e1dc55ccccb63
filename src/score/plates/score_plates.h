/* `policeai score plates`: number plates read by cameras. */
#ifndef POLICEAI_SCORE_PLATES_SCORE_PLATES_H
#define POLICEAI_SCORE_PLATES_SCORE_PLATES_H

#include "score/score_report.h"

/* Names of columns; `group` "A,B" or NULL. A table without the column `vehicle` has one row a
 * vehicle. */
struct score_plates_columns {
    const char *vehicle;
    const char *truth;
    const char *read;
    const char *group;
};

/* Scores the CSV file `input`, one row a read; an empty read: the vehicle passed unread. Fills
 * the report: capture, read and error rates with intervals, by group, and which characters were
 * taken for which. */
enum err_code score_plates(struct score_report *report, const char *input,
                           const struct score_plates_columns *columns,
                           struct err *err) MUST_USE;

#endif
