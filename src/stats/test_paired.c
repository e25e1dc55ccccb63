/* Pairs: Tango's interval against the likelihood by brute force, and the rule of compare.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "stats/exact.h"
#include "stats/gaussian.h"
#include "stats/paired.h"

#include <math.h>

/* The likelihood of (b, c, the rest) where the second alone has q and the first alone q + d. */
static double likelihood(const struct paired_counts *k, double q, double d)
{
    double rest = (double)(k->n - k->only_first - k->only_second);
    double sum = 0;
    sum += k->only_first > 0 ? (double)k->only_first * log(q + d) : 0;
    sum += k->only_second > 0 ? (double)k->only_second * log(q) : 0;
    return sum + (rest > 0 ? rest * log(1 - 2 * q - d) : 0);
}

/* The statistic with the variance at the most likely q, found by trying ever closer. */
static double z_by_search(const struct paired_counts *k, double d)
{
    double low = fmax(0, -d);
    double high = (1 - d) / 2;
    for (int i = 0; i < 200; i++) {
        double a = low + (high - low) / 3;
        double b = high - (high - low) / 3;
        if (likelihood(k, a, d) < likelihood(k, b, d)) {
            low = a;
        } else {
            high = b;
        }
    }
    double n = (double)k->n;
    double seen = (double)(k->only_first - k->only_second) - n * d;
    return seen / sqrt(n * (2 * low + d - d * d));
}

static void test_interval__ends_where_the_likelihood_says(void **state)
{
    (void)state;
    static const struct paired_counts cases[] = {{12, 3, 50},    {3, 12, 50},   {1, 0, 44},
                                                 {0, 5, 60},     {20, 20, 100}, {7, 1, 400},
                                                 {150, 86, 1600}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct interval found = paired_difference(&cases[i], 0.95);
        assert_true(fabs(z_by_search(&cases[i], found.low) - STATS_Z95) < 1e-5);
        assert_true(fabs(z_by_search(&cases[i], found.high) + STATS_Z95) < 1e-5);
        double seen = (double)(cases[i].only_first - cases[i].only_second);
        seen /= (double)cases[i].n;
        assert_true(found.low < seen && seen < found.high);
    }
}

static void test_interval__of_no_disagreement_is_wide_as_n_allows(void **state)
{
    (void)state;
    struct paired_counts same = {0, 0, 100};
    struct interval found = paired_difference(&same, 0.95);
    /* z^2 / (n + z^2): Tango 1998, 3.2 */
    double reach = STATS_Z95 * STATS_Z95 / (100 + STATS_Z95 * STATS_Z95);
    assert_true(fabs(found.high - reach) < 1e-9 && fabs(found.low + reach) < 1e-9);
}

static void test_pairs__swapped_are_mirrored(void **state)
{
    (void)state;
    struct comparison one = compare_paired_rates(&(struct paired_counts){15, 5, 90}, 0.1);
    struct comparison other = compare_paired_rates(&(struct paired_counts){5, 15, 90}, 0.1);
    assert_true(one.p == other.p && one.difference == -other.difference);
    assert_true(fabs(one.difference_interval.low + other.difference_interval.high) < 1e-9);
    assert_int_equal(one.verdict, other.verdict);
}

/* McNemar's exact p of 5 against 15: statsmodels 0.13.5, mcnemar(exact=True). */
static void test_pairs__are_decided_by_mcnemar(void **state)
{
    (void)state;
    struct comparison c = compare_paired_rates(&(struct paired_counts){5, 15, 100}, 0);
    assert_true(fabs(c.p - 0.04138946533203125) < 1e-15);
    assert_int_equal(c.verdict, VERDICT_DIFFERENT);
    assert_string_equal(c.method, "compare.mcnemar.tango/1");
    c = compare_paired_rates(&(struct paired_counts){6, 15, 100}, 0);
    assert_int_equal(c.verdict, VERDICT_NOT_ENOUGH);
}

static void test_pairs__a_tie_is_equivalent_only_within_a_margin(void **state)
{
    (void)state;
    struct paired_counts tie = {4, 4, 400};
    struct comparison c = compare_paired_rates(&tie, 0);
    assert_int_equal(c.verdict, VERDICT_NOT_ENOUGH);
    assert_string_equal(c.reason, "no difference is shown, and no margin was fixed");
    assert_int_equal(compare_paired_rates(&tie, 0.05).verdict, VERDICT_EQUIVALENT);
    c = compare_paired_rates(&tie, 0.005);
    assert_int_equal(c.verdict, VERDICT_NOT_ENOUGH);
    assert_true(c.n_enough > 400);
}

static void test_pairs__under_thirty_are_never_enough(void **state)
{
    (void)state;
    struct comparison c = compare_paired_rates(&(struct paired_counts){29, 0, 29}, 0);
    assert_int_equal(c.verdict, VERDICT_NOT_ENOUGH);
    assert_string_equal(c.reason, "fewer than 30 pairs");
    assert_int_equal(compare_paired_rates(&(struct paired_counts){30, 0, 30}, 0).verdict,
                     VERDICT_DIFFERENT);
}

enum { MANY = 400 };

/* Replicates around two values, the second's following the first's. */
static struct comparison of_replicates(double gap, double p, double margin, int64_t clusters)
{
    double first[MANY];
    double second[MANY];
    for (int i = 0; i < MANY; i++) {
        first[i] = 0.5 + 0.0001 * (i % 20);
        second[i] = first[i] - gap + 0.00005 * (i % 7 - 3);
    }
    struct compare_side a = {0.5, first, 200, clusters};
    struct compare_side b = {0.5 - gap, second, 200, clusters};
    return compare_paired_replicates(&a, &b, MANY, p, margin);
}

static void test_replicates__the_permutation_decides_the_bootstrap_sizes(void **state)
{
    (void)state;
    struct comparison c = of_replicates(0.1, 0.2, 0, 50);
    assert_int_equal(c.verdict, VERDICT_NOT_ENOUGH);
    assert_true(c.p == 0.2 && c.difference_interval.low > 0.09);
    c = of_replicates(0.1, 0.001, 0, 50);
    assert_int_equal(c.verdict, VERDICT_DIFFERENT);
    assert_int_equal(of_replicates(0.001, 0.2, 0.05, 50).verdict, VERDICT_EQUIVALENT);
    assert_string_equal(of_replicates(0.1, 0.001, 0, 19).reason, "fewer than 20 clusters");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_interval__ends_where_the_likelihood_says),
        cmocka_unit_test(test_interval__of_no_disagreement_is_wide_as_n_allows),
        cmocka_unit_test(test_pairs__swapped_are_mirrored),
        cmocka_unit_test(test_pairs__are_decided_by_mcnemar),
        cmocka_unit_test(test_pairs__a_tie_is_equivalent_only_within_a_margin),
        cmocka_unit_test(test_pairs__under_thirty_are_never_enough),
        cmocka_unit_test(test_replicates__the_permutation_decides_the_bootstrap_sizes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
