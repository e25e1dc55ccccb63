/* "parameter_sets" of tool.json: with which values a tool asks to be measured. */
#include "protocol/manifest.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include <string.h>

#define SHIPPED                                                                                \
    "{\"name\":\"shipped\",\"title\":\"As shipped\",\"reason\":\"r\",\"parameters\":{}}"
#define ALL                                                                                    \
    "{\"name\":\"all\",\"title\":\"All\",\"reason\":\"r\",\"parameters\":{\"more\":true}}"

struct fixture {
    struct arena *arena;
    struct manifest manifest;
    struct err err;
};

static int setup(void **state)
{
    static struct fixture f;
    f = (struct fixture){.arena = arena_new()};
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    arena_free(f->arena);
    return 0;
}

/* tool.json of a tool with the flag "more" and the number "level"; `sets` is what stands for
 * the key, or NULL: it is left out. */
static enum err_code reading(struct fixture *f, const char *sets)
{
    const char *key =
        sets != NULL ? arena_printf(f->arena, ",\"parameter_sets\":%s", sets) : "";
    return manifest_parse(
        f->arena,
        str_of(arena_printf(
            f->arena,
            "{\"protocol\":1,\"id\":\"t\",\"version\":\"1\",\"name\":\"T\",\"task\":\"x\","
            "\"supplier\":\"s\",\"licence\":\"MIT\",\"run\":[\"./t\"],\"intended_use\":\"u\","
            "\"not_for\":\"n\",\"limitations\":[\"l\"],\"parameters\":["
            "{\"name\":\"more\",\"type\":\"flag\",\"default\":false,\"help\":\"h\"},"
            "{\"name\":\"level\",\"type\":\"number\",\"default\":0.5,\"min\":0,\"max\":1,"
            "\"help\":\"h\"}]%s}",
            key)),
        &f->manifest, &f->err);
}

static void must_refuse(struct fixture *f, const char *sets, const char *words)
{
    assert_int_not_equal(reading(f, sets), ERR_OK);
    if (strstr(f->err.message, words) == NULL) {
        fail_msg("\"%s\" does not say \"%s\"", f->err.message, words);
    }
}

static void a_tool_that_names_none_has_its_defaults(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(reading(f, NULL), ERR_OK);
    assert_int_equal(f->manifest.set_count, 1);
    assert_int_equal(f->manifest.sets[0].name.n, 0);
    assert_null(f->manifest.sets[0].parameters);
    assert_true(str_is(f->manifest.sets[0].record, "{\"level\":\"0.5\",\"more\":\"no\"}"));
}

static void a_set_is_found_by_its_name_and_by_what_a_run_records(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(reading(f, "[" SHIPPED "," ALL "]"), ERR_OK);
    const struct manifest_set *all = manifest_set_named(&f->manifest, STR("all"));
    assert_non_null(all);
    assert_true(str_is(all->title, "All"));
    assert_ptr_equal(manifest_set_of(&f->manifest, STR("{\"level\":\"0.5\",\"more\":\"yes\"}")),
                     all);
    assert_null(manifest_set_of(&f->manifest, STR("{\"level\":\"0.6\",\"more\":\"yes\"}")));
    assert_null(manifest_set_named(&f->manifest, STR("some")));
}

static void the_defaults_must_be_among_them(void **state)
{
    struct fixture *f = *state;
    must_refuse(f, "[" ALL "]", "leaves out the defaults");
    /* the same values spelt out are the defaults */
    assert_int_equal(reading(f, "[" ALL ",{\"name\":\"s\",\"title\":\"S\",\"reason\":\"r\","
                                "\"parameters\":{\"more\":\"no\",\"level\":0.5}}]"),
                     ERR_OK);
}

static void two_of_one_name_or_of_the_same_values_are_refused(void **state)
{
    struct fixture *f = *state;
    must_refuse(f, "[" SHIPPED "," SHIPPED "]", "entry 2: has the name of entry 1");
    must_refuse(f,
                "[" SHIPPED ",{\"name\":\"b\",\"title\":\"B\",\"reason\":\"r\","
                "\"parameters\":{\"level\":\"0.5\"}}]",
                "entry 2: has the values of entry 1");
}

static void what_does_not_fit_is_told_with_its_place(void **state)
{
    static const struct {
        const char *set;
        const char *words;
    } cases[] = {
        {"{\"name\":\"B\",\"title\":\"B\",\"reason\":\"r\",\"parameters\":{}}", "\"name\""},
        {"{\"name\":\"\",\"title\":\"B\",\"reason\":\"r\",\"parameters\":{}}", "\"name\""},
        {"{\"name\":\"b\",\"title\":\"\",\"reason\":\"r\",\"parameters\":{}}", "\"title\""},
        {"{\"name\":\"b\",\"title\":\"B\",\"parameters\":{}}", "\"reason\""},
        {"{\"name\":\"b\",\"title\":\"B\",\"reason\":\"r\"}", "\"parameters\""},
        {"{\"name\":\"b\",\"title\":\"B\",\"reason\":\"r\",\"parameters\":{},\"x\":1}",
         "\"x\""},
        {"{\"name\":\"b\",\"title\":\"B\",\"reason\":\"r\",\"parameters\":{\"y\":1}}",
         "no parameter \"y\""},
        {"{\"name\":\"b\",\"title\":\"B\",\"reason\":\"r\",\"parameters\":{\"level\":2}}",
         "must be 0 to 1"},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        must_refuse(f, arena_printf(f->arena, "[" SHIPPED ",%s]", cases[i].set),
                    cases[i].words);
        assert_non_null(strstr(f->err.message, "\"parameter_sets\" entry 2"));
    }
    must_refuse(f, "[]", "has 0 entries");
    must_refuse(f, "{}", "parameter_sets");
    must_refuse(f, "[1,2,3,4,5,6,7,8,9]", "has 9 entries");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_tool_that_names_none_has_its_defaults, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_set_is_found_by_its_name_and_by_what_a_run_records,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(the_defaults_must_be_among_them, setup, teardown),
        cmocka_unit_test_setup_teardown(two_of_one_name_or_of_the_same_values_are_refused,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(what_does_not_fit_is_told_with_its_place, setup,
                                        teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
