/* What thin descriptions lack, and that good ones lack nothing; answers of a tool that are not
 * believed. */
#include "base/arena.h"
#include "disclosure/described_answer.h"
#include "disclosure/thin_description.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const char known[] = "{\"CAD\":\"computer-aided dispatch\",\"CHIS\":\"x\"}";

static unsigned flags_of(const char *text)
{
    struct arena *arena = arena_new();
    struct js *table;
    assert_int_equal(js_parse(arena, str_of(known), &table, NULL), ERR_OK);
    unsigned flags = thin_description(str_of(text), table);
    arena_free(arena);
    return flags;
}

static void test_a_good_description_lacks_nothing(void **state)
{
    (void)state;
    assert_int_equal(flags_of("Notebook of police constable 1871 SMITH for 3 March 2024, two "
                              "pages, about the man at the gate"),
                     0);
    assert_int_equal(flags_of("Log 214 of computer-aided dispatch (CAD) for 03/03/2024 about a "
                              "man who tried car doors"),
                     0);
    assert_int_equal(flags_of("Letter of 2024-03-03 from the shop to the police about two "
                              "lamps that were stolen"),
                     0);
}

static void test_a_forms_number_is_no_description(void **state)
{
    (void)state;
    assert_true(flags_of("MG11") & THIN_FORM_NUMBER);
    assert_true(flags_of("Form 174") & THIN_FORM_NUMBER || flags_of("Form 174") & THIN_SHORT);
    assert_true(flags_of("MG 6C copy") & THIN_FORM_NUMBER);
    assert_false(flags_of("Statement of the shop keeper 4") & THIN_FORM_NUMBER);
}

static void test_what_is_missing_is_said(void **state)
{
    (void)state;
    assert_int_equal(flags_of("a notebook of 3 March 2024"), THIN_SHORT);
    assert_int_equal(flags_of("a notebook of a constable with two pages about the gate"),
                     THIN_NO_DATE);
    assert_int_equal(flags_of("the PNC record of a witness, printed out on 3 March 2024"),
                     THIN_ABBREVIATION);
    assert_int_equal(flags_of("a CAD log about the man at the gate on 3 March 2024"),
                     THIN_ABBREVIATION);
    assert_int_equal(flags_of("a log that says “the PNC [Police National Computer] was looked "
                              "at” on 3 March 2024"),
                     0);
    assert_true(flags_of("") & THIN_SHORT);
}

/* ---- answers ---- */

static enum err_code read_answer(struct arena *arena, const char *json,
                                 struct described_answer *answer)
{
    static const int64_t numbers[] = {1, 2};
    static const int64_t lengths[] = {10, 5};
    static const struct described_pages pages = {numbers, lengths, 2};
    struct js *output;
    struct err err = {0};
    assert_int_equal(js_parse(arena, str_of(json), &output, NULL), ERR_OK);
    return described_answer_read(arena, output, &pages, answer, &err);
}

#define ANSWER(passages)                                                                       \
    "{\"category\":\"none\",\"description\":\"words\",\"sensitive\":[" passages "]}"
#define PASSAGE(start, end) "{\"reason\":\"medical\",\"start\":" #start ",\"end\":" #end "}"

static void test_places_are_told_by_page(void **state)
{
    struct arena *arena = arena_new();
    struct described_answer answer;
    (void)state;
    assert_int_equal(read_answer(arena,
                                 ANSWER(PASSAGE(2, 5) "," PASSAGE(11, 14) "," PASSAGE(8, 13)),
                                 &answer),
                     ERR_OK);
    assert_int_equal(answer.count, 3);
    assert_int_equal(answer.passages[0].page, 1);
    assert_int_equal(answer.passages[0].start, 2);
    assert_int_equal(answer.passages[1].page, 2);
    assert_int_equal(answer.passages[1].start, 0);
    assert_int_equal(answer.passages[1].end, 3);
    assert_int_equal(answer.passages[2].page, 1);
    assert_int_equal(answer.passages[2].end, 10); /* cut at the page's end */
    arena_free(arena);
}

static void test_a_flag_is_never_lost(void **state)
{
    struct arena *arena = arena_new();
    struct described_answer answer;
    (void)state;
    assert_int_equal(read_answer(arena, ANSWER(PASSAGE(10, 11)), &answer), ERR_OK);
    assert_int_equal(answer.count, 1);
    arena_free(arena);
}

static void test_bad_answers_are_refused(void **state)
{
    static const char *const bad[] = {
        "[]",
        "{}",
        "{\"category\":\"none\",\"description\":\"\",\"sensitive\":[]}",
        "{\"category\":\"No Such\",\"description\":\"words\",\"sensitive\":[]}",
        "{\"category\":\"none\",\"description\":\"words\"}",
        ANSWER(PASSAGE(0, 17)),
        ANSWER(PASSAGE(5, 4)),
        ANSWER(PASSAGE(-1, 4)),
        ANSWER("{\"start\":1,\"end\":2}"),
        ANSWER("{\"reason\":\"\\u0000\",\"start\":1,\"end\":2}"),
    };
    struct arena *arena = arena_new();
    struct described_answer answer;
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct js *output;
        if (js_parse(arena, str_of(bad[i]), &output, NULL) == ERR_OK &&
            read_answer(arena, bad[i], &answer) == ERR_OK) {
            print_error("taken: %s\n", bad[i]);
            fail();
        }
    }
    arena_free(arena);
}

static void test_what_a_tool_says_cannot_move_a_cursor(void **state)
{
    struct arena *arena = arena_new();
    struct described_answer answer;
    (void)state;
    assert_int_equal(read_answer(arena,
                                 "{\"category\":\"none\",\"description\":\"a\\u001b[2Jb\\nc\","
                                 "\"sensitive\":[]}",
                                 &answer),
                     ERR_OK);
    assert_true(str_is(answer.description, "a\\u{1B}[2Jb\\u{A}c"));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_good_description_lacks_nothing),
        cmocka_unit_test(test_a_forms_number_is_no_description),
        cmocka_unit_test(test_what_is_missing_is_said),
        cmocka_unit_test(test_places_are_told_by_page),
        cmocka_unit_test(test_a_flag_is_never_lost),
        cmocka_unit_test(test_bad_answers_are_refused),
        cmocka_unit_test(test_what_a_tool_says_cannot_move_a_cursor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
