/* Answers that came back: what is taken, and each row that is not, with its line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "elsewhere/returned_answers.h"

#include "base/limits.h"

#include <string.h>

static struct arena *arena;
static const struct str ids[] = {{"a1", 2}, {"b2", 2}, {"c3", 2}};

static int make_arena(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int free_arena(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* A label of two. */
static enum err_code check(void *data, size_t index, const struct js *output, struct err *err)
{
    struct str label;
    (void)data;
    (void)index;
    TRY(js_need_str(output, "label", &label, err));
    return str_is(label, "theft") || str_is(label, "other")
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "\"label\" is not one of the 2 labels");
}

static struct answers read_text(const char *text)
{
    const struct answers_wanted wanted = {ids, 3, "label", check, NULL};
    struct answers answers;
    struct err err;
    assert_int_equal(answers_read(arena, &wanted, str_of(text), &answers, &err), ERR_OK);
    return answers;
}

static void assert_problem(const struct answers *answers, size_t index, size_t line,
                           const char *words)
{
    assert_true(answers->problem_count > index);
    assert_int_equal(answers->problems[index].line, line);
    assert_non_null(strstr(answers->problems[index].words, words));
}

static void test_answers_keep_the_bytes_that_were_sent(void **state)
{
    (void)state;
    struct answers answers =
        read_text("{\"output\": {\"label\" :\"theft\"}, \"id\":\"b2\"}\r\n\n"
                  "{\"id\":\"a1\",\"output\":{\"label\":\"other\"}}");
    assert_int_equal(answers.problems_seen, 0);
    assert_int_equal(answers.given[1].outcome, OUTCOME_ANSWERED);
    assert_true(str_is(answers.given[1].output, "{\"label\" :\"theft\"}"));
    assert_int_equal(answers.given[0].line, 3);
    assert_int_equal(answers.missing, 1);
    assert_int_equal(answers.first_missing, 2);
}

static void test_a_failure_of_the_product_is_an_outcome(void **state)
{
    (void)state;
    struct answers answers = read_text(
        "{\"id\":\"a1\",\"error\":{\"code\":\"crashed\",\"message\":\"out of memory\"}}\n"
        "{\"id\":\"b2\",\"error\":{\"code\":\"Not A Code\"}}\n");
    assert_int_equal(answers.problems_seen, 0);
    assert_int_equal(answers.given[0].outcome, OUTCOME_ERROR);
    assert_true(str_is(answers.given[0].error_code, "crashed"));
    assert_true(str_is(answers.given[0].error_message, "out of memory"));
    assert_true(str_is(answers.given[1].error_code, "other"));
    assert_int_equal(answers.missing, 1);
}

static void test_a_form_that_was_not_filled_in_is_missing(void **state)
{
    (void)state;
    struct answers answers = read_text("{\"id\":\"a1\",\"output\":null}\n");
    assert_int_equal(answers.problems_seen, 0);
    assert_int_equal(answers.missing, 3);
}

static void test_an_id_twice_is_told_with_both_lines(void **state)
{
    (void)state;
    struct answers answers = read_text("{\"id\":\"a1\",\"output\":{\"label\":\"theft\"}}\n"
                                       "{\"id\":\"a1\",\"output\":{\"label\":\"other\"}}\n");
    assert_int_equal(answers.problems_seen, 1);
    assert_problem(&answers, 0, 2, "has a row already, in line 1");
    assert_true(str_is(answers.given[0].output, "{\"label\":\"theft\"}"));
}

static void test_an_unknown_id_is_told(void **state)
{
    (void)state;
    struct answers answers = read_text("{\"id\":\"zz\",\"output\":{\"label\":\"theft\"}}\n");
    assert_problem(&answers, 0, 1, "\"zz\" is none of this parcel's");
    assert_int_equal(answers.missing, 3);
}

static void test_rows_that_are_none_are_told_each(void **state)
{
    (void)state;
    struct answers answers = read_text("{\"id\":\"a1\",\"output\":\n"
                                       "{\"id\":\"a1\"}\n"
                                       "{\"id\":7,\"output\":{}}\n"
                                       "{\"id\":\"a1\",\"output\":{},\"error\":{}}\n"
                                       "{\"id\":\"a1\",\"outputs\":{}}\n"
                                       "[]\n"
                                       "{\"id\":\"a1\",\"error\":\"no\"}\n"
                                       "{\"id\":\"a1\",\"error\":{\"what\":1}}\n");
    assert_int_equal(answers.problems_seen, 8);
    for (size_t i = 0; i < 8; i++) {
        assert_int_equal(answers.problems[i].line, i + 1);
    }
    assert_problem(&answers, 1, 2, "needs \"output\" or \"error\"");
    assert_problem(&answers, 4, 5, "outputs");
}

static void test_an_answer_that_breaks_the_contract_is_an_error(void **state)
{
    (void)state;
    struct answers answers = read_text("{\"id\":\"b2\",\"output\":{\"label\":\"Theft\"}}\n");
    assert_int_equal(answers.problems_seen, 0);
    assert_int_equal(answers.broken, 1);
    assert_int_equal(answers.broken_lines[0], 1);
    assert_int_equal(answers.given[1].outcome, OUTCOME_ERROR);
    assert_true(str_is(answers.given[1].error_code, "contract"));
    assert_int_equal(answers.missing, 2);
}

static void test_a_table_is_read_by_its_columns(void **state)
{
    (void)state;
    struct answers answers = read_text("\xEF\xBB\xBFremark,Label,id\r\n"
                                       "\"a, \"\"b\"\"\",theft,c3\r\n,,a1\r\nx,other,b2\r\n");
    assert_int_equal(answers.problems_seen, 0);
    assert_true(str_is(answers.given[2].output, "{\"label\":\"theft\"}"));
    assert_int_equal(answers.given[1].line, 4);
    assert_int_equal(answers.missing, 1);
    assert_int_equal(answers.first_missing, 0);
}

static void test_a_table_names_doubled_and_unknown_ids_by_line(void **state)
{
    (void)state;
    struct answers answers = read_text("id,label\na1,theft\na1,theft\nq,other\n");
    assert_int_equal(answers.problems_seen, 2);
    assert_problem(&answers, 0, 3, "in line 2");
    assert_problem(&answers, 1, 4, "none of this parcel's");
}

static void test_what_cannot_be_read_at_all_is_refused(void **state)
{
    (void)state;
    const struct answers_wanted wanted = {ids, 3, "label", check, NULL};
    const struct answers_wanted lines = {ids, 3, NULL, check, NULL};
    struct answers answers;
    struct err err;
    assert_int_equal(answers_read(arena, &wanted, STR(" \n"), &answers, &err), ERR_FORMAT);
    assert_int_equal(answers_read(arena, &wanted, STR("id,answer\na1,x\n"), &answers, &err),
                     ERR_FORMAT);
    assert_non_null(strstr(err.message, "no column \"label\""));
    assert_int_equal(answers_read(arena, &lines, STR("id,label\na1,theft\n"), &answers, &err),
                     ERR_FORMAT);
    assert_non_null(strstr(err.message, "no table"));
}

static void test_problems_past_the_list_are_counted(void **state)
{
    (void)state;
    enum { ROWS = ANSWERS_PROBLEMS_KEPT + 5 };
    struct strbuf text;
    strbuf_init(&text, MIB);
    for (int i = 0; i < ROWS; i++) {
        strbuf_puts(&text, "{}\n");
    }
    struct answers answers = read_text(text.p);
    assert_int_equal(answers.problems_seen, ROWS);
    assert_int_equal(answers.problem_count, ANSWERS_PROBLEMS_KEPT);
    strbuf_release(&text);
}

static void test_a_line_past_its_limit_is_told(void **state)
{
    (void)state;
    struct strbuf text;
    strbuf_init(&text, 2 * MIB);
    strbuf_puts(&text, "{\"id\":\"a1\",\"output\":");
    for (unsigned i = 0; i < LIMIT_LINE; i++) {
        strbuf_putc(&text, ' ');
    }
    strbuf_puts(&text, "{}}");
    struct answers answers = read_text(text.p);
    assert_problem(&answers, 0, 1, "longer than 1 MiB");
    strbuf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers_keep_the_bytes_that_were_sent),
        cmocka_unit_test(test_a_failure_of_the_product_is_an_outcome),
        cmocka_unit_test(test_a_form_that_was_not_filled_in_is_missing),
        cmocka_unit_test(test_an_id_twice_is_told_with_both_lines),
        cmocka_unit_test(test_an_unknown_id_is_told),
        cmocka_unit_test(test_rows_that_are_none_are_told_each),
        cmocka_unit_test(test_an_answer_that_breaks_the_contract_is_an_error),
        cmocka_unit_test(test_a_table_is_read_by_its_columns),
        cmocka_unit_test(test_a_table_names_doubled_and_unknown_ids_by_line),
        cmocka_unit_test(test_what_cannot_be_read_at_all_is_refused),
        cmocka_unit_test(test_problems_past_the_list_are_counted),
        cmocka_unit_test(test_a_line_past_its_limit_is_told),
    };
    return cmocka_run_group_tests(tests, make_arena, free_arena);
}
