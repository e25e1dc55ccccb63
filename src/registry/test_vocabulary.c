/* The vocabulary as it ships, and files that are broken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "registry/vocabulary.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define REFERENCE PAI_SOURCE_DIR "/reference"

static void test_vocabulary__of_deployments_is_whole(void **state)
{
    (void)state;
    static const char *const stages[] = {"considering", "pilot", "operational"};
    static const char *const classes[] = {"open", "capability", "commercial",
                                          "data", "people",     "security"};
    struct arena *arena = arena_new();
    struct vocabulary v;
    struct err err;
    assert_int_equal(vocabulary_load(arena, REFERENCE, "deployment-fields", &v, &err), ERR_OK);
    assert_true(str_is(v.id, "deployment-fields/1"));
    for (size_t i = 0; i < v.count; i++) {
        bool known = false;
        for (size_t c = 0; c < sizeof classes / sizeof classes[0]; c++) {
            known = known || str_is(v.fields[i].disclosure, classes[c]);
        }
        assert_true(known);
        assert_true((v.fields[i].kind == FIELD_CHOICE) == (v.fields[i].option_count > 0));
        assert_true((v.fields[i].kind == FIELD_TABLE) == (v.fields[i].column_count > 0));
    }
    /* more is asked of what is nearer to use, but for what else was looked at beforehand */
    for (size_t s = 1; s < 3; s++) {
        for (size_t i = 0; i < v.count; i++) {
            const struct vocabulary_field *field = &v.fields[i];
            if (field_required(field, str_of(stages[s - 1])) &&
                !str_is(field->id, "alternatives")) {
                assert_true(field_required(field, str_of(stages[s])));
            }
        }
    }
    arena_free(arena);
}

static void test_vocabulary__of_tools_and_counts_load(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct vocabulary v;
    struct use_vocabulary use;
    struct err err;
    assert_int_equal(vocabulary_load(arena, REFERENCE, "tool-fields", &v, &err), ERR_OK);
    assert_true(field_required(vocabulary_find(&v, STR("summary")), STR("whatever")));
    assert_null(vocabulary_find(&v, STR("no_such_field")));
    assert_int_equal(use_vocabulary_load(arena, REFERENCE, &use, &err), ERR_OK);
    for (size_t i = 0; i < use.rate_count; i++) {
        assert_true(use.rates[i].numerator != use.rates[i].denominator);
    }
    assert_int_equal(use_count_find(&use, STR("nothing")), SIZE_MAX);
    arena_free(arena);
}

static void refused(const char *text, const char *words)
{
    char folder[] = "/tmp/policeai-vocabulary-XXXXXX";
    struct arena *arena = arena_new();
    struct vocabulary v;
    struct err err;
    assert_non_null(mkdtemp(folder));
    const char *below = arena_printf(arena, "%s/registry", folder);
    const char *file = arena_printf(arena, "%s/deployment-fields.json", below);
    assert_int_equal(mkdir(below, 0700), 0);
    assert_int_equal(file_write(file, str_of(text), 0600, &err), ERR_OK);
    assert_int_equal(vocabulary_load(arena, folder, "deployment-fields", &v, &err), ERR_FORMAT);
    assert_non_null(strstr(err.message, words));
    assert_non_null(strstr(err.message, "deployment-fields.json"));
    unlink(file);
    rmdir(below);
    rmdir(folder);
    arena_free(arena);
}

#define FIELD(id, kind)                                                                        \
    "{\"id\":\"" id "\",\"title\":\"T\",\"help\":\"\",\"class\":\"open\",\"kind\":\"" kind     \
    "\",\"required\":[]}"
#define FILE_OF(fields)                                                                        \
    "{\"id\":\"x/1\",\"title\":\"T\",\"source\":\"S\",\"groups\":[{\"title\":\"G\","           \
    "\"fields\":[" fields "]}]}"

static void test_vocabulary__a_broken_file_is_named_with_its_field(void **state)
{
    (void)state;
    refused(FILE_OF(FIELD("a", "number")), "no kind of field");
    refused(FILE_OF(FIELD("a", "choice")), "G, field 1");
    refused(FILE_OF(FIELD("a", "text") "," FIELD("a", "text")), "twice");
    refused("{\"id\":\"x/1\"}", "title");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_vocabulary__of_deployments_is_whole),
        cmocka_unit_test(test_vocabulary__of_tools_and_counts_load),
        cmocka_unit_test(test_vocabulary__a_broken_file_is_named_with_its_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
