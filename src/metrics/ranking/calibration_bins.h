/* Probabilities in equal bins, and how far the share of positives in each lies from what was
 * said: calibration curves and expected calibration error. */
#ifndef POLICEAI_METRICS_CALIBRATION_BINS_H
#define POLICEAI_METRICS_CALIBRATION_BINS_H

#include "metrics/metric.h"

#include <stdbool.h>
#include <stdint.h>

enum { CALIBRATION_BINS = 15, CALIBRATION_BINS_MAX = 100 };

struct calibration_bin {
    double count;
    double said; /* sum of probabilities */
    double held; /* sum of what was so: 0 or 1 a row */
};

/* Number of the bin of p in [0, 1] among `bins` equal ones: (a, b] with 0 in the first where
 * `upper_closed` (scikit-learn, Guo et al. 2017), else [a, b) with 1 in the last. Edges are
 * i / bins, rounded to double. */
size_t calibration_bin_of(double p, size_t bins, bool upper_closed);

/* Sum over bins of count / n x |held / count - said / count|. Undefined without rows.
 * SOURCE: Naeini, Cooper and Hauskrecht 2015, AAAI, Obtaining Well Calibrated Probabilities
 * Using Bayesian Binning. */
struct metric_value calibration_error(const struct calibration_bin *bins, size_t count);

/* A pool of rows {probability, positive}. `top_label`: the confidence is that of the likelier
 * label, max(p, 1 - p), and what counts is whether that label is right (0.5 is taken for
 * positive); bins closed above. Otherwise p itself against positive, bins closed below. */
struct calibration_rows {
    size_t rows;
    uint8_t *bin;
    double *said;
    uint8_t *held;
};
/* Freed by calibration_rows_free; `value` of a pool is calibration_rows_value. */
void *calibration_rows_new(const double *vectors, size_t rows, bool top_label);
void calibration_rows_free(void *prepared);
struct metric_value calibration_rows_value(const void *prepared, const uint32_t *times);

#endif
