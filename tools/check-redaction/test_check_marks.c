/* What stands in a redacted reading beside what was marked: labels, and line ends of marks that
 * reach over paragraphs or cells. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "verdict.h"

static void assert_verdict(const char *before, const char *marks, const char *after, bool good)
{
    struct verdict verdict = {.arena = arena_new()};
    struct js *output;
    struct err err;
    assert_int_equal(js_parse(verdict.arena, str_of(marks), &output, &err), ERR_OK);
    assert_int_equal(check_marks(str_of(before), str_of(after), output, &verdict, &err),
                     ERR_OK);
    if ((verdict.count == 0) != good) {
        fail_msg("\"%s\": %s", after, good ? verdict.failures[0] : "was let through");
    }
    arena_free(verdict.arena);
}

#define MARK(start, end) "{\"start\":" start ",\"end\":" end "}"
#define MARKS(marks) "{\"marks\":[" marks "]}"

static void
test_marks__a_line_end_is_kept_between_two_of_which_the_first_reaches_over_lines(void **state)
{
    (void)state;
    static const char marks[] = MARKS(MARK("0", "6") "," MARK("7", "9"));
    assert_verdict("ab\ncd,\nef.", marks, "[A]\n\n[B].", true);
    assert_verdict("ab\ncd,\nef.", marks, "[A]\n[B].", true);
    assert_verdict("ab\ncd,\nef.", marks, "[A]\n\n\n[B].", false);
    assert_verdict("ab\ncd,\nef.", marks, "[A]\ncd\n[B].", false);
    /* of a mark within a line nothing is left */
    assert_verdict("abcd\nef.", MARKS(MARK("0", "4") "," MARK("5", "7")), "[A]\n\n[B].", false);
}

static void test_marks__a_cell_of_which_nothing_is_left_takes_its_tab_along(void **state)
{
    (void)state;
    static const char marks[] = MARKS(MARK("0", "6"));
    assert_verdict("3\tHi\n4\tI went\t\n", marks, "[A]\t\n\tI went\t\n", true);
    assert_verdict("3\tHi\n4\tI went\t\n", marks, "[A]\nI went\t\n", true);
    assert_verdict("3\tHi\n4\tI went\t\n", marks, "[A]\n4\tI went\t\n", false);
    assert_verdict("3 Hi 4\tI went\t\n", marks, "[A]I went\t\n", false);
}

static void test_marks__what_stays_is_what_was_there(void **state)
{
    (void)state;
    static const char marks[] = MARKS(MARK("4", "7"));
    assert_verdict("met Ann now", marks, "met [PERSON] now", true);
    assert_verdict("met Ann now", marks, "met \xE2\x96\x88\xE2\x96\x88 now", true);
    assert_verdict("met Ann now", marks, "met Ann now", false);
    assert_verdict("met Ann now", marks, "met [Ann] now", false);
    assert_verdict("met Ann now", marks, "met [PERSON] now Ann", false);
    assert_verdict("met Ann now", marks, "saw [PERSON] now", false);
}

static void test_marks__a_text_that_is_told_must_be_the_documents(void **state)
{
    (void)state;
    assert_verdict("met Ann", "{\"marks\":[" MARK("4", "7") "],\"text\":\"met Ann\"}",
                   "met [PERSON]", true);
    assert_verdict("met Ann", "{\"marks\":[" MARK("4", "7") "],\"text\":\"Ann met\"}",
                   "met [PERSON]", false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            test_marks__a_line_end_is_kept_between_two_of_which_the_first_reaches_over_lines),
        cmocka_unit_test(test_marks__a_cell_of_which_nothing_is_left_takes_its_tab_along),
        cmocka_unit_test(test_marks__what_stays_is_what_was_there),
        cmocka_unit_test(test_marks__a_text_that_is_told_must_be_the_documents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
