/* For how long evidence counts, and what a figure says against a working value. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/clock.h"
#include "evidence/judgement.h"
#include "evidence/validity.h"

static int64_t at(const char *text)
{
    int64_t seconds;
    assert_true(time_parse(str_of(text), &seconds));
    return seconds;
}

static void test_validity__ends_a_year_later_to_the_second(void **state)
{
    static const struct {
        const char *from;
        const char *until;
    } cases[] = {{"2026-11-25T17:40:32Z", "2027-11-25T17:40:32Z"},
                 {"2027-12-31T23:59:59Z", "2028-12-31T23:59:59Z"},
                 {"2028-02-29T00:00:00Z", "2029-02-28T00:00:00Z"},
                 {"2099-01-01T00:00:00Z", "2100-01-01T00:00:00Z"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t until = at(cases[i].until);
        assert_int_equal(evidence_valid_until(at(cases[i].from)), until);
        assert_true(evidence_is_current(at(cases[i].from), until - 1));
        assert_false(evidence_is_current(at(cases[i].from), until));
    }
}

static void test_judge__only_a_whole_interval_on_one_side_decides(void **state)
{
    static const struct {
        const char *value, *low, *high;
        enum judgement judgement;
        bool at_least;
    } cases[] = {
        {"0.97", "0.95", "0.98", JUDGEMENT_MET, true}, /* the bound itself is enough */
        {"0.97", "0.94", "0.98", JUDGEMENT_UNCLEAR, true},
        {"0.94", "0.93", "0.95", JUDGEMENT_UNCLEAR, true},
        {"0.9", "0.88", "0.94", JUDGEMENT_BELOW, true},
        {"0.9", "0.88", "0.95", JUDGEMENT_MET, false},
        {"0.9", "0.88", "0.96", JUDGEMENT_UNCLEAR, false},
        {"0.97", "0.96", "1.2", JUDGEMENT_BELOW, false},
        {"", "", "", JUDGEMENT_CANNOT, true},
        {"0.97", "", "", JUDGEMENT_CANNOT, true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct task_bound bound = {"m/1", 0.95, cases[i].at_least, "a test"};
        assert_int_equal(
            judge(&bound, str_of(cases[i].value), str_of(cases[i].low), str_of(cases[i].high)),
            cases[i].judgement);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_validity__ends_a_year_later_to_the_second),
        cmocka_unit_test(test_judge__only_a_whole_interval_on_one_side_decides),
    };
    return cmocka_run_group_tests_name("judgement", tests, NULL, NULL);
}
