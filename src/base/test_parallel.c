/* Every piece is done exactly once, by any number of threads. */
#include "base/parallel.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { PIECES = 10000 };

static void add_one(void *data, size_t index)
{
    int *counts = data;
    counts[index]++;
}

static void each_piece_is_done_once(void **state)
{
    (void)state;
    const size_t threads[] = {0, 1, 2, 3, 64, 1000};
    for (size_t t = 0; t < sizeof threads / sizeof threads[0]; t++) {
        static int counts[PIECES];
        for (size_t i = 0; i < PIECES; i++) {
            counts[i] = 0;
        }
        parallel_run(threads[t], PIECES, add_one, counts);
        for (size_t i = 0; i < PIECES; i++) {
            assert_int_equal(counts[i], 1);
        }
    }
}

static void no_piece_is_no_call(void **state)
{
    (void)state;
    parallel_run(4, 0, add_one, NULL);
}

static void there_is_a_core(void **state)
{
    (void)state;
    assert_in_range(parallel_cores(), 1, PARALLEL_THREADS_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_piece_is_done_once),
        cmocka_unit_test(no_piece_is_no_call),
        cmocka_unit_test(there_is_a_core),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
