/* What of an answer is told as an error, and where it stands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "analysis/error_rows.h"

static struct js *parsed(struct arena *arena, const char *json)
{
    struct js *value;
    if (json == NULL) {
        return NULL;
    }
    assert_int_equal(js_parse(arena, str_of(json), &value, NULL), ERR_OK);
    return value;
}

static void look(struct arena *arena, const char *input, const char *expected,
                 const char *output, const char *looks, struct error_rows *rows)
{
    const struct bench_item item = {.input = parsed(arena, input),
                                    .expected = parsed(arena, expected)};
    struct err err;
    if (error_rows_read(arena, &item, parsed(arena, output), parsed(arena, looks), rows,
                        &err) != ERR_OK) {
        fail_msg("%s", err.message);
    }
}

static void assert_row(const struct error_row *row, enum error_kind kind, const char *label,
                       const char *before, const char *text, const char *after)
{
    assert_int_equal(row->kind, kind);
    assert_true(str_is(row->label, label));
    assert_true(str_is(row->before, before));
    assert_true(str_is(row->text, text));
    assert_true(str_is(row->after, after));
}

#define TEXT "{\"text\":\"Zo\xC3\xAB Lee, 9 May, rang Bo.\"}"
#define EXPECTED                                                                               \
    "{\"spans\":[{\"start\":0,\"end\":7,\"label\":\"PERSON\"},"                                \
    "{\"start\":21,\"end\":23,\"label\":\"PERSON\"}]}"

static void test_rows__missed_in_part_and_without_need(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct error_rows rows;
    look(arena, TEXT, EXPECTED,
         "{\"spans\":[{\"start\":0,\"end\":3,\"label\":\"PERSON\"},"
         "{\"start\":9,\"end\":14,\"label\":\"DATE_OF_BIRTH\"}]}",
         "[{\"start\":9,\"end\":14,\"kind\":\"date\"}]", &rows);
    assert_int_equal(rows.expected, 2);
    assert_int_equal(rows.count, 3);
    assert_row(&rows.items[0], ERROR_PART, "PERSON", "", "Zo\xC3\xAB Lee", ", 9 May, rang Bo.");
    assert_row(&rows.items[1], ERROR_MISSED, "PERSON", "Zo\xC3\xAB Lee, 9 May, rang ", "Bo",
               ".");
    assert_row(&rows.items[2], ERROR_FALSE, "DATE_OF_BIRTH", "Zo\xC3\xAB Lee, ", "9 May",
               ", rang Bo.");
    assert_true(str_is(rows.items[2].look, "date"));
    arena_free(arena);
}

static void test_rows__signs_beside_a_name_are_no_false_alarm(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct error_rows rows;
    look(arena, TEXT, EXPECTED,
         "{\"spans\":[{\"start\":0,\"end\":9,\"label\":\"PERSON\"},"
         "{\"start\":20,\"end\":24,\"label\":\"PERSON\"}]}",
         NULL, &rows);
    assert_int_equal(rows.count, 0);
    arena_free(arena);
}

static void test_rows__without_an_answer_all_is_missed(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct error_rows rows;
    look(arena, TEXT, EXPECTED, NULL, NULL, &rows);
    assert_int_equal(rows.of_kind[ERROR_MISSED], 2);
    assert_int_equal(rows.of_kind[ERROR_FALSE], 0);
    arena_free(arena);
}

static void test_rows__of_a_document_are_told_by_place(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct error_rows rows;
    look(arena, "{\"document\":{\"file\":\"a\"}}",
         "{\"text\":\"Ann 12\",\"spans\":[{\"start\":0,\"end\":3,\"label\":\"PERSON\"}],"
         "\"places\":[[1,0,3,0,0,30,10],[1,4,6,40,0,60,10]]}",
         "{\"pages\":1,\"marks\":[{\"page\":1,\"boxes\":[[38,0,62,10]],\"label\":\"AGE\"}],"
         "\"unreadable\":[]}",
         NULL, &rows);
    assert_int_equal(rows.count, 2);
    assert_row(&rows.items[0], ERROR_MISSED, "PERSON", "", "Ann", " 12");
    assert_row(&rows.items[1], ERROR_FALSE, "AGE", "Ann ", "12", "");
    assert_null(rows.items[1].look.p);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows__missed_in_part_and_without_need),
        cmocka_unit_test(test_rows__signs_beside_a_name_are_no_false_alarm),
        cmocka_unit_test(test_rows__without_an_answer_all_is_missed),
        cmocka_unit_test(test_rows__of_a_document_are_told_by_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
