/* From scores to probabilities, beside what scikit-learn 1.2.1 (Debian) makes of the same rows:
 * _SigmoidCalibration and IsotonicRegression(out_of_bounds="clip"). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tuning/calibration.h"
#include "tuning/calibration_check.h"

#include <math.h>

static const double scores[] = {-1.2, -0.9, -0.4, -0.4, -0.1, 0.0,
                                0.3,  0.3,  0.5,  0.8,  1.1,  1.6};
static const bool positive[] = {false, false, false, true,  false, true,
                                false, true,  true,  false, true,  true};
enum { ROWS = 12 };

static void near(double found, double expected, double within)
{
    if (!(fabs(found - expected) <= within)) {
        fail_msg("%.17g is not within %g of %.17g", found, within, expected);
    }
}

/* scikit-learn's own search stops at a slope of 1e-5 or so. */
static void test_platt__is_the_curve_of_scikit_learn(void **state)
{
    struct platt fit;
    (void)state;
    assert_true(platt_fit(scores, positive, ROWS, &fit));
    near(fit.a, -1.0816670787591915, 1e-4);
    near(fit.b, 0.13990702334776609, 1e-4);
    near(platt_at(&fit, -1), 0.22765956, 1e-5);
    near(platt_at(&fit, 2), 0.88323492, 1e-5);
}

static void test_platt__needs_both_kinds(void **state)
{
    struct platt fit;
    static const bool all[] = {true, true};
    (void)state;
    assert_false(platt_fit(scores, all, 2, &fit));
    assert_false(platt_fit(scores, all, 0, &fit));
}

/* Scores in the thousands: the form must not overflow, and the slope is small. */
static void test_platt__bears_large_scores(void **state)
{
    double large[ROWS];
    struct platt fit;
    (void)state;
    for (size_t i = 0; i < ROWS; i++) {
        large[i] = scores[i] * 4096;
    }
    assert_true(platt_fit(large, positive, ROWS, &fit));
    near(platt_at(&fit, -4096), 0.22765956, 1e-4);
    assert_true(platt_at(&fit, -1e9) >= 0 && platt_at(&fit, 1e9) <= 1);
}

static void test_isotonic__is_the_function_of_scikit_learn(void **state)
{
    static const double at[] = {-2, -0.4, -0.2, 0.2, 0.4, 0.7, 1.0, 3};
    static const double is[] = {
        0, 0.33333333333333331, 0.33333333333333331, 0.6, 0.6, 0.6, 0.8666666666666667, 1};
    struct isotonic fit;
    (void)state;
    isotonic_fit(scores, positive, ROWS, &fit);
    for (size_t i = 0; i < sizeof at / sizeof at[0]; i++) {
        near(isotonic_at(&fit, at[i]), is[i], 1e-12);
    }
    isotonic_free(&fit);
}

static void test_isotonic__never_falls_whatever_the_rows(void **state)
{
    static const double one[] = {3, 2, 1, 1, 0};
    static const bool was[] = {false, true, true, false, true};
    struct isotonic fit;
    (void)state;
    isotonic_fit(one, was, 5, &fit);
    for (size_t i = 1; i < fit.count; i++) {
        assert_true(fit.x[i] > fit.x[i - 1] && fit.y[i] >= fit.y[i - 1]);
    }
    near(isotonic_at(&fit, 2), 0.6, 1e-12); /* 3 of 5, all one block */
    isotonic_free(&fit);
}

/* Rows whose score says nothing: a calibration that looked at its own fold would seem to. */
static void test_cross_fitting__leaves_the_fold_out(void **state)
{
    struct scored_row rows[40];
    struct scored_rows all = {.rows = rows, .count = 40, .clusters = 40, .positives = 20};
    struct calibration_quality own;
    struct calibration_quality crossed;
    struct calibration_fit fit;
    (void)state;
    for (size_t i = 0; i < 40; i++) { /* every score its own, yes and no by turns */
        rows[i] = (struct scored_row){(double)(i * 7 % 40) / 40, true, i % 2 == 1, (uint32_t)i};
    }
    assert_int_equal(calibration_fit(&all, CALIBRATION_ISOTONIC, NULL, -1, &fit, NULL), ERR_OK);
    own = calibration_quality_of(&all, &fit);
    assert_int_equal(calibration_cross(&all, CALIBRATION_ISOTONIC, 1, &crossed, NULL), ERR_OK);
    assert_int_equal(crossed.n, 40);
    assert_true(own.brier < 0.25 && crossed.brier > own.brier);
    calibration_fit_free(&fit);
}

static void test_quality__of_what_is_no_probability_is_not_defined(void **state)
{
    struct scored_row rows[] = {{0.5, true, true, 0}, {1.5, true, false, 1}};
    const struct scored_rows all = {.rows = rows, .count = 2, .clusters = 2, .positives = 1};
    const struct calibration_fit none = {.kind = CALIBRATION_NONE};
    (void)state;
    assert_false(calibration_quality_of(&all, &none).defined);
    rows[1].score = 0.5;
    struct calibration_quality quality = calibration_quality_of(&all, &none);
    assert_true(quality.defined);
    near(quality.brier, 0.25, 1e-12);
    near(quality.log_loss, 0.69314718055994529, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_platt__is_the_curve_of_scikit_learn),
        cmocka_unit_test(test_platt__needs_both_kinds),
        cmocka_unit_test(test_platt__bears_large_scores),
        cmocka_unit_test(test_isotonic__is_the_function_of_scikit_learn),
        cmocka_unit_test(test_isotonic__never_falls_whatever_the_rows),
        cmocka_unit_test(test_cross_fitting__leaves_the_fold_out),
        cmocka_unit_test(test_quality__of_what_is_no_probability_is_not_defined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
