/* Bootstrap; see bootstrap.h. */
#include "stats/bootstrap.h"

#include "base/err.h"
#include "base/mem.h"
#include "base/prng.h"
#include "stats/gaussian.h"
#include "stats/resample.h"

#include <math.h>
#include <stdlib.h>

double quantile_sorted(const double *values, size_t n, double p)
{
    double place = (double)(n - 1) * p;
    double below = floor(place);
    size_t i = (size_t)below;
    if (i + 1 >= n) {
        return values[n - 1];
    }
    return values[i] + (place - below) * (values[i + 1] - values[i]);
}

static int compare_doubles(const void *a, const void *b)
{
    const double *left = a;
    const double *right = b;
    return (*left > *right) - (*left < *right);
}

/* The finite ones of n, sorted, to be freed; NULL when too many are none. */
static double *sorted_new(const double *replicates, size_t n, size_t *defined)
{
    double *sorted = xmalloc((n + 1) * sizeof *sorted);
    *defined = 0;
    for (size_t i = 0; i < n; i++) {
        sorted[*defined] = replicates[i];
        *defined += isfinite(replicates[i]) != 0;
    }
    if (*defined == 0 || *defined < n - n / 20) {
        free(sorted);
        return NULL;
    }
    qsort(sorted, *defined, sizeof *sorted, compare_doubles);
    return sorted;
}

bool percentile_interval(const double *replicates, size_t n, double level,
                         struct interval *interval)
{
    size_t defined;
    double *sorted = sorted_new(replicates, n, &defined);
    /* 1 - 0.95 is not 0.05 to the last digit; published intervals are of 0.025 itself. */
    double tail = floor((1 - level) / 2 * 1e12 + 0.5) / 1e12;
    if (sorted == NULL) {
        return false;
    }
    interval->low = quantile_sorted(sorted, defined, tail);
    interval->high = quantile_sorted(sorted, defined, 1 - tail);
    free(sorted);
    return true;
}

/* The share of the replicates below the value, those equal to it by half. */
static double share_below(const double *sorted, size_t n, double value)
{
    size_t below = 0;
    size_t equal = 0;
    for (size_t i = 0; i < n; i++) {
        below += sorted[i] < value;
        equal += sorted[i] == value;
    }
    return ((double)below + (double)equal / 2) / (double)n;
}

/* NAN when some value is undefined; 0 when all are alike. */
static double acceleration(const double *jackknife, size_t clusters)
{
    double sum = 0;
    double squares = 0;
    double cubes = 0;
    for (size_t i = 0; i < clusters; i++) {
        sum += jackknife[i];
    }
    double mean = sum / (double)clusters;
    for (size_t i = 0; i < clusters; i++) {
        double off = mean - jackknife[i];
        squares += off * off;
        cubes += off * off * off;
    }
    return squares == 0 ? 0 : cubes / (6 * squares * sqrt(squares));
}

/* Which quantile of the replicates stands for the normal quantile z; NAN where none does. */
static double place_of(double bias, double acceleration, double z)
{
    double left = 1 - acceleration * (bias + z);
    return left > 0 ? normal_cdf(bias + (bias + z) / left) : (double)NAN;
}

bool bca_interval(double value, const double *replicates, size_t n, const double *jackknife,
                  size_t clusters, double level, struct interval *interval)
{
    size_t defined;
    double *sorted = sorted_new(replicates, n, &defined);
    if (sorted == NULL) {
        return false;
    }
    double z = normal_quantile_upper((1 - level) / 2);
    double bias = normal_quantile(share_below(sorted, defined, value));
    double skew = acceleration(jackknife, clusters);
    double low = place_of(bias, skew, -z);
    double high = place_of(bias, skew, z);
    bool sound =
        isfinite(bias) && isfinite(low) && isfinite(high) && sorted[0] < sorted[defined - 1];
    if (sound) {
        interval->low = quantile_sorted(sorted, defined, low);
        interval->high = quantile_sorted(sorted, defined, high);
    }
    free(sorted);
    return sound;
}

/* Resamples that are merged in another way than by adding. */
static void merge_resamples(const struct bootstrap *plan, double *sums)
{
    for (size_t r = 0; r < BOOTSTRAP_RESAMPLES; r++) {
        struct prng prng;
        prng_seed_stream(&prng, plan->seed, r);
        for (size_t i = 0; i < plan->clusters; i++) {
            size_t drawn = (size_t)prng_below(&prng, plan->clusters);
            plan->merge(sums + r * plan->length, plan->vectors + drawn * plan->length,
                        plan->length);
        }
    }
}

/* The figures of `n` sums, NAN where undefined. */
static void values_of(const struct bootstrap *plan, const double *sums, size_t n,
                      double *values)
{
    for (size_t i = 0; i < n; i++) {
        if (!plan->value(plan->data, sums + i * plan->length, &values[i])) {
            values[i] = NAN;
        }
    }
}

static bool enough_clusters(const struct bootstrap *plan)
{
    if (plan->length > BOOTSTRAP_VECTOR_MAX) {
        BUG("bootstrap of vectors of %zu", plan->length);
    }
    return plan->clusters >= BOOTSTRAP_CLUSTERS_MIN;
}

static struct resampling resampling_of(const struct bootstrap *plan, size_t resamples,
                                       size_t threads)
{
    return (struct resampling){.clusters = plan->clusters,
                               .seed = plan->seed,
                               .resamples = resamples,
                               .threads = threads,
                               .vectors = plan->vectors,
                               .length = plan->length};
}

bool bootstrap_interval(const struct bootstrap *plan, struct interval *interval)
{
    if (!enough_clusters(plan)) {
        return false;
    }
    double *sums = xcalloc(BOOTSTRAP_RESAMPLES * plan->length, sizeof *sums);
    double *values = xmalloc(BOOTSTRAP_RESAMPLES * sizeof *values);
    if (plan->merge != NULL) {
        merge_resamples(plan, sums);
    } else {
        struct resampling draws = resampling_of(plan, BOOTSTRAP_RESAMPLES, 1);
        resample_sums(&draws, sums);
    }
    values_of(plan, sums, BOOTSTRAP_RESAMPLES, values);
    bool enough = percentile_interval(values, BOOTSTRAP_RESAMPLES, 0.95, interval);
    free(values);
    free(sums);
    return enough;
}

bool bootstrap_bca(const struct bootstrap *plan, size_t resamples, size_t threads, double level,
                   struct interval *interval)
{
    if (!enough_clusters(plan) || plan->merge != NULL) {
        return false;
    }
    size_t most = resamples > plan->clusters ? resamples : plan->clusters;
    double *sums = xmalloc(most * plan->length * sizeof *sums);
    double *values = xmalloc((resamples + plan->clusters + 1) * sizeof *values);
    double *jackknife = values + resamples;
    double *whole = jackknife + plan->clusters;
    double total[BOOTSTRAP_VECTOR_MAX] = {0};
    struct resampling draws = resampling_of(plan, resamples, threads);
    resample_sums(&draws, sums);
    values_of(plan, sums, resamples, values);
    jackknife_sums(&draws, sums);
    values_of(plan, sums, plan->clusters, jackknife);
    for (size_t i = 0; i < plan->clusters; i++) {
        for (size_t k = 0; k < plan->length; k++) {
            total[k] += plan->vectors[i * plan->length + k];
        }
    }
    values_of(plan, total, 1, whole);
    bool sound = isfinite(*whole) && bca_interval(*whole, values, resamples, jackknife,
                                                  plan->clusters, level, interval);
    free(values);
    free(sums);
    return sound;
}
