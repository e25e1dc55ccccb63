/* Days and times: each as a reader of the text would put it down. The calendar's oracle is
 * timegm. */
#include "casetext/when.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

/* What was found as one line: "2026-03-14 21:05~? +1" */
static const char *told(struct arena *arena, const char *text, const struct day *own)
{
    struct whens found;
    const char *out = "";
    when_find(arena, str_of(text), &found);
    when_resolve(&found, own);
    for (size_t i = 0; i < found.count; i++) {
        const struct when *when = &found.items[i];
        char day[DAY_TEXT] = "?";
        assert_true(when->start < when->end && when->end <= strlen(text));
        if (when->day.month > 0) {
            day_format(day, &when->day);
        }
        const char *gap = i > 0 ? " " : "";
        if (when->kind == WHEN_TIME) {
            out = arena_printf(arena, "%s%s%02d:%02d%s%s", out, gap, when->hour, when->minute,
                               when->about ? "~" : "", when->half_day ? "?" : "");
        } else {
            out = arena_printf(arena, "%s%s%s%s", out, gap,
                               when->kind == WHEN_RELATIVE ? "r" : "", day);
        }
    }
    return out;
}

static void is_told(const char *text, const char *wanted)
{
    struct arena *arena = arena_new();
    const char *got = told(arena, text, NULL);
    if (strcmp(got, wanted) != 0) {
        print_error("%s\n", text);
    }
    assert_string_equal(got, wanted);
    arena_free(arena);
}

static void days_in_all_their_ways(void **state)
{
    (void)state;
    is_told("on 14 March 2026 I", "2026-03-14");
    is_told("Saturday 14th of March 2026", "2026-03-14");
    is_told("Saturday, the 14th March, 2026", "2026-03-14");
    is_told("this 14th day of March 2026", "2026-03-14");
    is_told("Dated: 14/03/2026.", "2026-03-14");
    is_told("14.3.26 and 01-02-2026", "2026-03-14 2026-02-01");
    is_told("(2026-03-14)", "2026-03-14");
    is_told("14-Mar-2026", "2026-03-14");
    is_told("March 14, 2026", "2026-03-14");
    is_told("14 MARCH", "--03-14");
    is_told("on the 3rd May", "--05-03");
    is_told("14\nMarch 2026", "2026-03-14");
}

static void letters_that_were_digits(void **state)
{
    (void)state;
    is_told("l4/O3/2O26", "2026-03-14");
    is_told("on 1O March 2O26 at 2l:O5", "2026-03-10 21:05");
}

static void what_is_no_day(void **state)
{
    (void)state;
    is_told("31/02/2026", "");
    is_told("30 February 2026", "");
    is_told("version 1.2.3.4 of 10.3.2026.7", "");
    is_told("AB12 March Street", "");
    is_told("I may 3 times", "");
    is_told("03/14/2026", "");
    is_told("crime 14/3456/26", "");
    is_told("in March 2026", "");
}

static void times_in_all_their_ways(void **state)
{
    (void)state;
    is_told("at 21:05", "21:05");
    is_told("at 2105 hours", "21:05");
    is_told("0905hrs", "09:05");
    is_told("at 9.05pm", "21:05");
    is_told("at 9:05 p.m. he", "21:05");
    is_told("21.05 hours", "21:05");
    is_told("at about 9", "09:00~?");
    is_told("at around 9 in the evening", "21:00~");
    is_told("about 9pm", "21:00~");
    is_told("nine o'clock that night", "21:00~ r?");
    is_told("half past eight in the morning", "08:30~");
    is_told("quarter to one", "12:45~?");
    is_told("at noon and midnight", "12:00 00:00");
    is_told("12.30am, 12.30pm", "00:30 12:30");
    is_told("between 22:15 and 22:45", "22:15 22:45");
    is_told("18:04:59", "18:04");
}

static void times_as_officers_write_them(void **state)
{
    (void)state;
    is_told("13/01/26 0810 DS Kerr", "2026-01-13 08:10");
    is_told("13/01/2026 0815: he", "2026-01-13 08:15");
    is_told("between 0905 and 1040 hours", "09:05 10:40");
    is_told("on 12 January 2026 between 1830 and 2155.", "2026-01-12 18:30 21:55");
    is_told("1000-1035hrs DC Bell", "10:00 10:35");
    is_told("Time commenced: 1415", "14:15");
    is_told("at about half seven in the evening", "19:30~");
    is_told("about half seven", "07:30~?");
    is_told("last night he came, today not, this morning too, tomorrow", "r? r? r? r?");
    is_told("between 2019 and 2021 it rose", "");
    is_told("12/01/2026 1500/2 and 12/01/2026 2575", "2026-01-12 2026-01-12");
    is_told("half seven people", "");
}

static void what_is_no_time(void **state)
{
    (void)state;
    is_told("it cost \xC2\xA3"
            "9.50 and $3.20",
            "");
    is_told("paragraph 3.12 says", "");
    is_told("room 2105", "");
    is_told("at about 9 people", "");
    is_told("25:10 or 9:70", "");
    is_told("ratio 1:2", "");
}

static void days_told_by_others(void **state)
{
    struct arena *arena = arena_new();
    const struct day own = {2026, 3, 1};
    (void)state;
    assert_string_equal(told(arena, "on 28 February 2026 he left. The next day he rang.", NULL),
                        "2026-02-28 r2026-03-01");
    assert_string_equal(told(arena, "The next day he rang.", NULL), "r?");
    assert_string_equal(told(arena, "I saw him yesterday", &own), "r2026-02-28");
    assert_string_equal(told(arena, "I saw him yesterday", NULL), "r?");
    assert_string_equal(told(arena, "1 January 2026; the day before", NULL),
                        "2026-01-01 r2025-12-31");
    assert_string_equal(told(arena, "3 May, and that evening", NULL), "--05-03 r?");
    assert_string_equal(told(arena, "1 May 2026 the day before the fair", NULL), "2026-05-01");
    arena_free(arena);
}

static void the_calendar_is_that_of_others(void **state)
{
    struct day day = {1999, 12, 30};
    (void)state;
    for (int i = 0; i < 40000; i++) {
        struct tm tm = {.tm_year = 99, .tm_mon = 11, .tm_mday = 30 + i};
        (void)timegm(&tm);
        assert_int_equal(day.year, tm.tm_year + 1900);
        assert_int_equal(day.month, tm.tm_mon + 1);
        assert_int_equal(day.day, tm.tm_mday);
        struct day next = day_after(day, 1);
        struct day back = day_after(next, -1);
        assert_memory_equal(&back, &day, sizeof day);
        day = next;
    }
}

static bool fits(const char *a, const char *b)
{
    struct arena *arena = arena_new();
    struct whens x;
    struct whens y;
    when_find(arena, str_of(a), &x);
    when_find(arena, str_of(b), &y);
    assert_int_equal(x.count, 1);
    assert_int_equal(y.count, 1);
    bool fit = time_fits(&x.items[0], &y.items[0], 20);
    arena_free(arena);
    return fit;
}

static void times_that_may_be_one(void **state)
{
    (void)state;
    assert_true(fits("at about 9", "at 21:05"));
    assert_true(fits("at about 9", "at 09:10"));
    assert_false(fits("at 9pm", "at 21:05"));
    assert_true(fits("at 9:05 pm", "21:05"));
    assert_false(fits("about 9pm", "at 09:00"));
    assert_true(fits("about midnight", "at 23:50"));
    assert_false(fits("about 9pm", "at 21:45"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(days_in_all_their_ways),
                                       cmocka_unit_test(letters_that_were_digits),
                                       cmocka_unit_test(what_is_no_day),
                                       cmocka_unit_test(times_in_all_their_ways),
                                       cmocka_unit_test(times_as_officers_write_them),
                                       cmocka_unit_test(what_is_no_time),
                                       cmocka_unit_test(days_told_by_others),
                                       cmocka_unit_test(the_calendar_is_that_of_others),
                                       cmocka_unit_test(times_that_may_be_one)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
