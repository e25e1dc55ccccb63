/* What a keeper makes of bundles that hold; the audit, which shares no code with it, judges. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "exchange_rig.h"

#include "base/file.h"
#include "base/limits.h"
#include "record/key_admin.h"
#include "store/blob.h"

#include <string.h>

#define SUBJECT "00112233445566778899aabbccddeeff"

struct pair {
    struct centre centre;
    struct log_maker force;
};

static void pair_open(struct pair *pair)
{
    centre_open(&pair->centre);
    sender_open(&pair->force, &pair->centre, "force", "exchange force");
    centre_introduce(&pair->centre, &pair->force, "sample-force");
}

static void pair_close(struct pair *pair)
{
    log_maker_close(&pair->force);
    centre_close(&pair->centre);
}

static struct str note_at(struct centre *centre, const struct datadir *dir, uint64_t index)
{
    struct db *db;
    struct leaf_log log;
    struct leaf leaf;
    maker_must(db_open(&db, dir->ledger_db, DB_READ, &centre->err), &centre->err);
    maker_must(leaf_log_open(&log, db, LOG_PUBLIC, &centre->err), &centre->err);
    maker_must(leaf_log_get(&log, centre->arena, index, &leaf, &centre->err), &centre->err);
    db_close(db);
    return leaf.note;
}

static void test_exchange__statements_become_leaves_byte_for_byte(void **state)
{
    (void)state;
    struct pair pair;
    pair_open(&pair);
    sender_say(&pair.force, NULL, NULL, 0, 1);
    sender_say(&pair.force, NULL, NULL, 0, 2);
    uint64_t before = keeper_size(pair.centre.keeper);
    centre_must_take(&pair.centre, &pair.force, sender_pack(&pair.force, "b", 0, 0));
    assert_int_equal(pair.centre.received.taken, 2);
    assert_int_equal(pair.centre.received.first, before);
    assert_int_equal(centre_audit(&pair.centre), before + 3); /* and log.received/1 */
    for (uint64_t i = 0; i < 2; i++) {
        struct str sent = note_at(&pair.centre, &pair.force.dir, 5 + i);
        struct str got = note_at(&pair.centre, &pair.centre.dir, before + i);
        assert_true(str_eq(sent, got));
    }
    assert_int_equal(centre_number(&pair.centre, "SELECT COUNT(*) FROM received"), 1);
    pair_close(&pair);
}

static void test_exchange__only_own_statements_travel(void **state)
{
    (void)state;
    struct pair pair;
    struct maker_entry away = {.by = MAKER_AWAY, .type = "sample.away/1", .body = "{}"};
    pair_open(&pair);
    sender_say(&pair.force, NULL, NULL, 0, 1);
    log_maker_add(&pair.force, &away);
    centre_must_take(&pair.centre, &pair.force, sender_pack(&pair.force, "b", 0, 0));
    assert_int_equal(pair.centre.received.entries, 1); /* no genesis, key.*, nor another's */
    pair_close(&pair);
}

static void test_exchange__a_bundle_again_brings_nothing(void **state)
{
    (void)state;
    struct pair pair;
    pair_open(&pair);
    sender_say(&pair.force, NULL, NULL, 0, 1);
    const char *path = sender_pack(&pair.force, "b", 0, 0);
    centre_must_take(&pair.centre, &pair.force, path);
    uint64_t size = keeper_size(pair.centre.keeper);
    centre_must_take(&pair.centre, NULL, path); /* the log key is known by now */
    assert_int_equal(pair.centre.received.known, 1);
    assert_int_equal(pair.centre.received.taken, 0);
    assert_int_equal(keeper_size(pair.centre.keeper), size);
    pair_close(&pair);
}

static void test_exchange__the_second_half_waits_outside_for_the_first(void **state)
{
    (void)state;
    struct pair pair;
    pair_open(&pair);
    for (int i = 0; i < 10; i++) {
        sender_say(&pair.force, NULL, NULL, 0, i);
    }
    const char *first = sender_pack(&pair.force, "first", 0, 10);
    const char *second = sender_pack(&pair.force, "second", 10, 0);
    uint64_t size = keeper_size(pair.centre.keeper);
    centre_must_take(&pair.centre, &pair.force, second);
    assert_int_equal(pair.centre.received.held, 5);
    assert_int_equal(keeper_size(pair.centre.keeper), size);
    centre_reopen(&pair.centre, pair.centre.settings.clock.seconds);
    centre_must_take(&pair.centre, &pair.force, second);
    assert_int_equal(pair.centre.received.held, 5);
    centre_must_take(&pair.centre, &pair.force, first);
    assert_int_equal(pair.centre.received.taken, 10);
    assert_int_equal(pair.centre.received.held, 0);
    assert_int_equal(centre_audit(&pair.centre), size + 11);
    pair_close(&pair);
}

static void test_exchange__an_older_bundle_may_come_later(void **state)
{
    (void)state;
    struct pair pair;
    pair_open(&pair);
    sender_say(&pair.force, NULL, NULL, 0, 1);
    const char *old = sender_pack(&pair.force, "old", 0, 0);
    sender_say(&pair.force, NULL, NULL, 0, 2);
    centre_must_take(&pair.centre, &pair.force, sender_pack(&pair.force, "new", 0, 0));
    centre_must_take(&pair.centre, &pair.force, old);
    assert_true(pair.centre.received.older);
    assert_int_equal(pair.centre.received.taken, 0);
    pair_close(&pair);
}

static void test_exchange__logged_when_received_though_our_clock_went_back(void **state)
{
    (void)state;
    struct pair pair;
    pair_open(&pair);
    pair.force.at += 500000; /* the sender's clock is its own */
    sender_say(&pair.force, NULL, NULL, 0, 1);
    int64_t now = pair.centre.settings.clock.seconds;
    centre_reopen(&pair.centre, now - 400);
    centre_must_take(&pair.centre, &pair.force, sender_pack(&pair.force, "b", 0, 0));
    centre_audit(&pair.centre);
    char sql[200];
    char at[TIME_SIZE];
    time_format(at, now);
    snprintf(sql, sizeof sql,
             "SELECT COUNT(*) FROM statement WHERE type = 'sample.counted/1' AND logged_at = "
             "'%s' AND at > logged_at",
             at);
    assert_int_equal(centre_number(&pair.centre, sql), 1);
    pair_close(&pair);
}

static size_t heads_of_log(struct centre *centre)
{
    struct db *db;
    struct leaf_log log;
    struct str *ids;
    size_t count;
    struct err *err = &centre->err;
    maker_must(db_open(&db, centre->dir.ledger_db, DB_READ, err), err);
    maker_must(leaf_log_open(&log, db, LOG_PUBLIC, err), err);
    maker_must(leaf_log_heads(&log, centre->arena, STR(SUBJECT), &ids, &count, err), err);
    db_close(db);
    return count;
}

static void test_exchange__waits_for_prev_and_has_no_effect_until_then(void **state)
{
    (void)state;
    struct pair pair;
    struct log_maker other;
    pair_open(&pair);
    sender_open(&other, &pair.centre, "other", "exchange other");
    centre_introduce(&pair.centre, &other, "sample-force");
    struct str first = str_of(sender_say(&pair.force, SUBJECT, NULL, 0, 1));
    struct str second = str_of(sender_say(&other, SUBJECT, &first, 1, 2));
    sender_say(&other, SUBJECT, &second, 1, 3);
    centre_must_take(&pair.centre, &other, sender_pack(&other, "b", 0, 0));
    assert_int_equal(pair.centre.received.taken, 2);
    assert_int_equal(centre_number(&pair.centre, "SELECT COUNT(*) FROM waiting"), 2);
    assert_int_equal(centre_number(&pair.centre,
                                   "SELECT COUNT(*) FROM subject_head WHERE subject = '" SUBJECT
                                   "'"),
                     0);
    centre_must_take(&pair.centre, &pair.force, sender_pack(&pair.force, "b", 0, 0));
    assert_int_equal(centre_number(&pair.centre, "SELECT COUNT(*) FROM waiting"), 0);
    assert_int_equal(centre_number(&pair.centre,
                                   "SELECT COUNT(*) FROM subject_head h JOIN statement s ON "
                                   "s.id = h.id WHERE h.subject = '" SUBJECT
                                   "' AND s.body = '{\"n\":3}'"),
                     1);
    assert_int_equal(centre_number(&pair.centre,
                                   "SELECT COUNT(*) FROM subject_head WHERE subject = '" SUBJECT
                                   "'"),
                     1);
    assert_int_equal(heads_of_log(&pair.centre), 1); /* the next of ours names that one alone */
    centre_audit(&pair.centre);
    log_maker_close(&other);
    pair_close(&pair);
}

static int64_t heads(struct centre *centre)
{
    return centre_number(centre,
                         "SELECT COUNT(*) FROM subject_head WHERE subject = '" SUBJECT "'");
}

static void test_exchange__two_versions_conflict_until_one_names_both(void **state)
{
    (void)state;
    struct pair pair;
    struct log_maker other;
    pair_open(&pair);
    sender_open(&other, &pair.centre, "other", "exchange other");
    centre_introduce(&pair.centre, &other, "sample-force");
    struct str root = str_of(sender_say(&pair.force, SUBJECT, NULL, 0, 1));
    sender_say(&pair.force, SUBJECT, &root, 1, 2);
    sender_say(&other, SUBJECT, &root, 1, 3);
    centre_must_take(&pair.centre, &pair.force, sender_pack(&pair.force, "b", 0, 0));
    assert_int_equal(heads(&pair.centre), 1);
    centre_must_take(&pair.centre, &other, sender_pack(&other, "b", 0, 0));
    assert_int_equal(heads(&pair.centre), 2);
    centre_say(&pair.centre, SUBJECT, 4); /* names both heads */
    assert_int_equal(heads(&pair.centre), 1);
    centre_audit(&pair.centre);
    log_maker_close(&other);
    pair_close(&pair);
}

static void test_exchange__a_late_statement_is_kept_without_effect(void **state)
{
    (void)state;
    struct pair pair;
    pair_open(&pair);
    struct str root = str_of(sender_say(&pair.force, SUBJECT, NULL, 0, 1));
    const char *first = sender_pack(&pair.force, "first", 0, 0);
    sender_say(&pair.force, SUBJECT, &root, 1, 2);
    centre_must_take(&pair.centre, &pair.force, first);
    centre_revoke(&pair.centre, pair.force.names[MAKER_STATEMENT]);
    centre_must_take(&pair.centre, &pair.force, sender_pack(&pair.force, "second", 0, 0));
    assert_int_equal(pair.centre.received.late, 1);
    assert_int_equal(centre_number(&pair.centre,
                                   "SELECT COUNT(*) FROM statement WHERE state = 'late' AND "
                                   "body = '{\"n\":2}'"),
                     1);
    assert_int_equal(
        centre_number(&pair.centre,
                      "SELECT COUNT(*) FROM subject_head h JOIN statement s ON s.id = h.id "
                      "WHERE h.subject = '" SUBJECT "' AND s.body = '{\"n\":1}'"),
        1);
    centre_audit(&pair.centre);
    centre_reopen(&pair.centre, pair.centre.settings.clock.seconds);
    pair_close(&pair);
}

/* A tool listed by its manifest, a public blob of the sender. */
static void list_tool(struct pair *pair)
{
    char hex[65];
    struct log_maker *force = &pair->force;
    struct maker_entry entry = {.by = MAKER_STATEMENT, .type = "tool.listed/1"};
    maker_must(
        blob_put(force->dir.blobs_public,
                 STR("{\"id\":\"made-up\",\"version\":\"1\",\"name\":\"Made up\","
                     "\"task\":\"text-redaction\",\"supplier\":\"s\",\"licence\":\"l\"}"),
                 hex, &force->err),
        &force->err);
    entry.body = arena_printf(
        force->arena,
        "{\"identity\":{\"kind\":\"declared\",\"product\":\"made-up\",\"supplier\":\"s\","
        "\"version\":\"1\"},\"manifest\":\"%s\"}",
        hex);
    log_maker_add(force, &entry);
}

static void test_exchange__files_come_along_or_later(void **state)
{
    (void)state;
    struct pair pair;
    struct exchange_choice without = {0, 0, true};
    struct exchange_sent sent;
    pair_open(&pair);
    list_tool(&pair);
    const char *whole = sender_pack(&pair.force, "whole", 0, 0);
    const char *bare = arena_printf(pair.force.arena, "%s/bare", pair.force.dir.root);
    maker_must(
        exchange_out(pair.force.arena, &pair.force.dir, bare, &without, &sent, &pair.force.err),
        &pair.force.err);
    assert_int_equal(sent.left_out, 1);
    centre_must_take(&pair.centre, &pair.force, bare);
    assert_int_equal(pair.centre.received.left_out, 1);
    assert_int_equal(centre_number(&pair.centre, "SELECT COUNT(*) FROM tool"), 0);
    centre_must_take(&pair.centre, &pair.force, whole);
    assert_int_equal(pair.centre.received.taken, 0);
    assert_int_equal(pair.centre.received.blobs, 1);
    assert_int_equal(centre_number(&pair.centre, "SELECT COUNT(*) FROM tool"), 1);
    pair_close(&pair);
}

/* Bytes of a later version of the format, which only the later program could have made. */
static void test_exchange__types_not_understood_are_kept_and_counted(void **state)
{
    (void)state;
    struct pair pair;
    struct maker_entry entry = {
        .by = MAKER_STATEMENT, .type = "decision.recorded/7", .body = "{\"a\":\"b\"}"};
    pair_open(&pair);
    log_maker_add(&pair.force, &entry);
    centre_must_take(&pair.centre, &pair.force, sender_pack(&pair.force, "b", 0, 0));
    assert_int_equal(
        centre_number(&pair.centre, "SELECT COUNT(*) FROM statement WHERE understood = 0"), 1);
    centre_audit(&pair.centre);
    pair_close(&pair);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exchange__statements_become_leaves_byte_for_byte),
        cmocka_unit_test(test_exchange__only_own_statements_travel),
        cmocka_unit_test(test_exchange__a_bundle_again_brings_nothing),
        cmocka_unit_test(test_exchange__the_second_half_waits_outside_for_the_first),
        cmocka_unit_test(test_exchange__an_older_bundle_may_come_later),
        cmocka_unit_test(test_exchange__logged_when_received_though_our_clock_went_back),
        cmocka_unit_test(test_exchange__waits_for_prev_and_has_no_effect_until_then),
        cmocka_unit_test(test_exchange__two_versions_conflict_until_one_names_both),
        cmocka_unit_test(test_exchange__a_late_statement_is_kept_without_effect),
        cmocka_unit_test(test_exchange__files_come_along_or_later),
        cmocka_unit_test(test_exchange__types_not_understood_are_kept_and_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
