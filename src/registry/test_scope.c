/* Is it AI, and a list of software as a worklist: by table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ledger/body_registry.h"
#include "registry/scope.h"
#include "registry/triage.h"

#include <string.h>

static struct arena *arena;
static struct scope scope;
static struct err err;

static int start(void **state)
{
    (void)state;
    arena = arena_new();
    return scope_read(arena, PAI_SOURCE_DIR "/reference", &scope, &err) != ERR_OK;
}

static int stop(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* y, n or u for each question in the order of the file. */
static struct scope_finding judge(const char *letters)
{
    enum scope_answer answers[20];
    assert_int_equal(strlen(letters), scope.question_count);
    for (size_t i = 0; i < scope.question_count; i++) {
        answers[i] = letters[i] == 'y'   ? SCOPE_YES
                     : letters[i] == 'n' ? SCOPE_NO
                                         : SCOPE_UNKNOWN;
    }
    return scope_judge(arena, &scope, answers);
}

static void test_scope__quotes_two_definitions_with_their_owners(void **state)
{
    (void)state;
    assert_int_equal(scope.definition_count, 2);
    assert_true(str_is(scope.definitions[0].whose, "the Police Chief Scientific Advisor"));
    assert_true(str_starts(scope.definitions[1].quote, STR("an AI system is a machine-based")));
}

static void test_scope__is_not_ai_only_when_no_definition_can_be_met(void **state)
{
    /* learned, generalises, meaning, understanding; infers, outputs, influence */
    static const struct {
        const char *answers;
        bool ai;
    } cases[] = {
        {"nnnnnnn", false}, {"yyyyyyy", true},  {"ynnynnn", true},  {"ynnnnnn", false},
        {"nnnynnn", false}, {"nnnnyyy", true},  {"nnnnyny", false}, {"uuuuuuu", true},
        {"nnnnuyy", true},  {"nnnnuny", false}, {"unnunnn", true},  {"unnnnnn", false},
        {"nnnunnn", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        if (judge(cases[i].answers).ai != cases[i].ai) {
            fail_msg("%s", cases[i].answers);
        }
    }
}

static void test_scope__says_which_answers_decide(void **state)
{
    (void)state;
    assert_true(str_is(
        judge("nnnnyny").reason,
        "The definition of the Police Chief Scientific Advisor: not met (no: learned, "
        "generalises, meaning, understanding). The definition of the UK Government: not met "
        "(no: outputs)."));
}

static void test_scope__answers_are_yes_no_or_unknown_with_words_after(void **state)
{
    static const struct {
        const char *text;
        bool good;
        enum scope_answer answer;
    } cases[] = {
        {"yes", true, SCOPE_YES},         {" No: it counts rows", true, SCOPE_NO},
        {"UNKNOWN", true, SCOPE_UNKNOWN}, {"yes, by the supplier", true, SCOPE_YES},
        {"not at all", false, SCOPE_NO},  {"", false, SCOPE_NO},
        {"yesterday", false, SCOPE_NO},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        enum scope_answer answer = SCOPE_UNKNOWN;
        assert_int_equal(scope_answer_parse(str_of(cases[i].text), &answer), cases[i].good);
        assert_true(!cases[i].good || answer == cases[i].answer);
    }
}

static const char all_no[] = "{\"learned\":\"no\",\"generalises\":\"no\",\"meaning\":\"no\","
                             "\"understanding\":\"no\",\"infers\":\"no: a fixed sum\","
                             "\"outputs\":\"no\",\"influence\":\"no\"}";

static enum err_code read_answers(const char *text, struct str *texts,
                                  enum scope_answer *answers)
{
    struct js *json;
    assert_int_equal(js_parse(arena, str_of(text), &json, &err), ERR_OK);
    return scope_answers_read(&scope, json, texts, answers, &err);
}

static void test_scope__each_question_needs_an_answer_and_no_other_is_there(void **state)
{
    struct str texts[20];
    enum scope_answer answers[20];
    (void)state;
    assert_int_equal(read_answers(all_no, texts, answers), ERR_OK);
    assert_int_equal(read_answers("{\"learned\":\"no\"}", texts, answers), ERR_INVALID);
    assert_non_null(strstr(err.message, "\"generalises\" has no answer"));
    assert_int_equal(read_answers("{\"colour\":\"no\"}", texts, answers), ERR_INVALID);
    assert_non_null(strstr(err.message, "\"colour\" is no question of scope/1"));
}

static void test_scope__the_record_has_the_shape_of_its_type(void **state)
{
    struct str texts[20];
    enum scope_answer answers[20];
    struct strbuf out;
    struct js *json;
    (void)state;
    assert_int_equal(read_answers(all_no, texts, answers), ERR_OK);
    struct scope_record record = {.organisation = STR("sample-force"),
                                  .product = STR("Sample Sums"),
                                  .supplier = STR("Sample Ltd"),
                                  .date = STR("2026-11-29"),
                                  .texts = texts,
                                  .finding = scope_judge(arena, &scope, answers)};
    strbuf_init(&out, 100000);
    scope_write(arena, &scope, &record, &out);
    assert_int_equal(js_parse(arena, strbuf_view(&out), &json, &err), ERR_OK);
    assert_int_equal(body_scope_answered(json, &err), ERR_OK);
    assert_true(js_is(js_member(json, "outcome"), "not ai"));
    strbuf_release(&out);
}

/* ---- triage ---- */

static void test_triage__puts_what_other_forces_registered_first(void **state)
{
    const struct triage_known known[] = {
        {STR("Sample Redact"), STR("Sample Ltd"), STR("north-sample"), true, false},
        {STR("sample-redact"), STR("SAMPLE LIMITED"), STR("south-sample"), true, false},
        {STR("Sample Redact"), STR("Sample"), STR("south-sample"), true, false},
        {STR("Sums"), STR(""), STR("north-sample"), false, false},
        {STR("Scribe"), STR("Other plc"), STR("north-sample"), false, true},
    };
    struct csv_table list;
    struct triage_row *rows;
    struct strbuf out;
    size_t count;
    (void)state;
    assert_int_equal(csv_read(arena,
                              STR("Product,Supplier\nSums,Acme\nDesk,Acme\n,Nobody\n"
                                  "SCRIBE,Third\nSample Redact (UK),Sample\n=1+1,x\n"),
                              10, 100, &list, &err),
                     ERR_OK);
    triage_rows(arena, &list, 0, 1, known, 5, &rows, &count);
    strbuf_init(&out, 100000);
    triage_write(rows, count, &out);
    assert_string_equal(
        out.p, "order,product,supplier,registered_by,forces,asked_before,match,next,line\n"
               "1,Sample Redact (UK),Sample,north-sample; south-sample,2,,product and supplier,"
               "registered by others: compare with theirs and register it,6\n"
               "2,SCRIBE,Third,,0,ai by north-sample,\"product, supplier differs\","
               "found to be AI before: register it,5\n"
               "3,Desk,Acme,,0,,,ask: registry scope,3\n"
               "4,\"'=1+1\",x,,0,,,ask: registry scope,7\n"
               "5,Sums,Acme,,0,not ai by north-sample,product and supplier,"
               "found not to be AI before: check that the answers hold here,2\n");
    strbuf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scope__quotes_two_definitions_with_their_owners),
        cmocka_unit_test(test_scope__is_not_ai_only_when_no_definition_can_be_met),
        cmocka_unit_test(test_scope__says_which_answers_decide),
        cmocka_unit_test(test_scope__answers_are_yes_no_or_unknown_with_words_after),
        cmocka_unit_test(test_scope__each_question_needs_an_answer_and_no_other_is_there),
        cmocka_unit_test(test_scope__the_record_has_the_shape_of_its_type),
        cmocka_unit_test(test_triage__puts_what_other_forces_registered_first),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
