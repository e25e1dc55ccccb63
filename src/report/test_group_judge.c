/* Groups against the rest on made-up items. */
#include "report/group_judge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "stats/exact.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { ITEMS = 240 };

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

static char names[ITEMS][8];
static struct bench_item items[ITEMS];
static struct bench_group_value groups[ITEMS][2];
static struct stats_row rows[ITEMS];
static struct stats_rows list = {rows, ITEMS};
static struct arena *arena;

/* Half of the items are of channel web, a tenth of kind rare; kind is not recorded of the last
 * twenty. Of web one in four is wrong, of the others one in twenty. */
static int start(void **state)
{
    (void)state;
    arena = arena_new();
    for (size_t i = 0; i < ITEMS; i++) {
        bool web = i % 2 == 0;
        snprintf(names[i], sizeof names[i], "i%04zu", i);
        groups[i][0] =
            (struct bench_group_value){STR("channel"), web ? STR("web") : STR("post")};
        groups[i][1] =
            (struct bench_group_value){STR("kind"), i % 10 == 0 ? STR("rare") : STR("usual")};
        items[i] = (struct bench_item){.id = str_of(names[i]),
                                       .cluster = str_of(names[i]),
                                       .groups = groups[i],
                                       .group_count = i < ITEMS - 20 ? 2 : 1};
        rows[i] = (struct stats_row){&items[i], &right, {web ? i % 8 != 0 : i % 40 != 1, 1}};
    }
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static struct group_judgement judge(const char *no_rate)
{
    struct group_plan plan = {&list, &right, 0.05, 3, no_rate};
    struct group_judgement judgement;
    group_judge(arena, &plan, &judgement);
    return judgement;
}

static const struct group_result *of(const struct group_judgement *judgement, const char *value)
{
    for (size_t i = 0; i < judgement->count; i++) {
        if (str_is(judgement->groups[i].own.value, value)) {
            return &judgement->groups[i];
        }
    }
    fail_msg("no group %s", value);
    return NULL;
}

static void test_groups__are_judged_against_the_rest(void **state)
{
    (void)state;
    struct group_judgement judgement = judge(NULL);
    assert_int_equal(judgement.count, 4);
    const struct group_result *web = of(&judgement, "web");
    assert_int_equal(web->group.n, 120);
    assert_int_equal(web->rest.n, 120);
    assert_int_equal(web->found.verdict, VERDICT_DIFFERENT);
    /* two are judged, rare and those beside it have too few: Holm's factor of the smallest p */
    assert_true(fabs(web->found.p / (2 * fisher_exact(90, 30, 114, 6)) - 1) < 1e-9);
    assert_string_equal(web->found.method, "compare.fisher.score/1");
}

static void test_groups__too_small_are_not_judged(void **state)
{
    (void)state;
    struct group_judgement judgement = judge(NULL);
    const struct group_result *rare = of(&judgement, "rare");
    assert_int_equal(rare->group.n, 22);
    assert_false(rare->found.judged);
    assert_int_equal(rare->found.verdict, VERDICT_NOT_ENOUGH);
}

static void test_the_rest__is_of_items_that_record_the_group(void **state)
{
    (void)state;
    struct group_judgement judgement = judge(NULL);
    const struct group_result *usual = of(&judgement, "usual");
    assert_int_equal(usual->group.n + usual->rest.n, ITEMS - 20);
}

static void test_pairs__need_thirty_items(void **state)
{
    (void)state;
    struct group_judgement judgement = judge(NULL);
    assert_int_equal(judgement.pair_count, 2); /* post and usual, web and usual */
    assert_int_equal(judgement.pairs_too_few, 1);
    assert_true(str_is(judgement.pairs[0].own.value, "post"));
    assert_true(str_is(judgement.pairs[0].second.value, "usual"));
    assert_int_equal(judgement.pairs[0].group.n, 110);
}

static void test_a_run_without_a_rate__has_no_verdict(void **state)
{
    (void)state;
    struct group_judgement judgement = judge("partial");
    for (size_t i = 0; i < judgement.count; i++) {
        assert_false(judgement.groups[i].found.judged);
        assert_false(judgement.groups[i].group.has_interval);
        assert_string_equal(judgement.groups[i].found.reason, "partial");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_groups__are_judged_against_the_rest),
        cmocka_unit_test(test_groups__too_small_are_not_judged),
        cmocka_unit_test(test_the_rest__is_of_items_that_record_the_group),
        cmocka_unit_test(test_pairs__need_thirty_items),
        cmocka_unit_test(test_a_run_without_a_rate__has_no_verdict)};
    return cmocka_run_group_tests(tests, start, stop);
}
