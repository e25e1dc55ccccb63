/* Two clusterings of the same records: the examples of er-evaluation's docstrings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "metrics/linkage/clusterings.h"

#include <math.h>

/* Valires/er-evaluation at d68c0bd, metrics/_metrics.py: records 1 to 8. */
static const uint32_t truth[] = {0, 0, 0, 1, 1, 2, 2, 3};
static const uint32_t predicted[] = {0, 0, 1, 2, 1, 3, 3, 3};
static const struct clusterings example = {8, truth, predicted, 4, 4};

static void test_sizes__of_the_docstring(void **state)
{
    (void)state;
    static const struct record_sizes wanted[] = {{3, 2, 2}, {3, 2, 2}, {3, 2, 1}, {2, 1, 1},
                                                 {2, 2, 1}, {2, 3, 2}, {2, 3, 2}, {1, 3, 1}};
    struct record_sizes sizes[8];
    clusterings_sizes(&example, sizes);
    for (size_t i = 0; i < 8; i++) {
        assert_int_equal(sizes[i].truth, wanted[i].truth);
        assert_int_equal(sizes[i].predicted, wanted[i].predicted);
        assert_int_equal(sizes[i].shared, wanted[i].shared);
    }
}

static void test_pairs__of_the_docstring(void **state)
{
    (void)state;
    struct record_sizes sizes[8];
    double sum[3] = {0};
    clusterings_sizes(&example, sizes);
    for (size_t i = 0; i < 8; i++) {
        sum[0] += (sizes[i].shared - 1) / 2.0;
        sum[1] += (sizes[i].predicted - 1) / 2.0;
        sum[2] += (sizes[i].truth - 1) / 2.0;
    }
    assert_true(fabs(clusterings_precision(sum).value - 0.4) < 1e-15);
    assert_true(fabs(clusterings_recall(sum).value - 0.4) < 1e-15);
    assert_true(fabs(clusterings_f1(sum).value - 0.4) < 1e-15);
}

static void test_bcubed__per_cluster_of_the_docstring(void **state)
{
    (void)state;
    struct record_sizes sizes[8];
    double sum[3] = {0};
    clusterings_sizes(&example, sizes);
    for (size_t i = 0; i < 8; i++) {
        sum[0] += (double)sizes[i].shared / sizes[i].predicted / sizes[i].truth;
        sum[1] += (double)sizes[i].shared / sizes[i].truth / sizes[i].truth;
        sum[2] += 1.0 / sizes[i].truth;
    }
    assert_true(fabs(clusterings_mean_first(sum).value - 0.6458333333333334) < 1e-15);
    assert_true(fabs(clusterings_mean_second(sum).value - 0.7638888888888888) < 1e-15);
    assert_true(fabs(clusterings_mean_f1(sum).value - 0.6999178981937602) < 1e-15);
}

static void test_nothing_linked__is_undefined(void **state)
{
    (void)state;
    static const double sum[] = {0, 0, 3};
    assert_false(clusterings_precision(sum).defined);
    assert_true(clusterings_recall(sum).defined);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sizes__of_the_docstring),
        cmocka_unit_test(test_pairs__of_the_docstring),
        cmocka_unit_test(test_bcubed__per_cluster_of_the_docstring),
        cmocka_unit_test(test_nothing_linked__is_undefined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
