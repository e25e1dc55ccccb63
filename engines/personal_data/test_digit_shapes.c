/* Runs of digits and what stands on both sides of them. */
#include "personal_data/digit_shapes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <stdio.h>

static bool has(const char *anchor, struct str text)
{
    struct digit_shapes shapes = {0};
    struct digit_run run = {0, 0};
    const char *rest;
    bool found = false;
    assert_true(digit_shapes_add(&shapes, anchor, 7, &rest));
    assert_int_equal(shapes.rules[0], 7);
    while (digit_run_next(text, run.end, &run)) {
        found = found || digit_shapes_of(&shapes, text, run) != 0;
    }
    return found;
}

static void test_digit_run__is_found_wherever_it_stands(void **state)
{
    (void)state;
    char text[40];
    struct digit_run run;
    for (size_t at = 0; at < sizeof text; at++) {
        memset(text, at % 2 == 0 ? '/' : ':', sizeof text); /* the bytes around the digits */
        text[at] = at % 3 == 0 ? '0' : '9';
        assert_true(digit_run_next(str_n(text, sizeof text), 0, &run));
        assert_int_equal(run.start, at);
        assert_int_equal(run.end, at + 1);
    }
}

static void test_digit_run__is_no_other_byte(void **state)
{
    (void)state;
    struct digit_run run;
    for (int c = 0; c < 256; c++) {
        char text[9];
        memset(text, c, sizeof text);
        assert_int_equal(digit_run_next(str_n(text, sizeof text), 0, &run),
                         c >= '0' && c <= '9');
    }
}

static void test_digit_shapes__take_a_run_of_their_length(void **state)
{
    (void)state;
    assert_false(has("#* 2-3 *;", STR("a1a")));
    assert_true(has("#* 2-3 *;", STR("a12a")));
    assert_true(has("#* 2-3 *;", STR("a123a")));
    assert_false(has("#* 2-3 *;", STR("a1234a")));
    assert_true(has("#* 2-+ *;", STR("123456789012345")));
}

static void test_digit_shapes__know_both_sides(void **state)
{
    (void)state;
    static const struct {
        char side;
        const char *before;
        const char *after;
    } cases[] = {
        {'u', "A", "Z"},
        {'l', "a", "z"},
        {'h', "\xc3\x89", "\xc3\x89"},
        {'s', "/", "/"},
        {'d', "-", "-"},
        {'p', ".", "."},
        {'c', ":", ":"},
        {'k', "(", ")"},
        {'m', ",", ","},
        {'+', "+", "+"},
        {'U', "A ", " A"},
        {'L', "a ", " a"},
        {'H', "\xc3\x89 ", " \xc3\x89"},
        {'X', "( ", " ("},
        {'x', "\n", "\n"},
        {'x', "", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char before[16];
        char after[16];
        char text[16];
        (void)snprintf(before, sizeof before, "#%c 2-2 *;", cases[i].side);
        (void)snprintf(after, sizeof after, "#* 2-2 %c;", cases[i].side);
        (void)snprintf(text, sizeof text, "%s42?", cases[i].before);
        assert_true(has(before, str_of(text)));
        (void)snprintf(text, sizeof text, "?42%s", cases[i].after);
        assert_true(has(after, str_of(text)));
        (void)snprintf(text, sizeof text, "=42=");
        assert_int_equal(has(before, str_of(text)), cases[i].side == 'x');
    }
    assert_true(has("#D 2-2 *;", STR("7 42")));
    assert_true(has("#* 2-2 D;", STR("42 7")));
}

static void test_digit_shapes__do_not_look_behind_a_long_run(void **state)
{
    (void)state;
    assert_true(has("#* 4-+ d;", STR("1234567890,")));
    assert_false(has("#* 4-+ d;", STR("123456789,")));
}

static void test_digit_shapes__take_several_and_leave_the_pattern(void **state)
{
    (void)state;
    struct digit_shapes shapes = {0};
    const char *rest = NULL;
    assert_true(digit_shapes_add(&shapes, "#u 1-2 *;#* 1-2 u;a+", 0, &rest));
    assert_int_equal(shapes.count, 2);
    assert_string_equal(rest, "a+");
    assert_true(digit_shapes_add(&shapes, "a+", 0, &rest));
    assert_string_equal(rest, "a+");
}

static void test_digit_shapes__refuse_what_is_written_wrongly(void **state)
{
    (void)state;
    static const char *const wrong[] = {"#",         "#u",         "#u 1-2",     "#u 1-2 *",
                                        "#q 1-2 *;", "# 1-2 *;",   "#u 0-2 *;",  "#u 3-2 *;",
                                        "#u 1 2 *;", "#u 1--2 *;", "#u 1-2 *;#", "#u x-2 *;"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct digit_shapes shapes = {0};
        const char *rest;
        assert_false(digit_shapes_add(&shapes, wrong[i], 0, &rest));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_digit_run__is_found_wherever_it_stands),
        cmocka_unit_test(test_digit_run__is_no_other_byte),
        cmocka_unit_test(test_digit_shapes__take_a_run_of_their_length),
        cmocka_unit_test(test_digit_shapes__know_both_sides),
        cmocka_unit_test(test_digit_shapes__do_not_look_behind_a_long_run),
        cmocka_unit_test(test_digit_shapes__take_several_and_leave_the_pattern),
        cmocka_unit_test(test_digit_shapes__refuse_what_is_written_wrongly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
