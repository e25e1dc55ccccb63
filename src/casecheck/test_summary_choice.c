/* Choices whose answer can be told by hand. */
#include "casecheck/summary_choice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct summary_passage passage(const char *text, int64_t document, double weight,
                                      enum need need)
{
    struct summary_passage one = {.text = str_of(text), .document = document, .weight = weight};
    if (need < NEEDS) {
        one.shares[need] = 1;
    }
    return one;
}

static bool has(const size_t *chosen, size_t count, size_t index)
{
    for (size_t i = 0; i < count; i++) {
        if (chosen[i] == index) {
            return true;
        }
    }
    return false;
}

static void each_need_has_its_share(void **state)
{
    struct arena *arena = arena_new();
    const struct summary_passage passages[] = {
        passage("bolt cutters lay open", 1, 1, NEED_CAUGHT),
        passage("red jacket on hook", 2, 0.95, NEED_CAUGHT),
        passage("green bicycle under tarpaulin", 3, 0.9, NEED_CAUGHT),
        passage("seven spanners inside drawer", 4, 0.9, NEED_CAUGHT),
        passage("laboratory reports foreign profile", 5, 0.6, NEED_EXPERT)};
    size_t chosen[5];
    (void)state;
    size_t count = summary_choose(arena, passages, 5, true, 3, chosen);
    assert_int_equal(count, 3);
    assert_true(has(chosen, count, 4));
    count = summary_choose(arena, passages, 5, false, 3, chosen);
    assert_false(has(chosen, count, 4));
    arena_free(arena);
}

static void the_same_is_not_said_twice(void **state)
{
    struct arena *arena = arena_new();
    const struct summary_passage passages[] = {
        passage("watch found inside left pocket", 1, 1, NEED_CAUGHT),
        passage("watch found inside left pocket again", 2, 0.99, NEED_CAUGHT),
        passage("neighbour heard glass breaking", 3, 0.8, NEED_CAUGHT)};
    size_t chosen[3];
    (void)state;
    assert_int_equal(summary_choose(arena, passages, 3, true, 2, chosen), 2);
    assert_true(has(chosen, 2, 0) && has(chosen, 2, 2));
    arena_free(arena);
}

static void one_paper_does_not_stand_for_the_case(void **state)
{
    struct arena *arena = arena_new();
    const struct summary_passage passages[] = {
        passage("alpha bravo charlie", 1, 1, NEED_WHO),
        passage("delta echo foxtrot", 1, 1, NEED_WHO),
        passage("golf hotel india", 1, 1, NEED_WHO),
        passage("juliet kilo lima", 1, 1, NEED_WHO),
        passage("mike november oscar", 2, 0.3, NEED_ACT),
        passage("papa quebec romeo", 3, 0.3, NEED_WHO),
        passage("sierra tango uniform", 4, 0.3, NEED_WHO)};
    size_t chosen[7];
    (void)state;
    size_t count = summary_choose(arena, passages, 7, true, 5, chosen);
    assert_int_equal(count, 5);
    assert_true(has(chosen, count, 4) && has(chosen, count, 5) && has(chosen, count, 6));
    arena_free(arena);
}

static void what_weighs_nothing_is_not_chosen(void **state)
{
    struct arena *arena = arena_new();
    const struct summary_passage passages[] = {passage("alpha bravo", 1, 0, NEED_ACT),
                                               passage("delta echo", 1, 1, NEEDS)};
    size_t chosen[2];
    (void)state;
    assert_int_equal(summary_choose(arena, passages, 2, true, 2, chosen), 1);
    assert_int_equal(chosen[0], 1);
    assert_int_equal(summary_choose(arena, passages, 1, true, 2, chosen), 0);
    assert_int_equal(summary_choose(arena, passages, 0, true, 2, chosen), 0);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_need_has_its_share),
                                       cmocka_unit_test(the_same_is_not_said_twice),
                                       cmocka_unit_test(one_paper_does_not_stand_for_the_case),
                                       cmocka_unit_test(what_weighs_nothing_is_not_chosen)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
