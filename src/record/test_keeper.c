/* The keeper from outside: what it founds, appends, publishes, refuses, and what is left after
 * it is killed. The audit, which shares no code with the appending, is the judge. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/prng.h"
#include "crypto/note.h"
#include "crypto/random.h"
#include "ledger/checkpoint.h"
#include "ledger/tlogproof.h"
#include "record/audit.h"
#include "record/keeper.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define DIGEST "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SUBJECT "00112233445566778899aabbccddeeff"
#define DAY 86400

struct place {
    struct arena *arena;
    struct datadir dir;
    struct keeper_settings settings;
    struct err err;
};

static void place_make(struct place *place)
{
    char folder[] = "/tmp/policeai-keeper-XXXXXX";
    *place = (struct place){.arena = arena_new()};
    place->settings.clock = (struct clock){.fixed = true, .seconds = 1769677200};
    assert_non_null(mkdtemp(folder));
    assert_int_equal(datadir_at(place->arena, folder, &place->dir, &place->err), ERR_OK);
}

static void place_remove(struct place *place)
{
    assert_int_equal(file_remove_tree(place->dir.root, &place->err), ERR_OK);
    arena_free(place->arena);
}

static int shell(const char *command)
{
    int status = -1;
    pid_t child = fork();
    if (child == 0) {
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        _exit(127);
    }
    waitpid(child, &status, 0);
    return status;
}

static struct keeper *open_keeper(struct place *place)
{
    struct keeper *keeper = NULL;
    if (keeper_open(&keeper, &place->dir, &place->settings, &place->err) != ERR_OK) {
        fail_msg("%s", place->err.message);
    }
    return keeper;
}

static struct keeper_receipt append(struct place *place, struct keeper *keeper,
                                    const char *subject, int number)
{
    struct keeper_receipt receipt;
    struct keeper_entry entry = {.type = STR("sample.counted/1"), .subject = subject};
    entry.body = str_of(arena_printf(place->arena, "{ \"n\": %d }", number));
    if (keep_append(keeper, place->arena, LOG_PUBLIC, &entry, 1, &receipt, &place->err) !=
        ERR_OK) {
        fail_msg("%s", place->err.message);
    }
    return receipt;
}

static struct audit_report audit(struct place *place)
{
    struct audit_report report;
    if (audit_log(place->arena, place->dir.log, NULL, &report, &place->err) != ERR_OK) {
        fail_msg("%s", place->err.message);
    }
    return report;
}

static void test_keeper__founds_a_log_that_a_stranger_can_audit(void **state)
{
    (void)state;
    struct place place;
    place_make(&place);
    struct keeper *keeper = open_keeper(&place);
    struct audit_report report = audit(&place);
    assert_int_equal(report.size, 5); /* genesis, three keys, the day's private head */
    assert_int_equal(report.keys, 5);
    assert_true(str_starts(report.origin, STR("demo.invalid/")));
    keeper_close(keeper);
    place_remove(&place);
}

static void test_keeper__a_receipt_leads_to_a_proof_of_entry_and_body(void **state)
{
    (void)state;
    struct place place;
    struct str text;
    struct tlogproof proof;
    struct tlogproof_extra extra;
    struct signed_checkpoint checkpoint;
    struct signed_statement statement;
    struct note_key log_key;
    place_make(&place);
    struct keeper *keeper = open_keeper(&place);
    struct keeper_receipt receipt = {{0}, 0, {NULL, 0}};
    for (int i = 0; i < 20; i++) {
        receipt = append(&place, keeper, NULL, i);
    }
    append(&place, keeper, NULL, 20);
    assert_int_equal(keep_prove(keeper, place.arena, str_of(receipt.id), &text, &place.err),
                     ERR_OK);
    struct audit_report report = audit(&place);
    assert_int_equal(vkey_parse(report.log_key, &log_key, &place.err), ERR_OK);
    assert_int_equal(tlogproof_parse(place.arena, text, &proof, &place.err), ERR_OK);
    assert_int_equal(proof.index, receipt.index);
    assert_int_equal(tlogproof_extra_parse(proof.extra, &extra, &place.err), ERR_OK);
    assert_int_equal(
        tlogproof_verify(place.arena, &proof, extra.entry, &log_key, &checkpoint, &place.err),
        ERR_OK);
    assert_int_equal(statement_parse(place.arena, extra.entry, &statement, &place.err), ERR_OK);
    assert_string_equal(statement.id, receipt.id);
    assert_int_equal(body_verify(&statement.header, &extra.salt, extra.body, &place.err),
                     ERR_OK);
    assert_true(str_is(extra.body, "{\"n\":19}"));
    keeper_close(keeper);
    place_remove(&place);
}

static void test_keeper__prev_names_the_heads_and_seq_counts_on_after_a_restart(void **state)
{
    (void)state;
    struct place place;
    struct leaf leaf;
    struct signed_statement statement;
    struct db *db;
    struct leaf_log log;
    place_make(&place);
    struct keeper *keeper = open_keeper(&place);
    struct keeper_receipt first = append(&place, keeper, SUBJECT, 1);
    keeper_close(keeper);
    keeper = open_keeper(&place);
    struct keeper_receipt second = append(&place, keeper, SUBJECT, 2);
    keeper_close(keeper);
    assert_int_equal(db_open(&db, place.dir.ledger_db, DB_READ, &place.err), ERR_OK);
    assert_int_equal(leaf_log_open(&log, db, LOG_PUBLIC, &place.err), ERR_OK);
    assert_int_equal(leaf_log_get(&log, place.arena, second.index, &leaf, &place.err), ERR_OK);
    assert_int_equal(statement_parse(place.arena, leaf.note, &statement, &place.err), ERR_OK);
    assert_int_equal(statement.header.prev_count, 1);
    assert_true(str_is(statement.header.prev[0], first.id));
    assert_int_equal(statement.header.seq, 1);
    db_close(db);
    audit(&place);
    place_remove(&place);
}

static void test_keeper__time_of_leaves_never_falls(void **state)
{
    (void)state;
    struct place place;
    place_make(&place);
    struct keeper *keeper = open_keeper(&place);
    append(&place, keeper, NULL, 1);
    keeper_close(keeper);
    place.settings.clock.seconds -= 3600;
    keeper = open_keeper(&place);
    append(&place, keeper, NULL, 2);
    keeper_close(keeper);
    audit(&place);
    place_remove(&place);
}

static void test_keeper__a_batch_is_taken_whole_or_not_at_all(void **state)
{
    (void)state;
    struct place place;
    place_make(&place);
    struct keeper *keeper = open_keeper(&place);
    uint64_t size = keeper_size(keeper);
    struct keeper_entry entries[] = {
        {.type = STR("sample.counted/1"), .body = STR("{}")},
        {.type = STR("benchmark.listed/1"), .body = STR("{\"digest\":\"short\"}")}};
    assert_int_equal(keep_append(keeper, place.arena, LOG_PUBLIC, entries, 2, NULL, &place.err),
                     ERR_FORMAT);
    assert_int_equal(keeper_size(keeper), size);
    entries[1].body = STR("{\"digest\":\"" DIGEST "\"}");
    assert_int_equal(keep_append(keeper, place.arena, LOG_PUBLIC, entries, 2, NULL, &place.err),
                     ERR_OK);
    assert_int_equal(keeper_size(keeper), size + 2);
    keeper_close(keeper);
    assert_int_equal(audit(&place).size, size + 2);
    place_remove(&place);
}

static void test_keeper__types_of_the_log_itself_are_refused(void **state)
{
    (void)state;
    static const char *const types[] = {"genesis/1", "key.introduced/1", "log.received/1",
                                        "private.head/1"};
    struct place place;
    place_make(&place);
    struct keeper *keeper = open_keeper(&place);
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        struct keeper_entry entry = {.type = str_of(types[i]), .body = STR("{}")};
        assert_int_equal(
            keep_append(keeper, place.arena, LOG_PUBLIC, &entry, 1, NULL, &place.err),
            ERR_DENIED);
    }
    keeper_close(keeper);
    place_remove(&place);
}

static void test_keeper__evidence_of_a_run_not_in_the_log_is_refused(void **state)
{
    (void)state;
    struct place place;
    place_make(&place);
    struct keeper *keeper = open_keeper(&place);
    struct keeper_entry entry = {
        .type = STR("evidence.issued/1"),
        .body = STR("{\"envelope\":\"" DIGEST "\",\"run\":\"" DIGEST "\"}")};
    assert_int_equal(keep_append(keeper, place.arena, LOG_PUBLIC, &entry, 1, NULL, &place.err),
                     ERR_NOT_FOUND);
    keeper_close(keeper);
    place_remove(&place);
}

static void test_keeper__a_second_one_on_the_same_folder_is_refused(void **state)
{
    (void)state;
    struct place place;
    struct keeper *other = NULL;
    place_make(&place);
    struct keeper *keeper = open_keeper(&place);
    assert_int_equal(keeper_open(&other, &place.dir, &place.settings, &place.err),
                     ERR_CONFLICT);
    assert_non_null(strstr(place.err.message, "in use"));
    keeper_close(keeper);
    place_remove(&place);
}

static void copy_ledger(struct place *place, const char *from, const char *to)
{
    static const char *const endings[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < 3; i++) {
        char *source = arena_printf(place->arena, "%s%s", from, endings[i]);
        char *target = arena_printf(place->arena, "%s%s", to, endings[i]);
        unlink(target);
        if (file_exists(source)) {
            assert_int_equal(file_copy(source, target, 0600, &place->err), ERR_OK);
        }
    }
}

static void test_keeper__an_older_database_put_back_is_refused(void **state)
{
    (void)state;
    struct place place;
    struct keeper *keeper;
    place_make(&place);
    char *copy = arena_printf(place.arena, "%s/old.db", place.dir.root);
    keeper_close(open_keeper(&place));
    copy_ledger(&place, place.dir.ledger_db, copy);
    keeper = open_keeper(&place);
    append(&place, keeper, NULL, 1);
    keeper_close(keeper);
    copy_ledger(&place, copy, place.dir.ledger_db);
    assert_int_equal(keeper_open(&keeper, &place.dir, &place.settings, &place.err),
                     ERR_CONFLICT);
    assert_non_null(strstr(place.err.message, "second history"));
    place_remove(&place);
}

/* Two copies of one database each took another leaf at the same place. */
static void test_keeper__a_database_beside_the_signed_history_is_refused(void **state)
{
    (void)state;
    struct place place;
    struct keeper *keeper;
    place_make(&place);
    char *database = arena_printf(place.arena, "%s/old.db", place.dir.root);
    char *mark = arena_printf(place.arena, "%s/old-signed", place.dir.root);
    char *kept = arena_printf(place.arena, "%s/new-signed", place.dir.root);
    char *last = arena_printf(place.arena, "%s/last-signed", place.dir.keys);
    keeper_close(open_keeper(&place));
    copy_ledger(&place, place.dir.ledger_db, database);
    copy_ledger(&place, last, mark);
    keeper = open_keeper(&place);
    append(&place, keeper, NULL, 1);
    keeper_close(keeper);
    copy_ledger(&place, last, kept);
    copy_ledger(&place, database, place.dir.ledger_db);
    copy_ledger(&place, mark, last);
    unlink(arena_printf(place.arena, "%s/checkpoint", place.dir.log));
    keeper = open_keeper(&place);
    append(&place, keeper, NULL, 2);
    keeper_close(keeper);
    copy_ledger(&place, kept, last);
    assert_int_equal(keeper_open(&keeper, &place.dir, &place.settings, &place.err),
                     ERR_CONFLICT);
    assert_non_null(strstr(place.err.message, "is beside"));
    place_remove(&place);
}

static void test_keeper__without_its_mark_of_what_was_signed_it_refuses(void **state)
{
    (void)state;
    struct place place;
    struct keeper *keeper;
    place_make(&place);
    keeper_close(open_keeper(&place));
    unlink(arena_printf(place.arena, "%s/last-signed", place.dir.keys));
    assert_int_equal(keeper_open(&keeper, &place.dir, &place.settings, &place.err),
                     ERR_CONFLICT);
    place_remove(&place);
}

static void test_keeper__keys_of_another_log_are_refused(void **state)
{
    (void)state;
    struct place place;
    struct place other;
    struct keeper *keeper;
    place_make(&place);
    place_make(&other);
    keeper_close(open_keeper(&place));
    keeper_close(open_keeper(&other));
    assert_int_equal(file_copy(arena_printf(other.arena, "%s/log", other.dir.keys),
                               arena_printf(place.arena, "%s/log", place.dir.keys), 0600,
                               &place.err),
                     ERR_OK);
    assert_int_equal(keeper_open(&keeper, &place.dir, &place.settings, &place.err),
                     ERR_INVALID);
    assert_non_null(strstr(place.err.message, "not the key of this log"));
    place_remove(&place);
    place_remove(&other);
}

static void test_keeper__private_statements_leave_no_trace_but_the_head_of_the_day(void **state)
{
    (void)state;
    struct place place;
    place_make(&place);
    struct keeper *keeper = open_keeper(&place);
    uint64_t size = keeper_size(keeper);
    struct keeper_entry entry = {.type = STR("sample.private/1"),
                                 .body = STR("{\"secret\":\"sesame\"}")};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(
            keep_append(keeper, place.arena, LOG_PRIVATE, &entry, 1, NULL, &place.err), ERR_OK);
    }
    assert_int_equal(keeper_size(keeper), size);
    assert_int_equal(keep_day(keeper, &place.err), ERR_OK);
    assert_int_equal(keeper_size(keeper), size);
    keeper_close(keeper);
    place.settings.clock.seconds += DAY;
    keeper = open_keeper(&place);
    assert_int_equal(keeper_size(keeper), size + 1);
    keeper_close(keeper);
    audit(&place);
    char *grep = arena_printf(place.arena, "grep -rq sesame %s/log %s/public.db* %s/blobs",
                              place.dir.root, place.dir.root, place.dir.root);
    assert_int_not_equal(shell(grep), 0);
    place_remove(&place);
}

/* Rows of every table but progress, as sqlite3's own shell prints them. */
static struct str dump(struct place *place)
{
    struct str text;
    char *out = arena_printf(place->arena, "%s/dump", place->dir.root);
    char *command = arena_printf(
        place->arena,
        "for t in $(sqlite3 -batch %s \"select name from sqlite_schema where type = 'table' "
        "and name <> 'progress' order by name\"); do "
        "sqlite3 -batch %s \"select '$t', * from $t order by 2\"; echo \"$t\"; done > %s",
        place->dir.public_db, place->dir.public_db, out);
    assert_int_equal(shell(command), 0);
    assert_int_equal(file_read(place->arena, out, 64 * MIB, &text, &place->err), ERR_OK);
    return text;
}

static void append_random(struct place *place, struct keeper *keeper, struct prng *prng)
{
    static const char *const subjects[] = {SUBJECT, "ffeeddccbbaa99887766554433221100", NULL};
    char hex[65];
    struct keeper_entry entry = {.subject = subjects[prng_below(prng, 3)]};
    struct keeper_receipt receipt;
    char *document =
        arena_printf(place->arena, "{\"id\":\"t%d\",\"version\":\"1\",\"name\":\"Sample\"}",
                     (int)prng_below(prng, 5));
    assert_int_equal(keep_publish_blob(keeper, str_of(document), hex, &place->err), ERR_OK);
    switch (prng_below(prng, 3)) {
    case 0:
        entry.type = STR("benchmark.listed/1");
        entry.body = str_of(arena_printf(place->arena, "{\"digest\":\"%s\"}", hex));
        break;
    case 1:
        entry.type = STR("tool.listed/1");
        entry.body = str_of(arena_printf(place->arena,
                                         "{\"identity\":{\"kind\":\"declared\",\"product\":"
                                         "\"%s\",\"supplier\":\"s\",\"version\":\"1\"},"
                                         "\"manifest\":\"%s\"}",
                                         hex, hex));
        break;
    default:
        entry.type = STR("sample.unknown/7");
        entry.body = STR("{\"x\":1}");
    }
    assert_int_equal(
        keep_append(keeper, place->arena, LOG_PUBLIC, &entry, 1, &receipt, &place->err),
        ERR_OK);
}

static void test_projection__deleted_and_rebuilt_is_the_same(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 5; seed++) {
        struct place place;
        struct prng prng;
        prng_seed(&prng, seed);
        place_make(&place);
        struct keeper *keeper = open_keeper(&place);
        for (int i = 0; i < 40; i++) {
            append_random(&place, keeper, &prng);
        }
        struct str grown = dump(&place);
        assert_true(str_find(grown, STR("tool|")) != SIZE_MAX);
        assert_int_equal(keep_rebuild(keeper, &place.err), ERR_OK);
        struct str rebuilt = dump(&place);
        assert_true(str_eq(grown, rebuilt));
        keeper_close(keeper);
        unlink(place.dir.public_db);
        keeper_close(open_keeper(&place));
        assert_true(str_eq(grown, dump(&place)));
        place_remove(&place);
    }
}

/* What an earlier program left: without a table that this one has. */
static void test_projection__tables_of_an_earlier_program_are_made_again(void **state)
{
    (void)state;
    struct place place;
    struct prng prng;
    struct db *db;
    prng_seed(&prng, 7);
    place_make(&place);
    struct keeper *keeper = open_keeper(&place);
    for (int i = 0; i < 10; i++) {
        append_random(&place, keeper, &prng);
    }
    keeper_close(keeper);
    struct str before = dump(&place);
    assert_int_equal(db_open(&db, place.dir.public_db, DB_WRITE, NULL), ERR_OK);
    assert_int_equal(db_exec(db, "DROP TABLE evidence_file", NULL), ERR_OK);
    assert_int_equal(
        db_exec(db, "UPDATE meta SET value = 'of before' WHERE key = 'rules'", NULL), ERR_OK);
    db_close(db);
    keeper_close(open_keeper(&place));
    assert_true(str_eq(before, dump(&place)));
    place_remove(&place);
}

static void run_until_killed(struct place *place, int out)
{
    struct keeper *keeper;
    if (keeper_open(&keeper, &place->dir, &place->settings, &place->err) != ERR_OK) {
        _exit(1);
    }
    for (int i = 0;; i++) {
        struct keeper_receipt receipt = append(place, keeper, i % 2 ? SUBJECT : NULL, i);
        if (write(out, receipt.id, 64) != 64) {
            _exit(1);
        }
    }
}

static void kill_after(struct place *place, int milliseconds, struct strbuf *acknowledged)
{
    int ends[2];
    char buffer[65536];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        run_until_killed(place, ends[1]);
    }
    close(ends[1]);
    usleep((useconds_t)milliseconds * 1000);
    kill(child, SIGKILL);
    ssize_t n;
    while ((n = read(ends[0], buffer, sizeof buffer)) > 0) {
        strbuf_add(acknowledged, buffer, (size_t)n);
    }
    close(ends[0]);
    assert_int_equal(waitpid(child, NULL, 0), child);
}

static void test_keeper__killed_at_any_moment_it_loses_nothing_acknowledged(void **state)
{
    (void)state;
    struct place place;
    struct strbuf acknowledged;
    struct str proof;
    struct prng prng;
    prng_seed(&prng, 7);
    place_make(&place);
    strbuf_init(&acknowledged, 16 * MIB);
    /* A slow machine gets more rounds and longer ones, until something was acknowledged. */
    for (unsigned round = 0; round < 12 || acknowledged.n <= 64 * 10; round++) {
        assert_true(round < 200);
        kill_after(&place, 1 + (int)prng_below(&prng, 60 + 10 * round), &acknowledged);
    }
    struct keeper *keeper = open_keeper(&place);
    for (size_t i = 0; i + 64 <= acknowledged.n; i += 64) {
        assert_int_equal(
            keep_prove(keeper, place.arena, str_n(acknowledged.p + i, 64), &proof, &place.err),
            ERR_OK);
    }
    keeper_close(keeper);
    audit(&place);
    strbuf_release(&acknowledged);
    place_remove(&place);
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
        cmocka_unit_test(test_keeper__founds_a_log_that_a_stranger_can_audit),
        cmocka_unit_test(test_keeper__a_receipt_leads_to_a_proof_of_entry_and_body),
        cmocka_unit_test(test_keeper__prev_names_the_heads_and_seq_counts_on_after_a_restart),
        cmocka_unit_test(test_keeper__time_of_leaves_never_falls),
        cmocka_unit_test(test_keeper__a_batch_is_taken_whole_or_not_at_all),
        cmocka_unit_test(test_keeper__types_of_the_log_itself_are_refused),
        cmocka_unit_test(test_keeper__evidence_of_a_run_not_in_the_log_is_refused),
        cmocka_unit_test(test_keeper__a_second_one_on_the_same_folder_is_refused),
        cmocka_unit_test(test_keeper__an_older_database_put_back_is_refused),
        cmocka_unit_test(test_keeper__a_database_beside_the_signed_history_is_refused),
        cmocka_unit_test(test_keeper__without_its_mark_of_what_was_signed_it_refuses),
        cmocka_unit_test(test_keeper__keys_of_another_log_are_refused),
        cmocka_unit_test(
            test_keeper__private_statements_leave_no_trace_but_the_head_of_the_day),
        cmocka_unit_test(test_projection__deleted_and_rebuilt_is_the_same),
        cmocka_unit_test(test_projection__tables_of_an_earlier_program_are_made_again),
        cmocka_unit_test(test_keeper__killed_at_any_moment_it_loses_nothing_acknowledged),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
