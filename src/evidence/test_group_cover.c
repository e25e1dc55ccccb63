/* For whom a tool was tested: from a benchmark's definition and the figures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "bench/characteristic.h"
#include "evidence/group_cover.h"

static struct arena *arena;

static const struct js *json(const char *text)
{
    struct js *value;
    assert_int_equal(js_parse(arena, str_of(text), &value, NULL), ERR_OK);
    return value;
}

static const char definition[] =
    "{\"groups\":{\"accent\":{\"title\":\"Accent\",\"values\":[\"a\",\"b\"]},"
    "\"origin\":{\"title\":\"Origin\",\"values\":[\"x\",\"y\"],\"characteristic\":\"race\"},"
    "\"sex\":{\"title\":\"Sex as recorded\",\"values\":[\"f\",\"m\"]}},"
    "\"not_covered\":[\"children\"]}";
static const char figures[] =
    "[{\"group\":\"all\",\"metric\":\"m/1\",\"n\":9,\"value\":\"0.5\"},"
    "{\"group\":\"origin=x\",\"metric\":\"m/1\",\"n\":40,\"clusters\":40,\"value\":\"0.5\"},"
    "{\"group\":\"origin=y\",\"metric\":\"m/1\",\"n\":5,\"clusters\":5,"
    "\"undefined\":\"not enough data\"},"
    "{\"group\":\"sex=f\",\"metric\":\"m/1\",\"n\":40,\"value\":\"0.5\"},"
    "{\"group\":\"sex=m\",\"metric\":\"m/1\",\"n\":41,\"value\":\"0.5\"},"
    "{\"group\":\"sex=m\",\"metric\":\"other/1\",\"n\":1,\"undefined\":\"not enough data\"},"
    "{\"group\":\"accent=a\",\"metric\":\"m/1\",\"n\":3,\"undefined\":\"not enough data\"}]";

static struct group_cover cover_of(const char *bench, const char *list)
{
    struct group_cover cover;
    group_cover_make(arena, json(bench), json(list), "m/1", &cover);
    return cover;
}

static const struct cover_row *row_of(const struct group_cover *cover, const char *subject)
{
    for (size_t i = 0; i < cover->count; i++) {
        if (str_is(cover->rows[i].subject, subject)) {
            return &cover->rows[i];
        }
    }
    fail_msg("no row %s", subject);
    return NULL;
}

static void test_cover__names_all_nine_and_the_conditions(void **state)
{
    (void)state;
    struct group_cover cover = cover_of(definition, figures);
    assert_int_equal(cover.count, CHARACTERISTICS + 1);
    assert_int_equal(row_of(&cover, "age")->state, COVER_ABSENT);
    assert_int_equal(row_of(&cover, "race")->state, COVER_PART);
    assert_int_equal(row_of(&cover, "sex")->state, COVER_WHOLE);
    assert_int_equal(row_of(&cover, "Accent")->state, COVER_NONE);
    assert_false(row_of(&cover, "Accent")->is_protected);
    assert_int_equal(cover.not_covered->array.count, 1);
}

static void test_cover__a_value_says_how_few_it_has(void **state)
{
    (void)state;
    struct group_cover cover = cover_of(definition, figures);
    const struct cover_row *race = row_of(&cover, "race");
    assert_true(str_is(race->group, "origin"));
    assert_true(race->values[0].rate);
    assert_false(race->values[1].rate);
    assert_int_equal(race->values[1].n, 5);
    assert_true(str_is(race->values[1].why, "not enough data"));
    const struct cover_row *accent = row_of(&cover, "Accent");
    assert_true(str_is(accent->values[1].why, "not in the run"));
    assert_int_equal(accent->values[1].n, 0);
}

static void test_cover__of_a_benchmark_without_groups_is_nine_times_absent(void **state)
{
    (void)state;
    struct group_cover cover = cover_of("{}", "[]");
    assert_int_equal(cover.count, CHARACTERISTICS);
    for (size_t i = 0; i < cover.count; i++) {
        assert_int_equal(cover.rows[i].state, COVER_ABSENT);
    }
    assert_null(cover.not_covered);
}

static int start(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cover__names_all_nine_and_the_conditions),
        cmocka_unit_test(test_cover__a_value_says_how_few_it_has),
        cmocka_unit_test(test_cover__of_a_benchmark_without_groups_is_nine_times_absent)};
    return cmocka_run_group_tests(tests, start, stop);
}
