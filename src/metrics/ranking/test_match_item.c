/* Pairs as rows: what an answer, a missing one and a failure to acquire count as. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "metrics/metric.h"

static bool vector_of(const char *id, const char *expected, const char *output, double *vector)
{
    struct arena *arena = arena_new();
    struct js *truth;
    struct js *answer = NULL;
    bool has = false;
    assert_int_equal(js_parse(arena, str_of(expected), &truth, NULL), ERR_OK);
    if (output != NULL) {
        assert_int_equal(js_parse(arena, str_of(output), &answer, NULL), ERR_OK);
    }
    assert_int_equal(metric_lookup(id)->item(NULL, truth, answer, vector, &has, NULL), ERR_OK);
    arena_free(arena);
    return has;
}

static const char same[] = "{\"match\":\"yes\"}";
static const char other[] = "{\"match\":\"no\"}";

static void assert_cells(const char *id, const char *expected, const char *output,
                         const double wanted[4])
{
    double vector[METRIC_VECTOR_MAX];
    assert_true(vector_of(id, expected, output, vector));
    for (int i = 0; i < 4; i++) {
        assert_true(vector[i] == wanted[i]);
    }
}

static void a_pair_falls_into_one_of_four_cells(void **state)
{
    (void)state;
    static const char *const ids[] = {"precision.positive/1", "recall.positive/1",
                                      "f1.positive/1", "false_positive_rate/1"};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        assert_cells(ids[i], same, same, (double[]){1, 0, 0, 0});
        assert_cells(ids[i], other, same, (double[]){0, 1, 0, 0});
        assert_cells(ids[i], same, other, (double[]){0, 0, 1, 0});
        assert_cells(ids[i], other, other, (double[]){0, 0, 0, 1});
    }
}

static void a_pair_without_an_answer_was_called_wrongly(void **state)
{
    (void)state;
    double v[METRIC_VECTOR_MAX];
    assert_cells("f1.positive/1", same, NULL, (double[]){0, 0, 1, 0});
    assert_cells("f1.positive/1", other, NULL, (double[]){0, 1, 0, 0});
    assert_cells("fnmr/1", same, NULL, (double[]){1, 1, 0, 0});
    assert_cells("fmr/1", other, NULL, (double[]){0, 0, 1, 1});
    assert_true(vector_of("roc_auc/1", same, NULL, v) && v[0] == 0 && v[1] == 1);
    assert_true(vector_of("roc_auc/1", other, NULL, v) && v[0] == 65536 && v[1] == 0);
}

static void a_score_counts_in_steps(void **state)
{
    (void)state;
    double v[METRIC_VECTOR_MAX];
    assert_true(vector_of("average_precision/1", same, "{\"match\":\"no\",\"score\":0.5}", v));
    assert_true(v[0] == 32768 && v[1] == 1);
    assert_true(vector_of("eer.rocch/1", other, "{\"match\":\"no\",\"score\":0.00001}", v));
    assert_true(v[0] == 1 && v[1] == 0);
    assert_true(vector_of("fnmr.at_fmr_percent/1", other, "{\"match\":\"no\",\"score\":1}", v));
    assert_true(v[0] == 65536 && v[1] == 0);
}

static void without_a_score_the_call_is_one(void **state)
{
    (void)state;
    double v[METRIC_VECTOR_MAX];
    assert_true(vector_of("roc_auc/1", other, same, v) && v[0] == 65536 && v[1] == 0);
    assert_true(vector_of("roc_auc/1", same, other, v) && v[0] == 0 && v[1] == 1);
}

static void a_failure_to_acquire_is_counted_apart_and_lowest(void **state)
{
    (void)state;
    static const char failure[] = "{\"failure\":\"no face\"}";
    double v[METRIC_VECTOR_MAX];
    assert_false(vector_of("fmr/1", other, failure, v));
    assert_false(vector_of("fnmr/1", same, failure, v));
    assert_true(vector_of("eer.rocch/1", same, failure, v) && v[0] == 0 && v[1] == 1);
    assert_true(vector_of("failure_to_acquire/1", same, failure, v) && v[0] == 1 && v[1] == 1);
    assert_true(vector_of("failure_to_acquire/1", same, NULL, v) && v[0] == 1 && v[1] == 1);
    assert_true(vector_of("failure_to_acquire/1", same, "{\"match\":\"yes\",\"score\":1}", v) &&
                v[0] == 1 && v[1] == 0);
}

/* 300 non-mated at scores 1..300, 10 mated: 3 non-mated may match, so T is 298. */
static void the_rate_at_one_in_a_hundred_is_at_the_threshold_by_hand(void **state)
{
    (void)state;
    double rows[2 * 310];
    for (int i = 0; i < 300; i++) {
        rows[2 * i] = i + 1;
        rows[2 * i + 1] = 0;
    }
    for (int i = 0; i < 10; i++) {
        rows[600 + 2 * i] = i < 4 ? 297 : 298; /* four missed */
        rows[600 + 2 * i + 1] = 1;
    }
    struct metric_value value =
        metric_of_rows(metric_lookup("fnmr.at_fmr_percent/1"), rows, 310);
    assert_true(value.defined && value.numerator == 4 && value.denominator == 10);
    value = metric_of_rows(metric_lookup("fnmr.at_fmr_permille/1"), rows, 310);
    assert_false(value.defined); /* 0.3 of 300: the rule of three wants 3,000 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pair_falls_into_one_of_four_cells),
        cmocka_unit_test(a_pair_without_an_answer_was_called_wrongly),
        cmocka_unit_test(a_score_counts_in_steps),
        cmocka_unit_test(without_a_score_the_call_is_one),
        cmocka_unit_test(a_failure_to_acquire_is_counted_apart_and_lowest),
        cmocka_unit_test(the_rate_at_one_in_a_hundred_is_at_the_threshold_by_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
