/* Values within bounds: each refusal names what is wrong. */
#include "toolkit/value_bounds.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static const struct value_bound bounds[3] = {{"sigma, px", 0.1, 50}, {"share", 0, 1}};

static enum err_code check(double first, double second, size_t count, struct err *err)
{
    const double values[] = {first, second, 0};
    return value_bounds_check("blur", bounds, 3, values, count, err);
}

static void test_values_on_their_bounds__are_taken(void **state)
{
    struct err err;
    (void)state;
    assert_int_equal(check(0.1, 1, 2, &err), ERR_OK);
    assert_int_equal(check(50, 0, 2, &err), ERR_OK);
}

static void test_a_value_outside__is_named_with_its_bounds(void **state)
{
    struct err err;
    (void)state;
    assert_int_equal(check(51, 1, 2, &err), ERR_INVALID);
    assert_string_equal(err.message, "blur: sigma, px is 0.1 to 50, not 51");
    assert_int_equal(check(1, (double)NAN, 2, &err), ERR_INVALID);
}

static void test_another_number_of_values__is_refused(void **state)
{
    struct err err;
    (void)state;
    assert_int_equal(check(1, 1, 1, &err), ERR_INVALID);
    assert_string_equal(err.message, "blur takes 2 values, not 1");
    assert_int_equal(check(1, 1, 3, &err), ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values_on_their_bounds__are_taken),
        cmocka_unit_test(test_a_value_outside__is_named_with_its_bounds),
        cmocka_unit_test(test_another_number_of_values__is_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
