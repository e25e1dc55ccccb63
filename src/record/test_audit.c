/* The audit: a log of 300 leaves holds; any file of it changed or taken away is caught. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/limits.h"
#include "crypto/random.h"
#include "record/audit.h"
#include "record/keeper.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LEAVES = 300 };

static struct arena *arena;
static struct datadir dir;
static struct err err;

static enum err_code audit(void)
{
    struct audit_report report;
    struct arena *own = arena_new();
    enum err_code code = audit_log(own, dir.log, NULL, &report, &err);
    arena_free(own);
    return code;
}

static int make_log(void **state)
{
    char folder[] = "/tmp/policeai-audit-XXXXXX";
    struct keeper *keeper;
    struct keeper_entry entries[LEAVES];
    (void)state;
    crypto_start();
    arena = arena_new();
    if (mkdtemp(folder) == NULL || datadir_at(arena, folder, &dir, &err) != ERR_OK ||
        keeper_open(&keeper, &dir, NULL, &err) != ERR_OK) {
        return 1;
    }
    for (int i = 0; i < LEAVES; i++) {
        entries[i] = (struct keeper_entry){.type = STR("sample.counted/1")};
        entries[i].body = str_of(arena_printf(arena, "{\"n\":%d}", i));
    }
    enum err_code code = keep_append(keeper, arena, LOG_PUBLIC, entries, LEAVES, NULL, &err);
    keeper_close(keeper);
    return code != ERR_OK;
}

static int remove_log(void **state)
{
    (void)state;
    enum err_code code = file_remove_tree(dir.root, &err);
    arena_free(arena);
    return code != ERR_OK;
}

static void test_audit__holds_for_an_intact_log(void **state)
{
    (void)state;
    if (audit() != ERR_OK) {
        fail_msg("%s", err.message);
    }
}

static void assert_caught(const char *path, struct str bytes)
{
    assert_int_equal(file_write(path, bytes, 0644, &err), ERR_OK);
    if (audit() == ERR_OK) {
        fail_msg("%s may be changed", path);
    }
}

/* First, middle and last byte flipped; one byte cut; the file gone. */
static void try_file(const char *path)
{
    struct str text;
    assert_int_equal(file_read(arena, path, 16 * MIB, &text, &err), ERR_OK);
    const size_t places[] = {0, text.n / 2, text.n - 1};
    char *copy = arena_strndup(arena, text.p, text.n);
    for (size_t i = 0; i < 3; i++) {
        copy[places[i]] ^= 1;
        assert_caught(path, str_n(copy, text.n));
        copy[places[i]] ^= 1;
    }
    assert_caught(path, str_n(copy, text.n - 1));
    unlink(path);
    if (audit() == ERR_OK) {
        fail_msg("%s may be missing", path);
    }
    assert_int_equal(file_write(path, text, 0644, &err), ERR_OK);
}

static void test_audit__no_file_may_be_changed_or_missing(void **state)
{
    (void)state;
    static const char *const files[] = {"checkpoint",       "tile/0/000",
                                        "tile/0/001.p/49",  "tile/1/000.p/1",
                                        "tile/entries/000", "tile/entries/001.p/49"};
    const char **bodies;
    size_t count;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        try_file(arena_printf(arena, "%s/%s", dir.log, files[i]));
    }
    char *folder = arena_printf(arena, "%s/body", dir.log);
    assert_int_equal(file_list(arena, folder, &bodies, &count, &err), ERR_OK);
    assert_int_equal(count, LEAVES + 5);
    for (size_t i = 0; i < count; i += 61) {
        try_file(arena_printf(arena, "%s/%s", folder, bodies[i]));
    }
    assert_int_equal(audit(), ERR_OK);
}

static void test_audit__another_log_key_is_refused(void **state)
{
    (void)state;
    struct audit_report report;
    struct sig_secret secret = sig_generate();
    assert_int_equal(audit_log(arena, dir.log, NULL, &report, &err), ERR_OK);
    struct note_key key = note_key_of(report.origin, &secret.public);
    assert_int_equal(audit_log(arena, dir.log, &key, &report, &err), ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_audit__holds_for_an_intact_log),
        cmocka_unit_test(test_audit__no_file_may_be_changed_or_missing),
        cmocka_unit_test(test_audit__another_log_key_is_refused),
    };
    return cmocka_run_group_tests(tests, make_log, remove_log);
}
