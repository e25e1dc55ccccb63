/* The bootstrap over clusters: for everything that is pooled (word errors, entities).
 *
 * Whole clusters (a speaker, a document, a case) are drawn with replacement, as many as there
 * are; their vectors are added in the order drawn; `value` makes the figure. The interval runs
 * from the 2.5 % to the 97.5 % quantile of the resamples for which it is defined. SOURCE: Efron
 * and Tibshirani 1993, An Introduction to the Bootstrap, 13.3; quantiles are type 7 of Hyndman
 * and Fan 1996, The American Statistician 50:361-365.
 *
 * The same seed gives the same bytes on every host: resample r draws from stream r of the seed
 * (prng_seed_stream), so neither order nor number of threads matters; additions go in a fixed
 * order, with no reordering by the compiler (-ffp-contract=off). */
#ifndef POLICEAI_STATS_BOOTSTRAP_H
#define POLICEAI_STATS_BOOTSTRAP_H

#include "stats/interval.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BOOTSTRAP_RESAMPLES = 2000, BOOTSTRAP_VECTOR_MAX = 32 };
/* Fewer clusters than this: not enough data for an interval. */
enum { BOOTSTRAP_CLUSTERS_MIN = 20 };

/* Adds a cluster's vector to the sum. */
typedef void bootstrap_merge_fn(double *sum, const double *vector, size_t length);
/* The figure of a sum; false when it is undefined (then the resample is left out). */
typedef bool bootstrap_value_fn(void *data, const double *sum, double *value);

struct bootstrap {
    const double *vectors; /* clusters x length, row by row */
    size_t clusters;
    size_t length;
    bootstrap_merge_fn *merge; /* NULL: component by component */
    bootstrap_value_fn *value;
    void *data;
    uint64_t seed;
};

/* False when there are fewer than BOOTSTRAP_CLUSTERS_MIN clusters, or when the figure is
 * undefined in more than one resample in twenty. */
bool bootstrap_interval(const struct bootstrap *plan, struct interval *interval);

/* Intervals from replicates that somebody has made (resample.h). All false, with nothing set,
 * when more than one replicate in twenty is NAN or infinite, or there are none; `level` in (0,
 * 1). The quantiles are type 7.
 *
 * The percentile interval. SOURCE: as above. */
bool percentile_interval(const double *replicates, size_t n, double level,
                         struct interval *interval);
/* The bias-corrected and accelerated one: the bias from how many replicates lie below `value`
 * (those equal to it count half), the acceleration from the values with one cluster left out,
 * of which there are `clusters`. False also where it has no meaning: replicates all on one side
 * of the value or all alike, a value without some cluster that is undefined. SOURCE: Efron and
 * Tibshirani 1993, 14.3, formulas 14.9, 14.14 and 14.15. */
bool bca_interval(double value, const double *replicates, size_t n, const double *jackknife,
                  size_t clusters, double level, struct interval *interval);
/* Both in one for sums: `resamples` replicates on `threads` threads (0: one a core), with the
 * conditions of bootstrap_interval. plan->merge must be NULL. */
bool bootstrap_bca(const struct bootstrap *plan, size_t resamples, size_t threads, double level,
                   struct interval *interval);

/* Type 7 quantile of n >= 1 sorted values, 0 <= p <= 1. */
double quantile_sorted(const double *values, size_t n, double p);

#endif
