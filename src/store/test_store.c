/* Connections, transactions, migrations, the data folder, blobs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/file.h"
#include "crypto/random.h"
#include "store/blob.h"
#include "store/datadir.h"
#include "store/db.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static char folder[64];
static struct arena *arena;

static int make_folder(void **state)
{
    (void)state;
    crypto_start();
    arena = arena_new();
    memcpy(folder, "/tmp/policeai-test-XXXXXX", 26);
    return mkdtemp(folder) == NULL;
}

static int remove_folder(void **state)
{
    (void)state;
    arena_free(arena);
    return file_remove_tree(folder, NULL) != ERR_OK;
}

static struct db *open_at(const char *name, enum db_mode mode)
{
    struct db *db;
    struct err err;
    if (db_open(&db, arena_printf(arena, "%s/%s", folder, name), mode, &err) != ERR_OK) {
        fail_msg("%s", err.message);
    }
    return db;
}

static int64_t count_rows(struct db *db)
{
    struct db_query *query;
    struct err err;
    bool row;
    assert_int_equal(db_prepare(db, "SELECT count(*) FROM t", &query, &err), ERR_OK);
    assert_int_equal(db_step(query, &row, &err), ERR_OK);
    int64_t count = db_int(query, 0);
    db_reset(query);
    return count;
}

static const char *const steps[] = {"CREATE TABLE t(a INTEGER PRIMARY KEY, b BLOB) STRICT",
                                    "ALTER TABLE t ADD COLUMN c TEXT"};

static void test_db__migrates_once_and_refuses_a_newer_file(void **state)
{
    (void)state;
    struct err err;
    struct db *db = open_at("a.db", DB_WRITE);
    assert_int_equal(db_migrate(db, steps, 2, &err), ERR_OK);
    assert_int_equal(db_migrate(db, steps, 2, &err), ERR_OK);
    assert_int_equal(db_migrate(db, steps, 1, &err), ERR_UNSUPPORTED);
    db_close(db);
}

static void test_db__a_failed_step_leaves_nothing(void **state)
{
    (void)state;
    static const char *const bad[] = {"CREATE TABLE x(a INTEGER); CREATE TABLE x(a INTEGER)"};
    struct err err;
    struct db *db = open_at("b.db", DB_WRITE);
    assert_int_not_equal(db_migrate(db, bad, 1, &err), ERR_OK);
    assert_non_null(strstr(err.message, "schema step 1"));
    static const char *const good[] = {"CREATE TABLE x(a INTEGER)"};
    assert_int_equal(db_migrate(db, good, 1, &err), ERR_OK);
    db_close(db);
}

static void test_db__keeps_bytes_and_null(void **state)
{
    (void)state;
    struct err err;
    struct db *db = open_at("a.db", DB_WRITE_FULL);
    struct db_query *query;
    bool row;
    assert_int_equal(db_prepare(db, "INSERT INTO t(a, b, c) VALUES(?, ?, ?)", &query, &err),
                     ERR_OK);
    db_bind_int(query, 1, INT64_MIN);
    db_bind_blob(query, 2, str_n("a\0b", 3));
    db_bind_null(query, 3);
    assert_int_equal(db_run(query, &err), ERR_OK);
    assert_int_equal(db_prepare(db, "SELECT a, b, c FROM t", &query, &err), ERR_OK);
    assert_int_equal(db_step(query, &row, &err), ERR_OK);
    assert_true(row && db_int(query, 0) == INT64_MIN && db_is_null(query, 2));
    assert_true(str_eq(db_text(query, 1), str_n("a\0b", 3)));
    db_reset(query);
    db_close(db);
}

static void test_db__rollback_and_close_undo(void **state)
{
    (void)state;
    struct err err;
    struct db *db = open_at("a.db", DB_WRITE);
    int64_t before = count_rows(db);
    assert_int_equal(db_begin(db, &err), ERR_OK);
    assert_int_equal(db_exec(db, "INSERT INTO t(a) VALUES(77)", &err), ERR_OK);
    db_rollback(db);
    assert_int_equal(count_rows(db), before);
    assert_int_equal(db_begin(db, &err), ERR_OK);
    assert_int_equal(db_exec(db, "INSERT INTO t(a) VALUES(77)", &err), ERR_OK);
    db_close(db);
    db = open_at("a.db", DB_READ);
    assert_int_equal(count_rows(db), before);
    db_close(db);
}

static void test_db__a_stray_commit_is_refused(void **state)
{
    (void)state;
    struct err err;
    struct db *db = open_at("a.db", DB_WRITE);
    int64_t before = count_rows(db);
    assert_int_equal(db_begin(db, &err), ERR_OK);
    assert_int_not_equal(db_exec(db, "INSERT INTO t(a) VALUES(78); COMMIT", &err), ERR_OK);
    db_rollback(db);
    assert_int_equal(count_rows(db), before);
    db_close(db);
}

static void test_db__reader_cannot_write_and_absent_file_is_told(void **state)
{
    (void)state;
    struct err err;
    struct db *db = open_at("a.db", DB_READ);
    assert_int_not_equal(db_exec(db, "INSERT INTO t(a) VALUES(79)", &err), ERR_OK);
    db_close(db);
    assert_int_equal(db_open(&db, "/nowhere/x.db", DB_READ, &err), ERR_NOT_FOUND);
    assert_non_null(strstr(err.message, "/nowhere/x.db"));
}

/* A reader makes -shm and -wal beside the file; a look does not, and sees what is there. */
static void test_db__a_look_leaves_no_file(void **state)
{
    (void)state;
    struct err err;
    char *wal = arena_printf(arena, "%s/look ?#%%41.db-wal", folder);
    char *shm = arena_printf(arena, "%s/look ?#%%41.db-shm", folder);
    struct db *db = open_at("look ?#%41.db", DB_WRITE);
    assert_int_equal(db_exec(db, "CREATE TABLE t(a)", &err), ERR_OK);
    assert_int_equal(db_exec(db, "INSERT INTO t(a) VALUES(1)", &err), ERR_OK);
    struct db *other = open_at("look ?#%41.db", DB_LOOK);
    assert_int_equal(count_rows(other), 1); /* also of what is in the -wal alone */
    db_close(other);
    db_close(db);
    assert_false(file_exists(wal) || file_exists(shm));
    db = open_at("look ?#%41.db", DB_LOOK);
    assert_int_equal(count_rows(db), 1);
    assert_int_not_equal(db_exec(db, "INSERT INTO t(a) VALUES(2)", &err), ERR_OK);
    assert_false(file_exists(wal) || file_exists(shm));
    db_close(db);
    assert_false(file_exists(wal) || file_exists(shm));
}

static void test_db__constraint_is_a_conflict(void **state)
{
    (void)state;
    struct err err;
    struct db *db = open_at("a.db", DB_WRITE);
    assert_int_equal(db_exec(db, "INSERT INTO t(a) VALUES(80)", &err), ERR_OK);
    assert_int_equal(db_exec(db, "INSERT INTO t(a) VALUES(80)", &err), ERR_CONFLICT);
    db_close(db);
}

static void test_db__a_file_that_is_no_database_is_told(void **state)
{
    (void)state;
    struct err err;
    struct db *db;
    char *path = arena_printf(arena, "%s/text.db", folder);
    struct strbuf text;
    strbuf_init(&text, 10000);
    for (int i = 0; i < 200; i++) {
        strbuf_puts(&text, "this is not a database\n");
    }
    assert_int_equal(file_write(path, strbuf_view(&text), 0600, &err), ERR_OK);
    strbuf_release(&text);
    assert_int_equal(db_open(&db, path, DB_WRITE, &err), ERR_FORMAT);
}

static void test_datadir__keys_are_private(void **state)
{
    (void)state;
    struct err err;
    struct datadir dir;
    struct stat info;
    assert_int_equal(datadir_at(arena, arena_printf(arena, "%s/data", folder), &dir, &err),
                     ERR_OK);
    assert_int_equal(datadir_make(&dir, &err), ERR_OK);
    assert_int_equal(stat(dir.keys, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0700);
    assert_int_equal(datadir_make(&dir, &err), ERR_OK);
}

static void test_blob__is_named_by_its_digest_and_checked(void **state)
{
    (void)state;
    struct err err;
    char hex[65];
    char again[65];
    struct str bytes;
    char *blobs = arena_printf(arena, "%s/blobs", folder);
    assert_int_equal(file_make_folders(blobs, 0755, &err), ERR_OK);
    assert_int_equal(blob_put(blobs, STR("abc"), hex, &err), ERR_OK);
    assert_string_equal(hex,
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    char *path = blob_path(arena, blobs, str_of(hex));
    assert_int_equal(blob_put_file(blobs, path, again, &err), ERR_OK);
    assert_string_equal(hex, again);
    assert_int_equal(blob_read(arena, blobs, str_of(hex), 10, &bytes, &err), ERR_OK);
    assert_true(str_is(bytes, "abc"));
    assert_int_equal(file_write(path, STR("abd"), 0644, &err), ERR_OK);
    assert_int_equal(blob_read(arena, blobs, str_of(hex), 10, &bytes, &err), ERR_INVALID);
    assert_null(blob_path(arena, blobs, STR("../../etc/passwd")));
}

/* Rows in no order, so that pages are split and rows move: secure_delete alone leaves copies of
 * some behind. */
static void test_scrub__leaves_nothing_that_was_deleted(void **state)
{
    static const char fill[] =
        "CREATE TABLE moved(a TEXT PRIMARY KEY, b TEXT) WITHOUT ROWID;"
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 20000)"
        " INSERT INTO moved SELECT printf('%05d', x * 7919 % 20011),"
        " CASE x % 10 WHEN 0 THEN 'Zebedee' ELSE 'plain' END ||"
        " printf('%.*c', x * 31 % 150, 'x') FROM n;"
        "DELETE FROM moved WHERE b LIKE 'Zebedee%'";
    static const char *const endings[] = {"", "-wal"};
    struct db *db = open_at("scrubbed.db", DB_WRITE);
    struct err err;
    (void)state;
    assert_int_equal(db_exec(db, fill, &err), ERR_OK);
    assert_int_equal(db_scrub(db, &err), ERR_OK);
    for (size_t i = 0; i < 2; i++) {
        struct str bytes;
        const char *path = arena_printf(arena, "%s/scrubbed.db%s", folder, endings[i]);
        assert_int_equal(file_read(arena, path, 64u << 20, &bytes, &err), ERR_OK);
        assert_true(str_find(bytes, STR("Zebedee")) == SIZE_MAX);
        assert_true((bytes.n > 0) == (i == 0));
    }
    db_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_db__migrates_once_and_refuses_a_newer_file),
        cmocka_unit_test(test_db__a_failed_step_leaves_nothing),
        cmocka_unit_test(test_db__keeps_bytes_and_null),
        cmocka_unit_test(test_db__rollback_and_close_undo),
        cmocka_unit_test(test_db__a_stray_commit_is_refused),
        cmocka_unit_test(test_db__reader_cannot_write_and_absent_file_is_told),
        cmocka_unit_test(test_db__a_look_leaves_no_file),
        cmocka_unit_test(test_db__constraint_is_a_conflict),
        cmocka_unit_test(test_db__a_file_that_is_no_database_is_told),
        cmocka_unit_test(test_scrub__leaves_nothing_that_was_deleted),
        cmocka_unit_test(test_datadir__keys_are_private),
        cmocka_unit_test(test_blob__is_named_by_its_digest_and_checked),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
