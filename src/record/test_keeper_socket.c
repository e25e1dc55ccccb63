/* Clients of a keeper that serves, of one in their own process, and of one that is gone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "crypto/random.h"
#include "record/audit.h"
#include "record/keeper_client.h"
#include "record/keeper_server.h"
#include "store/db.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static struct arena *arena;
static struct datadir dir;
static struct err err;
static pid_t server;
static int stop_fd;

static int make_folder(void **state)
{
    char folder[] = "/tmp/policeai-socket-XXXXXX";
    (void)state;
    arena = arena_new();
    return mkdtemp(folder) == NULL || datadir_at(arena, folder, &dir, &err) != ERR_OK;
}

static int remove_folder(void **state)
{
    (void)state;
    enum err_code code = file_remove_tree(dir.root, &err);
    arena_free(arena);
    return code != ERR_OK;
}

static void start_server(void)
{
    int stop[2];
    int ready[2];
    char byte;
    assert_int_equal(pipe(stop), 0);
    assert_int_equal(pipe(ready), 0);
    server = fork();
    if (server == 0) {
        struct keeper *keeper;
        close(stop[1]);
        bool good = keeper_open(&keeper, &dir, NULL, &err) == ERR_OK &&
                    keeper_serve(keeper, &dir, stop[0], ready[1], &err) == ERR_OK;
        keeper_close(good ? keeper : NULL);
        _exit(!good);
    }
    close(stop[0]);
    close(ready[1]);
    stop_fd = stop[1];
    assert_int_equal(read(ready[0], &byte, 1), 1);
    close(ready[0]);
}

static void stop_server(void)
{
    int status;
    close(stop_fd);
    assert_int_equal(waitpid(server, &status, 0), server);
    assert_int_equal(status, 0);
    assert_false(file_exists(dir.keeper_socket));
}

static void append_some(int count)
{
    struct keeper_client *client;
    struct keeper_receipt receipt;
    struct str proof;
    if (keeper_client_open(&client, &dir, &err) != ERR_OK) {
        fail_msg("%s", err.message);
    }
    for (int i = 0; i < count; i++) {
        assert_int_equal(
            keeper_append(client, arena, "sample.counted/1", NULL, STR("{}"), &receipt, &err),
            ERR_OK);
    }
    assert_int_equal(keeper_proof(client, arena, receipt.id, &proof, &err), ERR_OK);
    keeper_client_close(client);
}

static uint64_t audited_size(void)
{
    struct audit_report report;
    if (audit_log(arena, dir.log, NULL, &report, &err) != ERR_OK) {
        fail_msg("%s", err.message);
    }
    return report.size;
}

static void test_keeper_client__appends_with_and_without_a_server(void **state)
{
    (void)state;
    append_some(2);
    start_server();
    append_some(3);
    stop_server();
    append_some(1);
    assert_int_equal(audited_size(), 5 + 6);
}

static void test_keeper_client__several_at_once_are_all_taken(void **state)
{
    enum { CLIENTS = 8, EACH = 5 };
    (void)state;
    pid_t children[CLIENTS];
    start_server();
    for (int i = 0; i < CLIENTS; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            append_some(EACH);
            _exit(0);
        }
    }
    for (int i = 0; i < CLIENTS; i++) {
        int status;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_int_equal(status, 0);
    }
    stop_server();
    assert_int_equal(audited_size(), 5 + CLIENTS * EACH);
}

static void test_keeper_client__a_refusal_travels_with_its_words(void **state)
{
    (void)state;
    struct keeper_client *client;
    struct keeper_receipt receipt;
    start_server();
    assert_int_equal(keeper_client_open(&client, &dir, &err), ERR_OK);
    assert_int_equal(
        keeper_append(client, arena, "benchmark.listed/1", NULL, STR("{}"), &receipt, &err),
        ERR_FORMAT);
    assert_non_null(strstr(err.message, "digest"));
    assert_int_equal(
        keeper_append(client, arena, "sample.counted/1", NULL, STR("{}"), &receipt, &err),
        ERR_OK);
    keeper_client_close(client);
    stop_server();
}

static void test_keeper_server__nonsense_ends_that_client_alone(void **state)
{
    (void)state;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    char byte;
    start_server();
    memcpy(address.sun_path, dir.keeper_socket, strlen(dir.keeper_socket) + 1);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(write(fd, "GET / HTTP/1.1\r\n", 16), 16);
    assert_true(read(fd, &byte, 1) <= 0);
    close(fd);
    append_some(1);
    stop_server();
}

static void test_keeper_client__connects_but_never_becomes_a_keeper(void **state)
{
    (void)state;
    struct keeper_client *client;
    start_server();
    assert_int_equal(keeper_client_connect(&client, &dir, &err), ERR_OK);
    keeper_client_close(client);
    stop_server();
    assert_int_equal(file_remove_tree(dir.root, &err), ERR_OK);
    assert_int_equal(keeper_client_connect(&client, &dir, &err), ERR_EXTERNAL);
    assert_false(file_exists(dir.ledger_db));
    assert_false(file_exists(dir.keys));
    assert_int_equal(file_make_folders(dir.root, 0700, &err), ERR_OK);
}

static int64_t rows_of_progress(void)
{
    struct db *db;
    struct db_query *query;
    bool row;
    assert_int_equal(db_open(&db, dir.public_db, DB_READ, &err), ERR_OK);
    assert_int_equal(db_prepare(db, "SELECT COUNT(*) FROM progress", &query, &err), ERR_OK);
    assert_int_equal(db_step(query, &row, &err), ERR_OK);
    int64_t count = db_int(query, 0);
    db_close(db);
    return count;
}

static void test_keeper_server__starts_with_nothing_being_measured(void **state)
{
    (void)state;
    struct keeper_client *client;
    start_server();
    assert_int_equal(keeper_client_connect(&client, &dir, &err), ERR_OK);
    assert_int_equal(keeper_progress(client, "a-tool", "a-benchmark", 12, 400, &err), ERR_OK);
    keeper_client_close(client);
    assert_int_equal(rows_of_progress(), 1);
    kill(server, SIGKILL);
    assert_int_equal(waitpid(server, NULL, 0), server);
    close(stop_fd);
    start_server();
    assert_int_equal(rows_of_progress(), 0);
    stop_server();
}

int main(void)
{
    crypto_start();
    signal(SIGPIPE, SIG_IGN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_keeper_client__appends_with_and_without_a_server,
                                        make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_keeper_client__several_at_once_are_all_taken,
                                        make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_keeper_client__a_refusal_travels_with_its_words,
                                        make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_keeper_client__connects_but_never_becomes_a_keeper,
                                        make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_keeper_server__starts_with_nothing_being_measured,
                                        make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_keeper_server__nonsense_ends_that_client_alone,
                                        make_folder, remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
