/* What a program wrote becomes the answer, or an error that says where it is not readable. */
#include "answer_reader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#define AS(more) "{\"adapter\":\"command\",\"argv\":[\"x\"],\"answer\":{" more "}}"
#define BRACKETS                                                                               \
    AS("\"as\":\"redacted-text\",\"placeholder\":{\"opens\":\"[\",\"closes\":\"]\"}")

/* The answer as JSON, or the error's message; in the arena. */
static const char *read_as(struct arena *arena, const char *plan_json, const char *text,
                           const char *written)
{
    struct command_plan plan;
    struct strbuf out;
    struct strbuf input;
    struct jsonw w;
    struct js *json;
    struct err err = {.code = ERR_OK};
    strbuf_init(&out, 1 << 16);
    strbuf_init(&input, 1 << 16);
    jsonw_init(&w, &input);
    jsonw_object(&w);
    jsonw_member(&w, "text", text);
    jsonw_end(&w);
    assert_int_equal(command_plan_parse(arena, str_of(plan_json), &plan, &err), ERR_OK);
    assert_int_equal(js_parse(arena, arena_str(arena, strbuf_view(&input)), &json, NULL),
                     ERR_OK);
    jsonw_init(&w, &out);
    enum err_code code = answer_read(&plan, arena, json, str_of(written), &w, &err);
    const char *said = arena_strdup(arena, code == ERR_OK ? out.p : err.message);
    strbuf_release(&out);
    strbuf_release(&input);
    return said;
}

static void assert_read(const char *plan, const char *text, const char *written,
                        const char *wanted)
{
    struct arena *arena = arena_new();
    assert_string_equal(read_as(arena, plan, text, written), wanted);
    arena_free(arena);
}

static void test_text__is_trimmed(void **state)
{
    (void)state;
    assert_read(AS("\"as\":\"text\""), "", "  two words\n\n", "{\"text\":\"two words\"}");
}

static void test_text__must_be_utf8(void **state)
{
    (void)state;
    assert_read(AS("\"as\":\"text\""), "", "caf\xe9",
                "the program's output is not UTF-8, or holds a NUL");
}

static void test_label__is_what_the_task_calls_it(void **state)
{
    (void)state;
    const char *plan = AS("\"as\":\"label\",\"labels\":{\"spam\":\"junk\"}");
    assert_read(plan, "", "spam\n", "{\"label\":\"junk\"}");
    assert_read(plan, "", "ham\n", "{\"label\":\"ham\"}");
    assert_read(plan, "", "a\nb\n", "the program wrote several lines, must write one label");
}

static void test_number__is_one_of_json(void **state)
{
    (void)state;
    assert_read(AS("\"as\":\"number\""), "", "0.25\n", "{\"score\":0.25}");
    assert_read(AS("\"as\":\"number\""), "", "inf\n",
                "the program wrote \"inf\", must write a number");
}

static void test_json__is_passed_through_or_taken_at_a_pointer(void **state)
{
    (void)state;
    assert_read(AS("\"as\":\"json\""), "", "{\"a\" : 1.50}\n", "{\"a\" : 1.50}");
    assert_read(AS("\"as\":\"text\",\"pointer\":\"/r/0\""), "", "{\"r\":[\"yes\"]}",
                "{\"text\":\"yes\"}");
    assert_read(AS("\"as\":\"json\",\"pointer\":\"/b\""), "", "{\"a\":1}",
                "the program's output has nothing at \"/b\"");
}

static void test_json_lines__are_one_list(void **state)
{
    (void)state;
    const char *plan = AS("\"as\":\"json-lines\",\"member\":\"spans\"");
    assert_read(plan, "", "{\"start\":0}\n\n{\"start\":4}\n",
                "{\"spans\":[{\"start\":0},{\"start\":4}]}");
    assert_read(plan, "", "1\n{\n",
                "line 2: the program's output: JSON line 1 column 2: expected a key in quotes");
}

static void test_csv__takes_the_columns_named(void **state)
{
    (void)state;
    const char *plan =
        AS("\"as\":\"csv\",\"member\":\"spans\",\"columns\":[{\"from\":\"Begin\","
           "\"name\":\"start\",\"type\":\"integer\"},{\"from\":\"label\"}]");
    assert_read(plan, "", "label,Begin,x\n\"A, B\",3,\n",
                "{\"spans\":[{\"start\":3,\"label\":\"A, B\"}]}");
    assert_read(plan, "", "label,Begin\nA,3.5\n",
                "line 2: column \"Begin\" has \"3.5\", must have an integer");
    assert_read(plan, "", "label\nA\n", "the program's table has no column \"Begin\"");
}

static void test_redacted__spans_are_what_is_gone(void **state)
{
    (void)state;
    assert_read(
        BRACKETS, "Ask J\xc3\xbcrgen at 5 Mill Rd.", "Ask [NAME_1] at [ADDRESS].\n",
        "{\"spans\":[{\"start\":4,\"end\":10,\"label\":\"NAME\"},{\"start\":14,\"end\":23,"
        "\"label\":\"ADDRESS\"}]}");
}

static void test_redacted__a_passage_is_the_shortest_that_fits(void **state)
{
    (void)state;
    assert_read(BRACKETS, "a, b, c", "[X], b, c",
                "{\"spans\":[{\"start\":0,\"end\":1,\"label\":\"X\"}]}");
    assert_read(BRACKETS, "abc", "[X][Y]",
                "{\"spans\":[{\"start\":0,\"end\":1,\"label\":\"X\"},{\"start\":1,\"end\":3,"
                "\"label\":\"Y\"}]}");
}

static void test_redacted__brackets_that_were_there_are_no_finding(void **state)
{
    (void)state;
    assert_read(BRACKETS, "see [1] and jo", "see [1] and [NAME]",
                "{\"spans\":[{\"start\":12,\"end\":14,\"label\":\"NAME\"}]}");
}

static void test_redacted__a_placeholder_redacted_again_is_one(void **state)
{
    (void)state;
    assert_read(BRACKETS, "our client starts", "our client [[USER_7]_21]",
                "{\"spans\":[{\"start\":11,\"end\":17,\"label\":\"USER\"}]}");
}

static void test_redacted__any_other_change_is_an_error(void **state)
{
    (void)state;
    const char *words = "the redacted text is not the text with placeholders in it: something "
                        "else was changed at or after line 2";
    assert_read(BRACKETS, "one\ntwo jo three", "one\n[N] jo 3", words);
    assert_read(BRACKETS, "jo", "JO",
                "the redacted text is not the text with placeholders in it: something else was "
                "changed at or after line 1");
}

static void test_redacted__words_and_masks(void **state)
{
    (void)state;
    assert_read(
        AS("\"as\":\"redacted-text\",\"placeholder\":{\"words\":[\"NAME\",\"NAME_TWO\"]}"),
        "Jo met Al", "NAME_TWO met NAME",
        "{\"spans\":[{\"start\":0,\"end\":2,\"label\":\"NAME_TWO\"},{\"start\":7,\"end\":9,"
        "\"label\":\"NAME\"}]}");
    assert_read(
        AS("\"as\":\"redacted-text\",\"placeholder\":{\"mask\":\"\xe2\x96\x88\",\"least\":"
           "2}"),
        "Jo met Al", "\xe2\x96\x88\xe2\x96\x88 met Al",
        "{\"spans\":[{\"start\":0,\"end\":2,\"label\":\"HIDDEN\"}]}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text__is_trimmed),
        cmocka_unit_test(test_text__must_be_utf8),
        cmocka_unit_test(test_label__is_what_the_task_calls_it),
        cmocka_unit_test(test_number__is_one_of_json),
        cmocka_unit_test(test_json__is_passed_through_or_taken_at_a_pointer),
        cmocka_unit_test(test_json_lines__are_one_list),
        cmocka_unit_test(test_csv__takes_the_columns_named),
        cmocka_unit_test(test_redacted__spans_are_what_is_gone),
        cmocka_unit_test(test_redacted__a_passage_is_the_shortest_that_fits),
        cmocka_unit_test(test_redacted__brackets_that_were_there_are_no_finding),
        cmocka_unit_test(test_redacted__a_placeholder_redacted_again_is_one),
        cmocka_unit_test(test_redacted__any_other_change_is_an_error),
        cmocka_unit_test(test_redacted__words_and_masks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
