/* A log with statements signed by an algorithm that is not known here: kept, counted, shown,
 * and without effect, whatever type they claim. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "crypto/random.h"
#include "record/audit.h"
#include "record/key_admin.h"
#include "record/projection.h"
#include "record/published_log.h"
#include "stranger/proof_check.h"
#include "support/log_maker.h"

#include <stdlib.h>
#include <string.h>

struct place {
    struct log_maker maker;
    struct projection projection;
    char root[64];
    const char *said;  /* a v1 statement */
    const char *other; /* the first v2 */
};

static const char *add(struct place *place, bool other, int by, const char *type,
                       const char *subject, const char *body)
{
    struct maker_entry entry = {.by = by, .type = type, .subject = subject, .body = body};
    return other ? log_maker_add_v2(&place->maker, &entry)
                 : log_maker_add(&place->maker, &entry);
}

static void project(struct place *place)
{
    struct log_maker *maker = &place->maker;
    maker_must(projection_advance(&place->projection, &maker->log, log_maker_checkpoint(maker),
                                  &maker->err),
               &maker->err);
}

/* Of each kind that would do something, were it a v1 by a key that may. */
static void place_open(struct place *place)
{
    struct log_maker *maker = &place->maker;
    struct arena *arena;
    memset(place, 0, sizeof *place);
    memcpy(place->root, "/tmp/policeai-other-XXXXXX", 27);
    assert_non_null(mkdtemp(place->root));
    log_maker_open(maker, place->root, "other algorithm");
    log_maker_found(maker);
    arena = maker->arena;
    place->said = add(place, false, MAKER_STATEMENT, "sample.text/1", NULL, "{\"a\":\"b\"}");
    place->other = add(place, true, MAKER_FREE, "sample.text/1", NULL, "{\"a\":\"c\"}");
    add(place, true, MAKER_FREE, "key.revoked/1", maker->subjects[MAKER_STATEMENT],
        arena_printf(arena, "{\"key\":\"%s\",\"reason\":\"x\"}",
                     maker->names[MAKER_STATEMENT]));
    add(place, true, MAKER_FREE, "key.introduced/1", NULL,
        arena_printf(arena,
                     "{\"held\":\"here\",\"key\":\"%s\",\"organisation\":\"o\",\"use\":"
                     "\"statement\"}",
                     maker->vkeys[MAKER_FREE + 1]));
    add(place, true, MAKER_FREE, "body.removed/1", NULL,
        arena_printf(arena,
                     "{\"date\":\"2026-01-29\",\"ground\":\"erasure\",\"ids\":[\"%s\"],"
                     "\"role\":\"r\"}",
                     place->said));
    add(place, true, MAKER_FREE, "log.received/1", NULL, "{\"first\":0,\"last\":2}");
    add(place, true, MAKER_FREE, "organisation.succeeded/1", NULL,
        "{\"date\":\"2026-01-29\",\"organisation\":\"a\",\"successors\":[]}");
    add(place, false, MAKER_STATEMENT, "sample.text/1", NULL, "{\"a\":\"d\"}");
    log_maker_publish(maker);
    maker_must(projection_open(&place->projection, &maker->dir, &maker->log, &maker->err),
               &maker->err);
    project(place);
}

static void place_close(struct place *place)
{
    struct err err;
    projection_close(&place->projection);
    log_maker_close(&place->maker);
    maker_must(file_remove_tree(place->root, &err), &err);
}

static int64_t number(struct place *place, const char *sql)
{
    struct db_query *query;
    struct err *err = &place->maker.err;
    bool row;
    maker_must(db_prepare(place->projection.db, sql, &query, err), err);
    maker_must(db_step(query, &row, err), err);
    int64_t value = row ? db_int(query, 0) : -1;
    db_reset(query);
    return value;
}

static enum err_code audit(struct place *place, struct audit_report *report)
{
    log_maker_publish(&place->maker);
    return audit_log(place->maker.arena, place->maker.dir.log, NULL, report, &place->maker.err);
}

static void test_other__the_log_holds_and_counts_them(void **state)
{
    (void)state;
    struct place place;
    struct audit_report report;
    place_open(&place);
    maker_must(audit(&place, &report), &place.maker.err);
    assert_int_equal(report.other_algorithm, 6);
    assert_int_equal(report.size, 13);
    assert_int_equal(report.keys, 6);
    assert_int_equal(report.removed, 0);
    place_close(&place);
}

static void test_other__nothing_they_say_has_an_effect(void **state)
{
    (void)state;
    struct place place;
    struct keyring *keyring;
    place_open(&place);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(number(&place,
                                "SELECT COUNT(*) FROM statement WHERE state = 'algorithm' AND "
                                "understood = 0"),
                         6);
        assert_int_equal(number(&place, "SELECT COUNT(*) FROM signing_key"), 6);
        assert_int_equal(
            number(&place, "SELECT COUNT(*) FROM signing_key WHERE revoked_index > 0"), 0);
        assert_int_equal(number(&place, "SELECT COUNT(*) FROM removal"), 0);
        assert_int_equal(number(&place, "SELECT COUNT(*) FROM organisation_succession"), 0);
        assert_int_equal(number(&place, "SELECT COUNT(*) FROM received"), 0);
        assert_int_equal(number(&place, "SELECT COUNT(*) FROM subject_head h JOIN statement s "
                                        "ON s.id = h.id WHERE s.state <> ''"),
                         0);
        maker_must(projection_afresh(&place.projection, &place.maker.log,
                                     log_maker_checkpoint(&place.maker), &place.maker.err),
                   &place.maker.err);
    }
    maker_must(key_admin_load(&place.maker.dir, &keyring, &place.maker.err), &place.maker.err);
    assert_int_equal(keyring_count(keyring), 6); /* as a keeper reads them at its start */
    keyring_free(keyring);
    place_close(&place);
}

static void test_other__what_is_linked_to_one_has_its_effect(void **state)
{
    (void)state;
    struct place place;
    struct str prev = {NULL, 0};
    place_open(&place);
    prev = str_of(place.other);
    struct maker_entry entry = {.by = MAKER_STATEMENT, .type = "sample.text/1", .prev = &prev};
    entry.prev_count = 1;
    entry.body = "{\"a\":\"e\"}";
    struct leaf leaf;
    struct signed_statement other;
    maker_must(leaf_log_get(&place.maker.log, place.maker.arena, 6, &leaf, &place.maker.err),
               &place.maker.err);
    maker_must(statement_parse(place.maker.arena, leaf.note, &other, &place.maker.err),
               &place.maker.err);
    entry.subject =
        arena_strndup(place.maker.arena, other.header.subject.p, other.header.subject.n);
    log_maker_add(&place.maker, &entry);
    project(&place);
    assert_int_equal(number(&place, "SELECT COUNT(*) FROM waiting"), 0);
    place_close(&place);
}

static void test_other__its_place_and_body_are_verified_its_signature_is_not(void **state)
{
    (void)state;
    struct place place;
    struct published_log log;
    struct proof_report report;
    struct proof_plan plan = {.log_key = NULL};
    place_open(&place);
    struct err *err = &place.maker.err;
    struct log_files files = log_files_in(place.maker.dir.log);
    maker_must(published_open(&log, place.maker.arena, &files, err), err);
    maker_must(published_proof(&log, place.maker.arena, 6, NULL, &plan.text, err), err);
    published_close(&log);
    plan.public_db = place.maker.dir.public_db;
    plan.log_key = place.maker.vkeys[MAKER_LOG];
    maker_must(proof_check(place.maker.arena, &plan, &report, err), err);
    assert_int_equal(report.levels[0].state, PROOF_HOLDS);
    assert_int_equal(report.levels[1].state, PROOF_HOLDS);
    assert_int_equal(report.levels[2].state, PROOF_MISSING);
    assert_non_null(strstr(report.levels[2].words, "does not know"));
    assert_int_equal(report.levels[3].state, PROOF_HOLDS);
    assert_int_equal(proof_exit_status(&report), 4);
    place_close(&place);
}

static void test_other__a_changed_body_is_found(void **state)
{
    (void)state;
    struct place place;
    struct audit_report report;
    struct str body;
    place_open(&place);
    const char *path =
        arena_printf(place.maker.arena, "%s/body/%s", place.maker.dir.log, place.other);
    log_maker_publish(&place.maker);
    maker_must(file_read(place.maker.arena, path, 4096, &body, &place.maker.err),
               &place.maker.err);
    char *changed = arena_strndup(place.maker.arena, body.p, body.n);
    changed[0] = (char)(changed[0] ^ 1);
    maker_must(file_write(path, str_n(changed, body.n), 0644, &place.maker.err),
               &place.maker.err);
    assert_int_equal(
        audit_log(place.maker.arena, place.maker.dir.log, NULL, &report, &place.maker.err),
        ERR_INVALID);
    place_close(&place);
}

static void test_other__none_in_the_name_of_a_key_that_is_known(void **state)
{
    (void)state;
    struct place place;
    struct audit_report report;
    place_open(&place);
    add(&place, true, MAKER_STATEMENT, "sample.text/1", NULL, "{}");
    assert_int_equal(audit(&place, &report), ERR_INVALID);
    assert_non_null(strstr(place.maker.err.message, "in the name of an Ed25519 key"));
    place_close(&place);
}

/* Whether they belong to it or not cannot be told here. */
static void test_other__they_may_stand_in_a_batch_or_before_it(void **state)
{
    (void)state;
    for (int first = 0; first < 4; first++) {
        struct place place;
        struct audit_report report;
        place_open(&place);
        uint64_t start = place.maker.log.range.size;
        add(&place, true, MAKER_FREE, "sample.text/1", NULL, "{}");
        add(&place, true, MAKER_FREE, "sample.text/1", NULL, "{}");
        add(&place, false, MAKER_AWAY, "sample.text/1", NULL, "{}");
        add(&place, true, MAKER_FREE, "sample.text/1", NULL, "{}");
        add(&place, false, MAKER_KEEPER, "log.received/1", NULL,
            arena_printf(place.maker.arena, "{\"first\":%d,\"last\":%d}", (int)start + first,
                         (int)start + 3));
        /* one that leaves out what came from elsewhere is wrong still */
        assert_int_equal(audit(&place, &report), first < 3 ? ERR_OK : ERR_INVALID);
        project(&place);
        place_close(&place);
    }
}

static int start(void **state)
{
    (void)state;
    crypto_start();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_other__the_log_holds_and_counts_them),
        cmocka_unit_test(test_other__nothing_they_say_has_an_effect),
        cmocka_unit_test(test_other__what_is_linked_to_one_has_its_effect),
        cmocka_unit_test(test_other__its_place_and_body_are_verified_its_signature_is_not),
        cmocka_unit_test(test_other__a_changed_body_is_found),
        cmocka_unit_test(test_other__none_in_the_name_of_a_key_that_is_known),
        cmocka_unit_test(test_other__they_may_stand_in_a_batch_or_before_it),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
