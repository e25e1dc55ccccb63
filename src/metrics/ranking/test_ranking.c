/* Sorting, areas, equal error rates, operating points and calibration, against vectors that
 * others published or computed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/prng.h"
#include "metrics/metric.h"
#include "metrics/ranking/calibration_bins.h"
#include "metrics/ranking/equal_error.h"
#include "metrics/ranking/error_point.h"
#include "metrics/ranking/proper_loss.h"
#include "metrics/ranking/rank_area.h"
#include "metrics/ranking/ranked_rows.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* SOURCE: bob.measure tests/data/nonsep-positives.hdf5, nonsep-negatives.hdf5 (BSD): the sepal
 * lengths of Fisher's iris data. */
static const double iris_positives[] = {
    7.0, 6.4, 6.9, 5.5, 6.5, 5.7, 6.3, 4.9, 6.6, 5.2, 5.0, 5.9, 6.0, 6.1, 5.6, 6.7, 5.6,
    5.8, 6.2, 5.6, 5.9, 6.1, 6.3, 6.1, 6.4, 6.6, 6.8, 6.7, 6.0, 5.7, 5.5, 5.5, 5.8, 6.0,
    5.4, 6.0, 6.7, 6.3, 5.6, 5.5, 5.5, 6.1, 5.8, 5.0, 5.6, 5.7, 5.7, 6.2, 5.1, 5.7};
static const double iris_negatives[] = {
    5.1, 4.9, 4.7, 4.6, 5.0, 5.4, 4.6, 5.0, 4.4, 4.9, 5.4, 4.8, 4.8, 4.3, 5.8, 5.7, 5.4,
    5.1, 5.7, 5.1, 5.4, 5.1, 4.6, 5.1, 4.8, 5.0, 5.0, 5.2, 5.2, 4.7, 4.8, 5.4, 5.2, 5.5,
    4.9, 5.0, 5.5, 4.9, 4.4, 5.1, 5.0, 4.5, 4.4, 5.0, 5.1, 4.8, 5.1, 4.6, 5.3, 5.0};
enum { IRIS = 50, SCORES_MAX = 64 };

struct sides {
    uint64_t keys[2][SCORES_MAX]; /* negatives, positives */
    size_t count[2];
};

static struct score_walk walk_of(struct sides *sides)
{
    order_sort(sides->keys[0], sides->count[0]);
    order_sort(sides->keys[1], sides->count[1]);
    return score_walk_sorted(sides->keys[1], sides->count[1], sides->keys[0], sides->count[0]);
}

static struct score_walk iris_walk(struct sides *sides)
{
    for (size_t i = 0; i < IRIS; i++) {
        sides->keys[0][i] = order_key(iris_negatives[i]);
        sides->keys[1][i] = order_key(iris_positives[i]);
    }
    sides->count[0] = IRIS;
    sides->count[1] = IRIS;
    return walk_of(sides);
}

static struct score_walk labelled_walk(struct sides *sides, const double *scores,
                                       const int *labels, size_t n)
{
    sides->count[0] = 0;
    sides->count[1] = 0;
    for (size_t i = 0; i < n; i++) {
        sides->keys[labels[i]][sides->count[labels[i]]++] = order_key(scores[i]);
    }
    return walk_of(sides);
}

static void assert_near(double got, double want)
{
    if (!(fabs(got - want) <= 1e-12 * fmax(1, fabs(want)))) {
        fail_msg("%.17g, not %.17g", got, want);
    }
}

static void test_keys__order_as_doubles_do(void **state)
{
    (void)state;
    static const double rising[] = {-INFINITY, -DBL_MAX, -1.5, -1, -DBL_MIN, -5e-324,
                                    0,         5e-324,   1,    2,  DBL_MAX,  INFINITY};
    for (size_t i = 0; i < sizeof rising / sizeof rising[0]; i++) {
        assert_true(order_score(order_key(rising[i])) == rising[i]);
        assert_true(i == 0 || order_key(rising[i - 1]) < order_key(rising[i]));
    }
    assert_true(order_key(-0.0) == order_key(0.0));
}

static int compare_keys(const void *a, const void *b)
{
    const uint64_t *x = a;
    const uint64_t *y = b;
    return (*x > *y) - (*x < *y);
}

/* Scratch for few keys, so that parts are made in place down to the last byte. */
static void test_sort__any_scratch_gives_the_same_order(void **state)
{
    (void)state;
    enum { KEYS = 20000 };
    static uint64_t keys[KEYS];
    static uint64_t sorted[KEYS];
    static uint64_t want[KEYS];
    struct prng prng;
    prng_seed(&prng, 1);
    for (size_t i = 0; i < KEYS; i++) {
        uint64_t near = order_key((double)prng_below(&prng, 50) / 16);
        keys[i] = i % 3 == 0 ? near : i % 3 == 1 ? prng_next(&prng) : prng_below(&prng, 300);
    }
    memcpy(want, keys, sizeof keys);
    qsort(want, KEYS, sizeof want[0], compare_keys);
    static const size_t rooms[] = {1, 10, 100, 5000, KEYS};
    for (size_t r = 0; r < sizeof rooms / sizeof rooms[0]; r++) {
        memcpy(sorted, keys, sizeof keys);
        order_sort_within(sorted, KEYS, rooms[r]);
        assert_memory_equal(sorted, want, sizeof want);
    }
}

static void test_sort__rows_follow_and_ties_keep_their_order(void **state)
{
    (void)state;
    uint64_t keys[200];
    uint32_t rows[200];
    for (uint32_t i = 0; i < 200; i++) {
        keys[i] = i * 7919 % 5;
        rows[i] = i;
    }
    order_sort_rows(keys, rows, 200);
    for (size_t i = 1; i < 200; i++) {
        assert_true(keys[i - 1] < keys[i] || (keys[i - 1] == keys[i] && rows[i - 1] < rows[i]));
        assert_true(keys[i] == rows[i] * 7919u % 5);
    }
}

/* SOURCE: bob.measure tests/test_error.py: AUC 0.9326; R pROC 1.18.0 var(roc(...)) for the
 * standard error. */
static void test_areas__of_the_iris_scores(void **state)
{
    (void)state;
    struct sides sides;
    struct score_walk walk = iris_walk(&sides);
    struct metric_value area = rank_area_roc(&walk, 0);
    assert_near(area.value, 0.9326);
    assert_true(area.numerator == 2 * 2331.5 && area.denominator == 2 * 2500);
    assert_near(rank_area_delong(&walk), 0.024330412647380988);
}

/* SOURCE: bob.measure tests/test_error.py, no_test_rocch: 0.116363636363636 by BOSARIS 1.06. */
static void test_eer__hull_of_the_iris_scores(void **state)
{
    (void)state;
    struct sides sides;
    struct score_walk walk = iris_walk(&sides);
    assert_near(equal_error_hull(&walk, 0).value, 0.11636363636363636);
}

/* The smallest scores on which three programs give three numbers, each run by its own code:
 * scikit-learn 1.2.1 under DeepfakeBench's lines, ASVspoof 5's compute_eer. */
static void test_eer__conventions_differ_on_five_scores(void **state)
{
    (void)state;
    static const double scores[] = {6, 4, 7, 4, 6};
    static const int labels[] = {1, 0, 0, 1, 0};
    struct sides sides;
    struct score_walk walk = labelled_walk(&sides, scores, labels, 5);
    assert_near(equal_error_deepfakebench(&walk, 0).value, 1.0 / 3);
    assert_near(equal_error_asvspoof5(&walk, 0).value, 7.0 / 12);
}

/* SOURCE: torchmetrics functional/classification/eer.py, docstrings of binary_eer and eer. */
static void test_eer__torchmetrics_examples(void **state)
{
    (void)state;
    static const double four[] = {0, 0.5, 0.7, 0.8};
    static const int four_labels[] = {0, 1, 1, 0};
    static const double five[] = {0.13, 0.26, 0.08, 0.19, 0.34};
    static const int five_labels[] = {0, 0, 1, 1, 1};
    struct sides sides;
    struct score_walk walk = labelled_walk(&sides, four, four_labels, 4);
    assert_near(equal_error_torchmetrics(&walk, 0).value, 0.5);
    walk = labelled_walk(&sides, five, five_labels, 5);
    assert_near(equal_error_torchmetrics(&walk, 0).value, 7.0 / 12);
}

static void test_eer__is_0_when_scores_separate_and_undefined_without_a_side(void **state)
{
    (void)state;
    static const double scores[] = {1, 2, 3, 4};
    static const int labels[] = {0, 0, 1, 1};
    static const int ones[] = {1, 1, 1, 1};
    ranked_value_fn *const all[] = {equal_error_hull, equal_error_deepfakebench,
                                    equal_error_torchmetrics, equal_error_asvspoof5};
    struct sides sides;
    for (size_t i = 0; i < 4; i++) {
        struct score_walk walk = labelled_walk(&sides, scores, labels, 4);
        assert_true(all[i](&walk, 0).value == 0);
        walk = labelled_walk(&sides, scores, ones, 4);
        assert_false(all[i](&walk, 0).defined);
    }
}

/* SOURCE: bob.measure tests/test_error.py, test_plots: FAR 0.01, 0.1, 1 give FRR 0.48, 0.12, 0.
 */
static void test_point__of_a_false_match_rate(void **state)
{
    (void)state;
    static const double rates[] = {0.01, 0.1, 1};
    static const uint64_t missed[] = {24, 6, 0};
    struct sides sides;
    struct score_walk walk = iris_walk(&sides);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(error_point_at(&walk, rates[i]).missed_positives, missed[i]);
    }
}

static void test_point__at_the_threshold_is_a_match_unless_strict(void **state)
{
    (void)state;
    struct sides sides;
    struct score_walk walk = iris_walk(&sides);
    struct error_point at = error_point_of(&walk, 5.5, false);
    struct error_point above = error_point_of(&walk, 5.5, true);
    assert_int_equal(at.accepted_negatives, 5);
    assert_int_equal(above.accepted_negatives, 3);
    assert_int_equal(above.missed_positives - at.missed_positives, 5);
}

static void test_point__the_highest_score_of_many_strangers_leaves_no_threshold(void **state)
{
    (void)state;
    static const double scores[] = {9, 9, 9, 9, 1};
    static const int labels[] = {0, 0, 0, 0, 1};
    struct sides sides;
    struct score_walk walk = labelled_walk(&sides, scores, labels, 5);
    struct error_point point = error_point_at(&walk, 0.75);
    assert_true(point.above_all);
    assert_int_equal(point.missed_positives, 1);
}

static void test_point__the_rule_of_three_is_kept(void **state)
{
    (void)state;
    struct sides sides;
    struct score_walk walk = iris_walk(&sides);
    assert_false(error_point_miss_rate(&walk, 0.05).defined);
    assert_true(error_point_miss_rate(&walk, 0.06).defined);
}

static void test_bins__edges_fall_to_the_named_side(void **state)
{
    (void)state;
    assert_int_equal(calibration_bin_of(0, 10, true), 0);
    assert_int_equal(calibration_bin_of(1, 10, false), 10);
    assert_int_equal(calibration_bin_of(1, 10, true), 9);
    for (size_t k = 1; k < 10; k++) {
        double edge = (double)k / 10;
        assert_int_equal(calibration_bin_of(edge, 10, true), k - 1);
        assert_int_equal(calibration_bin_of(edge, 10, false), k);
        assert_int_equal(calibration_bin_of(nextafter(edge, 0), 10, false), k - 1);
        assert_int_equal(calibration_bin_of(nextafter(edge, 1), 10, true), k);
    }
}

/* SOURCE: torchmetrics functional/classification/calibration_error.py, docstring of
 * binary_calibration_error: two bins, 0.2900. */
static void test_calibration__torchmetrics_example(void **state)
{
    (void)state;
    static const double said[] = {0.25, 0.25, 0.55, 0.75, 0.75};
    static const double held[] = {0, 0, 1, 1, 1};
    struct calibration_bin bins[2] = {{0}};
    for (size_t i = 0; i < 5; i++) {
        struct calibration_bin *bin = &bins[calibration_bin_of(said[i], 2, false)];
        bin->count++;
        bin->said += said[i];
        bin->held += held[i];
    }
    assert_near(calibration_error(bins, 2).value, 0.29);
}

static void test_loss__probabilities_of_0_and_1_are_kept_finite(void **state)
{
    (void)state;
    assert_near(proper_loss_log(0, true, PROPER_LOSS_CLIP), 52 * log(2));
    assert_near(proper_loss_log(1, false, 1e-15), -log(1 - (1 - 1e-15)));
    assert_near(proper_loss_log(0.25, true, PROPER_LOSS_CLIP), log(4));
}

/* A pooled metric of rows counted k times is that of rows written k times. */
static void check_times(const struct metric *metric, struct prng *prng)
{
    enum { TIMES = 4 };
    const struct metric_example *example = &metric->examples[0];
    uint32_t *times = calloc(example->rows, sizeof *times);
    double *written = calloc(example->rows * TIMES * metric->length, sizeof *written);
    size_t rows = 0;
    for (size_t i = 0; i < example->rows; i++) {
        times[i] = (uint32_t)prng_below(prng, TIMES + 1);
        for (uint32_t k = 0; k < times[i]; k++) {
            memcpy(written + metric->length * rows++, example->vectors + metric->length * i,
                   metric->length * sizeof *written);
        }
    }
    void *prepared = metric->pool->prepare(example->vectors, example->rows);
    struct metric_value counted = metric->pool->value(prepared, times);
    metric->pool->release(prepared);
    struct metric_value of_rows = metric_of_rows(metric, written, rows);
    if (counted.defined && rows > 0) {
        assert_true(of_rows.defined);
        assert_near(counted.value, of_rows.value);
    } else if (rows > 0) {
        assert_false(of_rows.defined);
    }
    free(times);
    free(written);
}

static void test_pools__times_are_rows_written_again(void **state)
{
    (void)state;
    struct prng prng;
    prng_seed(&prng, 3);
    size_t pooled = 0;
    for (size_t m = 0; m < metric_table_count; m++) {
        const struct metric *metric = metric_table[m];
        for (int round = 0; metric->pool != NULL && round < 50; round++) {
            check_times(metric, &prng);
            pooled++;
        }
    }
    assert_true(pooled > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys__order_as_doubles_do),
        cmocka_unit_test(test_sort__any_scratch_gives_the_same_order),
        cmocka_unit_test(test_sort__rows_follow_and_ties_keep_their_order),
        cmocka_unit_test(test_areas__of_the_iris_scores),
        cmocka_unit_test(test_eer__hull_of_the_iris_scores),
        cmocka_unit_test(test_eer__conventions_differ_on_five_scores),
        cmocka_unit_test(test_eer__torchmetrics_examples),
        cmocka_unit_test(test_eer__is_0_when_scores_separate_and_undefined_without_a_side),
        cmocka_unit_test(test_point__of_a_false_match_rate),
        cmocka_unit_test(test_point__at_the_threshold_is_a_match_unless_strict),
        cmocka_unit_test(test_point__the_highest_score_of_many_strangers_leaves_no_threshold),
        cmocka_unit_test(test_point__the_rule_of_three_is_kept),
        cmocka_unit_test(test_bins__edges_fall_to_the_named_side),
        cmocka_unit_test(test_calibration__torchmetrics_example),
        cmocka_unit_test(test_loss__probabilities_of_0_and_1_are_kept_finite),
        cmocka_unit_test(test_pools__times_are_rows_written_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
