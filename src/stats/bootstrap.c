/* Bootstrap; see bootstrap.h. */
#include "stats/bootstrap.h"

#include "base/err.h"
#include "base/mem.h"
#include "base/prng.h"

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

static void add(double *sum, const double *vector, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        sum[i] += vector[i];
    }
}

/* One resample; false when its figure is undefined. */
static bool resample(const struct bootstrap *plan, uint64_t stream, double *value)
{
    struct prng prng;
    double sum[BOOTSTRAP_VECTOR_MAX] = {0};
    bootstrap_merge_fn *merge = plan->merge != NULL ? plan->merge : add;
    prng_seed_stream(&prng, plan->seed, stream);
    for (size_t i = 0; i < plan->clusters; i++) {
        size_t drawn = (size_t)prng_below(&prng, plan->clusters);
        merge(sum, plan->vectors + drawn * plan->length, plan->length);
    }
    return plan->value(plan->data, sum, value);
}

bool bootstrap_interval(const struct bootstrap *plan, struct interval *interval)
{
    if (plan->length > BOOTSTRAP_VECTOR_MAX) {
        BUG("bootstrap of vectors of %zu", plan->length);
    }
    if (plan->clusters < BOOTSTRAP_CLUSTERS_MIN) {
        return false;
    }
    double *values = xmalloc(BOOTSTRAP_RESAMPLES * sizeof *values);
    size_t defined = 0;
    for (uint64_t i = 0; i < BOOTSTRAP_RESAMPLES; i++) {
        defined += resample(plan, i, &values[defined]);
    }
    bool enough = defined >= BOOTSTRAP_RESAMPLES - BOOTSTRAP_RESAMPLES / 20;
    if (enough) {
        qsort(values, defined, sizeof *values, compare_doubles);
        interval->low = quantile_sorted(values, defined, 0.025);
        interval->high = quantile_sorted(values, defined, 0.975);
    }
    free(values);
    return enough;
}
