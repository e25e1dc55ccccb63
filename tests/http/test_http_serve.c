/* The life of a server: starting, stopping, being held up. */
#include "http_rig.h"
#include "site_double.h"

#include "base/clock.h"
#include "http/http_engine.h"
#include "http/http_listen.h"
#include "store/blob.h"
#include "web/http_server.h"
#include "web/http_worker.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

static int reset(void **state)
{
    (void)state;
    memset(&site_double, 0, sizeof site_double);
    return 0;
}

static void send_text(int fd, const char *text)
{
    assert_int_equal(send(fd, text, strlen(text), MSG_NOSIGNAL), strlen(text));
}

/* True when the server closed within the time; what it sent is thrown away. */
static bool closes_within(int fd, int ms)
{
    char chunk[65536];
    int64_t end = clock_monotonic_ms() + ms;
    struct pollfd waits = {fd, POLLIN, 0};
    while (clock_monotonic_ms() < end && poll(&waits, 1, 50) >= 0) {
        if (waits.revents != 0 && recv(fd, chunk, sizeof chunk, 0) <= 0) {
            return true;
        }
    }
    return false;
}

static void test_stops_within_two_seconds_whoever_is_connected(void **state)
{
    struct http_rig rig;
    int peers[4];
    (void)state;
    rig_start(&rig, 2);
    for (int i = 0; i < 4; i++) {
        peers[i] = rig_connect(&rig);
    }
    send_text(peers[1], "GET / HT");
    send_text(peers[2], "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    for (int i = 0; i < 200; i++) { /* answers nobody reads */
        send_text(peers[3], "GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
    }
    usleep(200000);
    int64_t before = clock_monotonic_ms();
    rig_halt(&rig);
    assert_true(clock_monotonic_ms() - before < 2000);
    assert_int_equal(rig.code, ERR_OK);
    assert_int_equal(site_double.opened, 0);
    for (int i = 0; i < 4; i++) {
        assert_true(closes_within(peers[i], 1000));
        close(peers[i]);
    }
    rig_stop(&rig);
}

static void *halt_soon(void *data)
{
    usleep(50000);
    rig_halt(data);
    return NULL;
}

static void test_what_is_being_sent_goes_out_before_the_stop(void **state)
{
    enum { BYTES = 8000000 };
    struct http_rig rig;
    char hex[65];
    char *chunk = calloc(1, BYTES);
    size_t got = 0;
    pthread_t halting;
    (void)state;
    rig_start(&rig, 1);
    assert_int_equal(blob_put(rig.data.blobs_public, str_n(chunk, BYTES), hex, NULL), ERR_OK);
    int fd = rig_connect(&rig);
    send_text(fd, arena_printf(rig.arena, "GET /blob/%s HTTP/1.1\r\nHost: a\r\n\r\n", hex));
    assert_int_equal(recv(fd, chunk, 1, MSG_WAITALL), 1);
    assert_int_equal(pthread_create(&halting, NULL, halt_soon, &rig), 0);
    usleep(200000);
    ssize_t n;
    while ((n = recv(fd, chunk, BYTES, 0)) > 0) {
        got += (size_t)n;
    }
    assert_true(got > BYTES);
    pthread_join(halting, NULL);
    close(fd);
    free(chunk);
    rig_stop(&rig);
}

static void test_a_site_that_does_not_open_is_an_error(void **state)
{
    struct err err = {0};
    struct datadir data = {.log = "/nonexistent", .blobs_public = "/nonexistent"};
    int stop[2];
    struct http_plan plan = {.data = &data, .ready_fd = -1, .threads = 2};
    (void)state;
    site_double.unopenable = 1;
    assert_int_equal(http_listen(NULL, 0, &plan.listen_fd, NULL), ERR_OK);
    assert_int_equal(pipe(stop), 0);
    plan.stop_fd = stop[0];
    assert_int_equal(http_serve(&plan, &err), ERR_NOT_FOUND);
    assert_string_equal(err.message, "no public.db");
    close(plan.listen_fd);
    close(stop[0]);
    close(stop[1]);
}

static void test_a_port_in_use_is_named(void **state)
{
    struct http_rig rig;
    struct err err = {0};
    int fd = -1;
    (void)state;
    rig_start(&rig, 1);
    assert_int_equal(http_listen("127.0.0.1", rig.port, &fd, &err), ERR_CONFLICT);
    assert_non_null(strstr(err.message, arena_printf(rig.arena, "port %d", rig.port)));
    rig_stop(&rig);
    assert_int_equal(http_listen("localhost", 0, &fd, &err), ERR_USAGE);
    assert_int_equal(http_listen("127.0.0.1", 65536, &fd, &err), ERR_USAGE);
    assert_int_equal(http_listen("192.0.2.1", 0, &fd, &err), ERR_IO);
}

static void test_the_socket_stays_the_callers(void **state)
{
    struct http_rig rig;
    struct sockaddr_in address;
    socklen_t length = sizeof address;
    (void)state;
    rig_start(&rig, 2);
    rig_halt(&rig);
    assert_int_equal(getsockname(rig.listen_fd, (struct sockaddr *)&address, &length), 0);
    rig_stop(&rig);
}

struct crowd {
    struct http_rig *rig;
    int bad;
};

/* Up to the end of the body, which comes in one piece with the head or after it. */
static bool hears_echo(int fd)
{
    char text[4096];
    size_t length = 0;
    while (length < sizeof text - 1) {
        ssize_t n = recv(fd, text + length, sizeof text - 1 - length, 0);
        if (n <= 0) {
            return false;
        }
        length += (size_t)n;
        text[length] = '\0';
        if (strstr(text, "/echo/a\n") != NULL) {
            return true;
        }
    }
    return false;
}

static void *ask_often(void *data)
{
    struct crowd *crowd = data;
    int fd = rig_connect(crowd->rig);
    for (int i = 0; i < 300 && crowd->bad == 0; i++) {
        send_text(fd, "GET /echo/a HTTP/1.1\r\nHost: a\r\n\r\n");
        crowd->bad += !hears_echo(fd);
    }
    close(fd);
    return NULL;
}

static void test_several_threads_answer_a_crowd(void **state)
{
    enum { CROWD = 20 };
    struct http_rig rig;
    pthread_t threads[CROWD];
    struct crowd crowds[CROWD];
    (void)state;
    rig_start(&rig, 4);
    assert_int_equal(site_double.opened, 4);
    for (int i = 0; i < CROWD; i++) {
        crowds[i] = (struct crowd){&rig, 0};
        assert_int_equal(pthread_create(&threads[i], NULL, ask_often, &crowds[i]), 0);
    }
    for (int i = 0; i < CROWD; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(crowds[i].bad, 0);
    }
    rig_stop(&rig);
}

/* When the end arrives together with the bytes before it, the library does not see it: many
 * tries, so that it does. */
static void test_who_left_in_the_middle_of_a_head_holds_nothing(void **state)
{
    enum { TRIES = 60 };
    struct http_rig rig;
    int peers[TRIES];
    (void)state;
    rig_start(&rig, 1);
    for (int i = 0; i < TRIES; i++) {
        peers[i] = rig_connect(&rig);
        send_text(peers[i], "GET / HT");
        assert_int_equal(shutdown(peers[i], SHUT_WR), 0);
    }
    for (int i = 0; i < TRIES; i++) { /* the deadline of a head is 15 s */
        assert_true(closes_within(peers[i], 3000));
        close(peers[i]);
    }
    rig_stop(&rig);
}

/* An engine of its own, since its deadline is shorter than a server's. */
struct stage {
    struct http_engine *engine;
    int quit_fd;
};

static void *run(void *data)
{
    struct stage *stage = data;
    assert_int_equal(http_engine_run(stage->engine, stage->quit_fd, NULL), ERR_OK);
    return NULL;
}

static void test_a_head_that_drips_in_is_cut_off(void **state)
{
    struct http_rig rig = {.arena = arena_new()};
    struct stage stage = {NULL, eventfd(0, EFD_CLOEXEC)};
    struct http_worker *worker;
    struct sockaddr_in address;
    socklen_t length = sizeof address;
    pthread_t thread;
    (void)state;
    const struct http_worker_plan worker_plan = {.data = &rig.data, .cache_bytes = 1000000};
    assert_int_equal(http_worker_open(&worker, &worker_plan, NULL), ERR_OK);
    assert_int_equal(http_listen(NULL, 0, &rig.listen_fd, NULL), ERR_OK);
    assert_int_equal(getsockname(rig.listen_fd, (struct sockaddr *)&address, &length), 0);
    rig.port = ntohs(address.sin_port);
    const struct http_engine_plan plan = {http_worker_handler(worker), rig.listen_fd, 10, 1000};
    assert_int_equal(http_engine_start(&stage.engine, &plan, NULL), ERR_OK);
    assert_int_equal(pthread_create(&thread, NULL, run, &stage), 0);
    int fd = rig_connect(&rig);
    bool cut = false;
    for (int i = 0; i < 60 && !cut; i++) { /* a byte every 50 ms: never silent */
        cut = send(fd, i == 0 ? "G" : "E", 1, MSG_NOSIGNAL) != 1 || closes_within(fd, 50);
    }
    assert_true(cut);
    close(fd);
    assert_int_equal(eventfd_write(stage.quit_fd, 1), 0);
    pthread_join(thread, NULL);
    http_engine_stop(stage.engine);
    http_worker_close(worker);
    close(rig.listen_fd);
    close(stage.quit_fd);
    arena_free(rig.arena);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup(name, reset)
    const struct CMUnitTest tests[] = {
        TEST(test_stops_within_two_seconds_whoever_is_connected),
        TEST(test_what_is_being_sent_goes_out_before_the_stop),
        TEST(test_a_site_that_does_not_open_is_an_error),
        TEST(test_a_port_in_use_is_named),
        TEST(test_the_socket_stays_the_callers),
        TEST(test_several_threads_answer_a_crowd),
        TEST(test_who_left_in_the_middle_of_a_head_holds_nothing),
        TEST(test_a_head_that_drips_in_is_cut_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
