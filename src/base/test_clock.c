/* Dates. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/time_words.h"

static void test_clock__months_later_is_the_same_day_or_the_months_last(void **state)
{
    (void)state;
    static const struct {
        const char *from;
        int64_t months;
        const char *to;
    } cases[] = {{"2026-11-29", 24, "2028-11-29"}, {"2024-02-29", 12, "2025-02-28"},
                 {"2024-02-29", 48, "2028-02-29"}, {"2026-08-31", 6, "2027-02-28"},
                 {"2026-01-31", 1, "2026-02-28"},  {"2026-12-15", 1, "2027-01-15"},
                 {"2026-05-05", 0, "2026-05-05"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t from;
        char text[DATE_SIZE];
        assert_true(date_parse(str_of(cases[i].from), &from));
        date_format(text, date_months_later(from + 3661, cases[i].months));
        assert_string_equal(text, cases[i].to);
        assert_int_equal(date_months_later(from + 3661, cases[i].months) % 86400, 0);
    }
}

static void test_time_words__as_people_read_them(void **state)
{
    char words[TIME_WORDS_SIZE];
    (void)state;
    assert_true(time_words(words, STR("2026-03-06T09:12:59Z")));
    assert_string_equal(words, "6 March 2026 at 09:12 UTC");
    assert_false(time_words(words, STR("2026-03-06")));
    assert_false(time_words(words, STR("2026-02-30T09:12:59Z")));
    assert_string_equal(words, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clock__months_later_is_the_same_day_or_the_months_last),
        cmocka_unit_test(test_time_words__as_people_read_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
