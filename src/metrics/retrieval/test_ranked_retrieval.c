/* Measures of rankings and of screening, on cases whose values are published or plain. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "metrics/retrieval/screening.h"

#include <math.h>

static void assert_near(double value, double wanted)
{
    if (!(fabs(value - wanted) <= 1e-12)) {
        fail_msg("%.17g is not %.17g", value, wanted);
    }
}

static struct ranking ranking(const int32_t *rel, size_t retrieved, const size_t *levels,
                              size_t level_count)
{
    struct ranking r = {
        .rel = rel, .retrieved = retrieved, .levels = levels, .level_count = level_count};
    r.level = 1;
    ranking_count(&r);
    return r;
}

/* usnistgov/trec_eval issue 22: one relevant document among a0 b1 c0, first or second of two.
 */
static const size_t two_and_one[] = {2, 1};

static void test_ndcg__of_the_issue_about_ties(void **state)
{
    (void)state;
    static const int32_t first[] = {1, 0};
    static const int32_t second[] = {0, 1};
    struct ranking r = ranking(first, 2, two_and_one, 2);
    assert_near(rank_ndcg(&r), 1);
    r = ranking(second, 2, two_and_one, 2);
    assert_near(rank_ndcg(&r), 0.63092975357145742); /* 1 / log2(3); printed .6309 */
}

/* Three relevant, at 1, 3 and not retrieved; two judged not relevant; one not in the pool. */
static const int32_t mixed[] = {1, 0, 1, RANK_UNPOOLED, 0};
static const size_t two_and_three[] = {2, 3};

static void test_precisions__by_hand(void **state)
{
    (void)state;
    struct ranking r = ranking(mixed, 5, two_and_three, 2);
    assert_near(rank_average_precision(&r), (1 + 2.0 / 3) / 3);
    assert_near(rank_r_precision(&r), 2.0 / 3);
    assert_near(rank_reciprocal(&r), 1);
    assert_near(rank_bpref(&r), (1 + (1 - 1.0 / 2)) / 3);
    assert_near(rank_set_precision(&r), 0.4);
    assert_near(rank_set_recall(&r), 2.0 / 3);
    assert_near(rank_set_f(&r), 0.5);
    assert_near(rank_utility(&r), -1);
}

static void test_cutoffs__divide_by_k_also_when_fewer_came(void **state)
{
    (void)state;
    static const size_t cutoffs[] = {1, 4, 10};
    struct rank_at at[3];
    struct ranking r = ranking(mixed, 5, two_and_three, 2);
    ranking_at(&r, cutoffs, 3, at);
    assert_near(at[0].precision, 1);
    assert_near(at[1].precision, 0.5);
    assert_near(at[1].unjudged, 0.25);
    assert_near(at[2].precision, 0.2);
    assert_near(at[2].relative_precision, 2.0 / 3);
    assert_near(at[2].recall, 2.0 / 3);
    assert_near(at[0].ndcg, 1);
}

static void test_interpolation__keeps_the_highest_to_come(void **state)
{
    (void)state;
    static const int32_t rel[] = {0, 1, 1};
    static const size_t levels[] = {1, 2};
    double precision[RANK_RECALL_POINTS];
    struct ranking r = ranking(rel, 3, levels, 2);
    rank_interpolated(&r, precision);
    for (size_t i = 0; i < RANK_RECALL_POINTS; i++) {
        assert_near(precision[i], 2.0 / 3);
    }
}

static void test_nothing_relevant__is_nought(void **state)
{
    (void)state;
    static const int32_t rel[] = {0, RANK_UNJUDGED};
    static const size_t levels[] = {1};
    struct ranking r = ranking(rel, 2, levels, 1);
    double precision[RANK_RECALL_POINTS];
    rank_interpolated(&r, precision);
    assert_near(rank_average_precision(&r) + rank_bpref(&r) + rank_ndcg(&r) +
                    rank_ndcg_rel(&r) + rank_ndcg_steps(&r) + rank_gain(&r) + rank_set_f(&r) +
                    rank_inferred_precision(&r) + precision[0],
                0);
}

static void test_graded__gains_are_levels(void **state)
{
    (void)state;
    static const int32_t rel[] = {1, 2};
    static const size_t levels[] = {0, 1, 1};
    struct ranking r = ranking(rel, 2, levels, 3);
    double ideal = 2 + 1 / log2(3);
    assert_near(rank_ndcg(&r), (1 + 2 / log2(3)) / ideal);
    assert_near(rank_biased(&r), 0.1 * (0.5 + 0.9));
}

/* Orders as a list of labels, everything ranked. */
static struct screening screening(const int32_t *labels, size_t count, size_t *levels,
                                  size_t *ranks)
{
    levels[0] = 0;
    levels[1] = 0;
    for (size_t i = 0; i < count; i++) {
        levels[labels[i]]++;
    }
    struct ranking r = ranking(labels, count, levels, 2);
    return screening_of(&r, count, ranks);
}

/* asreview/asreview-insights tests/test_metrics.py at c48b781, test_loss_value_function. */
static void test_loss__asreviews_own_cases(void **state)
{
    (void)state;
    static const struct {
        size_t count;
        int32_t labels[5];
        double loss;
    } cases[] = {{2, {1, 0}, 0},
                 {2, {0, 1}, 1},
                 {5, {1, 1, 0, 0, 0}, 0},
                 {5, {0, 0, 0, 1, 1}, 1},
                 {3, {1, 0, 1}, 0.5}};
    size_t levels[2];
    size_t ranks[5];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct screening s = screening(cases[i].labels, cases[i].count, levels, ranks);
        assert_near(screening_loss(&s), cases[i].loss);
    }
    static const int32_t none[] = {0, 0};
    struct screening s = screening(none, 2, levels, ranks);
    assert_true(isnan(screening_loss(&s)));
}

/* asreview-insights tests/test_metrics.py, test_metric_recall_small_data: half of [1,1,1,0]. */
static void test_recall__asreviews_own_case(void **state)
{
    (void)state;
    static const int32_t labels[] = {1, 1, 1, 0};
    size_t levels[2];
    size_t ranks[4];
    struct screening s = screening(labels, 4, levels, ranks);
    assert_near(screening_recall(&s, 2), 2.0 / 3);
    assert_near(screening_recall(&s, 0), 0);
    assert_near(screening_recall(&s, 4), 1);
}

/* 30 relevant: 28.5 of them are 28 by one rounding and 29 by two others. */
static void test_needed__three_conventions(void **state)
{
    (void)state;
    assert_int_equal(screening_needed(30, SCREENING_HALF_EVEN), 28);
    assert_int_equal(screening_needed(30, SCREENING_HALF_UP), 29);
    assert_int_equal(screening_needed(30, SCREENING_UP), 29);
    assert_int_equal(screening_needed(24, SCREENING_HALF_EVEN), 23);
    assert_int_equal(screening_needed(21, SCREENING_UP), 20);
    assert_int_equal(screening_needed(1, SCREENING_HALF_EVEN), 1);
}

static void test_wss__is_nought_when_too_few_were_found(void **state)
{
    (void)state;
    static const int32_t rel[] = {1, 0};
    static const size_t levels[] = {18, 2};
    size_t ranks[2];
    struct ranking r = ranking(rel, 2, levels, 2);
    struct screening s = screening_of(&r, 20, ranks);
    assert_int_equal(s.total, 20);
    assert_near(screening_wss(&s, 1), 19.0 / 20 - 0.05);
    assert_near(screening_wss(&s, 2), 0);
    assert_near(screening_wss_100(&s), 0);
}

static void test_elusion__limits_turn_round_for_recall(void **state)
{
    (void)state;
    struct elusion elusion = {
        .sampled = 100, .found = 0, .unreviewed = 1000, .reviewed_found = 90};
    struct interval interval = elusion_interval(&elusion);
    assert_near(interval.low, 0);
    assert_true(fabs(interval.high - 0.036216693) < 1e-8); /* R binom.test(0, 100) */
    assert_near(elusion_recall(&elusion, 0), 1);
    assert_true(elusion_recall(&elusion, interval.high) < 0.72);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ndcg__of_the_issue_about_ties),
        cmocka_unit_test(test_precisions__by_hand),
        cmocka_unit_test(test_cutoffs__divide_by_k_also_when_fewer_came),
        cmocka_unit_test(test_interpolation__keeps_the_highest_to_come),
        cmocka_unit_test(test_nothing_relevant__is_nought),
        cmocka_unit_test(test_graded__gains_are_levels),
        cmocka_unit_test(test_loss__asreviews_own_cases),
        cmocka_unit_test(test_recall__asreviews_own_case),
        cmocka_unit_test(test_needed__three_conventions),
        cmocka_unit_test(test_wss__is_nought_when_too_few_were_found),
        cmocka_unit_test(test_elusion__limits_turn_round_for_recall),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
