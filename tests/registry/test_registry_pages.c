/* The pages of the registry over a small register of made-up forces
 * (tests/support/registry_sample.jsonl). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/clock.h"
#include "support/site_place.h"
#include "support/statement_lines.h"
#include "web/crawl.h"

#include <stdlib.h>
#include <string.h>

#define SAMPLE PAI_SOURCE_DIR "/tests/support/registry_sample.jsonl"
#define TOOL                                                                                   \
    "{\"kind\":\"declared\",\"product\":\"SampleRedact\",\"supplier\":\"Sample Words Ltd\","   \
    "\"version\":\"3\"}"
#define FACES "/deployments/11111111111111111111111111111111"
#define REDACTION "/deployments/22222222222222222222222222222222"
#define SCRIBE "/deployments/33333333333333333333333333333333"
#define OPERATION "/operations/66666666666666666666666666666666"
#define NOTICE "/notices/88888888888888888888888888888888"

enum { LOGGED = 1796000000, NOW = LOGGED + 86400 }; /* 2026-11-29 and the day after */

static struct keeper_place *place;

static int start(void **state)
{
    (void)state;
    place = keeper_place_begin(
        (struct keeper_settings){.clock = {true, LOGGED}, .organisation = "sample-centre"});
    must(place, statement_lines_append(place->keeper, place->arena, SAMPLE, TOOL, &place->err));
    site_place_show(place, NOW);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    site_place_close();
    keeper_place_end(place);
    return 0;
}

/* ---- the list ---- */

static int64_t listed(const char *query)
{
    return js_member(data_of("/deployments", query), "count")->integer;
}

static void test_deployments__pass_the_filters_that_are_asked_for(void **state)
{
    static const struct {
        const char *query;
        int64_t count;
    } cases[] = {{"", 3},
                 {"force=sample-north", 2},
                 {"force=sample-south", 2},
                 {"force=sample-east", 0},
                 {"stage=operational", 2},
                 {"stage=operational&stage=considering", 3},
                 {"use=back-office", 1},
                 {"risk=high", 1},
                 {"risk=high&force=sample-south", 1},
                 {"risk=high&stage=ended", 0},
                 {"state=none", 3},
                 {"state=lapsed", 0},
                 {"state=none&force=sample-north", 2},
                 {"force=nobody&use=nothing&risk=&stage=x", 3}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        if (listed(cases[i].query) != cases[i].count) {
            fail_msg("%s: %lld", cases[i].query, (long long)listed(cases[i].query));
        }
    }
    must_say("/deployments", "risk=high&stage=ended", "No published use passes these filters");
    assert_int_equal(ask("/deployments/page/2", "").status, 404);
    assert_int_equal(ask("/deployments/page/x", "").status, 404);
}

/* ---- a deployment ---- */

static void test_deployment__says_who_entered_it(void **state)
{
    (void)state;
    must_say(FACES, "", "Entered by the centre for North Sample Police, not yet confirmed");
}

static void test_deployment__a_withheld_field_is_a_gap_with_its_reasons(void **state)
{
    (void)state;
    must_say(FACES, "", "Not published: would be exempt under s.31(1)(a)");
    must_say(FACES, "", "Whoever knows the threshold could avoid being recognised.");
    must_say(FACES, "", "holds back under “Thresholds and settings”");
    must_say(FACES, "", "To be reviewed by: 1 October 2026 Review overdue");
    must_say(FACES, "", "complain to the Information Commissioner");
}

static void test_deployment__an_empty_required_field_is_shown(void **state)
{
    (void)state;
    must_say(SCRIBE, "", "Purpose Missing This stage requires an answer.");
    assert_false(says(SCRIBE, "", "Thresholds and settings Missing"));
}

static void test_deployment__no_rate_without_its_base(void **state)
{
    (void)state;
    must_say(FACES, "", "False alerts: 3 of 41 (Alerts), 7.3%");
    must_say(FACES, "", "False alerts: 3 of 81,230 (Faces or vehicles seen), 0.004%");
    const struct js *reports = js_member(data_of(FACES, ""), "reports");
    const struct js *rates = js_member(&reports->array.items[0], "rates");
    assert_true(rates->array.count > 3);
    for (size_t i = 0; i < rates->array.count; i++) {
        assert_true(js_member(&rates->array.items[i], "denominator")->integer > 0);
        assert_non_null(js_member(&rates->array.items[i], "numerator"));
    }
}

static void test_deployment__a_report_that_is_due_is_missing(void **state)
{
    (void)state;
    must_say(REDACTION, "", "Report missing Nothing is reported from 1 April 2026 to");
    assert_false(says(FACES, "", "Report missing"));
}

static void test_deployment__a_decision_against_the_gate_says_so(void **state)
{
    (void)state;
    must_say(FACES, "", "Decided although requirements were missing or had lapsed.");
    must_say(FACES, "", "Evidence on this force&#39;s own data");
    must_say(FACES, "", "No decision of South Sample Police has been published.");
}

static void test_deployment__a_notice_on_its_tool_shows(void **state)
{
    (void)state;
    must_say(FACES, "", "A safety notice reaches this: SampleFace 2.0 to 2.1");
    must_say(FACES, "", "Not acknowledged by: South Sample Police");
    must_say(NOTICE, "", "Sample live facial recognition");
    must_say("/notices", "", "It reaches 1 published use.");
    assert_false(says(REDACTION, "", "SampleFace 2.0"));
}

static void test_deployment__what_feeds_what_is_followed(void **state)
{
    (void)state;
    must_say(REDACTION, "", "Published uses that feed it: Sample transcription");
    must_say(SCRIBE, "", "Published uses that it feeds: Sample redaction");
}

static void test_deployment__a_decision_lapses_between_two_requests(void **state)
{
    int64_t end;
    (void)state;
    assert_true(date_parse(STR("2027-03-01"), &end));
    site_place_show(place, end - 1);
    must_say(FACES, "", "It holds until 1 March 2027.");
    assert_int_equal(ask(FACES, "").valid_until, end);
    site_place_show(place, end);
    must_say(FACES, "", "Lapsed on 1 March 2027.");
    site_place_show(place, NOW);
}

/* ---- versions ---- */

static void test_versions__are_compared_field_by_field(void **state)
{
    (void)state;
    must_say(FACES "/versions", "", "2 versions have been published");
    const struct js *versions = js_member(data_of(FACES "/versions", ""), "versions");
    const struct js *pair = js_member(&versions->array.items[0], "pair");
    const char *path =
        arena_printf(place->arena, FACES "/versions/%.*s", STR_ARG(pair->string));
    must_say(path, "", "The pilot became regular use; stations were added.");
    must_say(path, "", "Stage Changed");
    must_say(path, "", "What it is used for Changed");
    must_say(path, "", "Who may be on a watch-list Added");
    assert_false(says(path, "", "Purpose Changed"));
    assert_int_equal(ask(FACES "/versions/1-99999", "").status, 404);
    assert_int_equal(ask(FACES "/versions/1", "").status, 404);
}

static void test_operation__leads_to_deployment_and_proof(void **state)
{
    (void)state;
    must_say(OPERATION, "", "Sample market day");
    struct site_answer answer = ask(OPERATION, "");
    assert_true(str_find(answer.body, STR("href=\"" FACES "\"")) != SIZE_MAX);
    assert_true(str_find(answer.body, STR(".tlog-proof\"")) != SIZE_MAX);
    must_say(OPERATION, "", "Ethnicity, as recorded by an officer: not recorded");
}

/* ---- search ---- */

static void test_search__finds_what_forces_publish_and_forgives_slips(void **state)
{
    (void)state;
    must_say("/search", "q=facial", "Sample live facial recognition Use by police forces");
    must_say("/search", "q=transcr+intervi", "1 result for");
    must_say("/search", "q=sampleface", "SampleFace 2.0 to 2.1: false alerts on small faces");
    must_say("/search", "q=market", "Sample market day Report of an operation");
    must_say("/search", "q=facail+recognitoin", "Did you mean facial recognition");
    must_say("/search", "q=glouchestershire", "Did you mean gloucestershire");
    assert_false(says("/search", "q=facial", "Did you mean"));
}

static void test_search__operators_and_quotes_are_words(void **state)
{
    static const char *const queries[] = {
        "q=%22", "q=facial+OR+%22", "q=name%3Afacial",    "q=NEAR%28a+b%29",
        "q=*",   "q=-facial",       "q=%5E%22facial%22*", "q=%27%3B+--"};
    (void)state;
    for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++) {
        assert_int_equal(ask("/search", queries[i]).status, 200);
    }
    /* withheld texts are in no index */
    must_say("/search", "q=evade", "0 results");
}

/* ---- feeds and files ---- */

static void test_feed__has_what_was_published_newest_first(void **state)
{
    (void)state;
    struct site_answer answer = ask("/feeds/all.atom", "");
    assert_int_equal(answer.status, 200);
    assert_string_equal(answer.type, "application/atom+xml; charset=utf-8");
    assert_true(str_starts(str_trim(answer.body), STR("<feed xmlns=")));
    assert_true(str_find(answer.body, STR("<link rel=\"related\" type=\"text/html\" "
                                          "href=\"" FACES "/versions\"/>")) != SIZE_MAX);
    assert_true(str_find(answer.body, STR("The pilot became regular use")) != SIZE_MAX);
    answer = ask("/feeds/forces/sample-east.atom", "");
    assert_true(str_find(answer.body, STR("Nil return")) != SIZE_MAX);
    assert_true(str_find(answer.body, STR("facial")) == SIZE_MAX);
    assert_int_equal(ask("/feeds/forces/sample-east", "").status, 404);
    assert_int_equal(ask("/feeds/forces/nobody.atom", "").status, 404);
    assert_int_equal(ask("/feeds/tools/xyz.atom", "").status, 404);
}

static void test_downloads__are_files_of_their_types(void **state)
{
    static const struct {
        const char *path;
        const char *type;
        const char *has;
    } cases[] = {{"/downloads/uses.csv", "text/csv; charset=utf-8", "Sample live facial"},
                 {"/downloads/registry.json", "application/json", "Sample transcription"},
                 {"/downloads/history.jsonl", "application/jsonl; charset=utf-8",
                  "The pilot became regular use"},
                 {"/downloads/atrs.json", "application/json", "Sample redaction"},
                 {"/downloads/forces/sample-south.csv", "text/csv; charset=utf-8",
                  "Sample transcription"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct site_answer answer = ask(cases[i].path, "");
        assert_int_equal(answer.status, 200);
        assert_string_equal(answer.type, cases[i].type);
        assert_true(str_find(answer.body, str_of(cases[i].has)) != SIZE_MAX);
    }
    assert_int_equal(ask("/downloads/other.csv", "").status, 404);
    assert_int_equal(ask("/downloads/uses.csv.json", "").status, 404);
    assert_int_equal(ask("/downloads/forces/nobody.csv", "").status, 404);
}

/* ---- forces ---- */

static void test_force__shows_what_it_was_asked_and_answered(void **state)
{
    (void)state;
    must_say("/forces/sample-east", "", "Nil return of 2 May 2026, Deputy chief constable.");
    must_say("/forces/sample-south", "",
             "2 records are not published: would be exempt under s.31(1)(a).");
    must_say("/forces/sample-north", "", "Sample redaction of case files");
    must_say("/forces/sample-north", "", "Questions for its chief constable");
    must_say("/forces/gwent", "", "No return has been asked for");
    assert_false(says("/forces/gwent", "", "Sample"));
}

static void test_statistics__count_and_rank_nobody(void **state)
{
    (void)state;
    must_say("/statistics", "", "3 uses are published.");
    must_say("/statistics", "", "1 field of the published uses is withheld.");
    must_say("/statistics", "", "s.31(1)(a) 1");
    const struct js *counts = js_member(data_of("/statistics", ""), "counts");
    assert_true(js_is(js_member(&counts->array.items[0], "words"), "coverage"));
    const struct js *rows = js_member(&counts->array.items[0], "rows");
    int64_t sum = 0;
    for (size_t i = 0; i < rows->array.count; i++) {
        sum += js_member(&rows->array.items[i], "count")->integer;
    }
    assert_int_equal(sum, 46);
}

/* ---- all of it ---- */

static enum err_code see(void *data, const struct crawl_page *page, struct err *e)
{
    int *pages = data;
    if (page->answer->status != 200) {
        return err_set(e, ERR_NOT_FOUND, "%.*s, linked from %.*s, gives %d: %s",
                       STR_ARG(page->address), STR_ARG(page->from), page->answer->status,
                       page->why);
    }
    ++*pages;
    return ERR_OK;
}

static void test_registry__every_link_leads_somewhere(void **state)
{
    int pages = 0;
    (void)state;
    must(place, crawl(site_place_site(), 2000, see, &pages, &place->err));
    assert_true(pages > 100);
}

static void test_registry__what_is_not_there_is_not_found(void **state)
{
    static const char *const paths[] = {"/deployments/none",
                                        "/deployments/none/versions",
                                        "/operations/none",
                                        "/notices/none",
                                        "/products/none",
                                        "/operations/11111111111111111111111111111111",
                                        NULL};
    (void)state;
    for (int i = 0; paths[i] != NULL; i++) {
        assert_int_equal(ask(paths[i], "").status, 404);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_deployments__pass_the_filters_that_are_asked_for),
        cmocka_unit_test(test_deployment__says_who_entered_it),
        cmocka_unit_test(test_deployment__a_withheld_field_is_a_gap_with_its_reasons),
        cmocka_unit_test(test_deployment__an_empty_required_field_is_shown),
        cmocka_unit_test(test_deployment__no_rate_without_its_base),
        cmocka_unit_test(test_deployment__a_report_that_is_due_is_missing),
        cmocka_unit_test(test_deployment__a_decision_against_the_gate_says_so),
        cmocka_unit_test(test_deployment__a_notice_on_its_tool_shows),
        cmocka_unit_test(test_deployment__what_feeds_what_is_followed),
        cmocka_unit_test(test_deployment__a_decision_lapses_between_two_requests),
        cmocka_unit_test(test_versions__are_compared_field_by_field),
        cmocka_unit_test(test_operation__leads_to_deployment_and_proof),
        cmocka_unit_test(test_search__finds_what_forces_publish_and_forgives_slips),
        cmocka_unit_test(test_search__operators_and_quotes_are_words),
        cmocka_unit_test(test_feed__has_what_was_published_newest_first),
        cmocka_unit_test(test_downloads__are_files_of_their_types),
        cmocka_unit_test(test_force__shows_what_it_was_asked_and_answered),
        cmocka_unit_test(test_statistics__count_and_rank_nobody),
        cmocka_unit_test(test_registry__every_link_leads_somewhere),
        cmocka_unit_test(test_registry__what_is_not_there_is_not_found),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
