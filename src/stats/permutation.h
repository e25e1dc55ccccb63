/* Paired permutation: had the two systems been swapped within some clusters, as they could have
 * been if there were no difference, how often would the difference be as large?
 * SOURCE: Fisher 1935, The Design of Experiments, 21; p of a sample of all swaps is (1 + #) /
 * (n + 1): Phipson and Smyth 2010, Statistical Applications in Genetics and Molecular Biology
 * 9(1):39. */
#ifndef POLICEAI_STATS_PERMUTATION_H
#define POLICEAI_STATS_PERMUTATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* All 2^n swaps up to so many clusters; a seeded sample beyond. */
enum { PERMUTATION_EXACT = 16 };

struct permutation {
    size_t clusters; /* of the two systems' pairs, > 0 */
    uint64_t seed;
    size_t samples; /* > 0; not used when exact */
    size_t threads; /* 0: one a core */
};

struct permutation_result {
    double observed; /* the difference without a swap */
    double p;        /* two-sided: |difference| as large or larger */
    bool exact;
};

/* Of the sum of `differences`, one a cluster: a swap changes its sign. Sums within 1e-12 of the
 * sum of all sizes count as equal. Sample s draws from stream s of the seed, a bit a cluster
 * from the lowest up: the same for any number of threads. False, nothing set: a difference is
 * NAN or infinite. */
bool permute_sum(const struct permutation *plan, const double *differences,
                 struct permutation_result *result);

/* Of any figure of both systems (an area under a curve): `difference` tells it where clusters
 * with swapped[i] = 1 have their systems exchanged; false when undefined. Several threads may
 * ask at once. False, nothing set: undefined without a swap, or in more than one swap in
 * twenty; those are left out. */
typedef bool permutation_fn(const void *data, const uint8_t *swapped, double *difference);
bool permute_figure(const struct permutation *plan, permutation_fn *difference,
                    const void *data, struct permutation_result *result);

#endif
