/* Items of text-classification as rows {truth, prediction}. */
#include "metrics/classes/class_item.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>
// clang-format on

static const struct js *parse(struct arena *arena, const char *text)
{
    struct js *value;
    assert_int_equal(js_parse(arena, str_of(text), &value, NULL), ERR_OK);
    return value;
}

static void test_labels__are_numbered_by_their_place(void **state)
{
    struct arena *arena = arena_new();
    const struct js *input = parse(arena, "{\"text\":\"t\",\"labels\":[\"a\",\"b\",\"c\"]}");
    double vector[2];
    bool has = false;
    (void)state;
    assert_int_equal(class_item(input, parse(arena, "{\"label\":\"c\"}"),
                                parse(arena, "{\"label\":\"b\"}"), vector, &has, NULL),
                     ERR_OK);
    assert_true(has && vector[0] == 2 && vector[1] == 1);
    assert_int_equal(class_right_item(input, parse(arena, "{\"label\":\"c\"}"),
                                      parse(arena, "{\"label\":\"c\"}"), vector, &has, NULL),
                     ERR_OK);
    assert_true(vector[0] == 1 && vector[1] == 1);
    arena_free(arena);
}

static void test_no_answer__is_a_label_that_none_is(void **state)
{
    struct arena *arena = arena_new();
    const struct js *input = parse(arena, "{\"text\":\"t\",\"labels\":[\"a\",\"b\"]}");
    const struct js *first = parse(arena, "{\"label\":\"a\"}");
    double vector[2];
    bool has = false;
    (void)state;
    assert_int_equal(class_item(input, first, NULL, vector, &has, NULL), ERR_OK);
    assert_true(has && vector[0] == 0 && vector[1] == 2);
    assert_int_equal(class_right_item(input, first, NULL, vector, &has, NULL), ERR_OK);
    assert_true(vector[0] == 0 && vector[1] == 1);
    arena_free(arena);
}

static void test_other_label__is_refused(void **state)
{
    struct arena *arena = arena_new();
    const struct js *input = parse(arena, "{\"text\":\"t\",\"labels\":[\"a\",\"b\"]}");
    double vector[2];
    bool has;
    (void)state;
    assert_int_equal(
        class_item(input, parse(arena, "{\"label\":\"z\"}"), NULL, vector, &has, NULL),
        ERR_FORMAT);
    assert_int_equal(
        class_item(parse(arena, "{\"text\":\"t\"}"), input, NULL, vector, &has, NULL),
        ERR_FORMAT);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_labels__are_numbered_by_their_place),
        cmocka_unit_test(test_no_answer__is_a_label_that_none_is),
        cmocka_unit_test(test_other_label__is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
