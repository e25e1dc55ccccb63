/* The threshold of a target, beside a search through all of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/prng.h"
#include "tuning/operating_point.h"

enum { ROWS = 400 };

/* Positives score higher by and large; one score in ten is missing where asked. */
static struct scored_rows draw(struct scored_row *rows, uint64_t seed, uint32_t per_cluster,
                               bool some_without)
{
    struct prng prng;
    struct scored_rows all = {.rows = rows, .count = ROWS, .clusters = ROWS / per_cluster};
    prng_seed(&prng, seed);
    for (uint32_t i = 0; i < ROWS; i++) {
        bool positive = prng_below(&prng, 2) == 0;
        double score = (double)(prng_below(&prng, 100) + (positive ? 60 : 0)) / 160;
        bool has = !some_without || prng_below(&prng, 10) > 0;
        rows[i] = (struct scored_row){score, has, positive, i / per_cluster};
        all.positives += positive ? 1 : 0;
        all.without += has ? 0 : 1;
    }
    return all;
}

/* Whether `point` keeps the target and no other score that does is better for the rest. */
static void is_the_best(const struct scored_rows *rows, const struct operating_target *target,
                        const struct operating_point *point)
{
    bool most = target->rate == OPERATING_FALSE_ALARMS;
    const struct operating_figure *figure = most ? &point->false_alarms : &point->recall;
    assert_int_equal(operating_target_kept(target, figure), 1);
    for (size_t i = 0; i < rows->count; i++) {
        double score = rows->rows[i].score;
        if (rows->rows[i].has && (most ? score < point->threshold : score > point->threshold)) {
            struct operating_point other = operating_point_at(rows, score, 5);
            figure = most ? &other.false_alarms : &other.recall;
            assert_int_not_equal(operating_target_kept(target, figure), 1);
        }
    }
}

static void test_choosing__finds_what_a_search_through_all_finds(void **state)
{
    struct scored_row rows[ROWS];
    const struct operating_target targets[] = {{OPERATING_FALSE_ALARMS, 0.1, false},
                                               {OPERATING_FALSE_ALARMS, 0.4, false},
                                               {OPERATING_RECALL, 0.6, false},
                                               {OPERATING_RECALL, 0.8, false}};
    (void)state;
    for (uint64_t seed = 1; seed <= 2; seed++) {
        struct scored_rows all = draw(rows, seed, seed == 1 ? 1 : 10, false);
        for (size_t t = 0; t < 4; t++) {
            struct operating_point point;
            assert_int_equal(operating_point_choose(&all, &targets[t], 5, &point, NULL),
                             ERR_OK);
            is_the_best(&all, &targets[t], &point);
        }
    }
}

static void test_a_row_without_a_score__is_never_a_yes(void **state)
{
    struct scored_row rows[ROWS];
    (void)state;
    struct scored_rows all = draw(rows, 3, 1, true);
    struct operating_point point = operating_point_at(&all, -1, 5);
    assert_int_equal(point.recall.denominator, (int64_t)all.positives);
    assert_int_equal(point.false_alarms.denominator, (int64_t)(all.count - all.positives));
    assert_int_equal(point.recall.numerator + point.false_alarms.numerator,
                     (int64_t)(all.count - all.without));
}

static void test_the_method__is_wilsons_only_where_every_cluster_is_one_row(void **state)
{
    struct scored_row rows[ROWS];
    (void)state;
    struct scored_rows all = draw(rows, 1, 1, false);
    assert_string_equal(operating_point_at(&all, 0.5, 5).recall.method, "wilson.95/1");
    all = draw(rows, 1, 10, false);
    assert_string_equal(operating_point_at(&all, 0.5, 5).recall.method,
                        "bootstrap.cluster.95/1");
    all = draw(rows, 1, 40, false); /* 10 clusters */
    assert_false(operating_point_at(&all, 0.5, 5).recall.has_interval);
}

static void test_a_target_that_nothing_keeps__is_refused_with_the_nearest(void **state)
{
    struct scored_row rows[ROWS];
    struct operating_point point;
    struct err err;
    const struct operating_target strict = {OPERATING_FALSE_ALARMS, 0.001, false};
    const struct operating_target value = {OPERATING_FALSE_ALARMS, 0.001, true};
    (void)state;
    struct scored_rows all = draw(rows, 1, 1, false);
    assert_int_equal(operating_point_choose(&all, &strict, 5, &point, &err), ERR_INVALID);
    assert_string_equal(err.message, "no threshold keeps false alarms at most 0.001: the "
                                     "nearest has 0 of 193");
    assert_int_equal(operating_point_choose(&all, &value, 5, &point, &err), ERR_OK);
    assert_int_equal(point.false_alarms.numerator, 0);
    all = draw(rows, 1, 40, false);
    assert_int_equal(operating_point_choose(&all, &strict, 5, &point, &err), ERR_INVALID);
    assert_string_equal(err.message,
                        "false alarms: 10 clusters give no interval, 20 are needed");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_choosing__finds_what_a_search_through_all_finds),
        cmocka_unit_test(test_a_row_without_a_score__is_never_a_yes),
        cmocka_unit_test(test_the_method__is_wilsons_only_where_every_cluster_is_one_row),
        cmocka_unit_test(test_a_target_that_nothing_keeps__is_refused_with_the_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
