/* Golden values of other programs: scipy 1.10.1, statsmodels 0.13.5 and R 4.2.2 of Debian 12,
 * and published tables. The command that printed each stands beside it; `make conformance` asks
 * thousands more. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "stats/difference.h"
#include "stats/elementary.h"
#include "stats/equivalence.h"
#include "stats/exact.h"
#include "stats/gaussian.h"
#include "stats/incomplete.h"
#include "stats/multiple.h"
#include "stats/power.h"
#include "stats/signed_rank.h"

#include <math.h>

static void close_to(double found, double expected, double bound)
{
    if (!(fabs(found - expected) <= bound * fabs(expected))) {
        fail_msg("%.17g is not %.17g", found, expected);
    }
}

static void ends_are(struct interval found, double low, double high)
{
    close_to(found.low, low, 2e-13);
    close_to(found.high, high, 2e-13);
}

/* mpmath 1.2.1 with 40 digits: exp(-37.5), log(5e-324), ... */
static void test_elementary__is_exact_to_the_last_places(void **state)
{
    (void)state;
    close_to(exp_same(1), 2.718281828459045, 3e-16);
    close_to(exp_same(-37.5), 5.175555005801869e-17, 3e-16);
    close_to(exp_same(700), 1.0142320547350045e304, 3e-16);
    assert_true(exp_same(0) == 1 && exp_same(-800) == 0 && isinf(exp_same(710)));
    close_to(log_same(10), 2.302585092994046, 3e-16);
    close_to(log_same(1.0000001), 9.999999505838704e-08, 3e-16);
    close_to(log_same(5e-324), -744.4400719213812, 3e-16);
    close_to(log1p_same(-1e-15), -1.0000000000000007e-15, 3e-16);
    close_to(log1p_same(3), 1.3862943611198906, 3e-16);
    assert_true(log_same(1) == 0 && isinf(log_same(0)) && isnan(log_same(-1)));
}

/* The same bits on every host: made of + - * / alone. No reference, but what we print; each is
 * within two units of the last place of mpmath's 0x1.599058c8c1a96p+0 and so on. */
static void test_elementary__has_these_bits(void **state)
{
    (void)state;
    assert_true(exp_same(0.3) == 0x1.599058c8c1a96p+0);
    assert_true(log_same(0.3) == -0x1.34378fcbda721p+0);
    assert_true(normal_cdf(-1.5) == 0x1.11a46d89647ecp-4);
}

/* R: pnorm(-37), qnorm(.975), qnorm(1e-20); mpmath: ncdf(-8) */
static void test_normal__agrees_to_the_far_tail(void **state)
{
    (void)state;
    close_to(normal_cdf(-8), 6.220960574271784e-16, 1e-14);
    close_to(normal_tail(37), 5.725571222524577e-300, 1e-14);
    close_to(normal_quantile(0.975), 1.9599639845400536, 1e-14);
    close_to(normal_quantile_upper(1e-20), 9.2623400897984052, 1e-14);
    assert_true(normal_quantile(0.5) == 0 && isinf(normal_quantile(0)));
    assert_true(isnan(normal_quantile(1.5)) && isnan(normal_quantile(NAN)));
}

/* R: pbeta(.3, 2.5, 7), pbeta(.01, 50, 300), qbeta(.025, .5, 10.5), pgamma(12, 7, lower = F),
 * qgamma(.025, 7), qgamma(.975, 8) */
static void test_incomplete__agrees_with_r(void **state)
{
    (void)state;
    close_to(beta_cdf(2.5, 7, 0.3), 6.4122246297172114e-01, 1e-14);
    close_to(beta_cdf(50, 300, 0.01), 5.9916429434706646e-41, 1e-13);
    close_to(beta_quantile(0.5, 10.5, 0.025), 4.789043315758193e-05, 1e-14);
    close_to(gamma_tail(7, 12), 0.045822306888651125, 1e-14);
    close_to(gamma_quantile(7, 0.025), 2.8143630515198663, 1e-14);
    close_to(gamma_quantile_upper(8, 0.025), 14.4226753617023782, 1e-14);
    assert_true(beta_cdf(2, 3, 0) == 0 && beta_cdf(2, 3, 1) == 1 && beta_tail(2, 3, 0) == 1);
    assert_true(beta_quantile(2, 3, 0) == 0 && beta_quantile_upper(2, 3, 0) == 1);
}

/* R: binom.test(7, 100), binom.test(0, 10); statsmodels: proportion_confint(0, 10, .05,
 * "jeffreys"), (7, 100, .1, "wilson"); R: poisson.test(30, conf.level = .9), which is the "rule
 * of 30": 72 to 136 % of the rate. */
static void test_intervals__of_one_rate(void **state)
{
    (void)state;
    ends_are(clopper_pearson(7, 100, 0.95), 0.028605288907438704, 0.138919728455857316);
    ends_are(clopper_pearson(0, 10, 0.95), 0, 0.308497107818760830);
    ends_are(jeffreys(0, 10, 0.95), 4.789043315758193e-05, 0.21719626750921053);
    ends_are(poisson_events(30, 0.9), 21.593979226994879, 40.690507594449549);
    ends_are(wilson_level(7, 100, 0.95), 0.03431926106727266, 0.13749514739073504);
    assert_true(clopper_pearson(5, 5, 0.95).high == 1);
    assert_true(clopper_pearson(0, 1, 0.95).high == 0.975);
}

/* 1 - .025^(1/n) and 1 - .05^(1/n), mpmath: what a naive 1 - (1 - x) loses at n = 1e9 */
static void test_intervals__keep_their_digits_at_huge_n(void **state)
{
    (void)state;
    close_to(clopper_pearson(0, 1000000000, 0.95).high, 3.6888794473100169e-09, 1e-14);
    close_to(rule_of_three(1000000000), 2.995732269066785e-09, 1e-14);
    close_to(rule_of_three(100), 0.029513049607039932, 1e-14);
    close_to(rule_of_three(1), 0.95, 1e-14);
}

/* statsmodels: confint_proportions_2indep(a, n, b, m, method="newcomb"), ("ratio", "log");
 * the first is also the table II of Newcombe 1998, 0.0524 to 0.3339. */
static void test_newcombe__agrees_with_statsmodels(void **state)
{
    (void)state;
    struct interval ratio;
    struct two_rates many = {56, 70, 48, 80};
    struct two_rates few = {9, 10, 3, 10};
    struct two_rates none = {0, 10, 0, 20};
    struct two_rates rare = {7, 400, 1, 400};
    ends_are(newcombe_difference(&many, 0.95), 0.05243147240236498, 0.33387265403690614);
    ends_are(newcombe_difference(&few, 0.95), 0.1705227239345029, 0.809017973535488);
    ends_are(newcombe_difference(&none, 0.95), -0.1611251580528194, 0.27753279986288926);
    ends_are(newcombe_difference(&rare, 0.95), 0.00037998412240329224, 0.0332932669951411);
    assert_true(log_ratio(&many, 0.95, &ratio));
    ends_are(ratio, 1.0766264227631928, 1.6512485112663873);
    assert_false(log_ratio(&none, 0.95, &ratio));
}

/* By definition in 40 digits (mpmath, halving; tests/conformance/stats_peer.py): statsmodels'
 * own fails on the second and third. */
static void test_score__agrees_with_its_definition(void **state)
{
    (void)state;
    struct two_rates many = {56, 70, 48, 80};
    struct two_rates few = {9, 10, 3, 10};
    struct two_rates none = {0, 10, 0, 20};
    struct two_rates rare = {7, 400, 1, 400};
    struct two_rates all = {10, 10, 0, 20};
    ends_are(score_difference(&many, 0.95), 0.0528297132458446, 0.33817294001586834);
    ends_are(score_difference(&few, 0.95), 0.17002501642439874, 0.8406495439433282);
    ends_are(score_difference(&none, 0.95), -0.16576022754217165, 0.28438133953437733);
    ends_are(score_difference(&rare, 0.95), 0.0015898399233762021, 0.033486331306869205);
    ends_are(score_difference(&all, 0.95), 0.7156186604656226, 1);
    ends_are(score_ratio(&many, 0.95), 1.0790471195344264, 1.6721453590897677);
    ends_are(score_ratio(&few, 0.95), 1.3279565734835246, 8.691914949017297);
    ends_are(score_ratio(&rare, 0.95), 1.1304388601387325, 43.5580856212589);
    assert_true(score_ratio(&none, 0.95).low == 0 && isinf(score_ratio(&none, 0.95).high));
    assert_true(isinf(score_ratio(&all, 0.95).high));
}

/* The 90 % interval is inside the margin when, and only when, both one-sided tests refuse. */
static void test_equivalence__is_the_interval_inside_the_margin(void **state)
{
    (void)state;
    struct two_rates near = {101, 1000, 99, 1000};
    struct equivalence found = equivalent_difference(&near, 0.03);
    double edge = fmax(-found.interval.low, found.interval.high);
    assert_true(found.p < 0.05 && edge < 0.03);
    close_to(equivalent_difference(&near, edge).p, 0.05, 1e-10);
    assert_true(equivalent_difference(&near, edge * 0.99).p > 0.05);
    found = equivalent_ratio(&near, 0.8, 1.25);
    close_to(equivalent_ratio(&near, found.interval.low, 10).p, 0.05, 1e-10);
    close_to(equivalent_ratio(&near, 0.001, found.interval.high).p, 0.05, 1e-10);
}

/* R: fisher.test(matrix(c(56, 14, 48, 32), 2, byrow = T)) and so on. The third: tables as
 * likely as the observed one count, whatever the last digit says. */
static void test_fisher__agrees_with_r(void **state)
{
    (void)state;
    close_to(fisher_exact(56, 14, 48, 32), 0.01252112974920915542, 1e-13);
    close_to(fisher_exact(7, 393, 1, 399), 0.06894619715275714100, 1e-13);
    close_to(fisher_exact(3, 1, 1, 3), 0.48571428571428571, 1e-14);
    close_to(fisher_exact(2, 10, 15, 3), 0.00053672411914343636, 1e-13);
    assert_true(fisher_exact(0, 5, 0, 9) == 1 && fisher_exact(0, 0, 0, 0) == 1);
}

/* R: binom.test(5, 20)$p.value is McNemar's exact test of 5 against 15. */
static void test_sign_test__agrees_with_r(void **state)
{
    (void)state;
    close_to(mcnemar_exact(5, 15), 0.041389465332031285, 1e-14);
    assert_true(sign_test(0, 1) == 1 && sign_test(0, 0) == 1 && sign_test(7, 7) == 1);
    close_to(sign_test(0, 10), 2.0 / 1024, 1e-14);
}

/* R: wilcox.test of the depression scores of Hollander and Wolfe 1973, p. 29, as in
 * ?wilcox.test; then of c(1, 1, -2, 3, 0, -1, 4, 2, -3, 5, 2, 2) with and without correct. */
static void test_signed_rank__agrees_with_r(void **state)
{
    (void)state;
    const double before[] = {1.83, .5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3};
    const double after[] = {.878, .647, .598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
    const double tied[] = {1, 1, -2, 3, 0, -1, 4, 2, -3, 5, 2, 2};
    const double broken[] = {1, NAN};
    double gaps[9];
    struct signed_rank result;
    for (int i = 0; i < 9; i++) {
        gaps[i] = before[i] - after[i];
    }
    assert_true(signed_rank_test(gaps, 9, true, &result));
    assert_true(result.exact && result.positive == 40 && result.p == 0.0390625);
    assert_true(signed_rank_test(tied, 12, true, &result));
    assert_true(!result.exact && result.used == 11 && result.positive == 50);
    close_to(result.p, 0.13940147070983613, 1e-13);
    assert_true(signed_rank_test(tied, 12, false, &result));
    close_to(result.p, 0.12780570717341211, 1e-13);
    assert_false(signed_rank_test(broken, 2, true, &result));
    assert_true(signed_rank_test(tied + 4, 1, true, &result));
    assert_true(result.p == 1);
}

/* R: p.adjust(c(.01, .02, .03, .005, .5, .02), "holm") and "BH" */
static void test_adjusted__agrees_with_r(void **state)
{
    (void)state;
    const double p[] = {.01, .02, .03, .005, .5, .02};
    const double by_holm[] = {.05, .08, .08, .03, .5, .08};
    const double by_bh[] = {.03, .03, .036, .03, .5, .03};
    const double none[] = {.01, NAN};
    double found[6];
    assert_true(holm(p, 6, found));
    for (int i = 0; i < 6; i++) {
        close_to(found[i], by_holm[i], 1e-15);
    }
    assert_true(benjamini_hochberg(p, 6, found));
    for (int i = 0; i < 6; i++) {
        close_to(found[i], by_bh[i], 1e-15);
    }
    assert_false(holm(none, 2, found));
    assert_false(benjamini_hochberg(none, 2, found));
}

/* What a claim about a group of a face search needs, and R: power.prop.test(n = 300, p1 = .1,
 * p2 = .2)$power */
static void test_power__agrees_with_r(void **state)
{
    (void)state;
    assert_int_equal(units_to_tell(1.0 / 6000, 2.0 / 6000, 0.05, 0.8), 141244);
    assert_int_equal(units_to_tell(1.0 / 6000, 3.0 / 6000, 0.05, 0.8), 47077);
    assert_int_equal(units_to_tell(0.001, 0.002, 0.05, 0.8), 23511);
    assert_int_equal(units_to_tell(0.01, 0.02, 0.05, 0.8), 2319);
    assert_int_equal(units_to_tell(0.05, 0.10, 0.05, 0.8), 435);
    assert_int_equal(units_to_tell(0.11, 0.22, 0.05, 0.8), 178);
    close_to(power_to_tell(0.1, 0.2, 300, 300, 0.05), 0.93117973342998195, 1e-13);
    assert_int_equal(units_to_tell(0.1, 0.1, 0.05, 0.8), 0);
    assert_int_equal(units_to_tell(NAN, 0.1, 0.05, 0.8), 0);
    assert_true(isnan(power_to_tell(0.1, 0.2, 0, 300, 0.05)));
}

/* The worked examples of two published calculators that name Connor 1987:
 * powerandsamplesize.com, McNemar's Z-test, 2-sided (p01 0.45, p10 0.05: n 23), and
 * clinicaltrials-tools.vercel.app (discordant 0.45, difference 0.15: n 155). The others and the
 * differences by R: f <- function(d, x) ((qnorm(.975) * sqrt(d) + qnorm(.8) * sqrt(d - x^2)) /
 * x)^2; uniroot(function(x) f(.1, x) - 150 ...). */
static void test_power__of_paired_rates(void **state)
{
    (void)state;
    assert_int_equal(units_to_tell_paired(0.5, 0.4, 0.05, 0.8), 23);
    assert_int_equal(units_to_tell_paired(0.45, 0.15, 0.05, 0.8), 155);
    assert_int_equal(units_to_tell_paired(0.3, 0.1, 0.05, 0.8), 234);
    assert_int_equal(units_to_tell_paired(0.1, 0.02, 0.05, 0.8), 1960);
    assert_int_equal(units_to_tell_paired(0.2, 0.05, 0.05, 0.9), 837);
    assert_int_equal(units_to_tell_paired(0.1, 0.2, 0.05, 0.8), 0);
    close_to(difference_to_tell_paired(0.1, 150, 0.05, 0.8), 0.0717695640238859, 1e-11);
    close_to(difference_to_tell_paired(0.2, 500, 0.05, 0.8), 0.0558996928220847, 1e-11);
    close_to(difference_to_tell_paired(0.3, 100, 0.05, 0.8), 0.1516470912146709, 1e-11);
    assert_true(isnan(difference_to_tell_paired(0.05, 60, 0.05, 0.8)));
    assert_true(isnan(difference_to_tell_paired(0.1, 0, 0.05, 0.8)));
}

/* By hand: (1.6449 + 1.2816)^2 * 2 * 0.25 / 0.01, 1.96^2 * 0.25 / 0.0025, log(0.05) / log(0.99)
 */
static void test_power__of_equivalence_and_of_a_rate(void **state)
{
    (void)state;
    assert_int_equal(units_to_equate(0.5, 0.5, 0.1, 0.05, 0.8), 429);
    assert_int_equal(units_to_equate(0.5, 0.6, 0.1, 0.05, 0.8), 0);
    assert_int_equal(units_to_estimate(0.5, 0.05, 0.95), 385);
    assert_int_equal(units_without_event(0.01, 0.95), 299);
    assert_int_equal(units_to_estimate(0.5, NAN, 0.95), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_elementary__is_exact_to_the_last_places),
        cmocka_unit_test(test_elementary__has_these_bits),
        cmocka_unit_test(test_normal__agrees_to_the_far_tail),
        cmocka_unit_test(test_incomplete__agrees_with_r),
        cmocka_unit_test(test_intervals__of_one_rate),
        cmocka_unit_test(test_intervals__keep_their_digits_at_huge_n),
        cmocka_unit_test(test_newcombe__agrees_with_statsmodels),
        cmocka_unit_test(test_score__agrees_with_its_definition),
        cmocka_unit_test(test_equivalence__is_the_interval_inside_the_margin),
        cmocka_unit_test(test_fisher__agrees_with_r),
        cmocka_unit_test(test_sign_test__agrees_with_r),
        cmocka_unit_test(test_signed_rank__agrees_with_r),
        cmocka_unit_test(test_adjusted__agrees_with_r),
        cmocka_unit_test(test_power__agrees_with_r),
        cmocka_unit_test(test_power__of_paired_rates),
        cmocka_unit_test(test_power__of_equivalence_and_of_a_rate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
