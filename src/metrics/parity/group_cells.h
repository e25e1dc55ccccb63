/* Rows {group, positive, called positive} as counts of each group: what parity of groups and
 * biometric differentials share (there: positive is mated, called positive is matched). */
#ifndef POLICEAI_METRICS_GROUP_CELLS_H
#define POLICEAI_METRICS_GROUP_CELLS_H

#include "metrics/metric.h"

#include <stddef.h>
#include <stdint.h>

/* One group's rows. */
struct group_counts {
    double called_positive; /* positive and called so */
    double missed;          /* positive, not called so */
    double called_wrongly;  /* not positive, called so */
    double rejected;        /* not positive, not called so */
};

/* A rate of one group; NAN without rows that it is of. */
typedef double group_rate_fn(const struct group_counts *counts);
double group_selection_rate(const struct group_counts *counts);
double group_true_positive_rate(const struct group_counts *counts);
double group_false_positive_rate(const struct group_counts *counts);
double group_false_negative_rate(const struct group_counts *counts);

/* Groups that have the rate. */
struct group_spread {
    size_t groups;
    double least;
    double most;
    double overall; /* of all rows together; NAN without any */
};
struct group_spread group_spread_of(const struct group_counts *counts, size_t groups,
                                    group_rate_fn *rate);

/* For a pool: vectors {group from 0, 0 or 1, 0 or 1}. */
void *group_cells_prepare(const double *vectors, size_t rows);
void group_cells_release(void *prepared);
/* Calls value(counts, groups) with row i counted times[i] times (NULL: once). */
typedef struct metric_value group_cells_fn(const struct group_counts *counts, size_t groups);
struct metric_value group_cells_value(const void *prepared, const uint32_t *times,
                                      group_cells_fn *value);

#endif
