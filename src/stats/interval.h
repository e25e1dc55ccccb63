/* Confidence intervals of a rate: pure functions, numbers in, numbers out.
 *
 * Only where each independent unit gives one yes or no; everything pooled goes through the
 * bootstrap over clusters (bootstrap.h). Differences and ratios: difference.h. Counts out of
 * range and a level that is not in (0, 1) are a bug of the caller. */
#ifndef POLICEAI_STATS_INTERVAL_H
#define POLICEAI_STATS_INTERVAL_H

#include <stdint.h>

struct interval {
    double low;
    double high;
};

/* The 0.975 quantile of the standard normal distribution. */
#define STATS_Z95 1.959963984540054

/* Wilson score interval without continuity correction for `yes` of `n`, 0 <= yes <= n, n > 0.
 * SOURCE: Wilson 1927, JASA 22:209-212; formula as Newcombe 1998, Statistics in Medicine
 * 17:857-872, method 3. */
struct interval wilson(int64_t yes, int64_t n);
/* The same for any level, e.g. 0.90. */
struct interval wilson_level(int64_t yes, int64_t n, double level);

/* Exact: holds its level at any n, so it is wider than need be. SOURCE: Clopper and Pearson
 * 1934, Biometrika 26:404-413. */
struct interval clopper_pearson(int64_t yes, int64_t n, double level);

/* Equal tails of the beta distribution that follows from Jeffreys' prior, with no change at 0
 * and n. SOURCE: Brown, Cai and DasGupta 2001, Statistical Science 16:101-133, section 3.1. */
struct interval jeffreys(int64_t yes, int64_t n, double level);

/* Exact interval of a Poisson mean when `events` >= 0 were counted; divide by the exposure.
 * SOURCE: Garwood 1936, Biometrika 28:437-442. */
struct interval poisson_events(int64_t events, double level);

/* The largest rate that 0 of n, n > 0, leaves possible at 95 %: 1 - 0.05^(1/n), near to 3 / n.
 * SOURCE: Hanley and Lippman-Hand 1983, JAMA 249:1743-1745. */
double rule_of_three(int64_t n);

#endif
