/* The bootstrap with BCa intervals beside scipy's (bench/stats_peer_time.py, where Debian's
 * python3-scipy is; otherwise "peer absent"): the mean of 2000 numbers with 9999 resamples, and
 * the area under a curve of 2000 scores with 999. Medians of several turns, on one thread and
 * on as many as there are cores. */
#include "yardstick.h"

#include "base/clock.h"
#include "base/parallel.h"
#include "base/prng.h"
#include "base/mem.h"
#include "stats/bootstrap.h"
#include "stats/resample.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROWS = 2000, MEANS = 9999, AREAS = 999, TURNS = 7 };

static double numbers[ROWS];
static uint8_t positive[ROWS]; /* in the order of their scores */

static void fill(void)
{
    struct prng prng;
    prng_seed(&prng, 1);
    for (size_t i = 0; i < ROWS; i++) {
        numbers[i] = (double)prng_below(&prng, 1000000) / 1e6;
        positive[i] = prng_below(&prng, ROWS) < i;
    }
}

static bool mean_of_all(void *data, const double *sum, double *value)
{
    (void)data;
    *value = sum[0] / ROWS;
    return true;
}

/* The share of pairs, a positive and a negative, in which the positive has the higher score. */
static bool area(const void *data, const uint32_t *times, double *value)
{
    const uint8_t *sorted = data;
    uint64_t below = 0;
    uint64_t above = 0;
    uint64_t won = 0;
    for (size_t i = 0; i < ROWS; i++) {
        uint64_t yes = sorted[i] != 0 ? times[i] : 0;
        below += times[i] - yes;
        above += yes;
        won += yes * below;
    }
    *value = (double)won / ((double)below * (double)above);
    return below > 0 && above > 0;
}

static void bca_of_mean(size_t threads)
{
    struct interval interval;
    struct bootstrap plan = {
        .vectors = numbers, .clusters = ROWS, .length = 1, .value = mean_of_all, .seed = 3};
    if (!bootstrap_bca(&plan, MEANS, threads, 0.95, &interval)) {
        abort();
    }
}

static void bca_of_area(size_t threads)
{
    static double values[AREAS];
    static double without[ROWS];
    static uint32_t once[ROWS];
    struct interval interval;
    double whole;
    struct resampling plan = {
        .clusters = ROWS, .seed = 3, .resamples = AREAS, .threads = threads};
    for (size_t i = 0; i < ROWS; i++) {
        once[i] = 1;
    }
    resample_values(&plan, area, positive, values);
    jackknife_values(&plan, area, positive, without);
    if (!area(positive, once, &whole) ||
        !bca_interval(whole, values, AREAS, without, ROWS, 0.95, &interval)) {
        abort();
    }
}

static int compare(const void *a, const void *b)
{
    const double *left = a;
    const double *right = b;
    return (*left > *right) - (*left < *right);
}

/* Of processor time on one thread, or of time passed on all cores. */
static double median_s(void (*work)(size_t threads), size_t threads)
{
    double turns[TURNS];
    for (int i = 0; i < TURNS; i++) {
        int64_t start = threads == 1 ? measure_cpu_us() : clock_monotonic_us();
        work(threads);
        int64_t end = threads == 1 ? measure_cpu_us() : clock_monotonic_us();
        turns[i] = (double)(end - start) / 1e6;
    }
    qsort(turns, TURNS, sizeof *turns, compare);
    return turns[TURNS / 2];
}

static double ours(const char *what, void (*work)(size_t threads))
{
    double one = median_s(work, 1);
    printf("BCa of %s: %.1f ms of processor time on one thread; %.1f ms passed on %zu\n", what,
           one * 1e3, median_s(work, 0) * 1e3, parallel_cores());
    return one;
}

/* As how often a minute, so that more is better. */
static void beside(const char *what, double one, const char *name, const char *which)
{
    double peer = measure_peer_s("stats_peer_time.py", which, NULL);
    if (peer > 0) {
        printf("BCa of %s: %s %.0f ms\n", what, name, peer * 1e3);
        measure_ratio(what, 60 / one, name, 60 / peer, 100);
    } else {
        printf("BCa of %s: peer absent\n", what);
    }
}

int main(void)
{
    const char *mean = "a mean, 2000 numbers, 9999 resamples";
    const char *curve = "an area under a curve, 2000 scores, 999 resamples";
    fill();
    double one = ours(mean, bca_of_mean);
    beside(mean, one, "scipy by default", "mean");
    beside(mean, one, "scipy with PCG64", "mean-pcg");
    beside(curve, ours(curve, bca_of_area), "scipy with PCG64", "auc");
    return 0;
}
