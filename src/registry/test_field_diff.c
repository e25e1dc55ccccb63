/* What two versions differ in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "registry/field_diff.h"

#include "base/strbuf.h"

#include <string.h>

/* "changed fields.name; added stage" */
static const char *told(struct arena *arena, const char *before, const char *after)
{
    struct js *a;
    struct js *b;
    struct field_diff diff;
    char *text = arena_strdup(arena, "");
    assert_int_equal(js_parse(arena, str_of(before), &a, NULL), ERR_OK);
    assert_int_equal(js_parse(arena, str_of(after), &b, NULL), ERR_OK);
    field_diff(arena, a, b, &diff);
    for (size_t i = 0; i < diff.count; i++) {
        const struct field_change *c = &diff.list[i];
        text = arena_printf(arena, "%s%s%s %.*s%s%.*s", text, i > 0 ? "; " : "",
                            field_change_word(c->kind), STR_ARG(c->parent),
                            c->parent.n > 0 ? "." : "", STR_ARG(c->name));
    }
    return text;
}

#define TOLD(before, after, words)                                                             \
    do {                                                                                       \
        struct arena *arena = arena_new();                                                     \
        assert_string_equal(told(arena, before, after), words);                                \
        arena_free(arena);                                                                     \
    } while (0)

static void test_field_diff__names_fields_and_members(void **state)
{
    (void)state;
    TOLD("{\"fields\":{\"name\":\"A\",\"summary\":\"s\"},\"stage\":\"pilot\"}",
         "{\"fields\":{\"cost\":[],\"name\":\"B\"},\"stage\":\"paused\"}",
         "changed fields.name; removed fields.summary; added fields.cost; changed stage");
}

static void test_field_diff__of_the_same_is_empty(void **state)
{
    (void)state;
    TOLD("{\"fields\":{\"n\":[1,{\"a\":1,\"b\":2}]}}",
         "{\"fields\":{\"n\":[1,{\"b\":2,\"a\":1}]}}", "");
}

static void test_field_diff__leaves_the_reason_out(void **state)
{
    (void)state;
    TOLD("{\"fields\":{\"reason\":\"x\"},\"reason\":\"first\"}",
         "{\"fields\":{\"reason\":\"y\"},\"reason\":\"second\"}", "changed fields.reason");
}

#define GAP(section, commitment)                                                               \
    "{\"withheld\":{\"commitment\":\"" commitment "\",\"section\":\"" section "\"}}"

static void test_field_diff__looks_past_the_salt_of_a_gap(void **state)
{
    (void)state;
    TOLD("{\"fields\":{\"cost\":" GAP("43(2)", "aa") "}}",
         "{\"fields\":{\"cost\":" GAP("43(2)", "bb") "}}", "");
    TOLD("{\"fields\":{\"cost\":" GAP("43(2)", "aa") "}}",
         "{\"fields\":{\"cost\":" GAP("31(1)(a)", "aa") "}}", "changed fields.cost");
    TOLD("{\"fields\":{\"cost\":[" GAP("43(2)", "aa") "]}}",
         "{\"fields\":{\"cost\":[" GAP("43(2)", "bb") "]}}", "");
}

static void test_field_diff__says_what_was_withheld_or_disclosed(void **state)
{
    (void)state;
    TOLD("{\"note\":\"a\",\"place\":" GAP("31(1)(a)", "aa") "}",
         "{\"note\":" GAP("31(1)(a)", "aa") ",\"place\":\"b\"}",
         "withheld note; disclosed place");
}

static void test_field_diff__of_a_whole_object_names_its_members(void **state)
{
    (void)state;
    TOLD("{\"stage\":\"pilot\"}",
         "{\"operation\":{\"place\":\"p\",\"title\":\"t\"},\"stage\":\"pilot\"}",
         "added operation.place; added operation.title");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_field_diff__names_fields_and_members),
        cmocka_unit_test(test_field_diff__of_the_same_is_empty),
        cmocka_unit_test(test_field_diff__leaves_the_reason_out),
        cmocka_unit_test(test_field_diff__looks_past_the_salt_of_a_gap),
        cmocka_unit_test(test_field_diff__says_what_was_withheld_or_disclosed),
        cmocka_unit_test(test_field_diff__of_a_whole_object_names_its_members),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
