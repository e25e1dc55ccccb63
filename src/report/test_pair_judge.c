/* Pairs of tools on made-up items: which test decides, what Holm counts, what is left out. */
#include "report/pair_judge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "stats/bootstrap.h"
#include "stats/exact.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST = 400 };

static struct metric_value ratio(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "nothing counted");
}

static const struct metric right = {.id = "test.right/1",
                                    .unit = "proportion",
                                    .higher_is_better = true,
                                    .length = 2,
                                    .interval = METRIC_BINOMIAL,
                                    .finish = ratio};
static const struct metric errors = {.id = "test.errors/1",
                                     .unit = "proportion",
                                     .length = 2,
                                     .interval = METRIC_POOLED,
                                     .finish = ratio};

/* The same value as `errors`, of all rows at once. */
static struct {
    const double *vectors;
    size_t rows;
} lent;

static void *prepare(const double *vectors, size_t rows)
{
    lent.vectors = vectors;
    lent.rows = rows;
    return &lent;
}

static struct metric_value of_rows(const void *prepared, const uint32_t *times)
{
    double sum[2] = {0};
    (void)prepared;
    for (size_t i = 0; i < lent.rows; i++) {
        double weight = times != NULL ? times[i] : 1;
        sum[0] += weight * lent.vectors[2 * i];
        sum[1] += weight * lent.vectors[2 * i + 1];
    }
    return metric_fraction(sum[0], sum[1], "nothing counted");
}

static void release(void *prepared)
{
    (void)prepared;
}

static const struct metric_pool pool = {prepare, of_rows, release};
static const struct metric at_once = {.id = "test.at-once/1",
                                      .unit = "proportion",
                                      .length = 2,
                                      .interval = METRIC_POOLED,
                                      .pool = &pool};

static char names[MOST][8];
static struct bench_item items[MOST];

/* Items i0000 …, `together` to a cluster. */
static void make_items(size_t count, size_t together)
{
    for (size_t i = 0; i < count; i++) {
        snprintf(names[i], sizeof names[i], "i%04zu", i);
        items[i] = (struct bench_item){.id = str_of(names[i]),
                                       .cluster = str_of(names[i - i % together])};
    }
}

static struct stats_row memory[3][MOST];
static struct stats_rows lists[3];

/* Tool t scores `value(i)` of 1 on items from..to. */
static void fill(int t, const struct metric *metric, size_t from, size_t to,
                 double (*value)(size_t), double of)
{
    lists[t] = (struct stats_rows){memory[t], 0};
    for (size_t i = from; i < to; i++) {
        memory[t][lists[t].count++] = (struct stats_row){&items[i], metric, {value(i), of}};
    }
}

static struct arena *arena;

static struct pairwise compare(size_t tools, const struct metric *metric, double margin)
{
    struct contender list[3] = {{.name = STR("one"), .rows = &lists[0]},
                                {.name = STR("two"), .rows = &lists[1]},
                                {.name = STR("three"), .rows = &lists[2]}};
    struct contender *kept = arena_alloc(arena, sizeof list);
    memcpy(kept, list, sizeof list);
    struct pairwise_plan plan = {kept, tools, &metric, 1, margin, 7, false};
    struct pairwise result;
    pairwise_judge(arena, &plan, &result);
    return result;
}

static double all(size_t i)
{
    (void)i;
    return 1;
}
static double not_first_fifteen(size_t i)
{
    return i >= 15;
}
static double not_next_five(size_t i)
{
    return i < 15 || i >= 20;
}
static double every_third(size_t i)
{
    return i % 3 == 0;
}
static double every_fourth(size_t i)
{
    return i % 4 == 0;
}

static void test_yes_no_items_alone__are_mcnemars(void **state)
{
    (void)state;
    make_items(200, 1);
    fill(0, &right, 0, 200, not_first_fifteen, 1);
    fill(1, &right, 0, 200, not_next_five, 1);
    struct pairwise result = compare(2, &right, 0);
    const struct pair_result *pair = &result.list[0];
    assert_true(pair->yes_no);
    assert_string_equal(pair->found.method, "compare.mcnemar.tango/1");
    assert_true(pair->found.p == mcnemar_exact(5, 15));
    assert_int_equal(pair->found.verdict, VERDICT_DIFFERENT);
    assert_int_equal(pair->side[0].better, 5);
    assert_int_equal(pair->side[1].better, 15);
    assert_int_equal(pair->same, 180);
    assert_int_equal(pair->differ_count, 20);
    assert_true(str_is(pair->differ[0]->id, "i0000"));
}

/* The same answers where items share clusters: McNemar would take them as independent. */
static void test_yes_no_items_in_clusters__are_permuted_whole(void **state)
{
    (void)state;
    make_items(200, 5);
    fill(0, &right, 0, 200, not_first_fifteen, 1);
    fill(1, &right, 0, 200, not_next_five, 1);
    struct pairwise result = compare(2, &right, 0);
    const struct pair_result *pair = &result.list[0];
    assert_false(pair->yes_no);
    assert_int_equal(pair->clusters, 40);
    assert_string_equal(pair->found.method, "compare.permutation.bootstrap/1");
    /* three clusters to one: of their 16 exchanges 2 + 2 * 4 are as far apart */
    assert_true(fabs(pair->found.p - 10.0 / 16) < 0.03);
    assert_int_equal(pair->found.verdict, VERDICT_NOT_ENOUGH);
}

static void test_pooled_rows__give_what_sums_give(void **state)
{
    (void)state;
    make_items(120, 4);
    fill(0, &errors, 0, 120, every_third, 2);
    fill(1, &errors, 0, 120, every_fourth, 2);
    struct pairwise sums = compare(2, &errors, 0.1);
    fill(0, &at_once, 0, 120, every_third, 2);
    fill(1, &at_once, 0, 120, every_fourth, 2);
    struct pairwise rows = compare(2, &at_once, 0.1);
    struct interval a = sums.list[0].found.difference_interval;
    struct interval b = rows.list[0].found.difference_interval;
    assert_true(fabs(a.low - b.low) < 1e-12 && fabs(a.high - b.high) < 1e-12);
    assert_true(fabs(sums.list[0].found.p - rows.list[0].found.p) < 0.03);
    assert_int_equal(sums.list[0].found.verdict, rows.list[0].found.verdict);
}

static void test_lower_is_better__where_the_metric_says_so(void **state)
{
    (void)state;
    make_items(120, 1);
    fill(0, &errors, 0, 120, every_third, 2);
    fill(1, &errors, 0, 120, all, 2);
    struct pairwise result = compare(2, &errors, 0);
    assert_int_equal(result.list[0].side[0].better, 80);
    assert_int_equal(result.list[0].side[1].better, 0);
}

static void test_items_of_one_alone__are_left_out(void **state)
{
    (void)state;
    make_items(300, 1);
    fill(0, &right, 0, 200, all, 1);
    fill(1, &right, 50, 300, all, 1);
    struct pairwise result = compare(2, &right, 0.05);
    assert_int_equal(result.list[0].items, 150);
    assert_int_equal(result.list[0].side[0].value.denominator, 150);
    assert_int_equal(result.list[0].found.verdict, VERDICT_EQUIVALENT);
    assert_string_equal(pairwise_word(VERDICT_NOT_ENOUGH), "no difference could be shown");
}

static void test_an_illustration__has_no_verdict(void **state)
{
    (void)state;
    make_items(99, 1);
    fill(0, &right, 0, 99, all, 1);
    fill(1, &right, 0, 99, every_third, 1);
    struct pairwise result = compare(2, &right, 0);
    const struct pair_result *pair = &result.list[0];
    assert_int_equal(pair->found.verdict, VERDICT_NOT_ENOUGH);
    assert_false(pair->found.judged);
    assert_false(pair->side[0].has_interval);
    assert_non_null(strstr(pair->found.reason, "an illustration"));
    fill(1, &right, 99, 99, all, 1);
    assert_string_equal(compare(2, &right, 0).list[0].found.reason, "no item that both have");
}

/* 5 against 15 alone is p 0.041; with two more tests it is not enough. */
static void test_three_tools__are_three_tests(void **state)
{
    (void)state;
    make_items(200, 1);
    fill(0, &right, 0, 200, not_first_fifteen, 1);
    fill(1, &right, 0, 200, not_next_five, 1);
    fill(2, &right, 0, 200, not_next_five, 1);
    struct pairwise result = compare(3, &right, 0);
    assert_int_equal(result.count, 3);
    assert_int_equal(result.judged, 3);
    assert_true(fabs(result.list[0].found.p - 3 * mcnemar_exact(5, 15)) < 1e-12);
    assert_true(result.list[0].p_alone == mcnemar_exact(5, 15));
    assert_int_equal(result.list[0].found.verdict, VERDICT_NOT_ENOUGH);
}

static void test_the_same_seed__gives_the_same(void **state)
{
    (void)state;
    make_items(120, 4);
    fill(0, &errors, 0, 120, every_third, 2);
    fill(1, &errors, 0, 120, every_fourth, 2);
    struct pairwise one = compare(2, &errors, 0);
    struct pairwise two = compare(2, &errors, 0);
    assert_memory_equal(&one.list[0].found, &two.list[0].found, sizeof one.list[0].found);
}

static int start(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_yes_no_items_alone__are_mcnemars),
        cmocka_unit_test(test_yes_no_items_in_clusters__are_permuted_whole),
        cmocka_unit_test(test_pooled_rows__give_what_sums_give),
        cmocka_unit_test(test_lower_is_better__where_the_metric_says_so),
        cmocka_unit_test(test_items_of_one_alone__are_left_out),
        cmocka_unit_test(test_an_illustration__has_no_verdict),
        cmocka_unit_test(test_three_tools__are_three_tests),
        cmocka_unit_test(test_the_same_seed__gives_the_same)};
    return cmocka_run_group_tests(tests, start, stop);
}
