/* Rows of marked spans: what is taken, and what is refused with which words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "score/score_sample.h"
#include "score/spans/spans_count.h"
#include "score/spans/spans_file.h"

#include <string.h>

struct rows {
    struct arena *arena;
    struct spans_file truth;
    struct spans_file answers;
};

static int make_rows(void **state)
{
    struct arena *arena = arena_new();
    struct rows *rows = arena_zalloc(arena, sizeof *rows);
    rows->arena = arena;
    spans_file_init(&rows->truth, arena, NULL);
    *state = rows;
    return 0;
}

static int end_rows(void **state)
{
    arena_free(((struct rows *)*state)->arena);
    return 0;
}

static void refused(struct rows *rows, const char *line, const char *words)
{
    struct err err = {.code = ERR_OK};
    assert_int_not_equal(spans_file_row(&rows->truth, NULL, str_of(line), false, &err), ERR_OK);
    if (strstr(err.message, words) == NULL) {
        fail_msg("\"%s\" does not say \"%s\"", err.message, words);
    }
}

static void taken(struct rows *rows, const char *line)
{
    struct err err = {.code = ERR_OK};
    if (spans_file_row(&rows->truth, NULL, str_of(line), false, &err) != ERR_OK) {
        fail_msg("%s", err.message);
    }
}

static void test_row__of_everything(void **state)
{
    struct rows *rows = *state;
    taken(rows,
          "{\"id\":\"a\",\"text\":\"Mr J\xC3\xB6rg\",\"tokens\":[[0,2],[3,7]],"
          "\"pos\":[\"PROPN\",\"DET\"],\"cluster\":\"case 1\",\"groups\":{\"force\":\"x\"},"
          "\"spans\":[{\"start\":0,\"end\":7,\"label\":\"P\",\"entity\":\"e\",\"identifier\":"
          "\"direct\",\"annotator\":\"n\"}],\"more\":1}");
    const struct spans_document *d = &rows->truth.documents[0];
    assert_int_equal(d->length, 7);
    assert_int_equal(d->token_count, 2);
    assert_false(d->tokens[0].ignorable);
    assert_true(d->tokens[1].ignorable);
    assert_int_equal(d->spans[0].need, MASK_DIRECT);
    assert_int_equal(d->values[0], 0);
    assert_int_equal(d->cluster, 0);
}

static void test_row__refusals_name_the_thing(void **state)
{
    struct rows *rows = *state;
    refused(rows, "[]", "not a JSON object");
    refused(rows, "{\"id\":\"a\"}", "spans");
    refused(rows, "{\"spans\":[]}", "id");
    refused(rows, "{\"id\":\"a\",\"spans\":[{\"start\":3,\"end\":3}]}", "span 1: from 3 to 3");
    refused(rows, "{\"id\":\"a\",\"text\":\"ab\",\"spans\":[{\"start\":0,\"end\":3}]}",
            "span 1");
    refused(rows, "{\"id\":\"a\",\"spans\":[{\"start\":-1,\"end\":3}]}", "start");
    refused(rows, "{\"id\":\"a\",\"spans\":[{\"start\":0,\"end\":1e3}]}", "end");
    refused(rows, "{\"id\":\"a\",\"spans\":[{\"start\":0,\"end\":20000000}]}", "end");
    refused(rows, "{\"id\":\"a\",\"spans\":[{\"start\":0,\"end\":3},{\"start\":2,\"end\":4}]}",
            "document \"a\": spans 0-3 and 2-4 overlap");
    refused(rows,
            "{\"id\":\"a\",\"spans\":[{\"start\":0,\"end\":3,\"identifier\":\"DIRECT\"}]}",
            "identifier \"DIRECT\"");
    refused(rows, "{\"id\":\"a\",\"spans\":[],\"tokens\":[[0,2],[1,3]]}", "token 2");
    refused(rows, "{\"id\":\"a\",\"spans\":[],\"tokens\":[[0,2]],\"pos\":[]}", "0 tags in pos");
    refused(rows, "{\"id\":\"a\",\"spans\":[],\"groups\":{\"force\":1}}", "group \"force\"");
    assert_int_equal(rows->truth.count, 0);
}

static void test_row__twice_is_refused(void **state)
{
    struct rows *rows = *state;
    taken(rows, "{\"id\":\"a\",\"spans\":[]}");
    refused(rows, "{\"id\":\"a\",\"spans\":[]}", "document \"a\" stands twice");
}

static void test_row__annotators_may_overlap(void **state)
{
    struct rows *rows = *state;
    taken(rows, "{\"id\":\"a\",\"spans\":[{\"start\":0,\"end\":3,\"annotator\":\"x\"},"
                "{\"start\":2,\"end\":4,\"annotator\":\"y\"}]}");
    assert_int_equal(rows->truth.documents[0].annotators, 2);
    assert_int_equal(rows->truth.documents[0].entities, 2);
}

static enum err_code answer(struct rows *rows, const char *line, struct err *err)
{
    if (rows->answers.documents == NULL) {
        spans_file_init(&rows->answers, rows->arena, rows->truth.labels);
        rows->answers.documents =
            arena_zalloc(rows->arena, rows->truth.count * sizeof *rows->answers.documents);
        rows->answers.count = rows->truth.count;
    }
    return spans_file_row(&rows->answers, &rows->truth, str_of(line), false, err);
}

static void test_answer__must_be_of_a_document(void **state)
{
    struct rows *rows = *state;
    struct err err = {.code = ERR_OK};
    taken(rows, "{\"id\":\"a\",\"text\":\"abcd\",\"spans\":[]}");
    assert_int_equal(answer(rows, "{\"id\":\"b\",\"spans\":[]}", &err), ERR_FORMAT);
    assert_non_null(strstr(err.message, "document \"b\" is not in the reference"));
    assert_int_equal(answer(rows, "{\"id\":\"a\",\"spans\":[{\"start\":0,\"end\":5}]}", &err),
                     ERR_FORMAT); /* the reference's text is 4 long */
    assert_int_equal(answer(rows, "{\"id\":\"a\",\"spans\":[]}", &err), ERR_OK);
    assert_int_equal(answer(rows, "{\"id\":\"a\",\"spans\":[]}", &err), ERR_FORMAT);
}

/* Every character of an entity, blanks included; a document with one left leaks. */
static void test_count__cover_and_leak(void **state)
{
    struct rows *rows = *state;
    struct err err;
    struct spans_rules rules = {.overlap = 1, .iou = 0.9};
    struct spans_numbers numbers;
    taken(
        rows,
        "{\"id\":\"a\",\"text\":\"Mr Doe, 9\",\"spans\":[{\"start\":0,\"end\":6},{\"start\":8,"
        "\"end\":9},{\"start\":6,\"end\":7,\"identifier\":\"no-mask\"}]}");
    assert_int_equal(answer(rows,
                            "{\"id\":\"a\",\"spans\":[{\"start\":0,\"end\":2},{\"start\":3,"
                            "\"end\":9}]}",
                            &err),
                     ERR_OK);
    spans_count(&rows->truth.documents[0], &rows->answers.documents[0], &rules, &numbers);
    assert_true(numbers.entity_recall[0] == 1 && numbers.entity_recall[1] == 2);
    assert_true(numbers.documents_leak[0] == 1 && numbers.documents_leak[1] == 1);
    assert_true(numbers.entities[0] == 2 && numbers.entities[1] == 2); /* blank and title */
    assert_true(numbers.characters[SPANS_BOTH] == 6 && numbers.characters[SPANS_MARKED] == 8 &&
                numbers.characters[SPANS_TRUE] == 7);
    assert_true(numbers.tokens[SPANS_BOTH] == 3 && numbers.tokens[SPANS_MARKED] == 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_row__of_everything, make_rows, end_rows),
        cmocka_unit_test_setup_teardown(test_row__refusals_name_the_thing, make_rows, end_rows),
        cmocka_unit_test_setup_teardown(test_row__twice_is_refused, make_rows, end_rows),
        cmocka_unit_test_setup_teardown(test_row__annotators_may_overlap, make_rows, end_rows),
        cmocka_unit_test_setup_teardown(test_answer__must_be_of_a_document, make_rows,
                                        end_rows),
        cmocka_unit_test_setup_teardown(test_count__cover_and_leak, make_rows, end_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
