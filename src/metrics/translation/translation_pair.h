/* Two systems on the same segments (the second is the rival): sacreBLEU's tests of their
 * difference, drawn with numpy's numbers so that p-values and intervals agree to the digit.
 *
 * SOURCE: sacrebleu 2.6.0, sacrebleu/significance.py; Koehn 2004, W04-3250 (bootstrap); Riezler
 * and Maxwell 2005, W05-0908 (approximate randomisation). */
#ifndef POLICEAI_METRICS_TRANSLATION_TRANSLATION_PAIR_H
#define POLICEAI_METRICS_TRANSLATION_TRANSLATION_PAIR_H

#include "metrics/metric.h"

#include <stddef.h>
#include <stdint.h>

enum { PAIR_RESAMPLES = 1000, PAIR_TRIALS = 10000, PAIR_RESAMPLES_MAX = 1000000 };

/* Vectors of two systems for the same segments, row by row, of metric->length. */
struct translation_pair {
    const struct metric *metric;
    size_t counts;                       /* of the vector; what follows is settings */
    double (*single)(const double *sum); /* the value of a sum taken in single precision */
    size_t segments;
    const double *baseline;
    const double *rival; /* of the other system; NULL: translation_resample only */
    uint64_t seed;
    size_t threads; /* as parallel_run's */
};

/* Mean of the resamples' scores and half the distance between the first and last of the middle
 * 95 % of them: what sacreBLEU prints as mean and ± . */
struct pair_spread {
    double mean;
    double half_width;
};

struct pair_bootstrap {
    struct pair_spread baseline;
    struct pair_spread rival;
    double p;
};

/* Resamples of the segments; counts are added in single precision, in the order drawn.
 * Resamples 1 … PAIR_RESAMPLES_MAX, segments 1 … 2^32 - 1. */
struct pair_spread translation_resample(const struct translation_pair *pair, size_t resamples);
/* p = (1 + how many resamples have |difference| - mean |difference| > |real difference|) /
 * (resamples + 1). */
struct pair_bootstrap translation_bootstrap(const struct translation_pair *pair,
                                            size_t resamples);
/* p of paired approximate randomisation: each segment's two vectors change places or not;
 * (1 + how many trials differ by more than the real ones) / (trials + 1). */
double translation_randomize(const struct translation_pair *pair, size_t trials);

#endif
