/* Resamples of clusters (a speaker, a document, a case): as many drawn with replacement as
 * there are. Resample r draws from stream first_stream + r of the seed by prng_seed_stream and
 * prng_below (base/prng.h), and adds in the order drawn: the same bytes on every host, for any
 * number of threads. SOURCE: Efron and Tibshirani 1993, An Introduction to the Bootstrap, 6.2;
 * whole clusters: Davison and Hinkley 1997, Bootstrap Methods and their Application, 3.8. */
#ifndef POLICEAI_STATS_RESAMPLE_H
#define POLICEAI_STATS_RESAMPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct resampling {
    size_t clusters; /* > 0, below 2^32 */
    uint64_t seed;
    uint64_t first_stream; /* 0, unless what is compared must be drawn apart */
    size_t resamples;
    size_t threads; /* 0: one a core */
    /* Of sums: clusters x length, row by row. */
    const double *vectors;
    size_t length;
    /* Of values: rows, and to which cluster each belongs (NULL: row i is cluster i). */
    size_t rows;
    const uint32_t *cluster_of;
};

/* For everything that is a function of a sum: the sum of the drawn vectors, component by
 * component. `sums` has room for resamples x length. */
void resample_sums(const struct resampling *plan, double *sums);
/* The sum of all clusters but one, for each: clusters x length. Only additions, from both
 * ends, so that nothing is lost by taking away. */
void jackknife_sums(const struct resampling *plan, double *sums);

/* For what needs all rows (area under a curve): the value where row i counts times[i] times;
 * false when it is undefined. Several threads may ask at once. */
typedef bool resample_value_fn(const void *data, const uint32_t *times, double *value);
/* values[r], NAN where undefined. */
void resample_values(const struct resampling *plan, resample_value_fn *value, const void *data,
                     double *values);
/* The value without cluster i, for each; NAN where undefined. */
void jackknife_values(const struct resampling *plan, resample_value_fn *value, const void *data,
                      double *values);

#endif
