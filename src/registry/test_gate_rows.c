/* The gate over a real data folder: what is read from public.db, the questions that come of it,
 * which public questions the record answers, and the chief officer's paper. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "registry/answerability.h"
#include "registry/boilerplate_records.h"
#include "registry/brief.h"
#include "registry/coverage.h"
#include "registry/gate_questions.h"
#include "registry/triage.h"
#include "support/keeper_place.h"

enum { NOW = 1790000000 }; /* 2026-09-21 */

#define SUBJECT "0123456789abcdef0123456789abcdef"
#define FORCE STR("sample-force")
#define TOOL                                                                                   \
    "{\"kind\":\"declared\",\"product\":\"Sample Redact\",\"supplier\":\"Sample Ltd\","        \
    "\"version\":\"2.1\"}"

static struct keeper_place *place;
static struct db *db;
static struct gate gate;
static struct vocabulary vocabulary;

static void say_all(void)
{
    keeper_place_say(
        place, "deployment.described/1", SUBJECT,
        "{\"fields\":{\"automation\":\"support\",\"legal_basis\":{\"withheld\":{\"commitment\":"
        "\"0000000000000000000000000000000000000000000000000000000000000000\",\"decided_by\":"
        "\"Head of sample\",\"harm\":\"sample\",\"review\":\"2027-01-01\",\"section\":"
        "\"s.31(1)(a)\"}},\"live_faces\":\"no\",\"name\":\"Sample <b>redaction</b>\","
        "\"purpose\":\"Sample purpose\",\"risks\":[{\"mitigation\":\"second reader\",\"risk\":"
        "\"missed name\",\"role\":\"team leader\"}],\"scope\":[\"statements\"]},"
        "\"forces\":[\"sample-force\"],\"organisation\":\"sample-force\",\"stage\":\"pilot\","
        "\"tools\":[{\"tool\":" TOOL "}],\"vocabulary\":\"deployment-fields/1\"}");
    keeper_place_say(
        place, "requirement.answered/1", "11111111111111111111111111111111",
        "{\"deployment\":\"" SUBJECT "\",\"document\":{\"date\":\"2026-08-01\",\"title\":"
        "\"Sample "
        "assessment\"},\"expires\":\"2027-08-01\",\"gate\":\"gate/1\",\"organisation\":"
        "\"sample-force\",\"requirement\":\"equality\"}");
    keeper_place_say(
        place, "requirement.answered/2", "12121212121212121212121212121212",
        "{\"answer\":\"Sample answer in "
        "words\",\"date\":\"2026-08-02\",\"deployment\":\"" SUBJECT
        "\",\"flag\":\"red\",\"flag_reason\":\"Sample reason for red\",\"gate\":\"gate/1\","
        "\"organisation\":\"sample-force\",\"requirement\":\"covenant\"}");
    keeper_place_say(
        place, "return.requested/1", "22222222222222222222222222222222",
        "{\"date\":\"2026-09-01\",\"due\":\"2026-09-10\",\"forces\":[\"north-sample\","
        "\"sample-force\"],\"organisation\":\"sample-force\",\"scope\":\"all\",\"title\":"
        "\"Sample return\"}");
}

static int start(void **state)
{
    (void)state;
    place = keeper_place_begin((struct keeper_settings){.clock = {true, NOW - 86400},
                                                        .origin = "register.invalid/gate",
                                                        .organisation = "sample-force"});
    say_all();
    must(place, gate_read(place->arena, PAI_SOURCE_DIR "/reference", &gate, &place->err));
    must(place, vocabulary_load(place->arena, PAI_SOURCE_DIR "/reference", "deployment-fields",
                                &vocabulary, &place->err));
    must(place, db_open(&db, place->dir.public_db, DB_WRITE, &place->err));
    return 0;
}

static int stop(void **state)
{
    (void)state;
    db_close(db);
    keeper_place_end(place);
    return 0;
}

static struct gate_rows rows_now(void)
{
    struct gate_rows rows;
    must(place, gate_rows_read(db, place->arena, STR(SUBJECT), &rows, &place->err));
    return rows;
}

static void
test_gate_rows__hold_the_deployment_its_tools_and_what_is_said_about_it(void **state)
{
    struct gate_rows rows = rows_now();
    struct gate_judgement judged;
    (void)state;
    assert_int_equal(rows.used_count, 1);
    assert_int_equal(rows.now_used->tool_count, 1);
    assert_true(str_is(rows.now_used->tools[0].product, "Sample Redact"));
    assert_int_equal(rows.answers.count, 2);
    gate_judge(place->arena, &gate, &rows, FORCE, STR(""), NOW, &judged);
    for (size_t i = 0; i < judged.count; i++) {
        const struct gate_finding *one = &judged.list[i];
        if (str_is(one->requirement->id, "equality")) {
            assert_int_equal(one->state, GATE_MET);
            assert_true(str_is(one->by, "Sample assessment"));
        }
        if (str_is(one->requirement->id, "covenant")) {
            assert_int_equal(one->state, GATE_MET);
            assert_true(str_is(one->by, "Sample answer in words"));
            assert_true(str_is(one->flag, "red"));
            assert_true(str_is(one->flag_reason, "Sample reason for red"));
        }
        if (str_is(one->requirement->id, "legal-basis")) {
            assert_int_equal(one->state, GATE_MET);
            assert_true(one->withheld);
        }
    }
    assert_int_equal(judged.evidence.state, EVIDENCE_NONE);
    assert_true(judged.history.before_evidence);
    assert_int_equal(gate_rows_read(db, place->arena, STR("33333333333333333333333333333333"),
                                    &rows, &place->err),
                     ERR_NOT_FOUND);
}

/* Rows as the projection would make them from runs and evidence. */
static void measure(const char *digest, const char *tool_digest, const char *exposure)
{
    static int64_t index = 100;
    index++;
    must(place,
         db_exec(db,
                 arena_printf(
                     place->arena,
                     "INSERT INTO run (id, log_index, tool_digest, benchmark_digest, "
                     "benchmark_id, benchmark_version, parameters, seed, logged_at) VALUES "
                     "('r%s', %lld, '%s', 'b', 'sample', '1', '{}', 1, "
                     "'2026-09-20T00:00:00Z');"
                     "INSERT INTO evidence (envelope, run_id, tool_digest, tool_title, "
                     "benchmark_digest, benchmark_id, exposure, isolation, statement_id, "
                     "log_index, logged_at, payload, key_name) VALUES ('%s', 'r%s', '%s', "
                     "'t', 'b', 'sample', '%s', 'full', 's%s', %lld, '2026-09-20T12:00:00Z', "
                     "'', 'k1')",
                     digest, (long long)index, tool_digest, digest, digest, tool_digest,
                     exposure, digest, (long long)index),
                 &place->err));
}

static enum evidence_state state_now(void)
{
    struct gate_rows rows = rows_now();
    return evidence_of_version(rows.now_used, FORCE, NOW, NULL).state;
}

static void test_gate_rows__find_evidence_by_identity_and_by_product(void **state)
{
    struct gate_rows rows = rows_now();
    const char *digest = arena_strndup(place->arena, rows.now_used->tools[0].digest.p,
                                       rows.now_used->tools[0].digest.n);
    (void)state;
    must(
        place,
        db_exec(db,
                "INSERT INTO signing_key (name, vkey, key_use, held, organisation, from_index) "
                "VALUES ('k1', '', 'evidence', 'here', 'sample-force', 0);"
                "INSERT INTO tool (digest, identity, kind, id, version, name, task, supplier, "
                "licence, manifest, statement_id, log_index, logged_at) VALUES ('other', '', "
                "'digest', 'sample-redact', '1.0', 'Sample Redact', '', 'Sample Ltd', '', '', "
                "'x', 99, '2026-01-01T00:00:00Z')",
                &place->err));
    measure("e1", "other", "open");
    assert_int_equal(state_now(), EVIDENCE_OTHER_VERSION);
    measure("e2", digest, "open");
    assert_int_equal(state_now(), EVIDENCE_NOT_OWN_DATA);
    measure("e3", digest, "force''s own");
    assert_int_equal(state_now(), EVIDENCE_IN_DATE);
    must(place,
         db_exec(db, "UPDATE signing_key SET organisation = 'other-force' WHERE name = 'k1'",
                 &place->err));
    assert_int_equal(state_now(), EVIDENCE_NOT_OWN_DATA);
    must(place, db_exec(db,
                        "DELETE FROM evidence; DELETE FROM run; DELETE FROM tool; DELETE FROM "
                        "signing_key WHERE name = 'k1'",
                        &place->err));
}

static void test_answers__are_told_withheld_in_part_or_silent(void **state)
{
    static const struct {
        const char *id;
        enum answer_state wanted;
    } cases[] = {
        {"which-tools", ANSWERED},        {"legal-basis", ANSWER_WITHHELD},
        {"human-check", ANSWERED_PARTLY}, {"spend", ANSWER_SILENT},
        {"watch-list", NOT_ASKED_HERE},   {"equality-assessment", ANSWERED},
        {"how-it-works", ANSWER_SILENT},  {"governance", ANSWERED_PARTLY},
        {"supplier-named", ANSWERED},     {"complaints", ANSWER_SILENT},
        {"does-it-work", ANSWER_SILENT},  {"oversight", ANSWER_SILENT},
    };
    struct questions questions;
    struct gate_rows rows = rows_now();
    struct gate_judgement judged;
    struct answer_rows answer_rows;
    struct answerability made;
    (void)state;
    must(place,
         questions_read(place->arena, PAI_SOURCE_DIR "/reference", &questions, &place->err));
    gate_judge(place->arena, &gate, &rows, FORCE, STR(""), NOW, &judged);
    must(place, answer_rows_read(db, place->arena, &rows, &judged, &answer_rows, &place->err));
    answerability_of(place->arena, &questions, &answer_rows, FORCE, &made);
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        bool found = false;
        for (size_t i = 0; i < made.count; i++) {
            if (str_is(made.list[i].question->id, cases[k].id)) {
                found = true;
                if (made.list[i].state != cases[k].wanted) {
                    fail_msg("%s: %s", cases[k].id, answer_state_word(made.list[i].state));
                }
            }
            if (str_is(made.list[i].question->id, "legal-basis")) {
                assert_true(str_is(made.list[i].sections, "s.31(1)(a)"));
            }
            if (str_is(made.list[i].question->id, "human-check")) {
                assert_true(str_is(made.list[i].silent, "human_role"));
            }
        }
        assert_true(found);
    }
}

static bool asks(const struct chief_questions *made, const char *text)
{
    for (size_t i = 0; i < made->count; i++) {
        if (str_find(made->list[i].text, str_of(text)) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

static void test_questions__come_of_what_is_missing(void **state)
{
    struct chief_questions made;
    (void)state;
    must(place, chief_questions_make(db, place->arena, &gate, &vocabulary, FORCE, NOW, 0,
                                     SIZE_MAX, &made, &place->err));
    assert_int_equal(made.deployments, 1);
    assert_true(asks(&made, "no decision of this force on it is recorded"));
    assert_true(asks(&made, "before there was evidence"));
    assert_true(asks(&made, "Data protection impact assessment: missing"));
    assert_false(asks(&made, "Equality: due regard"));
    assert_false(asks(&made, "was due by"));
    must(place, chief_questions_make(db, place->arena, &gate, &vocabulary, STR("north-sample"),
                                     NOW, 0, SIZE_MAX, &made, &place->err));
    assert_int_equal(made.count, 1);
    assert_true(asks(&made, "was due by 2026-09-10"));
}

static void test_questions__can_be_asked_of_a_part_of_the_deployments(void **state)
{
    struct chief_questions made;
    (void)state;
    must(place, chief_questions_make(db, place->arena, &gate, &vocabulary, FORCE, NOW, 0, 1,
                                     &made, &place->err));
    assert_int_equal(made.deployments, 1);
    assert_int_equal(made.all, 1);
    assert_true(asks(&made, "no decision of this force on it is recorded"));
    must(place, chief_questions_make(db, place->arena, &gate, &vocabulary, FORCE, NOW, 1, 1,
                                     &made, &place->err));
    assert_int_equal(made.deployments, 0);
    assert_int_equal(made.all, 1);
    assert_int_equal(made.count, 0);
}

static void test_coverage__is_read_from_the_tables(void **state)
{
    struct coverage_rows rows;
    (void)state;
    must(place, coverage_rows_read(db, place->arena, STR(""), &rows, &place->err));
    struct coverage found = coverage_of(&rows, FORCE, NOW);
    assert_int_equal(found.state, COVERAGE_PUBLISHED);
    assert_int_equal(found.own, 1);
    assert_int_equal(coverage_of(&rows, STR("north-sample"), NOW).state, COVERAGE_OVERDUE);
}

static void test_triage__knows_what_is_used_by_whom(void **state)
{
    struct triage_known *known;
    size_t count;
    (void)state;
    must(place, triage_known_read(db, place->arena, &known, &count, &place->err));
    assert_int_equal(count, 1);
    assert_true(str_is(known[0].product, "Sample Redact"));
    assert_true(str_is(known[0].who, "sample-force"));
}

static struct strbuf paper(bool html)
{
    struct brief brief;
    struct strbuf out;
    struct brief_plan plan = {.gate = &gate,
                              .vocabulary = &vocabulary,
                              .subject = STR(SUBJECT),
                              .force = FORCE,
                              .force_name = STR("Sample Force"),
                              .stage = STR(""),
                              .now = NOW};
    must(place, brief_make(db, place->arena, &plan, &brief, &place->err));
    strbuf_init(&out, 1000000);
    if (html) {
        brief_write_html(&brief, &out);
    } else {
        brief_write_text(&brief, &out);
    }
    return out;
}

static bool holds(const struct strbuf *out, const char *text)
{
    return str_find(strbuf_view(out), str_of(text)) != SIZE_MAX;
}

static void test_brief__says_what_is_there_and_leaves_the_decision_blank(void **state)
{
    struct strbuf out = paper(false);
    (void)state;
    assert_true(holds(&out, "recommends nothing"));
    assert_true(
        holds(&out, "Equality: due regard, before the decision: met: Sample assessment"));
    assert_true(holds(&out, "Risk: missed name; What is done about it: second reader"));
    assert_true(holds(&out, "[ ] proceed with conditions"));
    assert_true(holds(&out, "Legal basis: met: Legal basis"));
    assert_true(holds(&out, "flag: Sample reason for red"));
    struct str rest = strbuf_view(&out);
    struct str line;
    while (str_split(&rest, '\n', &line)) {
        assert_true(line.n <= 96);
    }
    strbuf_release(&out);
}

static void test_brief__in_html_shows_markup_as_text(void **state)
{
    struct strbuf out = paper(true);
    (void)state;
    assert_true(holds(&out, "Sample &lt;b&gt;redaction&lt;/b&gt;"));
    assert_false(holds(&out, "<b>redaction"));
    assert_false(holds(&out, "<script"));
    strbuf_release(&out);
}

static void test_brief__is_of_a_force_that_the_deployment_names(void **state)
{
    struct brief brief;
    struct brief_plan plan = {.gate = &gate,
                              .vocabulary = &vocabulary,
                              .subject = STR(SUBJECT),
                              .force = STR("north-sample"),
                              .now = NOW};
    (void)state;
    assert_int_equal(brief_make(db, place->arena, &plan, &brief, &place->err), ERR_INVALID);
}

static void test_alike__a_text_that_names_a_tool_of_another_record_is_told(void **state)
{
    static char long_text[] =
        "Names are marked by Sample Redact and read out by sample scribe, which another record "
        "of this force lists: the officer then looks at every page before it is sent on.";
    struct alike_records records;
    struct boilerplate found;
    (void)state;
    must(place,
         db_exec(
             db,
             arena_printf(
                 place->arena,
                 "INSERT INTO entry SELECT 'x' || n, 900 + n, at, logged_at, type, 'x' || n, "
                 "organisation, key_name, entered, about, stage, title, 1, "
                 "'{\"fields\":{\"summary\":\"%s\"},\"forces\":[\"sample-force\"],"
                 "\"tools\":[{}]}' FROM entry, (SELECT 1 AS n UNION SELECT 2) WHERE type = "
                 "'deployment.described/1';"
                 "INSERT INTO entry_force VALUES ('x1', 'sample-force', 901), ('x2', "
                 "'sample-force', 902);"
                 "INSERT INTO entry_tool SELECT 'x1', 0, 'used', 'd1', '', '', 'Sample "
                 "Ltd', 'Sample Redact', '', '' UNION SELECT 'x2', 0, 'used', 'd2', '', '', "
                 "'Other', 'Sample Scribe', '', ''",
                 long_text),
             &place->err));
    must(place, alike_records_read(db, place->arena, FORCE, &records, &place->err));
    assert_int_equal(records.deployments, 3);
    boilerplate_find(place->arena, records.texts, records.text_count, 8, 10, 10, &found);
    assert_int_equal(found.count, 1);
    assert_int_equal(found.pairs[0].both, found.pairs[0].either);
    assert_int_equal(records.several_count, 2);
    assert_true(str_is(records.several[0].named, "Sample Scribe"));
    assert_true(str_is(records.several[1].named, "Sample Redact"));
    must(place,
         db_exec(db,
                 "DELETE FROM entry WHERE log_index > 900; DELETE FROM entry_force WHERE "
                 "statement_id IN ('x1', 'x2'); DELETE FROM entry_tool WHERE statement_id IN "
                 "('x1', 'x2')",
                 &place->err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            test_gate_rows__hold_the_deployment_its_tools_and_what_is_said_about_it),
        cmocka_unit_test(test_gate_rows__find_evidence_by_identity_and_by_product),
        cmocka_unit_test(test_answers__are_told_withheld_in_part_or_silent),
        cmocka_unit_test(test_questions__come_of_what_is_missing),
        cmocka_unit_test(test_questions__can_be_asked_of_a_part_of_the_deployments),
        cmocka_unit_test(test_coverage__is_read_from_the_tables),
        cmocka_unit_test(test_triage__knows_what_is_used_by_whom),
        cmocka_unit_test(test_alike__a_text_that_names_a_tool_of_another_record_is_told),
        cmocka_unit_test(test_brief__says_what_is_there_and_leaves_the_decision_blank),
        cmocka_unit_test(test_brief__in_html_shows_markup_as_text),
        cmocka_unit_test(test_brief__is_of_a_force_that_the_deployment_names),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
