/* Notice before use, as a function of (rule, rows, now): tables of rows and answers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/clock.h"
#include "registry/use_notice.h"

#include <string.h>

enum { VERSIONS_MAX = 3, DAYS = 28 };

static int64_t moment(const char *text)
{
    int64_t seconds;
    assert_true(time_parse(str_of(text), &seconds));
    return seconds;
}

static int64_t day(const char *text)
{
    int64_t seconds;
    assert_true(date_parse(str_of(text), &seconds));
    return seconds;
}

/* Versions in the order of the log: "considering", "pilot"; when; day of first use, or "". */
struct version {
    const char *stage;
    const char *at;
    const char *first_used;
};

struct held {
    struct registry_entry entries[VERSIONS_MAX];
    struct used_version used[VERSIONS_MAX];
};

static struct gate_rows rows_of(struct held *held, const struct version *versions, size_t count,
                                bool backwards)
{
    memset(held, 0, sizeof *held);
    for (size_t i = 0; i < count; i++) {
        const struct version *one = &versions[i];
        size_t at = backwards ? count - 1 - i : i;
        bool in_use = strcmp(one->stage, "pilot") == 0;
        bool stated = one->first_used[0] != '\0';
        held->entries[at].stage = str_of(one->stage);
        held->used[at] = (struct used_version){
            .moment = moment(one->at),
            .log_index = (int64_t)i + 5,
            .statement = i == 0 ? STR("s0") : STR("s1"),
            .used = in_use || (stated && strcmp(one->stage, "paused") == 0),
            .first_used = stated ? day(one->first_used) : INT64_MIN};
    }
    return (struct gate_rows){.versions = {held->entries, count},
                              .used = held->used,
                              .used_count = count,
                              .deployment = &held->entries[backwards ? 0 : count - 1]};
}

static const struct gate_notice asked = {.days = DAYS, .in_force_from = INT64_MIN};

static struct use_notice judge(const struct version *versions, size_t count, const char *now)
{
    struct held held;
    struct gate_rows rows = rows_of(&held, versions, count, false);
    struct use_notice forwards = use_notice_of(&asked, &rows, moment(now));
    rows = rows_of(&held, versions, count, true);
    struct use_notice backwards = use_notice_of(&asked, &rows, moment(now));
    assert_memory_equal(&forwards, &backwards, sizeof forwards);
    return forwards;
}

static void test_notice__by_default_nothing_is_said(void **state)
{
    static const struct version versions[] = {{"considering", "2026-03-01T09:00:00Z", ""}};
    const struct gate_notice none = {.days = 0, .in_force_from = INT64_MIN};
    struct held held;
    struct gate_rows rows = rows_of(&held, versions, 1, false);
    struct use_notice found = use_notice_of(&none, &rows, moment("2026-03-02T00:00:00Z"));
    (void)state;
    assert_int_equal(found.state, USE_NOTICE_NONE);
    assert_int_equal(found.next_change, INT64_MAX);
}

static void test_notice__runs_from_the_day_of_publication(void **state)
{
    static const struct version versions[] = {
        {"considering", "2026-03-01T23:59:59Z", "2026-04-01"}};
    struct use_notice found = judge(versions, 1, "2026-03-28T23:59:59Z");
    (void)state;
    assert_int_equal(found.state, USE_NOTICE_RUNNING);
    assert_int_equal(found.opens, day("2026-03-29"));
    assert_int_equal(found.next_change, day("2026-03-29"));
    assert_int_equal(found.planned, day("2026-04-01"));
    assert_true(str_is(found.published_by, "s0"));
    found = judge(versions, 1, "2026-03-29T00:00:00Z");
    assert_int_equal(found.state, USE_NOTICE_OVER);
    assert_int_equal(found.next_change, INT64_MAX);
}

static void test_notice__a_new_version_does_not_begin_it_again(void **state)
{
    static const struct version versions[] = {
        {"considering", "2026-03-01T09:00:00Z", ""},
        {"considering", "2026-03-20T09:00:00Z", "2026-03-22"}};
    struct use_notice found = judge(versions, 2, "2026-03-21T00:00:00Z");
    (void)state;
    assert_int_equal(found.state, USE_NOTICE_RUNNING);
    assert_int_equal(found.published, moment("2026-03-01T09:00:00Z"));
    assert_int_equal(found.planned, day("2026-03-22"));
    /* what is logged later does not count yet */
    found = judge(versions, 2, "2026-03-19T00:00:00Z");
    assert_int_equal(found.planned, INT64_MIN);
}

static void test_notice__use_before_its_end_stays_a_fact(void **state)
{
    static const struct {
        const char *at;
        const char *first_used;
        enum use_notice_state wanted;
        int64_t days;
    } cases[] = {
        {"2026-03-28T23:59:59Z", "", USE_NOTICE_CUT, 27},
        {"2026-03-29T00:00:00Z", "", USE_NOTICE_GIVEN, 28},
        {"2026-05-01T00:00:00Z", "2026-03-28", USE_NOTICE_CUT, 27}, /* as it says itself */
        {"2026-05-01T00:00:00Z", "2026-03-29", USE_NOTICE_GIVEN, 28},
        {"2026-03-02T00:00:00Z", "2026-02-27", USE_NOTICE_CUT, -2}, /* used, then published */
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct version versions[] = {{"considering", "2026-03-01T09:00:00Z", ""},
                                           {"pilot", cases[i].at, cases[i].first_used},
                                           {"paused", "2026-06-01T00:00:00Z", ""}};
        struct use_notice found = judge(versions, 3, "2027-01-01T00:00:00Z");
        if (found.state != cases[i].wanted || found.days_given != cases[i].days) {
            fail_msg("case %zu: %s, %lld days", i, use_notice_word(found.state),
                     (long long)found.days_given);
        }
    }
}

static void test_notice__what_is_given_up_unused_has_none(void **state)
{
    static const struct version versions[] = {{"considering", "2026-03-01T09:00:00Z", ""},
                                              {"ended", "2026-03-05T09:00:00Z", ""}};
    (void)state;
    assert_int_equal(judge(versions, 2, "2026-03-06T00:00:00Z").state, USE_NOTICE_NONE);
}

static void test_notice__is_asked_of_uses_that_begin_when_it_is_in_force(void **state)
{
    static const struct version early[] = {{"pilot", "2026-03-01T09:00:00Z", ""}};
    static const struct version late[] = {{"pilot", "2026-03-03T09:00:00Z", ""}};
    static const struct version to_come[] = {{"considering", "2026-03-01T09:00:00Z", ""}};
    struct gate_notice rule = {.days = DAYS, .in_force_from = day("2026-03-02")};
    struct held held;
    struct gate_rows rows = rows_of(&held, early, 1, false);
    int64_t now = moment("2026-06-01T00:00:00Z");
    (void)state;
    assert_int_equal(use_notice_of(&rule, &rows, now).state, USE_NOTICE_NONE);
    rows = rows_of(&held, late, 1, false);
    assert_int_equal(use_notice_of(&rule, &rows, now).state, USE_NOTICE_CUT);
    rows = rows_of(&held, to_come, 1, false);
    struct use_notice found = use_notice_of(&rule, &rows, moment("2026-03-01T10:00:00Z"));
    assert_int_equal(found.state, USE_NOTICE_NONE);
    assert_int_equal(found.next_change, day("2026-03-02"));
    assert_int_equal(use_notice_of(&rule, &rows, found.next_change).state, USE_NOTICE_RUNNING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_notice__by_default_nothing_is_said),
        cmocka_unit_test(test_notice__runs_from_the_day_of_publication),
        cmocka_unit_test(test_notice__a_new_version_does_not_begin_it_again),
        cmocka_unit_test(test_notice__use_before_its_end_stays_a_fact),
        cmocka_unit_test(test_notice__what_is_given_up_unused_has_none),
        cmocka_unit_test(test_notice__is_asked_of_uses_that_begin_when_it_is_in_force),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
