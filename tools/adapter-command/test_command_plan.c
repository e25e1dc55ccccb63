/* adapter.json: what is taken, and one refusal a rule with key and place. */
#include "command_plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#define PLAN(more) "{\"adapter\":\"command\",\"argv\":[\"x\"]," more "}"
#define ANSWER(more) PLAN("\"answer\":{" more "}")

static enum err_code parse(struct arena *arena, const char *text, struct command_plan *plan,
                           struct err *err)
{
    return command_plan_parse(arena, str_of(text), plan, err);
}

static void assert_refused(const char *text, const char *words)
{
    struct arena *arena = arena_new();
    struct command_plan plan;
    struct err err = {.code = ERR_OK};
    assert_int_not_equal(parse(arena, text, &plan, &err), ERR_OK);
    assert_string_equal(err.message, words);
    arena_free(arena);
}

static void test_parse__fills_in_what_is_left_out(void **state)
{
    struct arena *arena = arena_new();
    struct command_plan plan;
    (void)state;
    assert_int_equal(parse(arena, ANSWER("\"as\":\"text\""), &plan, NULL), ERR_OK);
    assert_false(plan.lines);
    assert_false(plan.from_file);
    assert_int_equal(plan.seconds, 60);
    assert_int_equal(plan.good_status_count, 1);
    assert_int_equal(plan.good_statuses[0], 0);
    assert_true(str_is(plan.member, "text"));
    assert_null(plan.argv[1]);
    arena_free(arena);
}

static void test_parse__names_the_member_of_each_reader(void **state)
{
    struct arena *arena = arena_new();
    struct command_plan plan;
    (void)state;
    assert_int_equal(parse(arena, ANSWER("\"as\":\"label\""), &plan, NULL), ERR_OK);
    assert_true(str_is(plan.member, "label"));
    assert_int_equal(parse(arena, ANSWER("\"as\":\"number\""), &plan, NULL), ERR_OK);
    assert_true(str_is(plan.member, "score"));
    assert_int_equal(parse(arena, ANSWER("\"as\":\"json\""), &plan, NULL), ERR_OK);
    assert_null(plan.member.p);
    arena_free(arena);
}

static void test_parse__refuses_by_key(void **state)
{
    (void)state;
    assert_refused("{}", "adapter.json: must be an object with \"adapter\": \"command\"");
    assert_refused(PLAN("\"answer\":{\"as\":\"text\"},\"timeout\":3"),
                   "adapter.json: unknown key \"timeout\"");
    assert_refused(ANSWER("\"as\":\"xml\""),
                   "adapter.json: \"answer\": \"as\" is \"xml\", which is none of its words");
    assert_refused(
        ANSWER("\"from\":\"stdout\""),
        "adapter.json: \"answer\": \"as\" is missing: it says how the answer is read");
    assert_refused(ANSWER("\"as\":\"json\",\"pointer\":\"a\""),
                   "adapter.json: \"answer\": \"pointer\" must begin with '/' (RFC 6901)");
    assert_refused(ANSWER("\"as\":\"csv\",\"columns\":[{\"from\":\"a\"}]"),
                   "adapter.json: \"answer\": \"member\" must name what csv makes a list of");
    assert_refused(ANSWER("\"as\":\"redacted-text\",\"placeholder\":{\"mask\":\"xx\"}"),
                   "adapter.json: \"answer\": \"placeholder\": \"mask\" must be one character");
    assert_refused(ANSWER("\"as\":\"redacted-text\",\"placeholder\":{\"opens\":\"[\"}"),
                   "adapter.json: \"answer\": \"placeholder\": \"opens\" and \"closes\" go "
                   "together");
}

static void test_parse__refuses_a_command_line_that_is_none(void **state)
{
    (void)state;
    assert_refused("{\"adapter\":\"command\",\"argv\":[],\"answer\":{\"as\":\"text\"}}",
                   "adapter.json: \"argv\" has 0 words, must have 1 to 200");
    assert_refused("{\"adapter\":\"command\",\"argv\":[\"x\",\"{a\"],\"answer\":{\"as\":"
                   "\"text\"}}",
                   "adapter.json: \"argv\" word 2: \"{a\" is no placeholder");
    assert_refused("{\"adapter\":\"command\",\"argv\":[\"{text}\"],\"answer\":{\"as\":\"text\"}"
                   "}",
                   "adapter.json: \"argv\" begins with no program's name");
}

static void test_parse__a_file_is_read_exactly_when_one_is_named(void **state)
{
    (void)state;
    assert_refused(
        ANSWER("\"as\":\"text\",\"from\":\"file\""),
        "adapter.json: \"answer\" is read \"from\" a file exactly when \"argv\" names "
        "{out-file}");
    assert_refused(
        "{\"adapter\":\"command\",\"argv\":[\"x\",\"{out-file}\"],\"answer\":{\"as\":"
        "\"text\"}}",
        "adapter.json: \"answer\" is read \"from\" a file exactly when \"argv\" names "
        "{out-file}");
}

static void test_parse__one_process_for_all_takes_lines_alone(void **state)
{
    (void)state;
    assert_refused(PLAN("\"mode\":\"lines\",\"answer\":{\"as\":\"text\"}"),
                   "adapter.json: \"mode\" is lines, but \"stdin\" says no line to give");
    assert_refused(
        "{\"adapter\":\"command\",\"argv\":[\"x\",\"{text}\"],\"mode\":\"lines\","
        "\"stdin\":\"text\",\"answer\":{\"as\":\"text\"}}",
        "adapter.json: \"argv\" word 2 names a part of an item, but \"mode\" is lines: "
        "one process for all");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse__fills_in_what_is_left_out),
        cmocka_unit_test(test_parse__names_the_member_of_each_reader),
        cmocka_unit_test(test_parse__refuses_by_key),
        cmocka_unit_test(test_parse__refuses_a_command_line_that_is_none),
        cmocka_unit_test(test_parse__a_file_is_read_exactly_when_one_is_named),
        cmocka_unit_test(test_parse__one_process_for_all_takes_lines_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
