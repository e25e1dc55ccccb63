/* Each question that people put to the police is answered by the page of a record that is
 * wholly filled in, with a link to a place that is there; where the record withholds or is
 * silent the page says so (tests/support/registry_filled.jsonl, all of it made up). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "registry/answerability.h"
#include "registry/entries.h"
#include "support/site_place.h"
#include "support/statement_lines.h"

#include <stdlib.h>
#include <string.h>

#define SAMPLE PAI_SOURCE_DIR "/tests/support/registry_filled.jsonl"
#define TOOL                                                                                   \
    "{\"kind\":\"declared\",\"product\":\"SampleWhole\",\"supplier\":\"Sample Whole Ltd\","    \
    "\"version\":\"1\"}"
#define FILLED "/deployments/11111111111111111111111111111111"
#define WITHHELD "/deployments/22222222222222222222222222222222"
#define SILENT "/deployments/33333333333333333333333333333333"

enum { LOGGED = 1796000000, NOW = LOGGED + 86400 }; /* 2026-11-29 and the day after */

static struct keeper_place *place;
static struct questions questions;

/* Evidence with figures by group, as the projection would make it from a run of the force. */
static void measure(void)
{
    struct db *db;
    struct registry_entries entries;
    struct db_query *query;
    bool row;
    must(place, db_open(&db, place->dir.public_db, DB_WRITE, &place->err));
    must(place, registry_heads(db, place->arena, STR("11111111111111111111111111111111"),
                               &entries, &place->err));
    must(place, db_prepare(db, "SELECT digest FROM entry_tool WHERE statement_id = ?", &query,
                           &place->err));
    db_bind_text(query, 1, entries.list[0].id);
    must(place, db_step(query, &row, &place->err));
    assert_true(row);
    const char *digest = arena_strndup(place->arena, db_text(query, 0).p, db_text(query, 0).n);
    db_reset(query);
    must(
        place,
        db_exec(
            db,
            arena_printf(
                place->arena,
                "INSERT INTO signing_key (name, vkey, key_use, held, organisation, from_index) "
                "VALUES ('k1', '', 'evidence', 'here', 'sample-north', 0);"
                "INSERT INTO run (id, log_index, tool_digest, benchmark_digest, benchmark_id, "
                "benchmark_version, parameters, seed, logged_at) VALUES ('r', 500, '%s', 'b', "
                "'sample', '1', '{}', 1, '2026-09-20T00:00:00Z');"
                "INSERT INTO evidence (envelope, run_id, tool_digest, tool_title, "
                "benchmark_digest, benchmark_id, exposure, isolation, statement_id, log_index, "
                "logged_at, payload, key_name) VALUES ('e1', 'r', '%s', 't', 'b', 'sample', "
                "'force''s own', 'full', 's', 500, '2026-09-20T12:00:00Z', '', 'k1');"
                "INSERT INTO figure (envelope, position, metric, grp, n, value, numerator, "
                "denominator, low, high, method, undefined) VALUES ('e1', 1, 'm', "
                "'sex=female', "
                "100, '0.9', '90', '100', '', '', '', '')",
                digest, digest),
            &place->err));
    db_close(db);
}

static int start(void **state)
{
    (void)state;
    place = keeper_place_begin(
        (struct keeper_settings){.clock = {true, LOGGED}, .organisation = "sample-centre"});
    must(place, statement_lines_append(place->keeper, place->arena, SAMPLE, TOOL, &place->err));
    measure();
    must(place,
         questions_read(place->arena, PAI_SOURCE_DIR "/reference", &questions, &place->err));
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

static struct str page(const char *path)
{
    struct site_answer answer = ask(path, "");
    if (answer.status != 200) {
        fail_msg("%s: %d %s", path, answer.status, place->err.message);
    }
    return answer.body;
}

static bool stands(struct str html, const char *text)
{
    return str_find(html, str_of(text)) != SIZE_MAX;
}

/* The row of the page's table that asks so; fails without one. */
static struct str row_of(struct str html, struct str asks)
{
    size_t at = str_find(html, str_of(arena_printf(place->arena, ">%.*s</th>", STR_ARG(asks))));
    if (at == SIZE_MAX) {
        fail_msg("the page does not ask: %.*s", STR_ARG(asks));
    }
    struct str rest = str_from(html, at);
    return str_sub(rest, 0, str_find(rest, STR("</tr>")));
}

static struct str question(const char *id)
{
    for (size_t i = 0; i < questions.count; i++) {
        if (str_is(questions.list[i].id, id)) {
            return questions.list[i].asks;
        }
    }
    fail_msg("no question %s", id);
    return STR("");
}

/* The places that the row links to are there: an element of this page, or another page. */
static size_t follow(struct str html, struct str row)
{
    static const struct str mark = {"href=\"", 6};
    size_t followed = 0;
    for (size_t at = str_find(row, mark); at != SIZE_MAX; at = str_find(row, mark)) {
        row = str_from(row, at + mark.n);
        struct str target = str_sub(row, 0, str_find(row, STR("\"")));
        if (target.p[0] == '#' && !stands(html, arena_printf(place->arena, "id=\"%.*s\"",
                                                             STR_ARG(str_from(target, 1))))) {
            fail_msg("nothing stands at %.*s", STR_ARG(target));
        }
        if (str_starts(target, STR("/products/"))) {
            (void)page(arena_strndup(place->arena, target.p, target.n));
        }
        followed++;
    }
    return followed;
}

static void test_page__answers_each_question_of_a_filled_record(void **state)
{
    struct str html = page(FILLED);
    (void)state;
    assert_int_equal(questions.count, 18);
    for (size_t i = 0; i < questions.count; i++) {
        struct str row = row_of(html, questions.list[i].asks);
        if (!stands(row, ">Answered</strong>")) {
            fail_msg("%.*s: %.*s", STR_ARG(questions.list[i].id), STR_ARG(row));
        }
        assert_int_equal(follow(html, row), questions.list[i].part_count);
    }
}

/* What the parts of the questions name is on the page itself, or on the tool's. */
static void test_page__holds_the_answers_themselves(void **state)
{
    static const char *const here[] = {
        "Sample document: equality", "Sample document: data-protection-impact",
        "Sample chief constable",    "SampleWhole",
        "Sample Whole Ltd",          "Complaints",
        "Errors found later",        "False alerts: 3 of 41"};
    struct str html = page(FILLED);
    (void)state;
    for (size_t i = 0; i < sizeof here / sizeof here[0]; i++) {
        if (!stands(html, here[i])) {
            fail_msg("\"%s\" is missing", here[i]);
        }
    }
    for (size_t i = 0; i < questions.count; i++) {
        for (size_t k = 0; k < questions.list[i].part_count; k++) {
            const struct question_part *part = &questions.list[i].parts[k];
            const char *target =
                arena_printf(place->arena, "id=\"field-%.*s\"", STR_ARG(part->id));
            if (part->source == ANSWER_FIELD) {
                struct str value = str_from(html, str_find(html, str_of(target)));
                value = str_sub(value, 0, str_find(value, STR("</dl>")));
                assert_false(stands(value, "app-missing"));
            }
        }
    }
}

static void test_page__says_what_is_withheld_and_under_which_section(void **state)
{
    struct str html = page(WITHHELD);
    struct str row = row_of(html, question("spend"));
    (void)state;
    assert_true(stands(row, ">Withheld</strong>"));
    assert_true(stands(row, "would be exempt under s.43(2)"));
    assert_false(stands(row, "Sample answer"));
    assert_int_equal(follow(html, row), 3);
    assert_true(stands(row_of(html, question("legal-basis")), ">Answered</strong>"));
}

static void test_page__says_where_the_record_is_silent(void **state)
{
    struct str html = page(SILENT);
    struct str row = row_of(html, question("spend"));
    (void)state;
    assert_true(stands(row, ">Silent</strong>"));
    assert_true(stands(row, ": not stated"));
    assert_int_equal(follow(html, row), 0);
    assert_true(stands(row_of(html, question("which-tools")), ">Answered in part</strong>"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_page__answers_each_question_of_a_filled_record),
        cmocka_unit_test(test_page__holds_the_answers_themselves),
        cmocka_unit_test(test_page__says_what_is_withheld_and_under_which_section),
        cmocka_unit_test(test_page__says_where_the_record_is_silent),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
