/* Resamples: number for number what prng.h defines, for any number of threads; BCa beside
 * scipy. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/mem.h"
#include "base/prng.h"
#include "stats/bootstrap.h"
#include "stats/draws.h"
#include "stats/resample.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CLUSTERS = 301, RESAMPLES = 203, LENGTH = 3 };

static double vectors[CLUSTERS * LENGTH];

static int fill(void **state)
{
    struct prng prng;
    (void)state;
    prng_seed(&prng, 4);
    for (size_t i = 0; i < CLUSTERS * LENGTH; i++) {
        vectors[i] = (double)prng_below(&prng, 1000) / 7; /* sums depend on their order */
    }
    return 0;
}

static void test_draws__are_those_of_the_streams(void **state)
{
    (void)state;
    static uint32_t lanes[DRAW_LANES * 1000];
    const uint32_t bounds[] = {1, 2, 20, 2000, 4000000000u};
    for (size_t b = 0; b < 5; b++) {
        struct draws draws;
        draws_seed(&draws, 99, 5);
        draws_below(&draws, bounds[b], 400, lanes);
        draws_below(&draws, bounds[b], 600, lanes + DRAW_LANES * 400);
        for (size_t lane = 0; lane < DRAW_LANES; lane++) {
            struct prng prng;
            prng_seed_stream(&prng, 99, 5 + lane);
            for (size_t step = 0; step < 1000; step++) {
                assert_int_equal(lanes[step * DRAW_LANES + lane], prng_below(&prng, bounds[b]));
            }
        }
    }
}

/* A word of 0 comes from a state whose second number is 0: below the threshold, so the lane
 * draws again. It happens once in 2^64 / bound by itself. */
static void test_draws__draw_again_what_would_be_unfair(void **state)
{
    (void)state;
    struct draws draws;
    struct draws plain;
    uint32_t lanes[DRAW_LANES * 4];
    uint32_t expected[DRAW_LANES * 4];
    draws_seed(&draws, 1, 0);
    draws.s[1][3] = 0;
    plain = draws;
    struct prng prng = {{draws.s[0][3], 0, draws.s[2][3], draws.s[3][3]}};
    (void)prng_next(&prng);
    draws_below(&draws, 1000, 4, lanes);
    draws_below_plain(&plain, 1000, 4, expected);
    assert_memory_equal(lanes, expected, sizeof lanes);
    assert_memory_equal(&draws, &plain, sizeof draws);
    assert_int_equal(lanes[3], prng_below(&prng, 1000));
}

static void expect_sums(const struct resampling *plan)
{
    double *sums = xmalloc(plan->resamples * plan->length * sizeof *sums);
    resample_sums(plan, sums);
    for (size_t r = 0; r < plan->resamples; r++) {
        struct prng prng;
        double sum[LENGTH] = {0};
        prng_seed_stream(&prng, plan->seed, plan->first_stream + r);
        for (size_t i = 0; i < plan->clusters; i++) {
            size_t drawn = (size_t)prng_below(&prng, plan->clusters);
            for (size_t k = 0; k < plan->length; k++) {
                sum[k] += plan->vectors[drawn * plan->length + k];
            }
        }
        assert_memory_equal(sum, sums + r * plan->length, plan->length * sizeof *sum);
    }
    free(sums);
}

static void test_sums__are_the_plain_ones_to_the_byte(void **state)
{
    (void)state;
    struct resampling plan = {.clusters = CLUSTERS,
                              .seed = 11,
                              .first_stream = 1ull << 32,
                              .resamples = RESAMPLES,
                              .threads = 1,
                              .vectors = vectors,
                              .length = LENGTH};
    for (plan.threads = 1; plan.threads <= 4; plan.threads++) {
        expect_sums(&plan);
    }
    plan.length = 1;
    expect_sums(&plan);
    plan.clusters = 1;
    expect_sums(&plan);
}

/* The sum as a thing that needs all rows. */
static bool weighted(const void *data, const uint32_t *times, double *value)
{
    const size_t *rows = data;
    *value = 0;
    for (size_t i = 0; i < *rows; i++) {
        *value += times[i] * floor(vectors[i]);
    }
    return times[0] != 3;
}

static void test_values__are_of_the_same_resamples(void **state)
{
    (void)state;
    size_t rows = CLUSTERS;
    double whole[CLUSTERS];
    double values[2][RESAMPLES];
    double sums[RESAMPLES];
    for (size_t i = 0; i < CLUSTERS; i++) {
        whole[i] = floor(vectors[i]);
    }
    struct resampling plan = {.clusters = CLUSTERS,
                              .seed = 11,
                              .resamples = RESAMPLES,
                              .threads = 1,
                              .vectors = whole,
                              .length = 1};
    size_t undefined = 0;
    resample_sums(&plan, sums);
    resample_values(&plan, weighted, &rows, values[0]);
    plan.threads = 3;
    resample_values(&plan, weighted, &rows, values[1]);
    assert_memory_equal(values[0], values[1], sizeof values[0]);
    for (size_t r = 0; r < RESAMPLES; r++) {
        undefined += isnan(values[0][r]) != 0;
        assert_true(isnan(values[0][r]) || values[0][r] == sums[r]);
    }
    assert_in_range(undefined, 3, 30); /* 6 % of 203 */
}

/* Two rows a cluster: both count as often as it was drawn. */
static void test_values__of_rows_follow_their_clusters(void **state)
{
    (void)state;
    uint32_t cluster_of[CLUSTERS - 1];
    double by_cluster[CLUSTERS / 2];
    double values[RESAMPLES];
    double sums[RESAMPLES];
    size_t rows = CLUSTERS - 1;
    for (size_t i = 0; i < rows; i++) {
        cluster_of[i] = (uint32_t)(i / 2);
    }
    for (size_t i = 0; i < CLUSTERS / 2; i++) {
        by_cluster[i] = floor(vectors[2 * i]) + floor(vectors[2 * i + 1]);
    }
    struct resampling plan = {.clusters = CLUSTERS / 2,
                              .seed = 2,
                              .resamples = RESAMPLES,
                              .threads = 2,
                              .vectors = by_cluster,
                              .length = 1,
                              .rows = rows,
                              .cluster_of = cluster_of};
    resample_sums(&plan, sums);
    resample_values(&plan, weighted, &rows, values);
    for (size_t r = 0; r < RESAMPLES; r++) {
        assert_true(isnan(values[r]) || values[r] == sums[r]);
    }
}

static void test_jackknife__leaves_each_cluster_out(void **state)
{
    (void)state;
    size_t rows = CLUSTERS;
    double whole[CLUSTERS];
    double sums[CLUSTERS];
    double values[CLUSTERS];
    double total = 0;
    for (size_t i = 0; i < CLUSTERS; i++) {
        whole[i] = floor(vectors[i]);
        total += whole[i];
    }
    struct resampling plan = {
        .clusters = CLUSTERS, .threads = 2, .vectors = whole, .length = 1};
    jackknife_sums(&plan, sums);
    jackknife_values(&plan, weighted, &rows, values);
    for (size_t i = 0; i < CLUSTERS; i++) {
        assert_true(sums[i] == total - whole[i]);
        assert_true(values[i] == sums[i]);
    }
}

/* scipy 1.10.1: stats.bootstrap(([1, 2, ..., 9, 30],), np.mean, n_resamples=199, method="BCa",
 * confidence_level=0.9, random_state=np.random.default_rng(12345)), whose resamples are
 * rng.integers(0, 10, (199, 10)): their sums, then the interval. */
static void test_bca__agrees_with_scipy(void **state)
{
    (void)state;
    static const int sums[] = {
        81,  77, 97,  50,  45,  35, 98,  101, 83,  40,  39,  79,  71,  55,  52,  55,  68,
        60,  79, 67,  45,  58,  66, 108, 54,  74,  100, 71,  116, 79,  78,  73,  80,  89,
        79,  49, 43,  71,  59,  52, 118, 70,  72,  62,  103, 109, 51,  104, 131, 50,  62,
        52,  53, 101, 73,  40,  94, 116, 72,  91,  99,  97,  61,  73,  74,  73,  53,  68,
        62,  61, 64,  80,  61,  53, 56,  70,  60,  103, 80,  45,  58,  73,  52,  39,  46,
        85,  85, 71,  79,  57,  54, 100, 124, 47,  52,  98,  77,  95,  65,  60,  106, 123,
        68,  98, 52,  72,  41,  70, 52,  62,  79,  74,  54,  62,  76,  129, 43,  42,  94,
        61,  83, 78,  103, 104, 87, 66,  44,  41,  48,  70,  86,  73,  79,  57,  74,  74,
        101, 71, 63,  108, 64,  82, 103, 60,  85,  36,  86,  64,  106, 166, 54,  47,  75,
        81,  51, 100, 51,  75,  68, 52,  99,  120, 113, 102, 78,  97,  64,  48,  100, 61,
        61,  58, 125, 55,  41,  63, 76,  112, 69,  48,  121, 69,  64,  49,  55,  76,  63,
        70,  46, 85,  78,  100, 50, 155, 110, 103, 60,  135, 83};
    double replicates[199];
    double jackknife[10];
    struct interval interval;
    for (int i = 0; i < 199; i++) {
        replicates[i] = sums[i] / 10.0;
    }
    for (int i = 0; i < 10; i++) {
        jackknife[i] = (75 - (i < 9 ? i + 1 : 30)) / 9.0;
    }
    assert_true(bca_interval(7.5, replicates, 199, jackknife, 10, 0.9, &interval));
    assert_true(fabs(interval.low - 5.139997975276463) < 1e-12);
    assert_true(fabs(interval.high - 15.492654993106157) < 1e-12);
    assert_true(percentile_interval(replicates, 199, 0.9, &interval));
    assert_true(fabs(interval.low - 4.29) < 1e-12);
    assert_true(fabs(interval.high - 11.82) < 1e-12);
}

static bool mean(void *data, const double *sum, double *value)
{
    (void)data;
    *value = sum[0] / sum[1];
    return sum[1] > 0;
}

/* The same by ours from the data alone: other random numbers, so near and not equal. */
static void test_bca__from_data_is_near_scipys(void **state)
{
    (void)state;
    double skewed[2 * 40];
    struct interval interval;
    struct interval again;
    for (int i = 0; i < 40; i++) {
        skewed[2 * i] = (double)(i * i * i) / 1000;
        skewed[2 * i + 1] = 1;
    }
    struct bootstrap plan = {skewed, 40, 2, NULL, mean, NULL, 7};
    assert_true(bootstrap_bca(&plan, 9999, 1, 0.95, &interval));
    assert_true(bootstrap_bca(&plan, 9999, 3, 0.95, &again));
    assert_memory_equal(&interval, &again, sizeof interval);
    /* stats.bootstrap((np.arange(40.)**3 / 1000,), np.mean, n_resamples=99999, method="BCa",
     * random_state=1) */
    assert_true(fabs(interval.low - 10.4450) < 0.15);
    assert_true(fabs(interval.high - 21.3963) < 0.15);
}

static void test_bca__has_no_meaning_where_nothing_varies(void **state)
{
    (void)state;
    double alike[2 * 40];
    struct interval interval = {-7, -7};
    for (int i = 0; i < 40; i++) {
        alike[2 * i] = 0;
        alike[2 * i + 1] = 1;
    }
    struct bootstrap plan = {alike, 40, 2, NULL, mean, NULL, 7};
    assert_false(bootstrap_bca(&plan, 999, 1, 0.95, &interval));
    plan.clusters = 19;
    alike[0] = 5;
    assert_false(bootstrap_bca(&plan, 999, 1, 0.95, &interval));
    assert_true(interval.low == -7);
}

/* All replicates above the value; an undefined value without a cluster; a NAN in twenty. */
static void test_bca__refuses_what_it_cannot_correct(void **state)
{
    (void)state;
    double replicates[100];
    double jackknife[5] = {1, 2, 3, 4, 5};
    struct interval interval;
    for (int i = 0; i < 100; i++) {
        replicates[i] = i;
    }
    assert_true(bca_interval(50, replicates, 100, jackknife, 5, 0.95, &interval));
    assert_false(bca_interval(-1, replicates, 100, jackknife, 5, 0.95, &interval));
    jackknife[2] = NAN;
    assert_false(bca_interval(50, replicates, 100, jackknife, 5, 0.95, &interval));
    for (int i = 0; i < 5; i++) {
        replicates[i] = NAN;
    }
    assert_true(percentile_interval(replicates, 100, 0.95, &interval));
    replicates[5] = INFINITY;
    assert_false(percentile_interval(replicates, 100, 0.95, &interval));
    assert_false(percentile_interval(replicates, 0, 0.95, &interval));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_draws__are_those_of_the_streams),
        cmocka_unit_test(test_draws__draw_again_what_would_be_unfair),
        cmocka_unit_test(test_sums__are_the_plain_ones_to_the_byte),
        cmocka_unit_test(test_values__are_of_the_same_resamples),
        cmocka_unit_test(test_values__of_rows_follow_their_clusters),
        cmocka_unit_test(test_jackknife__leaves_each_cluster_out),
        cmocka_unit_test(test_bca__agrees_with_scipy),
        cmocka_unit_test(test_bca__from_data_is_near_scipys),
        cmocka_unit_test(test_bca__has_no_meaning_where_nothing_varies),
        cmocka_unit_test(test_bca__refuses_what_it_cannot_correct),
    };
    return cmocka_run_group_tests(tests, fill, NULL);
}
