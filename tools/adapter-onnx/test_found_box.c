/* The best box, brought to the part of a picture that counts: worked out by hand. */
#include "found_box.h"

#include <setjmp.h>
#include <stdarg.h>
#include <math.h>
#include <cmocka.h>

static float corners[] = {0.1F, 0.1F, 0.3F, 0.2F, 0.4F, 0.2F, 0.6F, 0.8F};
static float likely[] = {0.9F, 0.2F, 0.1F, 0.7F}; /* two classes: the last counts */
static const struct tensor_result boxes = {corners, 8, {{1, 2, 4}, 3}};
static const struct tensor_result scores = {likely, 4, {{1, 2, 2}, 3}};

static void assert_box(const double box[4], double left, double top, double right,
                       double bottom)
{
    const double wanted[] = {left, top, right, bottom};
    for (int i = 0; i < 4; i++) {
        assert_true(fabs(box[i] - wanted[i]) < 1e-6);
    }
}

static void test_best__is_a_square_of_the_longer_side(void **state)
{
    const struct find_spec find = {.least = 0.7 - 1e-6};
    double box[4];
    (void)state;
    assert_true(found_box_best(&find, &boxes, &scores, 100, 100, box));
    assert_box(box, 0.2, 0.2, 0.8, 0.8);
    assert_true(found_box_best(&find, &boxes, &scores, 400, 100, box)); /* 80 x 60 pixels */
    assert_box(box, 0.4, 0.1, 0.6, 0.9);
}

static void test_best__grows_and_is_cut_at_the_edges(void **state)
{
    const struct find_spec find = {.least = 0.5, .margin = 1};
    double box[4];
    (void)state;
    assert_true(found_box_best(&find, &boxes, &scores, 100, 100, box));
    assert_box(box, 0, 0, 1, 1);
}

static void test_best__must_be_likely_and_have_a_size(void **state)
{
    struct find_spec find = {.least = 0.75};
    static float flat[] = {0.5F, 0.5F, 0.5F, 0.9F, 2, 2, 3, 3};
    const struct tensor_result none = {flat, 8, {{1, 2, 4}, 3}};
    double box[4];
    (void)state;
    assert_false(found_box_best(&find, &boxes, &scores, 100, 100, box));
    find.least = 0.1;
    assert_false(found_box_best(&find, &none, &scores, 100, 100, box));
}

static void test_fit__names_the_tensor(void **state)
{
    const struct find_spec find = {.boxes = "b", .scores = "s"};
    struct err err = {.code = ERR_OK};
    (void)state;
    assert_int_equal(found_box_fit(&find, &boxes.shape, &scores.shape, &err), ERR_OK);
    assert_int_equal(
        found_box_fit(&find, &(struct tensor_shape){{1, 2, 5}, 3}, &scores.shape, &err),
        ERR_INVALID);
    assert_string_equal(
        err.message,
        "onnx.json: \"find\": the output \"b\" came as 1x2x5, must be 1 x boxes x 4");
    assert_int_equal(
        found_box_fit(&find, &boxes.shape, &(struct tensor_shape){{1, 3}, 2}, &err),
        ERR_INVALID);
    assert_string_equal(err.message,
                        "onnx.json: \"find\": the output \"s\" came as 1x3, must be 1 x "
                        "as many as boxes (x classes)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_best__is_a_square_of_the_longer_side),
        cmocka_unit_test(test_best__grows_and_is_cut_at_the_edges),
        cmocka_unit_test(test_best__must_be_likely_and_have_a_size),
        cmocka_unit_test(test_fit__names_the_tensor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
