/* A sample is drawn by seed and by strata, clusters whole. */
#include "benchmark/stratify.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
// clang-format on

enum { ITEMS = 1200 };

struct world {
    char names[ITEMS][16];
    char clusters[ITEMS][16];
    struct stratify_item items[ITEMS];
    enum making_split splits[ITEMS];
    size_t order[ITEMS];
    size_t drawn;
};

/* One in four is of stratum "b"; `per` items share a cluster. */
static void make_world(struct world *world, size_t per)
{
    for (size_t i = 0; i < ITEMS; i++) {
        snprintf(world->names[i], sizeof world->names[i], "item-%zu", i);
        snprintf(world->clusters[i], sizeof world->clusters[i], "case-%zu", i / per);
        world->items[i] =
            (struct stratify_item){str_of(world->names[i]), str_of(world->clusters[i]),
                                   i / per % 4 == 0 ? STR("b") : STR("a")};
    }
}

static enum err_code draw(struct world *world, int64_t seed, size_t dev, size_t test,
                          bool alike, struct err *err)
{
    const struct stratify_plan plan = {seed, dev, test, alike};
    return stratify(world->items, ITEMS, &plan, world->splits, world->order, &world->drawn,
                    err);
}

static size_t count(const struct world *world, enum making_split split, const char *stratum)
{
    size_t n = 0;
    for (size_t i = 0; i < ITEMS; i++) {
        n += world->splits[i] == split && str_is(world->items[i].stratum, stratum);
    }
    return n;
}

static void test_strata__have_their_share(void **state)
{
    static struct world world;
    (void)state;
    make_world(&world, 1);
    assert_int_equal(draw(&world, 5, 40, 200, false, NULL), ERR_OK);
    assert_int_equal(world.drawn, 240);
    assert_in_range(count(&world, MAKING_TEST, "b"), 49, 51);
    assert_in_range(count(&world, MAKING_DEV, "b"), 9, 11);
    assert_int_equal(draw(&world, 5, 40, 200, true, NULL), ERR_OK);
    assert_int_equal(count(&world, MAKING_TEST, "b"), 100);
    assert_int_equal(count(&world, MAKING_DEV, "b"), 20);
}

static void test_cluster__is_on_one_side(void **state)
{
    static struct world world;
    (void)state;
    make_world(&world, 6);
    assert_int_equal(draw(&world, 5, 200, 600, false, NULL), ERR_OK);
    for (size_t i = 0; i < ITEMS; i++) {
        for (size_t k = i / 6 * 6; k < i / 6 * 6 + 6; k++) {
            assert_false(world.splits[i] == MAKING_DEV && world.splits[k] == MAKING_TEST);
        }
    }
}

static void test_seed__draws_the_same_again_and_another_another(void **state)
{
    static struct world one;
    static struct world other;
    (void)state;
    make_world(&one, 2);
    make_world(&other, 2);
    assert_int_equal(draw(&one, 5, 40, 200, false, NULL), ERR_OK);
    assert_int_equal(draw(&other, 5, 40, 200, false, NULL), ERR_OK);
    assert_memory_equal(one.order, other.order, one.drawn * sizeof one.order[0]);
    assert_int_equal(draw(&other, 6, 40, 200, false, NULL), ERR_OK);
    assert_memory_not_equal(one.order, other.order, one.drawn * sizeof one.order[0]);
}

/* Whoever stops after the first half has a stratified sample. */
static void test_order__is_spread_over_the_strata(void **state)
{
    static struct world world;
    size_t b = 0;
    (void)state;
    make_world(&world, 1);
    assert_int_equal(draw(&world, 5, 0, 200, false, NULL), ERR_OK);
    for (size_t i = 0; i < 100; i++) {
        b += str_is(world.items[world.order[i]].stratum, "b");
    }
    assert_in_range(b, 24, 26);
}

/* Every item has the same chance, whatever its place: 100 draws of 400 of 1,200, five standard
 * deviations of a binomial count allowed. */
static void test_draw__favours_no_place(void **state)
{
    static struct world world;
    static int times[ITEMS];
    (void)state;
    make_world(&world, 1);
    memset(times, 0, sizeof times);
    for (int64_t seed = 0; seed < 100; seed++) {
        assert_int_equal(draw(&world, seed, 0, 400, false, NULL), ERR_OK);
        for (size_t i = 0; i < world.drawn; i++) {
            times[world.order[i]]++;
        }
    }
    for (size_t i = 0; i < ITEMS; i++) {
        assert_in_range(times[i], 10, 57); /* 33.3 +- 5 * 4.71 */
    }
}

static void test_too_many__says_how_many_there_are(void **state)
{
    static struct world world;
    struct err err = {0};
    (void)state;
    make_world(&world, 600);
    assert_int_equal(draw(&world, 5, 400, 800, false, &err), ERR_INVALID);
    assert_non_null(strstr(err.message, "are wanted,"));
    assert_int_equal(draw(&world, 5, 0, ITEMS + 1, false, &err), ERR_INVALID);
    assert_int_equal(draw(&world, 5, 0, 0, false, &err), ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_strata__have_their_share),
        cmocka_unit_test(test_cluster__is_on_one_side),
        cmocka_unit_test(test_seed__draws_the_same_again_and_another_another),
        cmocka_unit_test(test_order__is_spread_over_the_strata),
        cmocka_unit_test(test_draw__favours_no_place),
        cmocka_unit_test(test_too_many__says_how_many_there_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
