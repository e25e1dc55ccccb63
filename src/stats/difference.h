/* Confidence intervals and score tests of the difference and the ratio of two rates that come
 * from independent units: x1 of n1 and x2 of n2. Nothing here fails at 0 or n. Counts out of
 * range, and a level or bound that is none, are a bug of the caller. */
#ifndef POLICEAI_STATS_DIFFERENCE_H
#define POLICEAI_STATS_DIFFERENCE_H

#include "stats/interval.h"

#include <stdbool.h>
#include <stdint.h>

/* 0 <= x <= n, n > 0, on both sides. */
struct two_rates {
    int64_t x1;
    int64_t n1;
    int64_t x2;
    int64_t n2;
};

/* Of p1 - p2, from the Wilson intervals of both. SOURCE: Newcombe 1998, Statistics in Medicine
 * 17:873-890, method 10. */
struct interval newcombe_difference(const struct two_rates *rates, double level);

/* Of p1 - p2 and of p1 / p2: all values that a score test does not refuse, with variances at
 * the most likely rates that have that difference or ratio, and N / (N - 1). SOURCE: Miettinen
 * and Nurminen 1985, Statistics in Medicine 4:213-226. The ratio runs from 0 when x1 is 0 and
 * to INFINITY when x2 is 0. */
struct interval score_difference(const struct two_rates *rates, double level);
struct interval score_ratio(const struct two_rates *rates, double level);

/* The same test's statistic for "p1 - p2 is `bound`", -1 < bound < 1, and "p1 / p2 is `bound`",
 * bound > 0: positive where p1 is seen to be more than that. Normal(0, 1) if it is so. */
double score_difference_z(const struct two_rates *rates, double bound);
double score_ratio_z(const struct two_rates *rates, double bound);

/* Of p1 / p2, by the normal distribution of its logarithm; false, with nothing set, when x1 or
 * x2 is 0. SOURCE: Katz, Baptista, Azen and Pike 1978, Biometrics 34:469-474, method C. */
bool log_ratio(const struct two_rates *rates, double level, struct interval *interval);

#endif
