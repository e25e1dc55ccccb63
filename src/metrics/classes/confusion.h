/* Rows {truth, prediction} as counts of the pairs that occur, and what is computed from them.
 *
 * Labels are numbered from 0 in the order that matters to weighted kappa. Only labels that
 * occur as truth or prediction, in the resample or group at hand, exist (as scikit-learn has
 * it), so any number of labels fits. */
#ifndef POLICEAI_METRICS_CONFUSION_H
#define POLICEAI_METRICS_CONFUSION_H

#include "metrics/metric.h"

#include <stddef.h>
#include <stdint.h>

struct confusion_rows {
    size_t rows;
    size_t labels;   /* highest number + 1 */
    size_t cells;    /* pairs that occur */
    uint32_t *truth; /* per cell */
    uint32_t *predicted;
    double *once;      /* rows of each cell */
    uint32_t *cell_of; /* per row */
};

/* Counts of one sample: per label, numbered anew over those that occur. */
struct confusion {
    double rows;
    double correct;
    size_t labels;
    const double *truth; /* rows with this truth; one of truth, predicted is above 0 */
    const double *predicted;
    const double *hit;          /* both */
    size_t cells;               /* of pairs that occur */
    const uint32_t *cell_truth; /* per cell: numbers of labels */
    const uint32_t *cell_predicted;
    const double *cell_rows;
};

/* Vectors {truth, prediction}, numbers from 0. rows < UINT32_MAX. For a pool's prepare. */
void *confusion_rows_new(const double *vectors, size_t rows);
/* NULL is allowed; for a pool's release. */
void confusion_rows_free(void *prepared);
/* Calls value(confusion) for the rows, row i counted times[i] times (NULL: once). */
typedef struct metric_value confusion_fn(const struct confusion *confusion);
struct metric_value confusion_rows_value(const void *prepared, const uint32_t *times,
                                         confusion_fn *value);

#endif
