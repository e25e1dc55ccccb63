/* What must hold for any counts, and how often verdicts are wrong: on made-up data from a seed,
 * whose truth is known. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/prng.h"
#include "stats/bootstrap.h"
#include "stats/compare.h"
#include "stats/difference.h"
#include "stats/exact.h"
#include "stats/gaussian.h"
#include "stats/incomplete.h"

#include <math.h>

static void near_to(double found, double expected)
{
    if (!(fabs(found - expected) <= 1e-9)) {
        fail_msg("%.17g is not %.17g", found, expected);
    }
}

static int64_t below(struct prng *prng, int64_t bound)
{
    return (int64_t)prng_below(prng, (uint64_t)bound);
}

/* Often none or all. */
static int64_t some_of(struct prng *prng, int64_t n)
{
    switch (below(prng, 4)) {
    case 0:
        return 0;
    case 1:
        return n;
    default:
        return below(prng, n + 1);
    }
}

static struct two_rates some_rates(struct prng *prng)
{
    int64_t n1 = 1 + below(prng, 1 + below(prng, 3000));
    int64_t n2 = 1 + below(prng, 1 + below(prng, 3000));
    return (struct two_rates){some_of(prng, n1), n1, some_of(prng, n2), n2};
}

static void holds(struct interval interval, double value, double low, double high)
{
    double slack = 1e-12;
    if (!(interval.low <= value + slack && value <= interval.high + slack &&
          interval.low >= low - slack && interval.high <= high + slack)) {
        fail_msg("%g is not in %.17g to %.17g", value, interval.low, interval.high);
    }
}

static void test_intervals__hold_what_was_seen(void **state)
{
    (void)state;
    struct prng prng;
    prng_seed(&prng, 1);
    for (int i = 0; i < 2000; i++) {
        struct two_rates r = some_rates(&prng);
        double p1 = (double)r.x1 / (double)r.n1;
        double p2 = (double)r.x2 / (double)r.n2;
        holds(wilson(r.x1, r.n1), p1, 0, 1);
        holds(clopper_pearson(r.x1, r.n1, 0.95), p1, 0, 1);
        holds(newcombe_difference(&r, 0.95), p1 - p2, -1, 1);
        holds(score_difference(&r, 0.95), p1 - p2, -1, 1);
        if (r.x1 > 0 && r.x2 > 0) {
            holds(score_ratio(&r, 0.95), p1 / p2, 0, INFINITY);
        }
    }
}

/* Sides exchanged, and yes for no: the same turned round. */
static void test_intervals__do_not_care_how_it_is_put(void **state)
{
    (void)state;
    struct prng prng;
    prng_seed(&prng, 2);
    for (int i = 0; i < 1000; i++) {
        struct two_rates r = some_rates(&prng);
        struct two_rates exchanged = {r.x2, r.n2, r.x1, r.n1};
        struct two_rates no = {r.n1 - r.x1, r.n1, r.n2 - r.x2, r.n2};
        struct interval one = score_difference(&r, 0.9);
        struct interval other = score_difference(&exchanged, 0.9);
        near_to(one.low, -other.high);
        near_to(one.high, -other.low);
        other = score_difference(&no, 0.9);
        near_to(one.low, -other.high);
        near_to(clopper_pearson(r.x1, r.n1, 0.9).low,
                1 - clopper_pearson(no.x1, no.n1, 0.9).high);
        near_to(fisher_exact(r.x1, no.x1, r.x2, no.x2), fisher_exact(no.x2, r.x2, no.x1, r.x1));
        if (r.x1 > 0 && r.x2 > 0) {
            near_to(score_ratio(&r, 0.9).low * score_ratio(&exchanged, 0.9).high, 1);
        }
    }
}

/* The interval ends where its own test says 5 %. */
static void test_intervals__end_where_the_test_does(void **state)
{
    (void)state;
    struct prng prng;
    prng_seed(&prng, 3);
    for (int i = 0; i < 1000; i++) {
        struct two_rates r = some_rates(&prng);
        struct interval found = score_difference(&r, 0.95);
        if (found.low > -1) {
            near_to(normal_tail(score_difference_z(&r, found.low)), 0.025);
        }
        struct interval exact = clopper_pearson(r.x1, r.n1, 0.95);
        if (r.x1 > 0) {
            double k = (double)r.x1;
            near_to(beta_cdf(k, (double)(r.n1 - r.x1) + 1, exact.low), 0.025);
        }
    }
}

static int64_t successes(struct prng *prng, int64_t n, double rate)
{
    int64_t yes = 0;
    for (int64_t i = 0; i < n; i++) {
        yes += (double)(prng_next(prng) >> 11) * 0x1p-53 < rate;
    }
    return yes;
}

/* How many of 2000 data sets of these true rates get the verdict. */
static int verdicts(double group, double rest, double margin, enum verdict verdict)
{
    struct prng prng;
    int count = 0;
    prng_seed(&prng, 4);
    for (int i = 0; i < 2000; i++) {
        struct compare_rates rates = {successes(&prng, 150, group), 150,
                                      successes(&prng, 400, rest), 400, margin};
        count += compare_rates(&rates).verdict == verdict;
    }
    return count;
}

/* At most 5 % of 2000, and three standard errors of it: 130. */
static void test_verdicts__are_seldom_wrong(void **state)
{
    (void)state;
    assert_in_range(verdicts(0.1, 0.1, 0, VERDICT_DIFFERENT), 20, 130);
    assert_in_range(verdicts(0.02, 0.02, 0, VERDICT_DIFFERENT), 1, 130);
    assert_in_range(verdicts(0.2, 0.1, 0.1, VERDICT_EQUIVALENT), 20, 130);
    assert_in_range(verdicts(0.0, 0.1, 0.1, VERDICT_EQUIVALENT), 0, 130);
    /* and found where they are true */
    assert_true(verdicts(0.3, 0.1, 0.05, VERDICT_DIFFERENT) > 1900);
    assert_true(verdicts(0.1, 0.1, 0.12, VERDICT_EQUIVALENT) > 1900);
}

/* Kinds of cluster sums that are not alike: BCa at 90 % of skewed data covers the truth. */
static bool mean(void *data, const double *sum, double *value)
{
    (void)data;
    *value = sum[0] / sum[1];
    return true;
}

static void test_bca__covers_the_truth_of_skewed_data(void **state)
{
    (void)state;
    struct prng prng;
    int covered = 0;
    prng_seed(&prng, 5);
    for (int i = 0; i < 300; i++) {
        double vectors[2 * 50];
        struct interval interval;
        for (int k = 0; k < 50; k++) {
            double u = (double)(prng_next(&prng) >> 11) * 0x1p-53;
            vectors[2 * k] = u * u * u; /* of mean 1/4 */
            vectors[2 * k + 1] = 1;
        }
        struct bootstrap plan = {vectors, 50, 2, NULL, mean, NULL, (uint64_t)i};
        assert_true(bootstrap_bca(&plan, 999, 1, 0.90, &interval));
        covered += interval.low <= 0.25 && 0.25 <= interval.high;
    }
    assert_in_range(covered, 252, 288); /* 270 and three standard errors, rounded */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_intervals__hold_what_was_seen),
        cmocka_unit_test(test_intervals__do_not_care_how_it_is_put),
        cmocka_unit_test(test_intervals__end_where_the_test_does),
        cmocka_unit_test(test_verdicts__are_seldom_wrong),
        cmocka_unit_test(test_bca__covers_the_truth_of_skewed_data),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
