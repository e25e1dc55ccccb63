/* Real kills: SIGKILL at random moments, of a process that appends by itself and of a server
 * with a client. After each, everything acknowledged is there and the log holds. CRASH_KILLS:
 * how many of each (120); CRASH_SEED: other moments. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/prng.h"
#include "base/strbuf.h"
#include "crypto/random.h"
#include "record/audit.h"
#include "record/keeper_client.h"
#include "record/keeper_server.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROUNDS = 10, MOST_MS = 40 }; /* kills of one folder; the log stays short */

static struct arena *arena;
static struct datadir dir;
static struct strbuf acknowledged; /* ids of 64 bytes, of this folder */
static struct err err;
static size_t total;

static void fresh_folder(void)
{
    char folder[64];
    snprintf(folder, sizeof folder, "%s/policeai-kills-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    arena = arena_new();
    strbuf_init(&acknowledged, 1 << 24);
    assert_non_null(mkdtemp(folder));
    assert_int_equal(datadir_at(arena, folder, &dir, &err), ERR_OK);
}

static void remove_folder(void)
{
    assert_int_equal(file_remove_tree(dir.root, &err), ERR_OK);
    total += acknowledged.n / 64;
    strbuf_release(&acknowledged);
    arena_free(arena);
}

static void append_until_killed(int out)
{
    struct keeper *keeper;
    struct keeper_receipt receipts[3];
    struct keeper_entry entries[3];
    for (int i = 0; i < 3; i++) {
        entries[i] =
            (struct keeper_entry){.type = STR("sample.counted/1"), .body = STR("{\"n\":1}")};
    }
    if (keeper_open(&keeper, &dir, NULL, &err) != ERR_OK) {
        fprintf(stderr, "%s\n", err.message);
        _exit(1);
    }
    for (size_t i = 0;; i++) {
        size_t count = 1 + i % 3;
        if (keep_append(keeper, arena, LOG_PUBLIC, entries, count, receipts, &err) != ERR_OK) {
            _exit(1);
        }
        for (size_t k = 0; k < count; k++) {
            if (write(out, receipts[k].id, 64) != 64) {
                _exit(1);
            }
        }
    }
}

/* Every second time `after` counts from the first statement acknowledged, however slow the
 * machine is; else from the fork, so that opening is killed too. */
static void kill_one_without_server(useconds_t after)
{
    static size_t number;
    int ends[2];
    int status;
    char buffer[65536];
    ssize_t n;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        append_until_killed(ends[1]);
    }
    close(ends[1]);
    if (number++ % 2 == 0) {
        n = read(ends[0], buffer, 64);
        assert_int_equal(n, 64);
        strbuf_add(&acknowledged, buffer, (size_t)n);
    }
    usleep(after);
    kill(child, SIGKILL);
    while ((n = read(ends[0], buffer, sizeof buffer)) > 0) {
        strbuf_add(&acknowledged, buffer, (size_t)n);
    }
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
}

static void serve(int ready)
{
    int stop[2];
    struct keeper *keeper;
    if (pipe(stop) != 0 || keeper_open(&keeper, &dir, NULL, &err) != ERR_OK ||
        keeper_serve(keeper, &dir, stop[0], ready, &err) != ERR_OK) {
        _exit(1);
    }
    _exit(0);
}

static pid_t kill_later(pid_t whom, useconds_t after)
{
    pid_t killer = fork();
    if (killer == 0) {
        usleep(after);
        kill(whom, SIGKILL);
        _exit(0);
    }
    return killer;
}

static void kill_one_with_server(useconds_t after)
{
    int ready[2];
    int status;
    char byte;
    struct keeper_client *client;
    struct keeper_receipt receipt;
    assert_int_equal(pipe(ready), 0);
    pid_t server = fork();
    if (server == 0) {
        close(ready[0]);
        serve(ready[1]);
    }
    close(ready[1]);
    assert_int_equal(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    pid_t killer = kill_later(server, after);
    enum err_code code = keeper_client_connect(&client, &dir, &err);
    while (code == ERR_OK) {
        code =
            keeper_append(client, arena, "sample.counted/1", NULL, STR("{}"), &receipt, &err);
        if (code == ERR_OK) {
            strbuf_add(&acknowledged, receipt.id, 64);
        } else {
            keeper_client_close(client);
        }
    }
    assert_int_equal(waitpid(killer, &status, 0), killer);
    assert_int_equal(waitpid(server, &status, 0), server);
    assert_true(WIFSIGNALED(status));
}

static void check_folder(size_t number)
{
    struct keeper *keeper;
    struct audit_report report;
    struct arena *own = arena_new();
    if (keeper_open(&keeper, &dir, NULL, &err) != ERR_OK) {
        fail_msg("after kill %zu: %s", number, err.message);
    }
    for (size_t i = 0; i + 64 <= acknowledged.n; i += 64) {
        struct str proof;
        struct str id = str_n(acknowledged.p + i, 64);
        bool fresh = i + 64 * 4 >= acknowledged.n || number % ROUNDS == 0;
        if (fresh && keep_prove(keeper, own, id, &proof, &err) != ERR_OK) {
            fail_msg("after kill %zu acknowledged %.*s is lost", number, STR_ARG(id));
        }
    }
    keeper_close(keeper);
    if (audit_log(own, dir.log, NULL, &report, &err) != ERR_OK) {
        fail_msg("after kill %zu: %s", number, err.message);
    }
    assert_true(report.size >= acknowledged.n / 64);
    arena_free(own);
}

static void kill_many(void (*kill_one)(useconds_t after))
{
    struct prng prng;
    const char *kills = getenv("CRASH_KILLS");
    const char *seed = getenv("CRASH_SEED");
    size_t count = kills != NULL ? (size_t)strtoull(kills, NULL, 10) : 120;
    prng_seed(&prng, seed != NULL ? strtoull(seed, NULL, 10) : 1);
    total = 0;
    for (size_t i = 1; i <= count; i++) {
        if (i % ROUNDS == 1) {
            fresh_folder();
        }
        kill_one((useconds_t)prng_below(&prng, MOST_MS * 1000));
        check_folder(i);
        if (i % ROUNDS == 0 || i == count) {
            remove_folder();
        }
    }
    print_message("%zu kills, %zu statements acknowledged, none lost\n", count, total);
    assert_true(total >= count / 2);
}

static void test_kills__of_a_process_that_appends_lose_nothing_acknowledged(void **state)
{
    (void)state;
    kill_many(kill_one_without_server);
}

static void test_kills__of_a_server_lose_nothing_acknowledged(void **state)
{
    (void)state;
    kill_many(kill_one_with_server);
}

static int start(void **state)
{
    (void)state;
    crypto_start();
    signal(SIGPIPE, SIG_IGN);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kills__of_a_process_that_appends_lose_nothing_acknowledged),
        cmocka_unit_test(test_kills__of_a_server_lose_nothing_acknowledged),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
