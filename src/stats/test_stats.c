/* Intervals against statsmodels, quantiles against R's type 7, the bootstrap's promises. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/prng.h"
#include "stats/bootstrap.h"
#include "stats/interval.h"

#include <math.h>
#include <string.h>

static void assert_close(double found, double expected)
{
    if (fabs(found - expected) > 1e-12 * (fabs(expected) + 1e-3)) {
        fail_msg("%.17g is not %.17g", found, expected);
    }
}

/* statsmodels 0.13.5 proportion_confint(method="wilson") */
static void test_wilson__agrees_with_statsmodels(void **state)
{
    (void)state;
    struct interval seven = wilson(7, 100);
    assert_close(seven.low, 0.03431926106727266);
    assert_close(seven.high, 0.13749514739073504);
    struct interval none = wilson(0, 10);
    assert_true(none.low == 0);
    assert_close(none.high, 0.27753279986288926);
    struct interval all = wilson(10, 10);
    assert_close(all.low, 1 - 0.27753279986288926);
    assert_true(all.high == 1);
}

/* R: quantile(c(1, 2, 4, 8), c(0, .1, .5, 1), type = 7) */
static void test_quantile__is_type_seven(void **state)
{
    (void)state;
    const double values[] = {1, 2, 4, 8};
    assert_close(quantile_sorted(values, 4, 0), 1);
    assert_close(quantile_sorted(values, 4, 0.1), 1.3);
    assert_close(quantile_sorted(values, 4, 0.5), 3);
    assert_close(quantile_sorted(values, 4, 1), 8);
}

static bool ratio(void *data, const double *sum, double *value)
{
    (void)data;
    if (sum[1] == 0) {
        return false;
    }
    *value = sum[0] / sum[1];
    return true;
}

static void fill(double *vectors, size_t clusters, uint64_t seed)
{
    struct prng prng;
    prng_seed(&prng, seed);
    for (size_t i = 0; i < clusters; i++) {
        vectors[2 * i + 1] = 20;
        vectors[2 * i] = 0;
        for (int j = 0; j < 20; j++) {
            vectors[2 * i] += prng_below(&prng, 10) < 3;
        }
    }
}

static void test_bootstrap__same_seed_same_interval(void **state)
{
    (void)state;
    double vectors[2 * 40];
    struct interval a;
    struct interval b;
    fill(vectors, 40, 1);
    struct bootstrap plan = {vectors, 40, 2, NULL, ratio, NULL, 7};
    assert_true(bootstrap_interval(&plan, &a));
    assert_true(bootstrap_interval(&plan, &b));
    assert_memory_equal(&a, &b, sizeof a);
    plan.seed = 8;
    assert_true(bootstrap_interval(&plan, &b));
    assert_true(a.low != b.low || a.high != b.high);
}

/* The interval of 25 clusters (i % 7, 10 + i % 3), seed 7, computed apart from this code with
 * Python's integers from the definitions in prng.h and bootstrap.h. */
static void test_bootstrap__draws_as_it_is_defined(void **state)
{
    (void)state;
    double vectors[2 * 25];
    struct interval interval;
    for (int i = 0; i < 25; i++) {
        vectors[2 * i] = i % 7;
        vectors[2 * i + 1] = 10 + i % 3;
    }
    struct bootstrap plan = {vectors, 25, 2, NULL, ratio, NULL, 7};
    assert_true(bootstrap_interval(&plan, &interval));
    assert_close(interval.low, 0.18475863171355497);
    assert_close(interval.high, 0.32473016605166044);
}

static void test_bootstrap__too_few_clusters_give_no_interval(void **state)
{
    (void)state;
    double vectors[2 * 20];
    struct interval interval;
    fill(vectors, 20, 1);
    struct bootstrap plan = {vectors, 19, 2, NULL, ratio, NULL, 7};
    assert_false(bootstrap_interval(&plan, &interval));
    plan.clusters = 20;
    assert_true(bootstrap_interval(&plan, &interval));
}

/* 200 data sets with a true rate of 0.3: 95 % intervals must cover it in most of them. */
static void test_bootstrap__covers_the_truth(void **state)
{
    (void)state;
    double vectors[2 * 60];
    int covered = 0;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        struct interval interval;
        fill(vectors, 60, seed);
        struct bootstrap plan = {vectors, 60, 2, NULL, ratio, NULL, seed};
        assert_true(bootstrap_interval(&plan, &interval));
        covered += interval.low <= 0.3 && 0.3 <= interval.high;
    }
    assert_in_range(covered, 178, 199);
}

static void test_bootstrap__often_undefined_gives_no_interval(void **state)
{
    (void)state;
    double vectors[2 * 25] = {0};
    struct interval interval;
    vectors[1] = 1; /* one cluster of 25 has a base: a third of the resamples miss it */
    struct bootstrap plan = {vectors, 25, 2, NULL, ratio, NULL, 3};
    assert_false(bootstrap_interval(&plan, &interval));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wilson__agrees_with_statsmodels),
        cmocka_unit_test(test_quantile__is_type_seven),
        cmocka_unit_test(test_bootstrap__same_seed_same_interval),
        cmocka_unit_test(test_bootstrap__draws_as_it_is_defined),
        cmocka_unit_test(test_bootstrap__too_few_clusters_give_no_interval),
        cmocka_unit_test(test_bootstrap__covers_the_truth),
        cmocka_unit_test(test_bootstrap__often_undefined_gives_no_interval),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
