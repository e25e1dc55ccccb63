/* The JSON reader: strictness, places, numbers; jansson is the oracle where both are strict. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/json.h"
#include "base/jsonw.h"

#include <string.h>

static enum err_code parse(const char *text, struct js **value, struct arena *arena)
{
    struct err err;
    return js_parse(arena, str_of(text), value, &err);
}

static void assert_refused(const char *text)
{
    struct arena *arena = arena_new();
    struct js *value;
    if (parse(text, &value, arena) != ERR_FORMAT) {
        fail_msg("accepted: %s", text);
    }
    arena_free(arena);
}

static void test_json__refuses_what_rfc8259_refuses(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      " ",
                                      "{",
                                      "[1,]",
                                      "{\"a\":1,}",
                                      "01",
                                      "1.",
                                      ".5",
                                      "+1",
                                      "1e",
                                      "--1",
                                      "nul",
                                      "'a'",
                                      "\"a",
                                      "\"\\x\"",
                                      "\"\\u12\"",
                                      "[1 2]",
                                      "{1:2}",
                                      "\"a\nb\"",
                                      "1 2",
                                      "tru",
                                      "\x01",
                                      "[\"a\",\n4\n,1,",
                                      "{\"a\" 1}",
                                      "\xEF\xBB\xBF[]"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_refused(bad[i]);
    }
}

static void test_json__refuses_duplicate_keys_surrogates_nul_and_bad_utf8(void **state)
{
    (void)state;
    assert_refused("{\"a\":1,\"a\":2}");
    assert_refused("{\"a\":1,\"\\u0061\":2}");
    assert_refused("\"\\ud800\"");
    assert_refused("\"\\udc00\\ud800\"");
    assert_refused("\"\\u0000\"");
    assert_refused("\"\xC3\x28\"");
    assert_refused("\"\xED\xA0\x80\"");
}

static void test_json__finds_a_duplicate_among_many_keys(void **state)
{
    (void)state;
    struct strbuf text;
    strbuf_init(&text, 4096);
    strbuf_puts(&text, "{");
    for (int i = 0; i < 40; i++) {
        strbuf_printf(&text, "\"k%d\":%d,", i, i);
    }
    strbuf_puts(&text, "\"k7\":1}");
    assert_refused(text.p);
    strbuf_release(&text);
}

static void nested(struct strbuf *text, int depth)
{
    for (int i = 0; i < depth; i++) {
        strbuf_putc(text, '[');
    }
    for (int i = 0; i < depth; i++) {
        strbuf_putc(text, ']');
    }
}

static void test_json__allows_64_levels_and_refuses_65(void **state)
{
    (void)state;
    struct strbuf text;
    strbuf_init(&text, 4096);
    nested(&text, 64);
    struct arena *arena = arena_new();
    struct js *value;
    assert_int_equal(parse(text.p, &value, arena), ERR_OK);
    arena_free(arena);
    strbuf_clear(&text);
    nested(&text, 65);
    assert_refused(text.p);
    strbuf_release(&text);
}

static void test_json__keeps_the_source_bytes_of_each_value(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct js *value;
    assert_int_equal(parse("{\"id\":\"a\",\"output\": {\"x\" : [1, 2.50]} }", &value, arena),
                     ERR_OK);
    const struct js *output = js_member(value, "output");
    assert_true(str_is(output->raw, "{\"x\" : [1, 2.50]}"));
    arena_free(arena);
}

static void test_json__tells_integers_from_other_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum js_type type;
    } rows[] = {
        {"0", JS_INT},    {"-7", JS_INT},  {"9223372036854775807", JS_INT}, {"1.0", JS_REAL},
        {"1e2", JS_REAL}, {"-0", JS_REAL}, {"9223372036854775808", JS_REAL}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct arena *arena = arena_new();
        struct js *value;
        assert_int_equal(parse(rows[i].text, &value, arena), ERR_OK);
        assert_int_equal(value->type, rows[i].type);
        arena_free(arena);
    }
}

static void test_json__decodes_escapes_and_surrogate_pairs(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct js *value;
    assert_int_equal(
        parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u20ac\\ud83d\\ude00\"", &value, arena), ERR_OK);
    assert_true(str_is(value->string, "\"\\/\b\f\n\r\t\xE2\x82\xAC\xF0\x9F\x98\x80"));
    arena_free(arena);
}

static void test_json__error_names_line_and_column(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct js *value;
    struct err err;
    assert_int_equal(js_parse(arena, STR("{\n  \"a\": x\n}"), &value, &err), ERR_FORMAT);
    assert_non_null(strstr(err.message, "line 2 column 8"));
    arena_free(arena);
}

static void test_json__typed_members_name_key_and_type(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct js *value;
    struct err err;
    assert_int_equal(parse("{\"n\":5,\"s\":\"x\"}", &value, arena), ERR_OK);
    int64_t number;
    assert_int_equal(js_need_int(value, "n", 0, 4, &number, &err), ERR_FORMAT);
    assert_string_equal(err.message, "\"n\" is 5, must be 0 to 4");
    struct str text;
    assert_int_equal(js_need_str(value, "missing", &text, &err), ERR_FORMAT);
    assert_string_equal(err.message, "\"missing\" is missing");
    assert_int_equal(js_need_str(value, "n", &text, &err), ERR_FORMAT);
    static const char *const names[] = {"n", NULL};
    assert_int_equal(js_only(value, names, &err), ERR_FORMAT);
    assert_string_equal(err.message, "unknown key \"s\"");
    arena_free(arena);
}

/* The examples of RFC 6901, section 5. */
static void test_json__a_pointer_finds_what_the_rfc_says(void **state)
{
    (void)state;
    static const struct {
        const char *pointer;
        const char *found; /* NULL: nothing */
    } cases[] = {{"/foo/0", "\"bar\""}, {"/", "0"},        {"/a~1b", "1"},   {"/c%d", "2"},
                 {"/e^f", "3"},         {"/g|h", "4"},     {"/ ", "7"},      {"/m~0n", "8"},
                 {"/foo/2", NULL},      {"/foo/00", NULL}, {"/foo/-", NULL}, {"foo", NULL},
                 {"/foo/0/x", NULL},    {"/m~n", NULL}};
    struct arena *arena = arena_new();
    struct js *value;
    struct err err;
    assert_int_equal(js_parse(arena,
                              STR("{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/b\":1,\"c%d\":2,"
                                  "\"e^f\":3,\"g|h\":4,\" \":7,\"m~n\":8}"),
                              &value, &err),
                     ERR_OK);
    assert_ptr_equal(js_at(value, STR("")), value);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct js *found = js_at(value, str_of(cases[i].pointer));
        if ((found != NULL) != (cases[i].found != NULL) ||
            (found != NULL && !str_is(found->raw, cases[i].found))) {
            fail_msg("%s", cases[i].pointer);
        }
    }
    arena_free(arena);
}

static void test_jsonw__writes_what_the_reader_reads(void **state)
{
    (void)state;
    struct strbuf out;
    strbuf_init(&out, 1000);
    struct jsonw w;
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member(&w, "a\x01", "\"\\\n\x1F");
    jsonw_key(&w, "b");
    jsonw_array(&w);
    jsonw_int(&w, -3);
    jsonw_dec(&w, 0.1);
    jsonw_dec(&w, -0.0);
    jsonw_end(&w);
    jsonw_end(&w);
    assert_string_equal(out.p,
                        "{\"a\\u0001\":\"\\\"\\\\\\n\\u001f\",\"b\":[-3,\"0.1\",\"0\"]}");
    struct arena *arena = arena_new();
    struct js *value;
    assert_int_equal(parse(out.p, &value, arena), ERR_OK);
    arena_free(arena);
    strbuf_release(&out);
}

static void test_dec__only_the_written_form_reads_back(void **state)
{
    (void)state;
    double value;
    assert_true(dec_parse(STR("0.333333333333"), &value));
    assert_true(dec_parse(STR("1e-09"), &value));
    assert_false(dec_parse(STR("0.10"), &value));
    assert_false(dec_parse(STR("-0"), &value));
    assert_false(dec_parse(STR("nan"), &value));
    assert_false(dec_parse(STR(" 1"), &value));
    assert_false(dec_parse(STR(""), &value));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json__refuses_what_rfc8259_refuses),
        cmocka_unit_test(test_json__refuses_duplicate_keys_surrogates_nul_and_bad_utf8),
        cmocka_unit_test(test_json__finds_a_duplicate_among_many_keys),
        cmocka_unit_test(test_json__allows_64_levels_and_refuses_65),
        cmocka_unit_test(test_json__keeps_the_source_bytes_of_each_value),
        cmocka_unit_test(test_json__tells_integers_from_other_numbers),
        cmocka_unit_test(test_json__decodes_escapes_and_surrogate_pairs),
        cmocka_unit_test(test_json__error_names_line_and_column),
        cmocka_unit_test(test_json__typed_members_name_key_and_type),
        cmocka_unit_test(test_json__a_pointer_finds_what_the_rfc_says),
        cmocka_unit_test(test_jsonw__writes_what_the_reader_reads),
        cmocka_unit_test(test_dec__only_the_written_form_reads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
