/* Evidence whose key is revoked from before it was issued counts no more: verify says so, and
 * it leaves the tables that count. Revoked from later on, it stays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "crypto/random.h"
#include "evidence/verify.h"
#include "support/golden_log.h"
#include "support/log_maker.h"

#include <stdlib.h>
#include <string.h>

enum { ISSUED_AT = 8, CENTRE_SIGNED = 6 };

static const char *subject_of(struct log_maker *maker, uint64_t index)
{
    struct leaf leaf;
    struct signed_statement statement;
    maker_must(leaf_log_get(&maker->log, maker->arena, index, &leaf, &maker->err), &maker->err);
    maker_must(statement_parse(maker->arena, leaf.note, &statement, &maker->err), &maker->err);
    struct str subject = statement.header.subject;
    return arena_strndup(maker->arena, subject.p, subject.n);
}

static int64_t rows(struct log_maker *maker, const char *sql)
{
    struct db *db;
    struct db_query *query;
    bool row;
    maker_must(db_open(&db, maker->dir.public_db, DB_READ, &maker->err), &maker->err);
    maker_must(db_prepare(db, sql, &query, &maker->err), &maker->err);
    maker_must(db_step(query, &row, &maker->err), &maker->err);
    int64_t count = db_int(query, 0);
    db_close(db);
    return count;
}

/* The golden log with its evidence key (leaf 3 introduced it) revoked from `from` on. */
static void verify_revoked(int from, bool counts)
{
    char folder[] = "/tmp/policeai-issued-XXXXXX";
    struct log_maker maker;
    struct verify_report report;
    const char *const benchmarks[] = {GOLDEN "/benchmarks", NULL};
    assert_non_null(mkdtemp(folder));
    log_maker_open(&maker, folder, "golden");
    golden_restore(maker.arena, &maker.log);
    golden_put_blobs(maker.arena, &maker.dir);
    maker.seq[MAKER_CENTRE] = CENTRE_SIGNED;
    struct maker_entry entry = {.by = MAKER_CENTRE, .type = "key.revoked/1"};
    entry.subject = subject_of(&maker, 3);
    entry.body = arena_printf(maker.arena, "{\"from\":%d,\"key\":\"%s\",\"reason\":\"lost\"}",
                              from, maker.names[MAKER_EVIDENCE]);
    log_maker_add(&maker, &entry);
    golden_project(maker.arena, &maker.dir, &maker.log);
    struct verify_plan plan = {.file = GOLDEN "/evidence/sample.dsse.json",
                               .public_db = maker.dir.public_db,
                               .benchmarks = benchmarks};
    maker_must(evidence_verify(maker.arena, &plan, &report, &maker.err), &maker.err);
    assert_int_equal(verify_exit_status(&report), counts ? 0 : 1);
    if (!counts) {
        assert_non_null(strstr(report.levels[1].words, "counts no more"));
    }
    assert_int_equal(rows(&maker, "SELECT count(*) FROM evidence"), counts);
    assert_int_equal(rows(&maker, "SELECT count(*) FROM evidence_withdrawn"), !counts);
    log_maker_close(&maker);
    assert_int_equal(file_remove_tree(folder, NULL), ERR_OK);
}

static void test_issued__by_a_key_revoked_from_before_counts_no_more(void **state)
{
    (void)state;
    verify_revoked(ISSUED_AT, false);
}

static void test_issued__by_a_key_revoked_from_later_on_stays(void **state)
{
    (void)state;
    verify_revoked(ISSUED_AT + 1, true);
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
        cmocka_unit_test(test_issued__by_a_key_revoked_from_before_counts_no_more),
        cmocka_unit_test(test_issued__by_a_key_revoked_from_later_on_stays),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
