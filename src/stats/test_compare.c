/* The verdicts on groups: the rule of compare.h line by line, and its small companions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/prng.h"
#include "stats/bootstrap.h"
#include "stats/compare.h"
#include "stats/difference.h"
#include "stats/disparity.h"
#include "stats/exact.h"
#include "stats/permutation.h"

#include <math.h>
#include <string.h>

static struct comparison of(int64_t a, int64_t n, int64_t b, int64_t m, double margin)
{
    struct compare_rates rates = {a, n, b, m, margin};
    return compare_rates(&rates);
}

static void close_to(double found, double expected)
{
    if (!(fabs(found - expected) <= 1e-12 * (fabs(expected) + 1e-3))) {
        fail_msg("%.17g is not %.17g", found, expected);
    }
}

static void test_rates__carry_the_figures_of_the_named_methods(void **state)
{
    (void)state;
    struct comparison c = of(56, 70, 48, 80, 0.1);
    struct two_rates two = {56, 70, 48, 80};
    struct interval interval = score_difference(&two, 0.95);
    assert_true(c.defined && c.has_ratio);
    close_to(c.difference, 0.2);
    close_to(c.ratio, 0.8 / 0.6);
    assert_memory_equal(&c.difference_interval, &interval, sizeof interval);
    assert_true(c.p == fisher_exact(56, 14, 48, 32));
    assert_int_equal(c.verdict, VERDICT_DIFFERENT);
    assert_int_equal(c.n_enough, 0);
    assert_string_equal(c.method, "compare.fisher.score/1");
}

/* 0 of 29 against 29 of 29 could not be plainer, and is not enough. */
static void test_rates__under_thirty_units_are_never_enough(void **state)
{
    (void)state;
    struct comparison c = of(0, 29, 29, 29, 0.1);
    assert_int_equal(c.verdict, VERDICT_NOT_ENOUGH);
    assert_string_equal(c.reason, "fewer than 30 units in the group");
    assert_true(c.p < 1e-10 && c.n_enough >= COMPARE_UNITS_MIN);
    assert_string_equal(of(0, 30, 29, 29, 0.1).reason, "fewer than 30 units in the rest");
    assert_int_equal(of(0, 30, 30, 30, 0.1).verdict, VERDICT_DIFFERENT);
}

/* The score interval of 7 of 400 against 1 of 400 leaves out 0, Fisher's p is 0.069. */
static void test_rates__are_decided_by_p_not_by_the_interval(void **state)
{
    (void)state;
    struct comparison c = of(7, 400, 1, 400, 0);
    assert_true(c.difference_interval.low > 0);
    assert_int_equal(c.verdict, VERDICT_NOT_ENOUGH);
    assert_string_equal(c.reason,
                        "the interval leaves out 0, but p, which decides, is above 0.05");
}

static void test_rates__no_difference_found_is_not_equivalence(void **state)
{
    (void)state;
    struct comparison c = of(10, 100, 10, 100, 0.05);
    assert_true(c.p == 1);
    assert_int_equal(c.verdict, VERDICT_NOT_ENOUGH);
    assert_string_equal(c.reason, "neither a difference nor its absence is shown");
    c = of(1000, 10000, 1000, 10000, 0);
    assert_int_equal(c.verdict, VERDICT_NOT_ENOUGH);
    assert_int_equal(c.n_enough, 0);
    assert_string_equal(c.reason, "no difference is shown, and no margin was fixed");
}

static void test_rates__are_equivalent_only_within_the_margin(void **state)
{
    (void)state;
    struct comparison c = of(1000, 10000, 1000, 10000, 0.01);
    assert_int_equal(c.verdict, VERDICT_EQUIVALENT);
    assert_true(c.p_equivalence < 0.05);
    assert_int_equal(of(1000, 10000, 1000, 10000, 0.006).verdict, VERDICT_NOT_ENOUGH);
    c = of(11000, 100000, 10000, 100000, 0.02);
    assert_true(c.p < 1e-6);
    assert_int_equal(c.verdict, VERDICT_EQUIVALENT);
    assert_string_equal(c.reason, "a difference is there, and smaller than the margin");
}

/* With n_enough units one of the two verdicts comes, whatever the difference: tried for all
 * numbers of the group around the rest's rate. */
static void test_rates__enough_is_enough(void **state)
{
    (void)state;
    struct comparison c = of(10, 100, 10, 100, 0.05);
    int64_t n = c.n_enough;
    int64_t tenth = n / 10;
    assert_in_range(c.n_enough, 900, 1500);
    for (int64_t yes = tenth - n / 12; yes <= tenth + n / 12; yes++) {
        assert_int_not_equal(of(yes, n, tenth, n, 0.05).verdict, VERDICT_NOT_ENOUGH);
    }
}

static void test_rates__nothing_on_a_side_is_undefined(void **state)
{
    (void)state;
    struct comparison c = of(0, 0, 5, 100, 0.1);
    assert_false(c.defined);
    assert_string_equal(c.reason, "no units in the group");
    assert_string_equal(of(1, 40, 0, 0, 0.1).reason, "no units in the rest");
    assert_string_equal(of(0, 0, 0, 0, 0.1).reason, "no units in the group");
}

static void test_rates__of_nothing_and_all_have_intervals(void **state)
{
    (void)state;
    struct comparison c = of(0, 5000, 0, 50000, 0.01);
    assert_int_equal(c.verdict, VERDICT_EQUIVALENT);
    assert_false(c.has_ratio);
    assert_true(c.ratio_interval.low == 0 && isinf(c.ratio_interval.high));
    c = of(60, 60, 60, 60, 0.01);
    assert_int_equal(c.verdict, VERDICT_NOT_ENOUGH);
    assert_true(c.n_enough > 60);
    c = of(900000, 1000000000, 450000, 500000000, 0.0001);
    assert_int_equal(c.verdict, VERDICT_EQUIVALENT);
}

static void test_rates__a_margin_that_is_none_is_refused(void **state)
{
    (void)state;
    const double margins[] = {NAN, -0.1, 1, INFINITY};
    for (int i = 0; i < 4; i++) {
        struct comparison c = of(10, 100, 10, 100, margins[i]);
        assert_int_equal(c.verdict, VERDICT_NOT_ENOUGH);
        assert_string_equal(c.reason, "the margin is out of range");
    }
}

/* p of 0.02 three times: each alone is different, by Holm none is. */
static void test_adjust__judges_all_groups_together(void **state)
{
    (void)state;
    struct comparison list[4];
    for (int i = 0; i < 3; i++) {
        list[i] = of(56, 70, 50, 80, 0.1);
        assert_int_equal(list[i].verdict, VERDICT_DIFFERENT);
    }
    list[3] = of(0, 29, 29, 29, 0.1); /* does not count */
    double alone = list[0].p;
    int64_t enough = of(56, 70, 52, 80, 0.1).n_enough;
    compare_adjust(list, 4);
    for (int i = 0; i < 3; i++) {
        close_to(list[i].p, 3 * alone);
        assert_int_equal(list[i].verdict, VERDICT_NOT_ENOUGH);
        assert_true(list[i].n_enough > enough);
    }
    assert_string_equal(list[3].reason, "fewer than 30 units in the group");
    compare_adjust(NULL, 0);
}

enum { REPLICATES = 1999 };

/* Normal enough: the sum of 12 even numbers. */
static void fill(double *replicates, double centre, double deviation, uint64_t seed)
{
    struct prng prng;
    prng_seed(&prng, seed);
    for (int i = 0; i < REPLICATES; i++) {
        double sum = 0;
        for (int k = 0; k < 12; k++) {
            sum += (double)prng_below(&prng, 1 << 20) / (1 << 20);
        }
        replicates[i] = centre + deviation * (sum - 6);
    }
}

static struct comparison of_figures(double group, double rest, double deviation, double margin)
{
    static double a[REPLICATES];
    static double b[REPLICATES];
    struct compare_side sides[2] = {{group, a, 400, 40}, {rest, b, 900, 90}};
    fill(a, group, deviation, 1);
    fill(b, rest, deviation, 2);
    return compare_replicates(&sides[0], &sides[1], REPLICATES, margin);
}

static void test_replicates__give_the_same_three_verdicts(void **state)
{
    (void)state;
    struct comparison c = of_figures(0.30, 0.20, 0.01, 0.02);
    assert_int_equal(c.verdict, VERDICT_DIFFERENT);
    close_to(c.p, 2.0 / (REPLICATES + 1));
    assert_in_range(c.difference_interval.low * 1000, 68, 77);
    assert_in_range(c.ratio_interval.high * 1000, 1640, 1720);
    c = of_figures(0.21, 0.20, 0.01, 0.1);
    assert_int_equal(c.verdict, VERDICT_EQUIVALENT);
    c = of_figures(0.21, 0.20, 0.01, 0.02);
    assert_int_equal(c.verdict, VERDICT_NOT_ENOUGH);
    /* (1.96 + 1.645) * 0.01414 * sqrt(40) / 0.02, squared: 260 */
    assert_in_range(c.n_enough, 235, 285);
    assert_string_equal(c.method, "compare.bootstrap/1");
}

static void test_replicates__of_few_or_alike_are_never_enough(void **state)
{
    (void)state;
    static double zero[REPLICATES];
    static double one[REPLICATES];
    struct compare_side group = {0, zero, 400, 19};
    struct compare_side rest = {0.5, one, 400, 40};
    fill(zero, 0, 0.001, 1);
    fill(one, 0.5, 0.001, 2);
    struct comparison c = compare_replicates(&group, &rest, REPLICATES, 0.1);
    assert_string_equal(c.reason, "fewer than 20 clusters on a side");
    assert_int_equal(c.verdict, VERDICT_NOT_ENOUGH);
    group.clusters = 40;
    assert_int_equal(compare_replicates(&group, &rest, REPLICATES, 0.1).verdict,
                     VERDICT_DIFFERENT);
    group.n = 29;
    assert_string_equal(compare_replicates(&group, &rest, REPLICATES, 0.1).reason,
                        "fewer than 30 units in the group");
    memset(zero, 0, sizeof zero);
    memset(one, 0, sizeof one);
    group.n = 400;
    rest.value = 0;
    c = compare_replicates(&group, &rest, REPLICATES, 0.1);
    assert_string_equal(c.reason, "the resamples do not vary");
    assert_int_equal(c.verdict, VERDICT_NOT_ENOUGH);
}

static void test_replicates__often_undefined_are_refused(void **state)
{
    (void)state;
    static double a[REPLICATES];
    static double b[REPLICATES];
    struct compare_side sides[2] = {{0.3, a, 400, 40}, {0.2, b, 400, 40}};
    fill(a, 0.3, 0.01, 1);
    fill(b, 0.2, 0.01, 2);
    for (int i = 0; i < REPLICATES / 20; i++) {
        a[i] = NAN;
    }
    assert_true(compare_replicates(&sides[0], &sides[1], REPLICATES, 0.1).defined);
    b[REPLICATES - 1] = NAN;
    assert_string_equal(compare_replicates(&sides[0], &sides[1], REPLICATES, 0.1).reason,
                        "undefined in more than one resample in twenty");
    sides[1].value = NAN;
    assert_string_equal(compare_replicates(&sides[0], &sides[1], REPLICATES, 0.1).reason,
                        "no figure for the rest");
    assert_string_equal(compare_replicates(&sides[0], &sides[1], REPLICATES, NAN).reason,
                        "the margin is out of range");
}

/* By definition (fairlearn's MetricFrame): groups 0.2, 0.5, 0.4 of an overall 0.4. */
static void test_disparity__between_groups_and_to_overall(void **state)
{
    (void)state;
    const double groups[] = {0.2, NAN, 0.5, 0.4};
    const double none[] = {NAN, NAN};
    close_to(disparity_difference(groups, 4, 0.4, DISPARITY_BETWEEN), 0.3);
    close_to(disparity_difference(groups, 4, 0.4, DISPARITY_OVERALL), 0.2);
    close_to(disparity_ratio(groups, 4, 0.4, DISPARITY_BETWEEN), 0.4);
    close_to(disparity_ratio(groups, 4, 0.4, DISPARITY_OVERALL), 0.5);
    close_to(disparity_ratio(groups, 4, 0.25, DISPARITY_OVERALL), 0.5);
    assert_true(isnan(disparity_difference(none, 2, 0.4, DISPARITY_BETWEEN)));
    assert_true(isnan(disparity_difference(groups, 4, NAN, DISPARITY_OVERALL)));
    assert_true(isnan(disparity_ratio(groups, 4, NAN, DISPARITY_OVERALL)));
    close_to(odds_difference_worst(0.1, 0.3), 0.3);
    close_to(odds_ratio_worst(0.1, 0.3), 0.1);
    close_to(odds_mean(0.1, 0.3), 0.2);
    assert_true(isnan(odds_difference_worst(NAN, 0.3)));
    assert_true(isnan(odds_ratio_worst(0.3, NAN)));
}

/* The worked example of fairlearn's user guide (ebf8fa75, docs/user_guide/assessment/
 * perform_fairness_assessment.rst and common_fairness_metrics.rst), with what it prints there.
 */
static void test_disparity__agrees_with_fairlearns_guide(void **state)
{
    (void)state;
    static const char truth[] = "011110101000111111";
    static const char said[] = "001011100111100110";
    static const char group[] = "bbabbcccaacabccbcc";
    double yes[4][3] = {{0}}; /* groups a, b, c and all: selected, true and false positives */
    double of[4][3] = {{0}};
    for (int i = 0; i < 18; i++) {
        int places[2] = {group[i] - 'a', 3};
        for (int k = 0; k < 2; k++) {
            int rate = truth[i] == '1' ? 1 : 2;
            yes[places[k]][0] += said[i] == '1';
            of[places[k]][0] += 1;
            yes[places[k]][rate] += said[i] == '1';
            of[places[k]][rate] += 1;
        }
    }
    double rates[3][4];
    for (int r = 0; r < 3; r++) {
        for (int g = 0; g < 4; g++) {
            rates[r][g] = yes[g][r] / of[g][r];
        }
    }
    double difference[3];
    double ratio[3];
    for (int r = 0; r < 3; r++) {
        difference[r] = disparity_difference(rates[r], 3, rates[r][3], DISPARITY_BETWEEN);
        ratio[r] = disparity_ratio(rates[r], 3, rates[r][3], DISPARITY_BETWEEN);
    }
    close_to(difference[0], 0.25);
    close_to(difference[1], 0.2);
    close_to(difference[2], 1);
    close_to(ratio[0], 2.0 / 3);
    close_to(ratio[1], 2.0 / 3);
    close_to(ratio[2], 0);
    close_to(odds_difference_worst(difference[1], difference[2]), 1);
    close_to(odds_ratio_worst(ratio[1], ratio[2]), 0);
    close_to(disparity_difference(rates[0], 3, rates[0][3], DISPARITY_OVERALL), 0.35 / 1.8);
    close_to(disparity_difference(rates[1], 3, rates[1][3], DISPARITY_OVERALL), 0.1);
    close_to(disparity_difference(rates[2], 3, rates[2][3], DISPARITY_OVERALL), 2.0 / 3);
    close_to(disparity_ratio(rates[0], 3, rates[0][3], DISPARITY_OVERALL), 20.0 / 27);
    close_to(disparity_ratio(rates[1], 3, rates[1][3], DISPARITY_OVERALL), 0.8);
    close_to(disparity_ratio(rates[2], 3, rates[2][3], DISPARITY_OVERALL), 0);
}

/* scipy 1.10.1: stats.permutation_test((d,), np.sum, permutation_type="samples",
 * n_resamples=np.inf, vectorized=False): statistic 11, pvalue 0.1171875. */
static void test_permutation__exact_agrees_with_scipy(void **state)
{
    (void)state;
    const double d[] = {1.5, -.5, 2, 3, -1, .5, 2.5, 1, -2, 4};
    const double broken[] = {1, NAN};
    struct permutation plan = {.clusters = 10, .seed = 1, .samples = 100, .threads = 2};
    struct permutation_result result;
    assert_true(permute_sum(&plan, d, &result));
    assert_true(result.exact && result.observed == 11 && result.p == 0.1171875);
    plan.clusters = 2;
    assert_false(permute_sum(&plan, broken, &result));
}

/* By normal distribution: z = sum / sqrt(sum of squares). */
static void test_permutation__of_many_is_seeded(void **state)
{
    (void)state;
    double d[200];
    struct permutation plan = {.clusters = 200, .seed = 1, .samples = 9999, .threads = 1};
    struct permutation_result one;
    struct permutation_result three;
    for (int i = 0; i < 200; i++) {
        d[i] = i % 2 == 0 ? 1 + i % 7 : -(1 + i % 5);
    }
    assert_true(permute_sum(&plan, d, &one));
    plan.threads = 3;
    assert_true(permute_sum(&plan, d, &three));
    assert_true(!one.exact && one.p == three.p);
    double squares = 0;
    for (int i = 0; i < 200; i++) {
        squares += d[i] * d[i];
    }
    double expected = erfc(fabs(one.observed) / sqrt(2 * squares));
    assert_true(fabs(one.p - expected) < 0.03);
    for (int i = 0; i < 200; i++) {
        d[i] = 1;
    }
    assert_true(permute_sum(&plan, d, &one));
    assert_true(one.p == 1.0 / 10000); /* never 0 */
}

/* Undefined where the first cluster is swapped: half of all. */
static bool seldom(const void *data, const uint8_t *swapped, double *difference)
{
    (void)data;
    *difference = 1;
    return swapped[0] == 0;
}

static void test_permutation__often_undefined_is_refused(void **state)
{
    (void)state;
    struct permutation plan = {.clusters = 4, .seed = 1, .samples = 99, .threads = 1};
    struct permutation_result result;
    assert_false(permute_figure(&plan, seldom, NULL, &result));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rates__carry_the_figures_of_the_named_methods),
        cmocka_unit_test(test_rates__under_thirty_units_are_never_enough),
        cmocka_unit_test(test_rates__are_decided_by_p_not_by_the_interval),
        cmocka_unit_test(test_rates__no_difference_found_is_not_equivalence),
        cmocka_unit_test(test_rates__are_equivalent_only_within_the_margin),
        cmocka_unit_test(test_rates__enough_is_enough),
        cmocka_unit_test(test_rates__nothing_on_a_side_is_undefined),
        cmocka_unit_test(test_rates__of_nothing_and_all_have_intervals),
        cmocka_unit_test(test_rates__a_margin_that_is_none_is_refused),
        cmocka_unit_test(test_adjust__judges_all_groups_together),
        cmocka_unit_test(test_replicates__give_the_same_three_verdicts),
        cmocka_unit_test(test_replicates__of_few_or_alike_are_never_enough),
        cmocka_unit_test(test_replicates__often_undefined_are_refused),
        cmocka_unit_test(test_disparity__between_groups_and_to_overall),
        cmocka_unit_test(test_disparity__agrees_with_fairlearns_guide),
        cmocka_unit_test(test_permutation__exact_agrees_with_scipy),
        cmocka_unit_test(test_permutation__of_many_is_seeded),
        cmocka_unit_test(test_permutation__often_undefined_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
