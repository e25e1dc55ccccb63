/* What a shortened sentence may say: each line as a fair reader of the source would judge it.
 */
#include "casecheck/quote_check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static bool taken(const char *source, const char *line)
{
    struct arena *arena = arena_new();
    struct err err = {0};
    enum err_code code = quote_check(arena, str_of(source), str_of(line), &err);
    assert_true(code == ERR_OK || (code == ERR_INVALID && err.message[0] != '\0'));
    arena_free(arena);
    return code == ERR_OK;
}

static const char source[] =
    "On 14 March 2026 at 21:05, in Station Parade, I saw Bob Lee, whom I "
    "know, take \xC2\xA3"
    "250 and hit Carl; he was not armed.";

static void whole_clauses_may_go(void **state)
{
    (void)state;
    assert_true(taken(source, source));
    assert_true(taken(source, "I saw Bob Lee, take \xC2\xA3"
                              "250 and hit Carl; he was not armed."));
    assert_true(taken("He ran off, which I saw.", "he ran off"));
    assert_true(taken("Ann's car, a red one, was gone.", "Ann car was gone"));
}

static void nothing_is_added(void **state)
{
    (void)state;
    assert_false(taken(source, "I saw Rob Lee, take \xC2\xA3"
                               "250 and hit Carl; he was not armed"));
    assert_false(taken("He took 250.", "He took 2500."));
    assert_false(taken("He left at 21:05.", "He left at 21:06."));
    assert_false(taken("It was in Mill Lane.", "It was in Mill Road."));
    assert_false(taken("On 14 March 2026 he left.", "On 15 March 2026 he left."));
    assert_false(taken("He left.", "He left with a knife."));
    assert_false(taken("He left.", ""));
    assert_false(taken("Ann hit Bob.", "Bob hit Ann."));
}

static void nothing_that_turns_the_sense_goes(void **state)
{
    (void)state;
    assert_false(taken("He was, I am sure, not there.", "He was there"));
    assert_false(taken("She said, when asked, he hit me.", "he hit me"));
    assert_false(taken("He hit me, he allegedly told her.", "He hit me"));
    assert_false(taken("If he was there, he saw it.", "he saw it"));
    assert_false(taken("He didn\xE2\x80\x99t, as I know, do it.", "He do it"));
}

static void no_part_of_a_clause_goes(void **state)
{
    (void)state;
    assert_false(taken("Ann saw Bob hit Carl.", "Ann hit Carl."));
    assert_false(taken("It is untrue that Bob hit Carl.", "Bob hit Carl."));
}

static void dates_and_names_stay_whole(void **state)
{
    (void)state;
    assert_false(
        taken("He left on 14 March, 2026, by train.", "He left on 14 March, by train."));
    assert_false(taken("He paid 250 (pounds) to her.", "He paid 250 to her."));
}

static void other_bytes_are_refused(void **state)
{
    (void)state;
    assert_false(taken("\xFF", "a"));
    assert_false(taken("a", "\xC3"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(whole_clauses_may_go),
                                       cmocka_unit_test(nothing_is_added),
                                       cmocka_unit_test(nothing_that_turns_the_sense_goes),
                                       cmocka_unit_test(no_part_of_a_clause_goes),
                                       cmocka_unit_test(dates_and_names_stay_whole),
                                       cmocka_unit_test(other_bytes_are_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
