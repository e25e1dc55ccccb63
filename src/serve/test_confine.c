/* What the public process can and cannot reach: each act is first shown to succeed outside. */
#include "record/keeper_server.h"
#include "serve/confine.h"
#include "serve/roles.h"

#include "base/file.h"
#include "crypto/random.h"
#include "store/db.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
// clang-format on
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

struct fixture {
    struct arena *arena;
    struct datadir dir;
    struct places places;
    struct keeper *keeper;
    struct err err;
};

static int setup(void **state)
{
    static struct fixture f;
    char folder[] = "/tmp/policeai-confine-XXXXXX";
    f = (struct fixture){.arena = arena_new()};
    crypto_start();
    assert_non_null(mkdtemp(folder));
    assert_int_equal(datadir_at(f.arena, folder, &f.dir, &f.err), ERR_OK);
    assert_int_equal(keeper_open(&f.keeper, &f.dir, NULL, &f.err), ERR_OK);
    f.places.reference = arena_printf(f.arena, "%s/no-reference", folder);
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    keeper_close(f->keeper);
    assert_int_equal(file_remove_tree(f->dir.root, NULL), ERR_OK);
    arena_free(f->arena);
    return 0;
}

/* 0, or errno */
static int try_open(const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC, 0600);
    if (fd < 0) {
        return errno;
    }
    close(fd);
    return 0;
}

static int try_socket(void)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return errno;
    }
    close(fd);
    return 0;
}

/* execve either fails or never returns: tried in a child. */
static int try_program(void)
{
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        execl("/bin/true", "true", (char *)NULL);
        _exit(errno);
    }
    return waitpid(pid, &status, 0) == pid && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static bool reads_public_tables(const struct fixture *f)
{
    struct db *db;
    struct db_query *query;
    struct err err;
    bool row = false;
    if (db_open(&db, f->dir.public_db, DB_READ, &err) != ERR_OK) {
        return false;
    }
    bool good = db_prepare(db, "SELECT COUNT(*) FROM statement", &query, &err) == ERR_OK &&
                db_step(query, &row, &err) == ERR_OK && row && db_int(query, 0) >= 4;
    db_close(db);
    return good;
}

/* More rows than SQLite sorts in memory by itself: it would make a file, which it may not. */
static bool sorts_much(const struct fixture *f)
{
    static const char sql[] =
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 300000) "
        "SELECT x, hex(zeroblob(40)) FROM n ORDER BY -x";
    struct db *db;
    struct db_query *query;
    struct err err;
    bool row = false;
    if (db_open(&db, f->dir.public_db, DB_READ, &err) != ERR_OK) {
        return false;
    }
    bool good = db_prepare(db, sql, &query, &err) == ERR_OK &&
                db_step(query, &row, &err) == ERR_OK && row && db_int(query, 0) == 300000;
    db_close(db);
    return good;
}

/* Numbers of the checks below are the child's exit status, so that a failure says which. */
#define CHECK(number, condition)                                                               \
    do {                                                                                       \
        if (!(condition)) {                                                                    \
            _exit(number);                                                                     \
        }                                                                                      \
    } while (0)

static _Noreturn void act(const struct fixture *f)
{
    const struct serve_plan plan = {.data = &f->dir, .places = &f->places};
    const char *key = arena_printf(f->arena, "%s/log", f->dir.keys);
    const char *new = arena_printf(f->arena, "%s/new", f->dir.log);
    const char *checkpoint = arena_printf(f->arena, "%s/checkpoint", f->dir.log);
    struct rlimit core;
    bool files = false;
    CHECK(1, try_open(key, O_RDONLY) == 0);
    CHECK(2, try_open(f->dir.ledger_db, O_RDONLY) == 0);
    CHECK(3, try_open(new, O_WRONLY | O_CREAT) == 0);
    CHECK(4, try_socket() == 0);
    CHECK(5, try_program() == 0);
    CHECK(6, role_public_confine(&plan, &files, NULL) == ERR_OK);
    CHECK(7, files == (confine_landlock() > 0));
    CHECK(8, !files || try_open(key, O_RDONLY) == EACCES);
    CHECK(9, !files || try_open(f->dir.ledger_db, O_RDONLY) == EACCES);
    CHECK(10, !files || try_open(new, O_WRONLY) == EACCES);
    CHECK(11, !files || try_open("/etc/passwd", O_RDONLY) == EACCES);
    CHECK(12, try_socket() == EPERM);
    CHECK(13, try_program() == EPERM);
    CHECK(14, prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1);
    CHECK(15, getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_max == 0);
    CHECK(16, try_open(checkpoint, O_RDONLY) == 0);
    CHECK(17, reads_public_tables(f));
    CHECK(18, sorts_much(f));
    _exit(0);
}

static void the_public_process_reads_what_is_public_and_reaches_nothing_else(void **state)
{
    struct fixture *f = *state;
    int status;
    if (confine_landlock() == 0) {
        print_message("this kernel has no Landlock: only calls and rights are tried\n");
    }
    pid_t pid = fork();
    if (pid == 0) {
        act(f);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
}

static void a_holder_of_keys_leaves_no_core_file(void **state)
{
    int status;
    (void)state;
    pid_t pid = fork();
    if (pid == 0) {
        struct rlimit core;
        confine_secrets();
        CHECK(1, prctl(PR_GET_DUMPABLE) == 0);
        CHECK(2, getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_max == 0);
        _exit(0);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            the_public_process_reads_what_is_public_and_reaches_nothing_else, setup, teardown),
        cmocka_unit_test(a_holder_of_keys_leaves_no_core_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
