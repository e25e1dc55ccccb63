/* What evidence there is, as a function of (rows, now): tables of rows and answers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/prng.h"
#include "evidence/validity.h"
#include "registry/evidence_state.h"

#include <string.h>

static int64_t moment(const char *text)
{
    int64_t seconds;
    assert_true(time_parse(str_of(text), &seconds));
    return seconds;
}

#define FORCE STR("sample-force")
#define LOGGED "2026-03-01T09:00:00Z"

/* One row of evidence for tool "aa" unless said otherwise. */
static struct evidence_row row(const char *digest, const char *parameters, const char *by,
                               const char *logged)
{
    return (struct evidence_row){
        .envelope = STR("e0"),
        .tool_digest = str_of(digest),
        .parameters = str_of(parameters),
        .own_data = by[0] != '\0',
        .measured_by = str_of(by),
        .moment = moment(logged),
        .log_index = 10,
        .same_product = strcmp(digest, "aa") != 0,
    };
}

static struct used_tool tool_with(const struct evidence_row *rows, size_t count)
{
    return (struct used_tool){
        .digest = STR("aa"), .parameters = STR(""), .evidence = rows, .evidence_count = count};
}

static void test_evidence_state__is_told_by_what_was_measured_and_when(void **state)
{
    static const struct {
        const char *digest, *parameters, *by, *now;
        enum evidence_state wanted;
    } cases[] = {
        {"aa", "{}", "sample-force", "2026-03-01T09:00:00Z", EVIDENCE_IN_DATE},
        {"aa", "{}", "sample-force", "2026-03-01T08:59:59Z", EVIDENCE_NONE}, /* not yet */
        {"aa", "{}", "sample-force", "2027-03-01T08:59:59Z", EVIDENCE_IN_DATE},
        {"aa", "{}", "sample-force", "2027-03-01T09:00:00Z", EVIDENCE_LAPSED},
        {"aa", "{}", "", "2026-06-01T00:00:00Z", EVIDENCE_NOT_OWN_DATA},
        {"aa", "{}", "other-force", "2026-06-01T00:00:00Z", EVIDENCE_NOT_OWN_DATA},
        {"aa", "{}", "other-force", "2028-06-01T00:00:00Z", EVIDENCE_LAPSED},
        {"aa", "{\"t\":\"0.5\"}", "sample-force", "2026-06-01T00:00:00Z",
         EVIDENCE_OTHER_PARAMETERS},
        {"bb", "{}", "sample-force", "2026-06-01T00:00:00Z", EVIDENCE_OTHER_VERSION},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct evidence_row one =
            row(cases[i].digest, cases[i].parameters, cases[i].by, LOGGED);
        struct used_tool tool = tool_with(&one, 1);
        struct evidence_finding found =
            evidence_of_tool(&tool, FORCE, false, moment(cases[i].now));
        if (found.state != cases[i].wanted) {
            fail_msg("case %zu: %s, not %s", i, evidence_state_word(found.state),
                     evidence_state_word(cases[i].wanted));
        }
    }
}

static void test_evidence_state__without_a_force_any_data_counts(void **state)
{
    struct evidence_row one = row("aa", "{}", "", LOGGED);
    struct used_tool tool = tool_with(&one, 1);
    (void)state;
    assert_int_equal(evidence_of_tool(&tool, STR(""), false, one.moment).state,
                     EVIDENCE_IN_DATE);
}

static void test_evidence_state__withheld_is_told_only_where_nothing_is_published(void **state)
{
    struct evidence_row one = row("aa", "{}", "", LOGGED);
    struct used_tool none = tool_with(&one, 0);
    struct used_tool some = tool_with(&one, 1);
    (void)state;
    assert_int_equal(evidence_of_tool(&none, FORCE, true, one.moment).state, EVIDENCE_WITHHELD);
    assert_int_equal(evidence_of_tool(&none, FORCE, false, one.moment).state, EVIDENCE_NONE);
    assert_int_equal(evidence_of_tool(&some, FORCE, true, one.moment).state,
                     EVIDENCE_NOT_OWN_DATA);
}

static void test_evidence_state__stated_parameters_must_be_equal(void **state)
{
    struct evidence_row one = row("aa", "{\"t\":\"0.5\"}", "sample-force", LOGGED);
    struct used_tool tool = tool_with(&one, 1);
    (void)state;
    tool.parameters = STR("{\"t\":\"0.5\"}");
    assert_int_equal(evidence_of_tool(&tool, FORCE, false, one.moment).state, EVIDENCE_IN_DATE);
    tool.parameters = STR("{\"t\":\"0.6\"}");
    assert_int_equal(evidence_of_tool(&tool, FORCE, false, one.moment).state,
                     EVIDENCE_OTHER_PARAMETERS);
}

static void test_evidence_state__of_several_tools_the_worst_counts(void **state)
{
    struct evidence_row one = row("aa", "{}", "sample-force", LOGGED);
    struct used_tool tools[] = {tool_with(&one, 1), tool_with(&one, 0)};
    struct used_version version = {.tools = tools, .tool_count = 2};
    size_t which;
    (void)state;
    assert_int_equal(evidence_of_version(&version, FORCE, one.moment, &which).state,
                     EVIDENCE_NONE);
    assert_int_equal(which, 1);
    version.tool_count = 1;
    assert_int_equal(evidence_of_version(&version, FORCE, one.moment, &which).state,
                     EVIDENCE_IN_DATE);
}

static void test_evidence_state__changes_next_when_the_last_good_row_lapses(void **state)
{
    struct evidence_row rows[] = {row("aa", "{}", "sample-force", LOGGED),
                                  row("aa", "{}", "sample-force", "2026-05-01T09:00:00Z")};
    struct used_tool tool = tool_with(rows, 2);
    struct used_version version = {.tools = &tool, .tool_count = 1};
    (void)state;
    assert_true(evidence_next_change(&version, FORCE, moment("2026-06-01T00:00:00Z")) ==
                moment("2027-05-01T09:00:00Z"));
    assert_true(evidence_next_change(&version, FORCE, moment("2027-05-01T09:00:00Z")) ==
                INT64_MAX);
}

/* ---- history ---- */

static struct used_version version(const struct used_tool *tool, const char *logged,
                                   int64_t log_index, bool used)
{
    return (struct used_version){.moment = moment(logged),
                                 .log_index = log_index,
                                 .statement = STR("s1"),
                                 .used = used,
                                 .first_used = INT64_MIN,
                                 .tools = tool,
                                 .tool_count = 1};
}

static void test_history__evidence_logged_after_first_use_never_counts_as_before(void **state)
{
    static const struct {
        const char *used;
        int64_t log_index;
        bool before;
    } cases[] = {
        {"2026-03-01T08:59:59Z", 9, true}, /* a second before it was logged */
        {"2026-03-01T09:00:00Z", 9, true}, /* in the same second, earlier in the log */
        {"2026-03-01T09:00:00Z", 11, false},
        {"2026-03-01T09:00:01Z", 11, false},
    };
    struct evidence_row one = row("aa", "{}", "sample-force", LOGGED);
    struct used_tool tool = tool_with(&one, 1);
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct used_version used = version(&tool, cases[i].used, cases[i].log_index, true);
        struct use_history history =
            use_history(&used, 1, STR(""), moment("2030-01-01T00:00:00Z"));
        assert_true(history.first_use == used.moment);
        assert_int_equal(history.before_evidence, cases[i].before);
        assert_true(!cases[i].before || history.first_evidence == one.moment);
    }
}

static void test_history__a_stated_earlier_day_of_first_use_counts(void **state)
{
    struct evidence_row one = row("aa", "{}", "sample-force", LOGGED);
    struct used_tool tool = tool_with(&one, 1);
    struct used_version used = version(&tool, "2026-06-01T00:00:00Z", 20, true);
    int64_t now = moment("2027-01-01T00:00:00Z");
    (void)state;
    assert_false(use_history(&used, 1, STR(""), now).before_evidence);
    used.first_used = moment("2025-01-01T00:00:00Z");
    assert_true(use_history(&used, 1, STR(""), now).before_evidence);
    assert_true(use_history(&used, 1, STR(""), now).first_use == used.first_used);
    used.first_used = moment("2026-07-01T00:00:00Z"); /* after it was logged as in use */
    assert_true(use_history(&used, 1, STR(""), now).first_use == used.moment);
}

static void test_history__stays_whatever_is_measured_and_said_later(void **state)
{
    struct evidence_row rows[] = {row("aa", "{}", "sample-force", "2026-04-01T09:00:00Z"),
                                  row("aa", "{}", "sample-force", "2026-05-01T09:00:00Z")};
    struct used_tool tool = tool_with(rows, 2);
    struct used_version versions[] = {version(&tool, "2026-02-01T00:00:00Z", 3, false),
                                      version(&tool, LOGGED, 9, true),
                                      version(&tool, "2026-07-01T00:00:00Z", 30, true),
                                      version(&tool, "2026-09-01T00:00:00Z", 40, false)};
    (void)state;
    struct use_history history =
        use_history(versions, 4, STR(""), moment("2035-01-01T00:00:00Z"));
    assert_true(history.before_evidence);
    assert_true(history.before_since == moment(LOGGED));
    assert_true(history.first_evidence == rows[0].moment);
    /* and before it was used nothing is said */
    history = use_history(versions, 4, STR(""), moment("2026-02-28T00:00:00Z"));
    assert_true(history.first_use == INT64_MIN);
    assert_false(history.before_evidence);
}

static void test_history__a_new_tool_needs_evidence_of_its_own(void **state)
{
    struct evidence_row one = row("aa", "{}", "sample-force", LOGGED);
    struct used_tool first = tool_with(&one, 1);
    struct used_tool second = {.digest = STR("bb"), .evidence = &one, .evidence_count = 1};
    struct used_version versions[] = {version(&first, "2026-04-01T00:00:00Z", 20, true),
                                      version(&second, "2026-07-01T00:00:00Z", 30, true)};
    (void)state;
    versions[1].first_used = versions[0].moment;
    struct use_history history =
        use_history(versions, 2, STR(""), moment("2027-01-01T00:00:00Z"));
    assert_true(history.before_evidence);
    assert_true(history.before_since == versions[1].moment);
    assert_true(str_is(history.tool, "bb"));
}

static void test_history__of_a_force_is_of_its_own_data(void **state)
{
    struct evidence_row one = row("aa", "{}", "", LOGGED);
    struct used_tool tool = tool_with(&one, 1);
    struct used_version used = version(&tool, "2026-06-01T00:00:00Z", 20, true);
    int64_t now = moment("2027-01-01T00:00:00Z");
    (void)state;
    assert_false(use_history(&used, 1, STR(""), now).before_evidence);
    assert_true(use_history(&used, 1, FORCE, now).before_evidence);
}

/* ---- whatever the order of the rows ---- */

enum { ROWS = 6, VERSIONS = 4, ROUNDS = 2000 };

static void shuffle(void *items, size_t count, size_t size, struct prng *prng)
{
    unsigned char *bytes = items;
    unsigned char kept[256];
    for (size_t i = count; i > 1; i--) {
        size_t k = (size_t)prng_below(prng, i);
        memcpy(kept, bytes + k * size, size);
        memmove(bytes + k * size, bytes + (i - 1) * size, size);
        memcpy(bytes + (i - 1) * size, kept, size);
    }
}

static void test_evidence_state__does_not_depend_on_the_order_of_rows(void **state)
{
    static const char *const digests[] = {"aa", "aa", "bb"};
    static const char *const parameters[] = {"{}", "{}", "{\"t\":\"1\"}"};
    static const char *const by[] = {"", "sample-force", "other-force"};
    static const char *const names[] = {"e1", "e2", "e3", "e4", "e5", "e6"};
    struct prng prng;
    (void)state;
    prng_seed(&prng, 7);
    for (int round = 0; round < ROUNDS; round++) {
        struct evidence_row rows[ROWS];
        struct used_version versions[VERSIONS];
        int64_t base = moment(LOGGED);
        for (size_t i = 0; i < ROWS; i++) {
            rows[i] = row(digests[prng_below(&prng, 3)], parameters[prng_below(&prng, 3)],
                          by[prng_below(&prng, 3)], LOGGED);
            rows[i].moment = base + (int64_t)prng_below(&prng, 4) * 86400 * 100;
            rows[i].log_index = (int64_t)(i * 2);
            rows[i].envelope = str_of(names[i]);
        }
        struct used_tool tool = tool_with(rows, ROWS);
        for (size_t i = 0; i < VERSIONS; i++) {
            versions[i] =
                version(&tool, LOGGED, (int64_t)(i * 2 + 1), prng_below(&prng, 2) == 0);
            versions[i].moment = base + (int64_t)prng_below(&prng, 3) * 86400 * 100;
            versions[i].statement = str_of(names[i]);
        }
        int64_t now = base + (int64_t)prng_below(&prng, 900) * 86400;
        struct evidence_finding before = evidence_of_version(&versions[0], FORCE, now, NULL);
        struct str envelope = before.row != NULL ? before.row->envelope : STR("");
        struct use_history past = use_history(versions, VERSIONS, STR(""), now);
        shuffle(rows, ROWS, sizeof rows[0], &prng);
        struct used_version kept = versions[0];
        shuffle(versions, VERSIONS, sizeof versions[0], &prng);
        struct evidence_finding after = evidence_of_version(&kept, FORCE, now, NULL);
        struct use_history again = use_history(versions, VERSIONS, STR(""), now);
        assert_int_equal(before.state, after.state);
        assert_true(before.until == after.until);
        assert_true(str_eq(envelope, after.row != NULL ? after.row->envelope : STR("")));
        assert_true(past.first_use == again.first_use);
        assert_int_equal(past.before_evidence, again.before_evidence);
        assert_true(str_eq(past.statement, again.statement));
        assert_true(past.first_evidence == again.first_evidence);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_evidence_state__is_told_by_what_was_measured_and_when),
        cmocka_unit_test(test_evidence_state__without_a_force_any_data_counts),
        cmocka_unit_test(test_evidence_state__withheld_is_told_only_where_nothing_is_published),
        cmocka_unit_test(test_evidence_state__stated_parameters_must_be_equal),
        cmocka_unit_test(test_evidence_state__of_several_tools_the_worst_counts),
        cmocka_unit_test(test_evidence_state__changes_next_when_the_last_good_row_lapses),
        cmocka_unit_test(test_history__evidence_logged_after_first_use_never_counts_as_before),
        cmocka_unit_test(test_history__a_stated_earlier_day_of_first_use_counts),
        cmocka_unit_test(test_history__stays_whatever_is_measured_and_said_later),
        cmocka_unit_test(test_history__a_new_tool_needs_evidence_of_its_own),
        cmocka_unit_test(test_history__of_a_force_is_of_its_own_data),
        cmocka_unit_test(test_evidence_state__does_not_depend_on_the_order_of_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
