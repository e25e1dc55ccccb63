/* Which notices reach which tools: versions in order, ranges with both ends, identities. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "registry/notice_reach.h"

static struct arena *arena;

static int make(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int drop(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void test_version_compare__goes_part_by_part(void **state)
{
    static const char *const rising[] = {"0.9",  "1",     "1.0",        "1.0.1", "1.2",
                                         "1.10", "1.10a", "1.10a-beta", "2",     "2024.1"};
    enum { COUNT = sizeof rising / sizeof rising[0] };
    (void)state;
    for (size_t i = 0; i < COUNT; i++) {
        for (size_t j = 0; j < COUNT; j++) {
            int order = version_compare(str_of(rising[i]), str_of(rising[j]));
            assert_int_equal(i < j ? order < 0 : i > j ? order > 0 : order == 0, 1);
        }
    }
    assert_int_equal(version_compare(STR("1.02"), STR("1.2")), 0);
    assert_true(
        version_compare(STR("99999999999999999999999"), STR("100000000000000000000000")) < 0);
}

static bool reaches(const char *about, const struct notice_target *target)
{
    struct js *body;
    struct err err;
    struct registry_entry notice = {0};
    const char *text = arena_printf(arena, "{\"about\":[%s]}", about);
    assert_int_equal(js_parse(arena, str_of(text), &body, &err), ERR_OK);
    notice.body = body;
    return notice_reaches(&notice, target);
}

static const struct notice_target sample = {.digest = {"", 0},
                                            .supplier = {"Sample Ltd", 10},
                                            .product = {"Finder", 6},
                                            .other_name = {"", 0},
                                            .version = {"2.1", 3}};

static void test_notice_reaches__a_range_holds_both_its_ends(void **state)
{
    static const struct {
        const char *range;
        bool reached;
    } cases[] = {{"", true},
                 {",\"from\":\"2.1\"", true},
                 {",\"to\":\"2.1\"", true},
                 {",\"from\":\"2.0\",\"to\":\"2.2\"", true},
                 {",\"from\":\"2.1.1\"", false},
                 {",\"to\":\"2.0.9\"", false},
                 {",\"from\":\"2.2\",\"to\":\"3\"", false}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *about = arena_printf(
            arena, "{\"product\":\"FINDER\",\"supplier\":\"sample ltd\"%s}", cases[i].range);
        assert_int_equal(reaches(about, &sample), cases[i].reached);
    }
}

static void test_notice_reaches__nothing_by_half_a_name(void **state)
{
    struct notice_target nobody = sample;
    (void)state;
    nobody.supplier = STR("");
    assert_false(reaches("{\"product\":\"Finder\",\"supplier\":\"Other Ltd\"}", &sample));
    assert_false(reaches("{\"product\":\"Find\",\"supplier\":\"Sample Ltd\"}", &sample));
    assert_false(reaches("{\"product\":\"Finder\",\"supplier\":\"Sample Ltd\"}", &nobody));
}

static void test_notice_reaches__a_version_that_is_not_known_is_in_every_range(void **state)
{
    struct notice_target unknown = sample;
    (void)state;
    unknown.version = STR("");
    assert_true(
        reaches("{\"product\":\"Finder\",\"supplier\":\"Sample Ltd\",\"to\":\"1\"}", &unknown));
}

#define FOLDER "1111111111111111111111111111111111111111111111111111111111111111"
#define OTHER "2222222222222222222222222222222222222222222222222222222222222222"

static void test_notice_reaches__a_package_whose_runtime_is_not_known_yet(void **state)
{
    struct notice_target package = sample;
    (void)state;
    package.folder = STR(FOLDER);
    assert_true(reaches("{\"tool\":{\"folder\":\"" FOLDER
                        "\",\"kind\":\"digest\",\"runtime\":\"" OTHER "\"}}",
                        &package));
    assert_false(reaches("{\"tool\":{\"folder\":\"" OTHER
                         "\",\"kind\":\"digest\",\"runtime\":\"" FOLDER "\"}}",
                         &package));
    assert_false(reaches("{\"tool\":{\"folder\":\"" FOLDER
                         "\",\"kind\":\"digest\",\"runtime\":\"" OTHER "\"}}",
                         &sample));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_version_compare__goes_part_by_part),
        cmocka_unit_test(test_notice_reaches__a_range_holds_both_its_ends),
        cmocka_unit_test(test_notice_reaches__nothing_by_half_a_name),
        cmocka_unit_test(test_notice_reaches__a_version_that_is_not_known_is_in_every_range),
        cmocka_unit_test(test_notice_reaches__a_package_whose_runtime_is_not_known_yet),
    };
    return cmocka_run_group_tests(tests, make, drop);
}
