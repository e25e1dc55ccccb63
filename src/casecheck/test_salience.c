/* Which sentences are central: small sets whose answer can be told by hand. */
#include "casecheck/salience.h"

#include "base/str.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const struct str sentences[] = {
    {"The red car drove into the shop window.",
     sizeof "The red car drove into the shop window." - 1},
    {"A red car struck the window of the shop.",
     sizeof "A red car struck the window of the shop." - 1},
    {"The shop window broke when the car came in.",
     sizeof "The shop window broke when the car came in." - 1},
    {"My sister bakes bread every Sunday morning.",
     sizeof "My sister bakes bread every Sunday morning." - 1},
    {"The red car drove into the shop window.",
     sizeof "The red car drove into the shop window." - 1}};
enum { COUNT = 5 };

static void scores_are_shares(void **state)
{
    struct arena *arena = arena_new();
    double sum = 0;
    (void)state;
    const double *scores = salience_scores(arena, sentences, COUNT, STR(""));
    for (size_t i = 0; i < COUNT; i++) {
        assert_true(scores[i] >= 0);
        sum += scores[i];
    }
    assert_true(fabs(sum - 1) < 1e-9);
    arena_free(arena);
}

static void what_others_say_too_is_central(void **state)
{
    struct arena *arena = arena_new();
    (void)state;
    const double *scores = salience_scores(arena, sentences, COUNT, STR(""));
    for (size_t i = 0; i < COUNT; i++) {
        assert_true(i == 3 || scores[i] > scores[3]);
    }
    assert_true(fabs(scores[0] - scores[4]) < 1e-9); /* the same words, the same score */
    arena_free(arena);
}

static void a_question_draws_to_itself(void **state)
{
    struct arena *arena = arena_new();
    (void)state;
    const double *scores = salience_scores(arena, sentences, COUNT, STR("sister bread"));
    for (size_t i = 0; i < COUNT; i++) {
        assert_true(i == 3 || scores[i] < scores[3]);
    }
    scores = salience_scores(arena, sentences, COUNT, STR("helicopter"));
    for (size_t i = 0; i < COUNT; i++) {
        assert_true(scores[i] == 0);
    }
    arena_free(arena);
}

static void the_same_is_not_taken_twice(void **state)
{
    struct arena *arena = arena_new();
    size_t chosen[COUNT];
    (void)state;
    const double *scores = salience_scores(arena, sentences, COUNT, STR(""));
    assert_int_equal(salience_choose(arena, sentences, COUNT, scores, 0.5, 2, chosen), 2);
    assert_false((chosen[0] == 0 && chosen[1] == 4) || (chosen[0] == 4 && chosen[1] == 0));
    assert_int_equal(salience_choose(arena, sentences, COUNT, scores, 1, COUNT, chosen), COUNT);
    assert_int_equal(chosen[COUNT - 1], 3);
    arena_free(arena);
}

static void nothing_comes_of_nothing(void **state)
{
    struct arena *arena = arena_new();
    const struct str empty[] = {STR("... !"), STR("the of")};
    size_t chosen[2];
    (void)state;
    const double *scores = salience_scores(arena, empty, 2, STR(""));
    assert_int_equal(salience_choose(arena, empty, 2, scores, 0.7, 2, chosen), 0);
    assert_int_equal(salience_choose(arena, empty, 0, scores, 0.7, 2, chosen), 0);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(scores_are_shares),
                                       cmocka_unit_test(what_others_say_too_is_central),
                                       cmocka_unit_test(a_question_draws_to_itself),
                                       cmocka_unit_test(the_same_is_not_taken_twice),
                                       cmocka_unit_test(nothing_comes_of_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
