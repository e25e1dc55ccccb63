/* Planted answers: when one is given, and the chance of it by binomials summed in exact
 * fractions (Python). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "custody/planted.h"

#include <math.h>
#include <string.h>

static bool given(const char *expected, const char *output)
{
    struct arena *arena = arena_new();
    struct js *left;
    struct js *right;
    struct err err;
    assert_int_equal(js_parse(arena, str_of(expected), &left, &err), ERR_OK);
    assert_int_equal(js_parse(arena, str_of(output), &right, &err), ERR_OK);
    bool is = planted_is_given(left, right);
    arena_free(arena);
    return is;
}

static void test_planted__what_more_an_answer_says_does_not_matter(void **state)
{
    (void)state;
    assert_true(given("{\"label\":\"a\"}", "{\"scores\":{\"a\":0.4},\"label\":\"a\"}"));
    assert_false(given("{\"label\":\"a\"}", "{\"label\":\"b\"}"));
    assert_false(given("{\"label\":\"a\"}", "{\"text\":\"a\"}"));
    assert_true(given("{\"spans\":[{\"end\":2,\"label\":\"P\",\"start\":1}]}",
                      "{\"spans\":[{\"start\":1,\"end\":2,\"label\":\"P\",\"score\":0.9}]}"));
    assert_false(given("{\"spans\":[{\"end\":2,\"label\":\"P\",\"start\":1}]}",
                       "{\"spans\":[{\"start\":1,\"end\":2,\"label\":\"P\"},{\"start\":5,"
                       "\"end\":6,\"label\":\"P\"}]}"));
    assert_false(given("{\"n\":1}", "{\"n\":\"1\"}"));
}

static double chance(double p, size_t count, size_t hits)
{
    double chances[100];
    for (size_t i = 0; i < count; i++) {
        chances[i] = p;
    }
    return planted_chance(chances, count, hits);
}

static void near(double found, double wanted)
{
    assert_true(fabs(found - wanted) <= 1e-12 + 1e-9 * wanted);
}

/* sum of C(n,i) p^i (1-p)^(n-i) for i from k to n, in exact fractions */
static void test_planted__equal_chances_are_a_binomial(void **state)
{
    (void)state;
    near(chance(0.5, 20, 20), 9.5367431640625e-07);
    near(chance(0.1, 20, 3), 0.323073194810534);
    near(chance(1.0 / 6, 20, 10), 0.0005985039366041009);
    near(chance(0.3, 20, 0), 1);
    near(chance(0.0, 5, 1), 0);
}

/* Two events: 1 - 0.9 * 0.7 = 0.37 that one of them happens, 0.03 that both do. */
static void test_planted__unequal_chances(void **state)
{
    (void)state;
    const double two[] = {0.1, 0.3};
    near(planted_chance(two, 2, 1), 0.37);
    near(planted_chance(two, 2, 2), 0.03);
    near(planted_chance(two, 0, 0), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_planted__what_more_an_answer_says_does_not_matter),
        cmocka_unit_test(test_planted__equal_chances_are_a_binomial),
        cmocka_unit_test(test_planted__unequal_chances),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
