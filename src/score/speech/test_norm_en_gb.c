/* The table of doc/score/speech.md, row by row. */
#include "score/speech/speech_norm.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void becomes(const char *from, const char *to)
{
    struct arena *arena = arena_new();
    struct str got = norm_en_gb(arena, str_of(from));
    assert_string_equal(arena_strndup(arena, got.p, got.n), to);
    arena_free(arena);
}

static void test_words(void **state)
{
    (void)state;
    becomes("The colour of the Programme", "the colour of the programme");
    becomes("Um, I can\xE2\x80\x99t \xE2\x80\x94 erm \xE2\x80\x94 remember.",
            "i can not remember");
    becomes("[door slams] she\xE2\x80\x99ll say <unclear> it", "she will say it");
    becomes("a < b", "a b");
    becomes("mm-hmm, that's John's", "mm hmm that's john's");
    becomes("At 9 a.m. in the U.K.", "at 9 am in the uk");
    becomes("\xC3\x89mile & Zo\xC3\xAB", "\xC3\xA9mile and zo\xC3\xAB");
}

static void test_streets(void **state)
{
    (void)state;
    becomes("Saint Mary's, 4 High Street", "st mary's 4 high st");
    becomes("St Mary's, 4 High St.", "st mary's 4 high st");
    becomes("12 Oak Drive, London Road", "12 oak dr london rd");
}

static void test_numbers(void **state)
{
    (void)state;
    becomes("one oh one", "101");
    becomes("nine nine nine", "999");
    becomes("9 9 9", "999");
    becomes("I called 101, not 999", "i called 101 not 999");
    becomes("twenty-five", "25");
    becomes("two hundred and six", "206");
    becomes("two thousand and twenty six", "2026");
    becomes("nineteen ninety nine", "1999");
    becomes("three million, two thousand and one", "3002001");
    becomes("oh seven double five", "0755");
    becomes("oh no", "oh no");
    becomes("one and two", "1 and 2");
    becomes("1,200 and 1,2", "1200 and 12");
    becomes("fifty per cent, 50%", "50 per cent 50 per cent");
}

static void test_money(void **state)
{
    (void)state;
    becomes("\xC2\xA3"
            "1,200.50",
            "\xC2\xA3"
            "1200.50");
    becomes("five pounds fifty", "\xC2\xA3"
                                 "5.50");
    becomes("five pounds and fifty pence", "\xC2\xA3"
                                           "5.50");
    becomes("\xC2\xA3"
            "5.00 or five pounds",
            "\xC2\xA3"
            "5 or \xC2\xA3"
            "5");
    becomes("\xC2\xA3"
            "0.50, 50p, fifty pence",
            "50p 50p 50p");
}

static void test_times(void **state)
{
    (void)state;
    becomes("at 10:30pm", "at 1030 pm");
    becomes("at 10.30 p.m.", "at 1030 pm");
    becomes("at ten thirty pm", "at 1030 pm");
    becomes("at 1030 hrs", "at 1030 hours");
    becomes("10.30 metres", "10.30 m");
}

static void test_marks(void **state)
{
    (void)state;
    becomes("AB12 CDE and AB12CDE", "ab12cde and ab12cde");
    becomes("A B one two C D E", "ab12cde");
    becomes("SW1A 1AA", "sw1a1aa");
    becomes("m1 1ae", "m11ae");
    becomes("PC1234 spoke to DC 567", "pc 1234 spoke to dc 567");
}

static void test_odd_bytes(void **state)
{
    (void)state;
    becomes("", "");
    becomes(" ,.'\"\xC2\xA3 ", "\xC2\xA3");
    becomes("[never closed", "never closed");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),     cmocka_unit_test(test_streets),
        cmocka_unit_test(test_numbers),   cmocka_unit_test(test_money),
        cmocka_unit_test(test_times),     cmocka_unit_test(test_marks),
        cmocka_unit_test(test_odd_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
