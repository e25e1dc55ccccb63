/* Seeds and order against values made by Python's hashlib from the words of the format. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crypto/random.h"
#include "run/seed.h"

static const int64_t largest = ((int64_t)1 << 53) - 1;

static void test_seed__of_the_tool_is_53_bits_of_a_labelled_digest(void **state)
{
    (void)state;
    assert_int_equal(run_seed_of_tool(0), 1208918407272381);
    assert_int_equal(run_seed_of_tool(7), 6919467243360694);
    assert_int_equal(run_seed_of_tool(largest), 1196269678676674);
}

static void test_seed__order_is_that_of_labelled_digests_of_the_ids(void **state)
{
    (void)state;
    const struct str ids[] = {STR("a"),       STR("b"),      STR("c"),       STR("d"),
                              STR("item-10"), STR("item-9"), STR("\xC3\xA9")};
    enum { COUNT = sizeof ids / sizeof ids[0] };
    static const struct {
        int64_t seed;
        size_t order[COUNT];
    } rows[] = {{0, {6, 2, 1, 0, 3, 4, 5}},
                {7, {6, 5, 1, 0, 4, 3, 2}},
                {((int64_t)1 << 53) - 1, {5, 6, 4, 2, 3, 0, 1}}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t order[COUNT];
        run_seed_order(rows[i].seed, ids, COUNT, order);
        assert_memory_equal(order, rows[i].order, sizeof order);
    }
}

static void test_seed__of_a_run_is_a_safe_integer(void **state)
{
    (void)state;
    int64_t bits = 0;
    for (int i = 0; i < 1000; i++) {
        int64_t seed = run_seed_new();
        assert_in_range(seed, 0, largest);
        bits |= seed;
    }
    assert_int_equal(bits, largest); /* each bit comes up in a thousand, but for 1 in 2^994 */
}

static int start(void **state)
{
    (void)state;
    crypto_start();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_seed__of_the_tool_is_53_bits_of_a_labelled_digest),
        cmocka_unit_test(test_seed__order_is_that_of_labelled_digests_of_the_ids),
        cmocka_unit_test(test_seed__of_a_run_is_a_safe_integer),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
