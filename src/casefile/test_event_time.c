/* Times as they stand in tables and chats. */
#include "casefile/event_digits.h"
#include "casefile/event_time.h"
#include "casefile/events.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants those four before it */
#include <cmocka.h>

static void assert_time(const char *text, enum day_order order, const char *at,
                        const char *zone)
{
    struct event_time time;
    size_t taken = 0;
    if (at == NULL) {
        assert_false(event_time_read(str_of(text), order, &time, &taken));
        return;
    }
    assert_true(event_time_read(str_of(text), order, &time, &taken));
    assert_string_equal(time.at, at);
    assert_string_equal(time.zone, zone);
}

static void test_times_as_programs_write_them(void **state)
{
    (void)state;
    assert_time("2026-03-01T12:30:05+01:00", DAY_UNKNOWN, "2026-03-01T12:30:05", "+01:00");
    assert_time("2026-03-01 12:30:05.123Z", DAY_UNKNOWN, "2026-03-01T12:30:05", "Z");
    assert_time("2026/03/01 9:05", DAY_UNKNOWN, "2026-03-01T09:05", "");
    assert_time("01/03/2026 12:30:05(UTC+0)", DAY_UNKNOWN, "2026-03-01T12:30:05", "+00:00");
    assert_time("1.3.26 9:05 pm", DAY_UNKNOWN, "2026-03-01T21:05", "");
    assert_time("12/25/2026, 12:00 AM", DAY_UNKNOWN, "2026-12-25T00:00", "");
    assert_time("1/3/26, 1:55 p.m.", DAY_FIRST, "2026-03-01T13:55", "");
    assert_time("1/3/26 1:55:00 p.\xC2\xA0m.", DAY_FIRST, "2026-03-01T13:55:00", "");
    assert_time("1/3/26, 12:05\xE2\x80\xAF"
                "a.m.",
                DAY_FIRST, "2026-03-01T00:05", "");
    assert_time("13.3.2026 klo 21.25.15", DAY_UNKNOWN, "2026-03-13T21:25:15", "");
    assert_time("13. 3. 2026. 21:25:15", DAY_UNKNOWN, "2026-03-13T21:25:15", "");
    assert_time("1 March 2026 at 12:30", DAY_UNKNOWN, "2026-03-01T12:30", "");
    assert_time("1 March 2026 09:05 GMT", DAY_UNKNOWN, "2026-03-01T09:05", "Z");
    assert_time("Mar 1, 2026 12:30", DAY_UNKNOWN, "2026-03-01T12:30", "");
    assert_time("Sunday, 1-Mar-26", DAY_UNKNOWN, "2026-03-01", "");
    assert_time("Sun Mar  1 12:30:05 2026", DAY_UNKNOWN, "2026-03-01T12:30:05", "");
    assert_time("Sun Mar 01 12:30:05 GMT 2026", DAY_UNKNOWN, "2026-03-01T12:30:05", "Z");
    assert_time("1 July 2026 12:30 BST", DAY_UNKNOWN, "2026-07-01T12:30", "+01:00");
}

static void test_the_order_of_day_and_month_is_asked_for(void **state)
{
    (void)state;
    assert_time("02/03/2026", DAY_FIRST, "2026-03-02", "");
    assert_time("02/03/2026", MONTH_FIRST, "2026-02-03", "");
    assert_int_equal(event_time_order(STR("25/12/2026 10:00")), DAY_FIRST);
    assert_int_equal(event_time_order(STR("12/25/2026 10:00")), MONTH_FIRST);
    assert_int_equal(event_time_order(STR("02/03/2026")), DAY_UNKNOWN);
    assert_int_equal(event_time_order(STR("2026-12-25")), DAY_UNKNOWN);
}

static void test_what_is_no_day_is_none(void **state)
{
    (void)state;
    assert_time("30/02/2026", DAY_FIRST, NULL, NULL);
    assert_time("31-04-2026 10:00", DAY_FIRST, NULL, NULL);
    assert_time("07700900123", DAY_FIRST, NULL, NULL);
    assert_time("12:30", DAY_FIRST, NULL, NULL);
    assert_time("Mar 1 12:30:05", DAY_FIRST, NULL, NULL); /* no year: 12 is the hour */
    assert_time("", DAY_FIRST, NULL, NULL);
}

static void assert_digits(const char *text, const char *at, const char *zone)
{
    struct event_time time;
    assert_int_equal(event_digits_read(str_of(text), &time), at != NULL);
    if (at != NULL) {
        assert_string_equal(time.at, at);
        assert_string_equal(time.zone, zone);
    }
}

static void test_times_of_digits_alone(void **state)
{
    (void)state;
    assert_digits("20260301", "2026-03-01", "");
    assert_digits("202603011230", "2026-03-01T12:30", "");
    assert_digits("20260301123005", "2026-03-01T12:30:05", "");
    assert_digits("20260231", NULL, NULL);
    assert_digits("1772368205", "2026-03-01T12:30:05", "Z");
    assert_digits("1772368205123", "2026-03-01T12:30:05", "Z");
    assert_digits("46082", "2026-03-01", "");
    assert_digits("46082.520891", "2026-03-01T12:30:05", "");
    assert_digits("07700900123", NULL, NULL);
    assert_digits("7700900123", NULL, NULL); /* past 2099 */
    assert_digits("12345", NULL, NULL);
    assert_digits("46082 x", NULL, NULL);
}

static void test_times_of_day_of_digits_alone(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_true(str_is(event_digits_clock(arena, STR("123005")), "12:30:05"));
    assert_true(str_is(event_digits_clock(arena, STR("93005")), "9:30:05"));
    assert_true(str_is(event_digits_clock(arena, STR("0930")), "09:30"));
    assert_true(str_is(event_digits_clock(arena, STR("0.520891")), "12:30:05"));
    assert_true(str_is(event_digits_clock(arena, STR("12:30")), "12:30"));
    arena_free(arena);
}

static void test_a_zone_in_a_heading(void **state)
{
    (void)state;
    char zone[EVENT_ZONE_SIZE];
    static const char *const cases[][2] = {
        {"Start (UTC+1)", "+01:00"}, {"Time GMT", "Z"},  {"Start (UTC)", "Z"},
        {"Zulu Time", ""},           {"Start time", ""}, {"Time (BST)", "+01:00"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        event_zone_within(str_of(cases[i][0]), zone);
        assert_string_equal(zone, cases[i][1]);
    }
}

static void test_durations(void **state)
{
    (void)state;
    assert_int_equal(event_seconds(STR("1:02:03")), 3723);
    assert_int_equal(event_seconds(STR("02:03")), 123);
    assert_int_equal(event_seconds(STR("75")), 75);
    assert_int_equal(event_seconds(STR("75 s")), 75);
    assert_int_equal(event_seconds(STR("1 h 2 min 3 s")), 3723);
    assert_int_equal(event_seconds(STR("00:01:15.0000000")), 75);
    assert_int_equal(event_seconds(STR("75.0")), 75);
    assert_int_equal(event_seconds(STR("75.5")), -1);
    assert_int_equal(event_seconds(STR("unanswered")), -1);
    assert_int_equal(event_seconds(STR("")), -1);
}

static void test_a_number_is_one_however_it_is_written(void **state)
{
    struct arena *arena = arena_new();
    (void)state;
    assert_true(str_is(event_party(arena, STR("07700 900123")), "700900123"));
    assert_true(str_is(event_party(arena, STR("+44 (0)7700-900123")), "700900123"));
    assert_true(str_is(event_party(arena, STR("60999")), "60999"));
    assert_true(str_is(event_party(arena, STR(" A. Sample ")), "a. sample"));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_times_as_programs_write_them),
        cmocka_unit_test(test_the_order_of_day_and_month_is_asked_for),
        cmocka_unit_test(test_what_is_no_day_is_none),
        cmocka_unit_test(test_durations),
        cmocka_unit_test(test_times_of_digits_alone),
        cmocka_unit_test(test_times_of_day_of_digits_alone),
        cmocka_unit_test(test_a_zone_in_a_heading),
        cmocka_unit_test(test_a_number_is_one_however_it_is_written)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
