/* One envelope, issued by several keys: which of them its row is of, and what is left when one
 * of them is revoked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "crypto/random.h"
#include "record/projection.h"
#include "store/blob.h"
#include "support/evidence_maker.h"

#include <stdlib.h>
#include <string.h>

enum { SECOND = MAKER_FREE, ELSEWHERE };

static const char tool[] =
    "{\"kind\":\"declared\",\"product\":\"p\",\"supplier\":\"s\",\"version\":\"1\"}";

struct place {
    struct log_maker maker;
    struct projection projection;
    char root[64];
    char hex[65]; /* the envelope */
    const char *run;
};

/* Two statement keys here and one away, all of the organisation whose key signs the envelope.
 */
static void place_open(struct place *place)
{
    struct log_maker *maker = &place->maker;
    memset(place, 0, sizeof *place);
    memcpy(place->root, "/tmp/policeai-issues-XXXXXX", 28);
    assert_non_null(mkdtemp(place->root));
    log_maker_open(maker, place->root, "issues");
    log_maker_found(maker);
    log_maker_introduce(maker, SECOND, "here", "sample-centre", "statement");
    log_maker_introduce(maker, ELSEWHERE, "away", "sample-centre", "statement");
    place->run = maker_run(maker, MAKER_STATEMENT, tool);
    struct str bytes = maker_envelope(maker, place->run, tool, MAKER_EVIDENCE);
    maker_must(blob_put(maker->dir.blobs_public, bytes, place->hex, &maker->err), &maker->err);
    maker_must(projection_open(&place->projection, &maker->dir, &maker->log, &maker->err),
               &maker->err);
}

static void place_close(struct place *place)
{
    struct err err;
    projection_close(&place->projection);
    log_maker_close(&place->maker);
    maker_must(file_remove_tree(place->root, &err), &err);
}

static void issue_at(struct place *place, int issuer, int64_t at)
{
    place->maker.at = at;
    maker_issue(&place->maker, place->hex, place->run, issuer);
}

static void revoke(struct place *place, int key, uint64_t from)
{
    struct log_maker *maker = &place->maker;
    struct maker_entry entry = {.by = MAKER_CENTRE, .subject = maker->subjects[key]};
    entry.type = "key.revoked/1";
    entry.body = arena_printf(maker->arena, "{\"from\":%d,\"key\":\"%s\",\"reason\":\"x\"}",
                              (int)from, maker->names[key]);
    log_maker_add(maker, &entry);
}

static int64_t number(struct place *place, const char *sql)
{
    struct log_maker *maker = &place->maker;
    struct db_query *query;
    bool row;
    maker_must(projection_advance(&place->projection, &maker->log, log_maker_checkpoint(maker),
                                  &maker->err),
               &maker->err);
    maker_must(db_prepare(place->projection.db, sql, &query, &maker->err), &maker->err);
    maker_must(db_step(query, &row, &maker->err), &maker->err);
    int64_t value = row ? db_int(query, 0) : -1;
    db_reset(query);
    return value;
}

/* The leaf that the envelope's row is of; -1 when it has none. */
static int64_t counts(struct place *place)
{
    return number(place, "SELECT log_index FROM evidence");
}

static void test_issues__the_one_stated_first_counts(void **state)
{
    (void)state;
    struct place place;
    place_open(&place);
    uint64_t first = place.maker.log.range.size;
    issue_at(&place, MAKER_STATEMENT, 1769677300);
    assert_int_equal(counts(&place), first);
    issue_at(&place, SECOND, 1769677299);
    assert_int_equal(counts(&place), first + 1);
    issue_at(&place, MAKER_STATEMENT, 1769677301);
    assert_int_equal(counts(&place), first + 1);
    assert_int_equal(number(&place, "SELECT COUNT(*) FROM figure"), 2);
    place_close(&place);
}

static void test_issues__our_own_counts_before_one_from_elsewhere(void **state)
{
    (void)state;
    struct place place;
    place_open(&place);
    uint64_t first = place.maker.log.range.size;
    issue_at(&place, ELSEWHERE, 1769677300);
    assert_int_equal(counts(&place), first);
    issue_at(&place, SECOND, 1769677400);
    assert_int_equal(counts(&place), first + 1);
    issue_at(&place, ELSEWHERE, 1769677200);
    assert_int_equal(counts(&place), first + 1);
    place_close(&place);
}

static void test_issues__when_one_is_withdrawn_the_next_counts(void **state)
{
    (void)state;
    struct place place;
    place_open(&place);
    uint64_t first = place.maker.log.range.size;
    issue_at(&place, MAKER_STATEMENT, 1769677300);
    issue_at(&place, SECOND, 1769677301);
    assert_int_equal(counts(&place), first);
    revoke(&place, MAKER_STATEMENT, first);
    assert_int_equal(counts(&place), first + 1);
    assert_int_equal(number(&place, "SELECT COUNT(*) FROM evidence_withdrawn"), 0);
    assert_int_equal(number(&place, "SELECT COUNT(*) FROM figure"), 2);
    revoke(&place, SECOND, first);
    assert_int_equal(counts(&place), -1);
    assert_int_equal(number(&place, "SELECT COUNT(*) FROM evidence_withdrawn"), 1);
    assert_int_equal(number(&place, "SELECT COUNT(*) FROM figure"), 0);
    place_close(&place);
}

static void test_issues__one_from_before_a_key_was_lost_stays(void **state)
{
    (void)state;
    struct place place;
    place_open(&place);
    uint64_t first = place.maker.log.range.size;
    issue_at(&place, MAKER_STATEMENT, 1769677300);
    issue_at(&place, SECOND, 1769677299);
    revoke(&place, MAKER_EVIDENCE, first + 1);
    assert_int_equal(counts(&place), first);
    place_close(&place);
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
        cmocka_unit_test(test_issues__the_one_stated_first_counts),
        cmocka_unit_test(test_issues__our_own_counts_before_one_from_elsewhere),
        cmocka_unit_test(test_issues__when_one_is_withdrawn_the_next_counts),
        cmocka_unit_test(test_issues__one_from_before_a_key_was_lost_stays),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
