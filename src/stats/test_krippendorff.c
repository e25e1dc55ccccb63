/* Krippendorff's alpha on the worked examples of its author, and where it is undefined. On
 * labels of four people it is compared with the formula in Python by tests/cli/benchmark. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "stats/krippendorff.h"

#include <math.h>

#define NONE KRIPPENDORFF_MISSING

/* Krippendorff 2011, section C: four observers, twelve units, gaps; nominal alpha 0.743. */
static const int32_t four[12][4] = {{1, 1, NONE, 1}, {2, 2, 3, 2},       {3, 3, 3, 3},
                                    {3, 3, 3, 3},    {2, 2, 2, 2},       {1, 2, 3, 4},
                                    {4, 4, 4, 4},    {1, 1, 2, 1},       {2, 2, 2, 2},
                                    {NONE, 5, 5, 5}, {NONE, NONE, 1, 1}, {NONE, 3, NONE, NONE}};

static void test_krippendorff__its_authors_example(void **state)
{
    (void)state;
    const struct krippendorff data = {&four[0][0], 12, 4, 6};
    double alpha;
    assert_true(krippendorff_alpha(&data, NULL, &alpha));
    assert_true(fabs(alpha - 0.743) < 0.0005);
    assert_int_equal(krippendorff_units(&data), 11);
}

/* The same, section B: two observers, twelve units, five categories; alpha 0.692. */
static void test_krippendorff__two_people_without_gaps(void **state)
{
    (void)state;
    static const int32_t two[12][2] = {{0, 1}, {0, 0}, {1, 1}, {1, 1}, {3, 1}, {2, 2},
                                       {2, 2}, {2, 2}, {4, 4}, {3, 3}, {3, 3}, {0, 3}};
    const struct krippendorff data = {&two[0][0], 12, 2, 5};
    double alpha;
    assert_true(krippendorff_alpha(&data, NULL, &alpha));
    assert_true(fabs(alpha - 0.692) < 0.0005);
}

static void test_krippendorff__a_unit_that_counts_twice_stands_twice(void **state)
{
    (void)state;
    int32_t longer[13][4];
    uint32_t times[12];
    double weighted;
    double twice;
    for (size_t u = 0; u < 13; u++) {
        for (size_t i = 0; i < 4; i++) {
            longer[u][i] = four[u < 12 ? u : 5][i];
        }
    }
    for (size_t u = 0; u < 12; u++) {
        times[u] = u == 5 ? 2 : 1;
    }
    const struct krippendorff once = {&four[0][0], 12, 4, 6};
    const struct krippendorff more = {&longer[0][0], 13, 4, 6};
    assert_true(krippendorff_alpha(&once, times, &weighted));
    assert_true(krippendorff_alpha(&more, NULL, &twice));
    assert_true(fabs(weighted - twice) < 1e-12);
}

static void test_krippendorff__undefined_without_pairs_or_with_one_category(void **state)
{
    (void)state;
    static const int32_t alone[2][2] = {{0, NONE}, {NONE, 1}};
    static const int32_t same[2][2] = {{1, 1}, {1, 1}};
    const struct krippendorff no_pairs = {&alone[0][0], 2, 2, 2};
    const struct krippendorff one = {&same[0][0], 2, 2, 2};
    double alpha;
    assert_false(krippendorff_alpha(&no_pairs, NULL, &alpha));
    assert_false(krippendorff_alpha(&one, NULL, &alpha));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_krippendorff__its_authors_example),
        cmocka_unit_test(test_krippendorff__two_people_without_gaps),
        cmocka_unit_test(test_krippendorff__a_unit_that_counts_twice_stands_twice),
        cmocka_unit_test(test_krippendorff__undefined_without_pairs_or_with_one_category),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
