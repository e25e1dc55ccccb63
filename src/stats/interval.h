/* Confidence intervals of 95 %: pure functions, numbers in, numbers out.
 *
 * Wilson only where each independent unit gives one yes or no; everything pooled goes through
 * the bootstrap over clusters (bootstrap.h). */
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

#endif
