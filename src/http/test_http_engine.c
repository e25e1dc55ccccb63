/* Requests with a body, over a real socket, answered by a handler that sends the body back. */
#include "base/clock.h"
#include "base/mem.h"
#include "http/http_engine.h"
#include "http/http_listen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

/* Deadlines: one that no load reaches, one that is reached soon. */
enum { BODY_MAX = 50000, FAR_MS = 60000, SOON_MS = 500, PATIENCE_MS = 30000 };

struct stage {
    struct http_engine *engine;
    pthread_t thread;
    int listen_fd;
    int quit_fd;
    int port;
    int replies; /* read once the thread has ended */
};

static bool refuses(void *data, const struct http_head *head, struct http_reply *reply)
{
    (void)data;
    struct http_verdict verdict = http_guard_posts(head, BODY_MAX);
    if (verdict.status != 0) {
        http_reply_make(reply, http_answer_words(verdict.status, verdict.reason), head, 0,
                        true);
    }
    return verdict.status != 0;
}

static void echo(void *data, const struct http_head *head, struct str body,
                 struct http_reply *reply)
{
    struct stage *stage = data;
    stage->replies++;
    http_reply_make(reply, http_answer_new(201, "text/plain", body), head, 0, false);
}

static void *run(void *data)
{
    struct stage *stage = data;
    assert_int_equal(http_engine_run(stage->engine, stage->quit_fd, NULL), ERR_OK);
    return NULL;
}

static int begin_with(void **state, int deadline_ms)
{
    struct stage *stage = xcalloc(1, sizeof *stage);
    assert_int_equal(http_listen(NULL, 0, &stage->listen_fd, NULL), ERR_OK);
    stage->port = http_listen_port(stage->listen_fd, 0);
    stage->quit_fd = eventfd(0, EFD_CLOEXEC);
    const struct http_engine_plan plan = {
        {.data = stage, .body_max = BODY_MAX, .refuses = refuses, .reply = echo},
        stage->listen_fd,
        10,
        deadline_ms};
    assert_int_equal(http_engine_start(&stage->engine, &plan, NULL), ERR_OK);
    assert_int_equal(pthread_create(&stage->thread, NULL, run, stage), 0);
    *state = stage;
    return 0;
}

static int begin(void **state)
{
    return begin_with(state, FAR_MS);
}

static int begin_hasty(void **state)
{
    return begin_with(state, SOON_MS);
}

/* How many requests were answered. */
static int halt(struct stage *stage)
{
    const uint64_t one = 1;
    assert_int_equal(write(stage->quit_fd, &one, sizeof one), sizeof one);
    pthread_join(stage->thread, NULL);
    http_engine_stop(stage->engine);
    stage->engine = NULL;
    return stage->replies;
}

static int end(void **state)
{
    struct stage *stage = *state;
    if (stage->engine != NULL) {
        halt(stage);
    }
    close(stage->listen_fd);
    close(stage->quit_fd);
    free(stage);
    return 0;
}

static int dial(const struct stage *stage)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)stage->port)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    return fd;
}

static void say(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t sent = send(fd, bytes, length, MSG_NOSIGNAL);
        assert_true(sent > 0);
        bytes += sent;
        length -= (size_t)sent;
    }
}

/* Gathers until `ending` ends what came, or the server closes; true for the first. */
static bool hear(int fd, const char *ending, char *text, size_t room)
{
    struct pollfd waits = {fd, POLLIN, 0};
    size_t length = 0;
    size_t wanted = strlen(ending);
    while (length + 1 < room && poll(&waits, 1, PATIENCE_MS) > 0) {
        ssize_t got = recv(fd, text + length, room - 1 - length, 0);
        if (got <= 0) {
            break;
        }
        length += (size_t)got;
        text[length] = '\0';
        if (length >= wanted && strcmp(text + length - wanted, ending) == 0) {
            return true;
        }
    }
    text[length] = '\0';
    return false;
}

#define POST(length) "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: " length "\r\n"

static void test_a_body_in_pieces_is_one_and_the_connection_goes_on(void **state)
{
    char text[4096];
    int fd = dial(*state);
    for (int i = 0; i < 3; i++) {
        say(fd, POST("9") "\r\nabc", strlen(POST("9")) + 5);
        usleep(20000);
        say(fd, "defghi", 6);
        assert_true(hear(fd, "\r\n\r\nabcdefghi", text, sizeof text));
        assert_non_null(strstr(text, "HTTP/1.1 201"));
    }
    close(fd);
    assert_int_equal(halt(*state), 3);
}

static void test_a_body_larger_than_the_librarys_buffer_is_whole(void **state)
{
    enum { LENGTH = BODY_MAX };
    char *sent = xmalloc(LENGTH + 1);
    char *text = xmalloc(2 * LENGTH);
    int fd = dial(*state);
    for (size_t i = 0; i < LENGTH; i++) {
        sent[i] = (char)('a' + i * i % 26);
    }
    sent[LENGTH] = '\0';
    say(fd, POST("50000") "\r\n", strlen(POST("50000")) + 2);
    say(fd, sent, LENGTH);
    assert_true(hear(fd, sent, text, 2 * LENGTH));
    close(fd);
    free(sent);
    free(text);
}

static void test_who_asks_first_is_told_to_go_on(void **state)
{
    char text[4096];
    int fd = dial(*state);
    const char *head = POST("3") "Expect: 100-continue\r\n\r\n";
    say(fd, head, strlen(head));
    assert_true(hear(fd, "\r\n\r\n", text, sizeof text));
    assert_non_null(strstr(text, "HTTP/1.1 100"));
    say(fd, "xyz", 3);
    assert_true(hear(fd, "\r\n\r\nxyz", text, sizeof text));
    close(fd);
}

static void test_a_body_that_is_too_large_is_refused_unread(void **state)
{
    char text[4096];
    int fd = dial(*state);
    const char *head = POST("50001") "\r\n";
    say(fd, head, strlen(head));
    assert_false(hear(fd, "never", text, sizeof text)); /* and closed */
    assert_non_null(strstr(text, "HTTP/1.1 413"));
    close(fd);
    assert_int_equal(halt(*state), 0);
}

static void test_a_body_that_does_not_come_is_cut_off(void **state)
{
    char text[4096];
    int fd = dial(*state);
    int64_t began = clock_monotonic_ms();
    say(fd, POST("9") "\r\nabc", strlen(POST("9")) + 5);
    assert_false(hear(fd, "never", text, sizeof text));
    assert_true(clock_monotonic_ms() - began < PATIENCE_MS);
    close(fd);
    assert_int_equal(halt(*state), 0);
}

#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(test_a_body_in_pieces_is_one_and_the_connection_goes_on),
        T(test_a_body_larger_than_the_librarys_buffer_is_whole),
        T(test_who_asks_first_is_told_to_go_on),
        T(test_a_body_that_is_too_large_is_refused_unread),
        cmocka_unit_test_setup_teardown(test_a_body_that_does_not_come_is_cut_off, begin_hasty,
                                        end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
