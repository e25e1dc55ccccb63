/* Canonical JSON: RFC 8785 where it applies, refusals where signed documents are narrower. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "crypto/canon.h"

#include <string.h>

static void assert_canonical(const char *text, const char *expected)
{
    struct arena *arena = arena_new();
    struct err err;
    struct str out;
    assert_int_equal(canon_of(arena, str_of(text), &out, &err), ERR_OK);
    assert_string_equal(out.p, expected);
    arena_free(arena);
}

static void assert_refused(const char *text, const char *words)
{
    struct arena *arena = arena_new();
    struct err err;
    struct str out;
    assert_int_equal(canon_of(arena, str_of(text), &out, &err), ERR_FORMAT);
    if (strstr(err.message, words) == NULL) {
        fail_msg("\"%s\" does not say \"%s\"", err.message, words);
    }
    arena_free(arena);
}

/* RFC 8785 section 3.2.3: the sorting example */
static void test_canon__sorts_keys_by_utf16(void **state)
{
    (void)state;
    assert_canonical("{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\","
                     "\"\\ufb33\":\"Hebrew Letter Dalet With Dagesh\",\"1\":\"One\","
                     "\"\\ud83d\\ude00\":\"Emoji: Grinning Face\",\"\\u0080\":\"Control\","
                     "\"\\u00f6\":\"Latin Small Letter O With Diaeresis\"}",
                     "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\xC2\x80\":\"Control\","
                     "\"\xC3\xB6\":\"Latin Small Letter O With Diaeresis\","
                     "\"\xE2\x82\xAC\":\"Euro Sign\","
                     "\"\xF0\x9F\x98\x80\":\"Emoji: Grinning Face\","
                     "\"\xEF\xAC\xB3\":\"Hebrew Letter Dalet With Dagesh\"}");
}

static void test_canon__prefix_keys_come_first(void **state)
{
    (void)state;
    assert_canonical("{ \"ab\": 1, \"\": 2, \"a\": 3 }", "{\"\":2,\"a\":3,\"ab\":1}");
    assert_canonical("{\"\xF0\x9F\x98\x81\":1,\"\xF0\x9F\x98\x80\":2}",
                     "{\"\xF0\x9F\x98\x80\":2,\"\xF0\x9F\x98\x81\":1}");
}

/* RFC 8785 section 3.2.2.2: string escapes */
static void test_canon__escapes_as_the_rfc(void **state)
{
    (void)state;
    assert_canonical("\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\"",
                     "\"\xE2\x82\xAC$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
}

static void test_canon__refuses_numbers_that_are_not_safe_integers(void **state)
{
    (void)state;
    assert_canonical("[9007199254740991,-9007199254740991]",
                     "[9007199254740991,-9007199254740991]");
    assert_refused("{\"a\":[9007199254740992]}", "at \"/a/0\": an integer beyond 2^53-1");
    assert_refused("[1.0]", "at \"/0\": a number that is not an integer");
    assert_refused("[1e3]", "a number that is not an integer");
    assert_refused("[-0]", "a number that is not an integer");
    assert_refused("[333333333.33333329]", "a number that is not an integer");
}

static void test_canon__refuses_truth_values_and_null(void **state)
{
    (void)state;
    assert_refused("{\"flag\":true}", "at \"/flag\": true or false");
    assert_refused("[false]", "true or false");
    assert_refused("{\"x\":null}", "at \"/x\": null");
}

static void test_canon__parse_accepts_canonical_bytes_only(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct err err;
    struct js *value;
    assert_int_equal(canon_parse(arena, STR("{\"a\":1,\"b\":[]}"), &value, &err), ERR_OK);
    assert_int_equal(canon_parse(arena, STR("{\"b\":[],\"a\":1}"), &value, &err), ERR_FORMAT);
    assert_int_equal(canon_parse(arena, STR("{\"a\": 1}"), &value, &err), ERR_FORMAT);
    assert_int_equal(canon_parse(arena, STR("\"\\u0041\""), &value, &err), ERR_FORMAT);
    assert_int_equal(canon_parse(arena, STR("[]\n"), &value, &err), ERR_FORMAT);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_canon__sorts_keys_by_utf16),
        cmocka_unit_test(test_canon__prefix_keys_come_first),
        cmocka_unit_test(test_canon__escapes_as_the_rfc),
        cmocka_unit_test(test_canon__refuses_numbers_that_are_not_safe_integers),
        cmocka_unit_test(test_canon__refuses_truth_values_and_null),
        cmocka_unit_test(test_canon__parse_accepts_canonical_bytes_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
