/* Parity of groups on fairlearn's own fixture, biometric differentials on a published vector.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "metrics/biometrics/differential.h"
#include "metrics/parity/parity.h"

#include <math.h>

static void assert_near(double got, double want)
{
    if (!(fabs(got - want) <= 1e-12 * fmax(1, fabs(want)))) {
        fail_msg("%.17g, not %.17g", got, want);
    }
}

/* SOURCE: fairlearn test/unit/metrics/data_for_test.py (MIT): y_t, y_p; its g_1 is "aa", "aa",
 * "ba", "ba" and so on. Wanted are what fairlearn 2ada6436 makes of them. */
static const char truth[] =
    "10111011000111011001110000111111010100101001110001111001110110111111111";
static const char called[] =
    "01110001111001110110110000111111010100101011011011011111000011111111111";

static void fixture(struct group_counts groups[2])
{
    for (size_t i = 0; truth[i] != '\0'; i++) {
        struct group_counts *own = &groups[i / 2 % 2];
        if (truth[i] == '1') {
            own->called_positive += called[i] == '1';
            own->missed += called[i] == '0';
        } else {
            own->called_wrongly += called[i] == '1';
            own->rejected += called[i] == '0';
        }
    }
}

static void test_parity__fairlearn_fixture(void **state)
{
    (void)state;
    struct group_counts groups[2] = {{0}};
    fixture(groups);
    assert_near(parity_demographic_difference(groups, 2).value, 0.07460317460317456);
    assert_near(parity_demographic_ratio(groups, 2).value, 0.8912037037037037);
    assert_near(parity_odds_difference(groups, 2).value, 0.10079051383399218);
    assert_near(parity_odds_ratio(groups, 2).value, 0.8712121212121211);
}

static void test_parity__a_group_without_positives_is_left_out_of_their_rate(void **state)
{
    (void)state;
    struct group_counts groups[3] = {{8, 2, 1, 9}, {6, 4, 2, 8}, {0, 0, 2, 8}};
    assert_near(parity_odds_difference(groups, 3).value, 0.2);
}

static void test_parity__one_group_is_no_comparison(void **state)
{
    (void)state;
    struct group_counts groups[1] = {{8, 2, 1, 9}};
    assert_false(parity_demographic_difference(groups, 1).defined);
    assert_false(parity_odds_ratio(groups, 1).defined);
    assert_false(differential_fdr(groups, 1).defined);
}

/* FMR 1e-4, 2e-4, 8e-4 and FNMR 0.01, 0.02, 0.015, computed with numpy after the definitions.
 */
static void test_differentials__of_three_groups(void **state)
{
    (void)state;
    struct group_counts groups[3] = {
        {990, 10, 1, 9999}, {980, 20, 2, 9998}, {985, 15, 8, 9992}};
    assert_near(differential_fdr(groups, 3).value, 0.99465);
    assert_near(differential_ir(groups, 3).value, 4);
    assert_near(differential_garbe(groups, 3).value, 0.42929292929292934);
    assert_near(differential_fmr_max_geomean(groups, 3).value, 3.1748021039363996);
}

static void test_differentials__a_rate_of_0_leaves_ratios_undefined(void **state)
{
    (void)state;
    struct group_counts groups[2] = {{990, 10, 0, 10000}, {980, 20, 2, 9998}};
    assert_false(differential_ir(groups, 2).defined);
    assert_false(differential_fmr_max_geomean(groups, 2).defined);
    assert_true(differential_garbe(groups, 2).defined);
    assert_true(differential_fdr(groups, 2).defined);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parity__fairlearn_fixture),
        cmocka_unit_test(test_parity__a_group_without_positives_is_left_out_of_their_rate),
        cmocka_unit_test(test_parity__one_group_is_no_comparison),
        cmocka_unit_test(test_differentials__of_three_groups),
        cmocka_unit_test(test_differentials__a_rate_of_0_leaves_ratios_undefined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
