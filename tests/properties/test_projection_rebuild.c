/* public.db made step by step over a random history (support/random_history.h) equals public.db
 * made at once: table by table, `progress` apart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include "base/file.h"
#include "crypto/random.h"
#include "registry/gate.h"
#include "registry/state_at.h"
#include "support/random_history.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SEQUENCES = 220, STEPS = 40 };

static int64_t number(struct db *db, const char *sql)
{
    struct db_query *query;
    struct err err;
    bool row;
    maker_must(db_prepare(db, sql, &query, &err), &err);
    maker_must(db_step(query, &row, &err), &err);
    int64_t value = db_int(query, 0);
    db_reset(query);
    return value;
}

/* Rows of either side that the other has not, repeated rows counted. */
#define DIFFERENCE(table)                                                                      \
    "SELECT (SELECT count(*) FROM (SELECT * FROM main." table                                  \
    " EXCEPT SELECT * FROM rebuilt." table "))"                                                \
    " + (SELECT count(*) FROM (SELECT * FROM rebuilt." table                                   \
    " EXCEPT SELECT * FROM main." table "))"                                                   \
    " + abs((SELECT count(*) FROM main." table ") - (SELECT count(*) FROM rebuilt." table "))"

/* Does another issue of the same envelope come before this one? All are of keys held here. */
static bool outranked(const struct history *history, const struct counted *one)
{
    for (size_t i = 0; i < history->counted_count; i++) {
        const struct counted *other = &history->counted[i];
        if (strcmp(other->envelope, one->envelope) == 0 &&
            (other->at < one->at || (other->at == one->at && strcmp(other->id, one->id) < 0))) {
            return true;
        }
    }
    return false;
}

/* One row an envelope, of the issue that ranks first. */
static void assert_counted(struct history *history, uint64_t seed)
{
    struct db *db = history->projection.db;
    int64_t rows = 0;
    for (size_t i = 0; i < history->counted_count; i++) {
        const struct counted *one = &history->counted[i];
        if (outranked(history, one)) {
            history->again++;
            continue;
        }
        rows++;
        const char *sql =
            arena_printf(history->maker.arena,
                         "SELECT count(*) FROM main.evidence WHERE envelope = "
                         "'%s' AND statement_id = '%s' AND issuer = '%s' AND "
                         "log_index = %llu",
                         one->envelope, one->id, history->maker.names[one->issuer],
                         (unsigned long long)one->index);
        if (number(db, sql) != 1) {
            fail_msg("seed %llu: evidence %s is not of %s", (unsigned long long)seed,
                     one->envelope, one->id);
        }
    }
    if (number(db, "SELECT count(*) FROM main.evidence") != rows) {
        fail_msg("seed %llu: %lld rows of evidence, %lld may count", (unsigned long long)seed,
                 (long long)number(db, "SELECT count(*) FROM main.evidence"), (long long)rows);
    }
}

/* The words kept beside the index are those of the index. */
#define WORDS "SELECT count(*) FROM main.search_word"
#define WORDS_NOT_KEPT                                                                         \
    "SELECT (SELECT count(*) FROM (SELECT term, doc FROM main.search_word WHERE "              \
    "length(CAST(term AS BLOB)) <= 64 EXCEPT SELECT term, docs FROM main.search_term))"        \
    " + (SELECT count(*) FROM (SELECT term, docs FROM main.search_term"                        \
    " EXCEPT SELECT term, doc FROM main.search_word))"

/* The counts kept beside the states are those of the states. */
#define ALIKE "force, from_at, until_at, state, stage, use_area, risk, said"
#define COUNTED "SELECT " ALIKE ", count(*) FROM main.deployment_state GROUP BY " ALIKE
#define KEPT "SELECT " ALIKE ", uses FROM main.deployment_tally"
#define NOT_TALLIED                                                                            \
    "SELECT (SELECT count(*) FROM (SELECT * FROM (" COUNTED ") EXCEPT " KEPT                   \
    ")) + (SELECT count(*) FROM (" KEPT " EXCEPT SELECT * FROM (" COUNTED ")))"

static size_t states_seen[EVIDENCE_NONE + 1];

static void assert_same(struct history *history, uint64_t seed)
{
    static const char *const tables[] = {DIFFERENCE("meta"),
                                         DIFFERENCE("statement"),
                                         DIFFERENCE("signing_key"),
                                         DIFFERENCE("tool"),
                                         DIFFERENCE("benchmark"),
                                         DIFFERENCE("run"),
                                         DIFFERENCE("evidence"),
                                         DIFFERENCE("evidence_issue"),
                                         DIFFERENCE("figure"),
                                         DIFFERENCE("evidence_withdrawn"),
                                         DIFFERENCE("evidence_file"),
                                         DIFFERENCE("waiting"),
                                         DIFFERENCE("subject_head"),
                                         DIFFERENCE("received"),
                                         DIFFERENCE("removal"),
                                         DIFFERENCE("organisation_name"),
                                         DIFFERENCE("organisation_succession"),
                                         DIFFERENCE("removal_claim"),
                                         DIFFERENCE("entry"),
                                         DIFFERENCE("entry_force"),
                                         DIFFERENCE("entry_tool"),
                                         DIFFERENCE("opening"),
                                         DIFFERENCE("deployment_facet"),
                                         DIFFERENCE("deployment_tool"),
                                         DIFFERENCE("deployment_gap"),
                                         DIFFERENCE("statement_tally"),
                                         DIFFERENCE("deployment_state"),
                                         DIFFERENCE("deployment_tally"),
                                         DIFFERENCE("state_due"),
                                         DIFFERENCE("search_due"),
                                         DIFFERENCE("search_item"),
                                         DIFFERENCE("search_term"),
                                         DIFFERENCE("search_part"),
                                         DIFFERENCE("search_word"),
                                         DIFFERENCE("long_text"),
                                         DIFFERENCE("text_words"),
                                         DIFFERENCE("text_key"),
                                         DIFFERENCE("several_tools"),
                                         DIFFERENCE("texts_due"),
                                         DIFFERENCE("deployment_published"),
                                         DIFFERENCE("published_due"),
                                         DIFFERENCE("supplier_asked"),
                                         DIFFERENCE("supplier_reply")};
    static const char names[] = "SELECT count(*) FROM main.sqlite_schema WHERE type = 'table' "
                                "AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search_text%'";
    enum { TABLES = sizeof tables / sizeof tables[0] };
    struct db *db = history->projection.db;
    assert_int_equal(number(db, names), TABLES + 1); /* a new table must be compared too */
    for (size_t i = 0; i < TABLES; i++) {
        if (number(db, tables[i]) != 0) {
            fail_msg("seed %llu: differs in %s", (unsigned long long)seed, tables[i]);
        }
    }
    assert_int_equal(number(db, "SELECT count(*) FROM main.state_due"), 0);
    assert_int_equal(number(db, "SELECT count(*) FROM main.search_due"), 0);
    assert_int_equal(number(db, WORDS_NOT_KEPT), 0);
    assert_int_equal(number(db, NOT_TALLIED), 0);
    assert_true(number(db, "SELECT count(*) FROM main.search_part") >= number(db, WORDS));
    assert_counted(history, seed);
}

/* The table says of each head, at any moment, what the pure function says of the rows. */
static void assert_state(struct history *history, const struct gate_rows *rows,
                         struct str force, uint64_t seed)
{
    struct err *err = &history->maker.err;
    for (int i = 0; i < 12; i++) {
        int64_t now =
            history->maker.at + ((int64_t)history_below(history, 3000) - 1500) * 86400 / 2;
        struct evidence_finding wanted = evidence_of_version(rows->now_used, force, now, NULL);
        for (size_t h = 0; h < rows->versions.count; h++) {
            struct state_at found;
            maker_must(state_at(history->projection.db, history->maker.arena,
                                rows->versions.list[h].id, force, now, &found, err),
                       err);
            if (!str_is(found.state, evidence_state_word(wanted.state)) ||
                (wanted.row != NULL && !str_eq(found.envelope, wanted.row->envelope))) {
                fail_msg("seed %llu: the table says %.*s, not %s", (unsigned long long)seed,
                         STR_ARG(found.state), evidence_state_word(wanted.state));
            }
            states_seen[wanted.state]++;
        }
    }
}

static void assert_states(struct history *history, uint64_t seed)
{
    struct err *err = &history->maker.err;
    struct arena *arena = history->maker.arena;
    struct registry_entries all;
    maker_must(
        registry_of_type(history->projection.db, arena, "deployment.described/1", &all, err),
        err);
    for (size_t i = 0; i < all.count; i++) {
        struct gate_rows rows;
        maker_must(
            gate_rows_read(history->projection.db, arena, all.list[i].subject, &rows, err),
            err);
        struct gate_rows heads;
        maker_must(gate_rows_read_heads(history->projection.db, arena, all.list[i].subject,
                                        &heads, err),
                   err);
        heads.now_used = rows.now_used;
        assert_state(history, &heads, STR(""), seed);
        assert_state(history, &heads, STR("example-force"), seed);
    }
}

static void rebuild_and_compare(struct history *history, uint64_t seed)
{
    struct err *err = &history->maker.err;
    struct projection rebuilt;
    struct datadir dir = history->maker.dir;
    dir.public_db = arena_printf(history->maker.arena, "%s/rebuilt.db", dir.root);
    maker_must(projection_open(&rebuilt, &dir, &history->maker.log, err), err);
    rebuilt.step = seed % 3 == 0 ? 0 : seed % 3 * 5; /* in one transaction, in many */
    maker_must(projection_advance(&rebuilt, &history->maker.log,
                                  log_maker_checkpoint(&history->maker), err),
               err);
    projection_close(&rebuilt);
    maker_must(
        db_exec(history->projection.db,
                arena_printf(history->maker.arena, "ATTACH '%s' AS rebuilt", dir.public_db),
                err),
        err);
    assert_same(history, seed);
    assert_states(history, seed);
}

static int64_t run_history(const char *root, uint64_t seed, int64_t *again)
{
    struct history *history = malloc(sizeof *history);
    struct arena *arena = arena_new();
    struct err err;
    assert_non_null(history);
    const char *folder = arena_printf(arena, "%s/%llu", root, (unsigned long long)seed);
    history_begin(history, folder, seed);
    for (int i = 0; i < STEPS; i++) {
        history_step(history);
        if (history_chance(history, 4)) {
            history_advance(history);
        }
        if (history_chance(history, 20)) {
            history_reopen(history);
        }
    }
    history_advance(history);
    rebuild_and_compare(history, seed);
    int64_t counted = (int64_t)history->counted_count;
    *again += history->again;
    projection_close(&history->projection);
    log_maker_close(&history->maker);
    assert_int_equal(file_remove_tree(folder, &err), ERR_OK);
    free(history);
    arena_free(arena);
    return counted;
}

static void test_projection__rebuilt_is_the_same_over_random_histories(void **state)
{
    (void)state;
    /* Nothing here is about the disk: where memory can be had, syncs are free. */
    char shared[] = "/dev/shm/policeai-rebuild-XXXXXX";
    char plain[] = "/tmp/policeai-rebuild-XXXXXX";
    char *root = mkdtemp(shared) != NULL ? shared : mkdtemp(plain);
    struct err err;
    int64_t counted = 0;
    int64_t again = 0;
    assert_non_null(root);
    for (uint64_t seed = 1; seed <= SEQUENCES; seed++) {
        counted += run_history(root, seed, &again);
    }
    assert_true(counted > SEQUENCES); /* the histories are not empty of what matters */
    assert_true(again > SEQUENCES / 2);
    assert_int_equal(file_remove_tree(root, &err), ERR_OK);
}

static void test_projection__a_file_that_does_not_take_the_schema_is_made_again(void **state)
{
    char folder[] = "/tmp/policeai-schema-XXXXXX";
    struct history *history = malloc(sizeof *history);
    struct err err;
    struct db *db;
    (void)state;
    assert_non_null(history);
    assert_non_null(mkdtemp(folder));
    history_begin(history, folder, 1);
    for (int i = 0; i < STEPS; i++) {
        history_step(history);
    }
    history_advance(history);
    int64_t rows = number(history->projection.db, "SELECT count(*) FROM statement");
    projection_close(&history->projection);
    maker_must(db_open(&db, history->maker.dir.public_db, DB_WRITE, &err), &err);
    maker_must(
        db_exec(db, "DROP TABLE deployment_facet; CREATE TABLE deployment_facet (other)", &err),
        &err);
    db_close(db);
    history_reopen(history); /* an index of the schema names a column that is not there */
    assert_int_equal(history->projection.size, 0);
    history_advance(history);
    assert_int_equal(number(history->projection.db, "SELECT count(*) FROM statement"), rows);
    projection_close(&history->projection);
    log_maker_close(&history->maker);
    assert_int_equal(file_remove_tree(folder, &err), ERR_OK);
    free(history);
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
        cmocka_unit_test(test_projection__rebuilt_is_the_same_over_random_histories),
        cmocka_unit_test(test_projection__a_file_that_does_not_take_the_schema_is_made_again),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
