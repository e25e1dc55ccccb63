/* Rows {score, positive} sorted once; then each resample costs two passes. What the pooled
 * metrics of scores share. */
#ifndef POLICEAI_METRICS_RANKED_ROWS_H
#define POLICEAI_METRICS_RANKED_ROWS_H

#include "metrics/metric.h"
#include "metrics/ranking/score_walk.h"

struct ranked_rows {
    size_t rows;
    size_t width;     /* of a vector: 2 or more */
    double extra;     /* the third component of the first row, 0 where there is none */
    size_t distinct;  /* scores */
    uint64_t *keys;   /* of each, rising */
    uint64_t *counts; /* two a score, each row once */
    uint32_t *place;  /* per row: twice the number of its score, plus 1 for a negative */
    uint64_t positives, negatives;
};

/* Vectors of `width` components: a finite score, then 0 or 1. rows <= UINT32_MAX / 2. Freed by
 * ranked_rows_free. */
struct ranked_rows *ranked_rows_new(const double *vectors, size_t rows, size_t width);
/* NULL is allowed; takes a void pointer to stand as `release` of a metric's pool. */
void ranked_rows_free(void *ranked);

/* Calls value(walk, extra) for the rows, each counted times[i] times (NULL: once). */
typedef struct metric_value ranked_value_fn(const struct score_walk *walk, double extra);
struct metric_value ranked_rows_value(const struct ranked_rows *ranked, const uint32_t *times,
                                      ranked_value_fn *value);

/* `prepare` of metrics with vectors {score, positive}. */
void *ranked_rows_prepare(const double *vectors, size_t rows);

#endif
