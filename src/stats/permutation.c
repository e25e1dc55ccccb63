/* Permutation; see permutation.h. */
#include "stats/permutation.h"

#include "base/err.h"
#include "base/mem.h"
#include "base/parallel.h"
#include "base/prng.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PIECE = 64 };

struct swaps {
    const struct permutation *plan;
    permutation_fn *difference;
    const void *data;
    bool exact;
    size_t count;   /* of swaps */
    double *values; /* the difference of each, NAN where undefined */
};

/* In an exact run swap s exchanges the clusters of its bits. */
static void swap_of(const struct swaps *swaps, size_t s, uint8_t *swapped)
{
    struct prng prng;
    uint64_t bits = s;
    if (!swaps->exact) {
        prng_seed_stream(&prng, swaps->plan->seed, s);
    }
    for (size_t i = 0; i < swaps->plan->clusters; i++) {
        if (!swaps->exact && i % 64 == 0) {
            bits = prng_next(&prng);
        }
        swapped[i] = bits & 1;
        bits >>= 1;
    }
}

static void swap_piece(void *data, size_t piece)
{
    const struct swaps *swaps = data;
    uint8_t *swapped = xmalloc(swaps->plan->clusters);
    size_t end = (piece + 1) * PIECE;
    for (size_t s = piece * PIECE; s < end && s < swaps->count; s++) {
        swap_of(swaps, s, swapped);
        if (!swaps->difference(swaps->data, swapped, &swaps->values[s])) {
            swaps->values[s] = NAN;
        }
    }
    free(swapped);
}

/* `slack`: what still counts as equal. */
static bool weigh(const struct swaps *swaps, double observed, double slack,
                  struct permutation_result *result)
{
    size_t defined = 0;
    size_t large = 0;
    for (size_t s = 0; s < swaps->count; s++) {
        defined += isfinite(swaps->values[s]) != 0;
        large += isfinite(swaps->values[s]) && fabs(swaps->values[s]) >= fabs(observed) - slack;
    }
    if (defined < swaps->count - swaps->count / 20) {
        return false;
    }
    *result = (struct permutation_result){.observed = observed, .exact = swaps->exact};
    /* The exact run has the swap of nothing among its own. */
    result->p = swaps->exact ? (double)large / (double)defined
                             : ((double)large + 1) / ((double)defined + 1);
    return true;
}

static bool permute(const struct permutation *plan, permutation_fn *difference,
                    const void *data, double slack, struct permutation_result *result)
{
    struct swaps swaps = {.plan = plan, .difference = difference, .data = data};
    double observed;
    if (plan->clusters == 0 || plan->samples == 0) {
        BUG("permutation of %zu clusters, %zu samples", plan->clusters, plan->samples);
    }
    swaps.exact = plan->clusters <= PERMUTATION_EXACT;
    swaps.count = swaps.exact ? (size_t)1 << plan->clusters : plan->samples;
    uint8_t *none = xcalloc(plan->clusters, 1);
    bool defined = difference(data, none, &observed) && isfinite(observed);
    free(none);
    if (!defined) {
        return false;
    }
    swaps.values = xmalloc(swaps.count * sizeof *swaps.values);
    parallel_run(plan->threads, (swaps.count + PIECE - 1) / PIECE, swap_piece, &swaps);
    bool enough = weigh(&swaps, observed, slack, result);
    free(swaps.values);
    return enough;
}

struct signed_sum {
    const double *differences;
    size_t clusters;
};

static bool sum_of(const void *data, const uint8_t *swapped, double *difference)
{
    const struct signed_sum *sum = data;
    *difference = 0;
    for (size_t i = 0; i < sum->clusters; i++) {
        *difference += swapped[i] != 0 ? -sum->differences[i] : sum->differences[i];
    }
    return true;
}

bool permute_sum(const struct permutation *plan, const double *differences,
                 struct permutation_result *result)
{
    struct signed_sum sum = {differences, plan->clusters};
    double sizes = 0;
    for (size_t i = 0; i < plan->clusters; i++) {
        sizes += fabs(differences[i]);
    }
    return isfinite(sizes) && permute(plan, sum_of, &sum, sizes * 1e-12, result);
}

bool permute_figure(const struct permutation *plan, permutation_fn *difference,
                    const void *data, struct permutation_result *result)
{
    return permute(plan, difference, data, 0, result);
}
