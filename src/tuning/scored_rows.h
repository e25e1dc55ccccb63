/* What a tool said with a score, and what was so: the rows from which an operating point and a
 * calibration are made. */
#ifndef POLICEAI_TUNING_SCORED_ROWS_H
#define POLICEAI_TUNING_SCORED_ROWS_H

#include "base/arena.h"
#include "base/err.h"
#include "evidence/evidence_files.h"
#include "tuning/score_place.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct scored_row {
    double score;  /* higher: more likely positive; of a distance, its negative */
    bool has;      /* false: not answered, or answered without a score */
    bool positive; /* as the benchmark has it */
    uint32_t cluster;
};

struct scored_rows {
    struct scored_row *rows; /* in order of ids */
    size_t count;
    size_t clusters;  /* numbers below it stand in `cluster` */
    size_t positives; /* of all rows; the rest are negatives */
    size_t without;   /* rows without a score */
};

/* Rows in the arena. ERR_INVALID: nothing has a score there, or there are not both positives
 * and negatives. */
enum err_code scored_rows_read(struct arena *arena, const struct evidence_files *files,
                               const struct score_place *place, struct scored_rows *rows,
                               struct err *err) MUST_USE;

#endif
