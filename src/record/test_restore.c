/* Old copies, lost files and clones of a data folder: the keeper refuses with words, takes a
 * lost tail from a published log, or begins a successor; it never signs a second history. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/limits.h"
#include "crypto/canon.h"
#include "crypto/random.h"
#include "ledger/checkpoint.h"
#include "record/audit.h"
#include "record/keeper.h"
#include "record/successor.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define DAY 86400

static struct arena *arena;
static struct datadir dir; /* the original */
static struct datadir old; /* a copy made earlier */
static struct keeper_settings settings;
static struct err err;

static void shell(const char *command)
{
    int status = -1;
    pid_t child = fork();
    if (child == 0) {
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        _exit(127);
    }
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
}

static void do_with(const char *command, const char *one, const char *two)
{
    shell(arena_printf(arena, "set -e; A=%s; B=%s; %s", one, two, command));
}

static struct keeper *open_at(const struct datadir *at)
{
    struct keeper *keeper = NULL;
    if (keeper_open(&keeper, at, &settings, &err) != ERR_OK) {
        fail_msg("%s", err.message);
    }
    return keeper;
}

/* In one batch. */
static struct keeper_receipt append(const struct datadir *at, size_t count)
{
    struct keeper *keeper = open_at(at);
    struct keeper_receipt *receipts = arena_alloc(arena, count * sizeof *receipts);
    struct keeper_entry *entries = arena_alloc(arena, count * sizeof *entries);
    for (size_t i = 0; i < count; i++) {
        entries[i] =
            (struct keeper_entry){.type = STR("sample.counted/1"), .body = STR("{\"n\":1}")};
    }
    assert_int_equal(keep_append(keeper, arena, LOG_PUBLIC, entries, count, receipts, &err),
                     ERR_OK);
    keeper_close(keeper);
    return receipts[0];
}

static void refused(const struct datadir *at, const char *words)
{
    struct keeper *keeper;
    assert_int_not_equal(keeper_open(&keeper, at, &settings, &err), ERR_OK);
    if (strstr(err.message, words) == NULL) {
        fail_msg("\"%s\" without \"%s\"", err.message, words);
    }
}

static enum err_code recover(const struct datadir *at, const char *from)
{
    struct keeper *keeper;
    settings.recover_from = from;
    enum err_code code = keeper_open(&keeper, at, &settings, &err);
    settings.recover_from = NULL;
    if (code == ERR_OK) {
        keeper_close(keeper);
    }
    return code;
}

static struct audit_report audit(const char *log)
{
    struct audit_report report;
    if (audit_log(arena, log, NULL, &report, &err) != ERR_OK) {
        fail_msg("%s", err.message);
    }
    return report;
}

/* A log of a few leaves, an old copy of all, and some more leaves over two days. */
static int setup(void **state)
{
    char folder[] = "/tmp/policeai-restore-XXXXXX";
    (void)state;
    arena = arena_new();
    settings = (struct keeper_settings){.clock = {.fixed = true, .seconds = 1769677200}};
    if (mkdtemp(folder) == NULL ||
        datadir_at(arena, arena_printf(arena, "%s/data", folder), &dir, &err) != ERR_OK ||
        datadir_at(arena, arena_printf(arena, "%s/old", folder), &old, &err) != ERR_OK) {
        return 1;
    }
    append(&dir, 2);
    do_with("cp -a $A $B", dir.root, old.root);
    settings.clock.seconds += DAY;
    append(&dir, 300); /* past a whole tile, and a private head */
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    char *folder = file_folder_of(arena, dir.root);
    enum err_code code = file_remove_tree(folder, &err);
    arena_free(arena);
    return code != ERR_OK;
}

static void test_restore__an_old_ledger_takes_its_lost_tail_byte_for_byte(void **state)
{
    (void)state;
    struct audit_report before = audit(dir.log);
    char *copy = arena_printf(arena, "%s/../mirror", dir.root);
    do_with("cp -a $A/log $B; rm $A/ledger.db*; cp $A/../old/ledger.db* $A", dir.root, copy);
    refused(&dir, "is behind what was signed last");
    assert_int_equal(recover(&dir, copy), ERR_OK);
    struct audit_report after = audit(dir.log);
    assert_int_equal(after.size, before.size);
    assert_true(sha256_eq(&after.root, &before.root));
    do_with("diff -r $A/log $B", dir.root, copy);
    append(&dir, 1); /* the same day: no second private head */
    assert_int_equal(audit(dir.log).size, before.size + 1);
    settings.clock.seconds += DAY;
    append(&dir, 1);
    assert_int_equal(audit(dir.log).size, before.size + 3);
}

static void remove_body(const struct datadir *at, const char *id)
{
    struct str answer;
    struct keeper *keeper = open_at(at);
    char *request = arena_printf(
        arena, "{\"ground\":\"erasure\",\"ids\":[\"%s\"],\"role\":\"officer\"}", id);
    if (keep_remove(keeper, arena, str_of(request), false, &answer, &err) != ERR_OK) {
        fail_msg("%s", err.message);
    }
    keeper_close(keeper);
}

/* One body that the old copy has and one that it never had were removed since. */
static void test_restore__what_was_removed_stays_removed(void **state)
{
    (void)state;
    struct keeper_receipt later = append(&dir, 1);
    remove_body(&dir, later.id);
    do_with("rm -r $B; cp -a $A $B", dir.root, old.root);
    struct keeper_receipt known = append(&dir, 1);
    do_with("rm $B/ledger.db*; cp $A/ledger.db* $B", dir.root, old.root);
    remove_body(&dir, known.id);
    struct audit_report before = audit(dir.log);
    do_with("rm $A/ledger.db*; cp $B/ledger.db* $A", dir.root, old.root);
    assert_int_equal(recover(&dir, dir.log), ERR_OK);
    assert_int_equal(audit(dir.log).removed, 2);
    assert_false(file_exists(arena_printf(arena, "%s/body/%s", dir.log, known.id)));
    do_with("cp -a $A/log $A/../mirror; rm $A/ledger.db*", dir.root, "");
    assert_int_equal(recover(&dir, dir.log), ERR_OK); /* everything, without two bodies */
    append(&dir, 1);
    assert_int_equal(audit(dir.log).size, before.size + 1);
}

static void test_restore__a_lost_ledger_comes_back_from_the_folders_own_log(void **state)
{
    (void)state;
    struct audit_report before = audit(dir.log);
    do_with("rm $A/ledger.db* $B/ledger.db*", dir.root, old.root);
    refused(&dir, "is behind");
    refused(&old, "is behind");
    assert_int_equal(recover(&dir, dir.log), ERR_OK);
    append(&dir, 1);
    assert_int_equal(audit(dir.log).size, before.size + 1);
}

static void test_restore__a_whole_old_copy_is_told_by_a_newer_log_and_recovers(void **state)
{
    (void)state;
    struct audit_report before = audit(dir.log);
    do_with("rm -r $A/ledger.db* $A/keys; cp -a $B/ledger.db* $B/keys $A", dir.root, old.root);
    refused(&dir, "is behind what log/checkpoint shows");
    assert_int_equal(recover(&dir, dir.log), ERR_OK);
    append(&dir, 1);
    assert_int_equal(audit(dir.log).size, before.size + 1);
}

static void test_restore__a_tail_that_does_not_fit_is_refused(void **state)
{
    (void)state;
    char *other = arena_printf(arena, "%s/../other", dir.root);
    struct datadir stranger;
    do_with("rm $A/ledger.db*; cp $B/ledger.db* $A", dir.root, old.root);
    assert_int_equal(recover(&dir, old.log), ERR_CONFLICT);
    assert_non_null(strstr(err.message, "were signed"));
    assert_int_equal(datadir_at(arena, other, &stranger, &err), ERR_OK);
    append(&stranger, 400);
    assert_int_equal(recover(&dir, stranger.log), ERR_INVALID);
    assert_non_null(strstr(err.message, "another key"));
    append(&old, 400); /* the copy went on by itself: another history */
    assert_int_equal(recover(&dir, old.log), ERR_CONFLICT);
    assert_non_null(strstr(err.message, "not those that were signed"));
    refused(&dir, "is behind"); /* nothing was taken */
}

/* Both of them sign with one key at one index. Neither can know; who sees both does. */
static void test_restore__a_clone_shows_to_whoever_sees_both_logs(void **state)
{
    (void)state;
    append(&old, 1);
    audit(old.log);
    audit(dir.log);
    struct audit_report first = audit(dir.log);
    assert_int_equal(recover(&old, dir.log), ERR_CONFLICT);
    assert_non_null(strstr(err.message, "does not go on"));
    do_with("cp -a $A/log/checkpoint $B/log", dir.root, old.root);
    refused(&old, "log/checkpoint shows");
    assert_int_equal(audit(dir.log).size, first.size);
}

static void test_restore__without_last_signed_it_refuses_whatever_else_is_there(void **state)
{
    (void)state;
    do_with("rm $A/keys/last-signed", dir.root, "");
    refused(&dir, "has lost (keys/last-signed)");
    assert_int_not_equal(recover(&dir, dir.log), ERR_OK);
    do_with("rm $A/ledger.db*", dir.root, "");
    refused(&dir, "has lost (keys/last-signed)");
    do_with("rm -r $A/log", dir.root, "");
    refused(&dir, "has lost (keys/last-signed)");
    do_with("rm $A/keys/*; cp -a $B/log $A", dir.root, old.root);
    refused(&dir, "has lost (keys/last-signed)");
}

static void test_restore__half_a_copy_is_refused(void **state)
{
    (void)state;
    do_with("truncate -s 8192 $A/ledger.db; rm -f $A/ledger.db-*; rm $B/keys/log", dir.root,
            old.root);
    refused(&dir, "ledger.db");
    refused(&old, "keys/log");
}

static struct js *genesis_of(const struct datadir *at)
{
    struct db *db;
    struct leaf_log log;
    struct leaf leaf;
    struct js *value;
    assert_int_equal(db_open(&db, at->ledger_db, DB_READ, &err), ERR_OK);
    assert_int_equal(leaf_log_open(&log, db, LOG_PUBLIC, &err), ERR_OK);
    assert_int_equal(leaf_log_get(&log, arena, 0, &leaf, &err), ERR_OK);
    assert_int_equal(canon_parse(arena, leaf.body, &value, &err), ERR_OK);
    db_close(db);
    return value;
}

static void
test_restore__a_successor_quotes_the_last_checkpoint_and_leaves_the_old_log(void **state)
{
    (void)state;
    struct successor successor;
    struct str checkpoint;
    struct str quoted;
    struct str last;
    struct audit_report before = audit(dir.log);
    assert_int_equal(file_read(arena, arena_printf(arena, "%s/checkpoint", dir.log), LIMIT_NOTE,
                               &last, &err),
                     ERR_OK);
    do_with("rm $A/keys/last-signed", dir.root, "");
    assert_int_equal(successor_plan(arena, &dir, &successor, &err), ERR_OK);
    assert_int_equal(successor.size, before.size);
    settings.origin = arena_strndup(arena, successor.origin.p, successor.origin.n);
    assert_int_equal(successor_start(arena, &dir, &successor, &settings, &checkpoint, &err),
                     ERR_USAGE);
    settings.origin = NULL;
    assert_int_equal(successor_start(arena, &dir, &successor, &settings, &checkpoint, &err),
                     ERR_OK);
    assert_int_equal(js_need_str(genesis_of(&dir), "continues", &quoted, &err), ERR_OK);
    assert_true(str_eq(quoted, last));
    append(&dir, 1);
    assert_false(str_eq(audit(dir.log).origin, before.origin));
    struct audit_report kept = audit(arena_printf(arena, "%s/log", successor.folder));
    assert_true(sha256_eq(&kept.root, &before.root));
}

static int start(void **state)
{
    (void)state;
    crypto_start();
    return 0;
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        CASE(test_restore__an_old_ledger_takes_its_lost_tail_byte_for_byte),
        CASE(test_restore__what_was_removed_stays_removed),
        CASE(test_restore__a_lost_ledger_comes_back_from_the_folders_own_log),
        CASE(test_restore__a_whole_old_copy_is_told_by_a_newer_log_and_recovers),
        CASE(test_restore__a_tail_that_does_not_fit_is_refused),
        CASE(test_restore__a_clone_shows_to_whoever_sees_both_logs),
        CASE(test_restore__without_last_signed_it_refuses_whatever_else_is_there),
        CASE(test_restore__half_a_copy_is_refused),
        CASE(test_restore__a_successor_quotes_the_last_checkpoint_and_leaves_the_old_log),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
