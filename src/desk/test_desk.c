/* The desk from outside: what is let in, and that what was acknowledged is there after a kill.
 * A desk runs in a process of its own; requests are sent byte for byte. */
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "casefolder/case_review.h"
#include "crypto/random.h"
#include "desk/desk.h"

#include <arpa/inet.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { REPLY_MAX = 1 << 20, WAIT_S = 60 };

struct rig {
    char folder[32];
    pid_t pid;
    int port;
    char link[100];
    char cookie[100];
    char guard[100];
    char reply[REPLY_MAX];
};

static int said_fd = -1; /* of the desk's process */

static void say(int port, const char *link)
{
    char line[200];
    int n = snprintf(line, sizeof line, "%d %s\n", port, link);
    if (write(said_fd, line, (size_t)n) != n) {
        _exit(1);
    }
}

static _Noreturn void be_desk(const struct rig *rig, int fd)
{
    const struct places places = {.reference = PAI_SOURCE_DIR "/reference",
                                  .checks = PAI_BUILD_DIR "/checks"};
    const struct desk_plan plan = {.folder = rig->folder,
                                   .places = &places,
                                   .tool_folder = PAI_BUILD_DIR "/tools/redact-text",
                                   .document_tool_folder =
                                       PAI_BUILD_DIR "/tools/redact-document",
                                   .serving = say};
    struct err err = {0};
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    said_fd = fd;
    if (desk_run(&plan, &err) != ERR_OK) {
        fprintf(stderr, "%s\n", err.message);
        _exit(1);
    }
    _exit(0);
}

static void start(struct rig *rig)
{
    int fds[2];
    char line[200] = "";
    size_t n = 0;
    assert_int_equal(pipe(fds), 0);
    rig->pid = fork();
    if (rig->pid == 0) {
        close(fds[0]);
        be_desk(rig, fds[1]);
    }
    close(fds[1]);
    while (n < sizeof line - 1 && read(fds[0], line + n, 1) == 1 && line[n] != '\n') {
        n++;
    }
    close(fds[0]);
    char *end;
    rig->port = (int)strtol(line, &end, 10);
    assert_true(rig->port > 0 && *end == ' ');
    line[n] = '\0';
    snprintf(rig->link, sizeof rig->link, "%.64s", end + 1);
}

/* The status; 0 when nothing came. What came is in rig->reply. */
static int ask(struct rig *rig, const char *request)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)rig->port)};
    struct timeval patience = {WAIT_S, 0};
    size_t n = 0;
    int status = 0;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    rig->reply[0] = '\0';
    if (connect(fd, (struct sockaddr *)&to, sizeof to) == 0 &&
        send(fd, request, strlen(request), MSG_NOSIGNAL) > 0) {
        ssize_t got;
        while (n < REPLY_MAX - 1 &&
               (got = recv(fd, rig->reply + n, REPLY_MAX - 1 - n, 0)) > 0) {
            n += (size_t)got;
        }
        rig->reply[n] = '\0';
    }
    close(fd);
    if (strncmp(rig->reply, "HTTP/1.1 ", strlen("HTTP/1.1 ")) == 0) {
        status = (int)strtol(rig->reply + strlen("HTTP/1.1 "), NULL, 10);
    }
    return status;
}

static int get_as(struct rig *rig, const char *path, const char *host, const char *cookie)
{
    char request[1000];
    snprintf(request, sizeof request,
             "GET %s HTTP/1.1\r\nHost: %s:%d\r\nCookie: policeai-desk=%s\r\nConnection: "
             "close\r\n\r\n",
             path, host, rig->port, cookie);
    return ask(rig, request);
}

static int get(struct rig *rig, const char *path)
{
    return get_as(rig, path, "127.0.0.1", rig->cookie);
}

static int post_as(struct rig *rig, const char *path, const char *origin, const char *guard,
                   const char *form)
{
    char request[3000];
    char body[2000];
    snprintf(body, sizeof body, "guard=%s&%s", guard, form);
    snprintf(request, sizeof request,
             "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%sCookie: policeai-desk=%s\r\n"
             "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n"
             "Connection: close\r\n\r\n%s",
             path, rig->port, origin, rig->cookie, strlen(body), body);
    return ask(rig, request);
}

static int post(struct rig *rig, const char *path, const char *form)
{
    char origin[100];
    snprintf(origin, sizeof origin, "Origin: http://127.0.0.1:%d\r\n", rig->port);
    return post_as(rig, path, origin, rig->guard, form);
}

static void copy_after(const char *text, const char *before, char *out, size_t size)
{
    const char *at = strstr(text, before);
    assert_non_null(at);
    snprintf(out, size, "%.64s", at + strlen(before));
}

static void enter(struct rig *rig)
{
    char path[200];
    snprintf(path, sizeof path, "/open/%s", rig->link);
    assert_int_equal(get_as(rig, path, "127.0.0.1", ""), 303);
    copy_after(rig->reply, "policeai-desk=", rig->cookie, sizeof rig->cookie);
    assert_int_equal(get(rig, "/name"), 200);
    copy_after(rig->reply, "name=\"guard\" value=\"", rig->guard, sizeof rig->guard);
    assert_int_equal(post(rig, "/name", "who=Ann&role=DC"), 303);
}

static int set_up(void **state)
{
    struct rig *rig = xcalloc(1, sizeof *rig);
    struct err err = {0};
    char path[64];
    *state = rig;
    snprintf(rig->folder, sizeof rig->folder, "/tmp/policeai-test-XXXXXX");
    assert_non_null(mkdtemp(rig->folder));
    snprintf(path, sizeof path, "%s/a.txt", rig->folder);
    assert_int_equal(
        file_write(path, STR("I met John Smith. <b>John Smith</b> left.\n"), 0600, &err),
        ERR_OK);
    start(rig);
    return 0;
}

static void stop(struct rig *rig, int signal)
{
    if (rig->pid > 0) {
        kill(rig->pid, signal);
        waitpid(rig->pid, NULL, 0);
        rig->pid = 0;
    }
}

static int tear_down(void **state)
{
    struct rig *rig = *state;
    stop(rig, SIGTERM);
    assert_int_equal(file_remove_tree(rig->folder, NULL), ERR_OK);
    free(rig);
    return 0;
}

static void test_pages__are_nobodys_without_the_link(void **state)
{
    struct rig *rig = *state;
    static const char *const paths[] = {"/",          "/cast", "/doubts", "/files/1",
                                        "/hand-over", "/link", "/name",   "/no-such"};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        assert_int_equal(get_as(rig, paths[i], "127.0.0.1", ""), 403);
        assert_int_equal(get_as(rig, paths[i], "127.0.0.1",
                                "00000000000000000000000000000000000000000000000000000000000000"
                                "00"),
                         403);
        assert_null(strstr(rig->reply, "Smith"));
    }
}

static void test_link__is_good_once_and_makes_a_guarded_cookie(void **state)
{
    struct rig *rig = *state;
    char path[200];
    snprintf(path, sizeof path, "/open/%s", rig->link);
    assert_int_equal(get_as(rig, path, "127.0.0.1", ""), 303);
    assert_non_null(strstr(rig->reply, "; HttpOnly; SameSite=Strict"));
    assert_int_equal(get_as(rig, path, "127.0.0.1", ""), 403);
    assert_null(strstr(rig->reply, "Set-Cookie"));
}

static void test_host__that_is_another_name_is_refused(void **state)
{
    struct rig *rig = *state;
    char request[300];
    enter(rig);
    assert_int_equal(get(rig, "/"), 200);
    assert_int_equal(get_as(rig, "/", "localhost", rig->cookie), 200);
    assert_int_equal(get_as(rig, "/", "rebound.example", rig->cookie), 403);
    assert_int_equal(get_as(rig, "/", "127.0.0.1.rebound.example", rig->cookie), 403);
    snprintf(request, sizeof request,
             "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: policeai-desk=%s\r\nConnection: "
             "close\r\n\r\n",
             rig->cookie);
    assert_int_equal(ask(rig, request), 403);
}

static void test_form__needs_our_origin_and_the_sessions_guard(void **state)
{
    struct rig *rig = *state;
    char own[100];
    enter(rig);
    snprintf(own, sizeof own, "Origin: http://127.0.0.1:%d\r\n", rig->port);
    const char *form = "recipient=public";
    assert_int_equal(post_as(rig, "/settings", "", rig->guard, form), 403);
    assert_int_equal(post_as(rig, "/settings", "Origin: null\r\n", rig->guard, form), 403);
    assert_int_equal(
        post_as(rig, "/settings", "Origin: http://other.example\r\n", rig->guard, form), 403);
    assert_int_equal(post_as(rig, "/settings", own, "", form), 403);
    assert_int_equal(post_as(rig, "/settings", own,
                             "0000000000000000000000000000000000000000000000000000000000000000",
                             form),
                     403);
    assert_int_equal(post_as(rig, "/settings", own, rig->guard, form), 303);
}

static void test_answers__are_kept_by_nobody_and_load_nothing_from_elsewhere(void **state)
{
    struct rig *rig = *state;
    enter(rig);
    assert_int_equal(get(rig, "/"), 200);
    assert_non_null(strstr(rig->reply, "Cache-Control: no-store"));
    assert_non_null(strstr(rig->reply, "default-src 'none'; script-src 'self'"));
    assert_non_null(strstr(rig->reply, "frame-ancestors 'none'"));
    assert_null(strstr(rig->reply, "https://"));
}

static void test_paths__lead_nowhere_else(void **state)
{
    struct rig *rig = *state;
    static const char *const paths[] = {"/files/../../etc/passwd",
                                        "/files/%2e%2e/1",
                                        "/files/1%2f..",
                                        "/files/-1",
                                        "/files/99999",
                                        "/policeai-case/case.db",
                                        "/a.txt",
                                        "//etc/passwd"};
    enter(rig);
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        int status = get(rig, paths[i]);
        if (status != 400 && status != 404) {
            fail_msg("%s: %d", paths[i], status);
        }
    }
}

/* Waits until the file was read. */
static void wait_read(struct rig *rig)
{
    int64_t end = clock_monotonic_ms() + WAIT_S * 1000;
    do {
        assert_int_equal(get(rig, "/"), 200);
        if (strstr(rig->reply, "1 file was read") != NULL) {
            return;
        }
        usleep(100000);
    } while (clock_monotonic_ms() < end);
    fail_msg("the file was not read in %d s", WAIT_S);
}

static void test_text__is_shown_as_text(void **state)
{
    struct rig *rig = *state;
    enter(rig);
    wait_read(rig);
    assert_int_equal(get(rig, "/files/1"), 200);
    assert_non_null(strstr(rig->reply, "&lt;b&gt;"));
    assert_null(strstr(rig->reply, "<b>"));
}

static pid_t child_named(pid_t parent, const char *name)
{
    char path[100];
    char text[4096];
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)parent, (int)parent);
    FILE *file = fopen(path, "re");
    pid_t found = 0;
    char list[1000] = "";
    assert_non_null(file);
    assert_non_null(fgets(list, sizeof list, file));
    char *rest = list;
    for (long pid = strtol(rest, &rest, 10); pid > 0; pid = strtol(rest, &rest, 10)) {
        snprintf(path, sizeof path, "/proc/%ld/comm", pid);
        FILE *comm = fopen(path, "re");
        if (comm != NULL && fgets(text, sizeof text, comm) != NULL &&
            strstr(text, name) != NULL) {
            found = (pid_t)pid;
        }
        if (comm != NULL) {
            assert_int_equal(fclose(comm), 0);
        }
    }
    assert_int_equal(fclose(file), 0);
    return found;
}

/* Decisions go in while the pages are killed again and again: each that was acknowledged is
 * there in the end, table and audit agree. */
static void test_killed_pages__lose_nothing_acknowledged(void **state)
{
    struct rig *rig = *state;
    struct case_folder *folder = NULL;
    struct case_word *words;
    struct arena *arena = arena_new();
    struct err err = {0};
    int64_t acknowledged = 0;
    int64_t seen = 0;
    size_t count;
    enter(rig);
    wait_read(rig);
    for (int round = 0; round < 5; round++) {
        pid_t pages = child_named(rig->pid, "policeai-pages");
        pid_t killer = fork();
        if (killer == 0) {
            usleep((useconds_t)(random_u64() % 40000));
            kill(pages, SIGKILL);
            _exit(0);
        }
        for (int i = 0; i < 40; i++) {
            char form[100];
            snprintf(form, sizeof form, "mark=1&seen=%lld&choice=%s&from=doubts",
                     (long long)seen, i % 2 == 0 ? "keep" : "redact");
            int status = post(rig, "/decide", form);
            if (status == 303 || status == 409) { /* 409: written, but its answer was cut off */
                acknowledged++;
                seen++;
            } else {
                usleep(50000);
            }
        }
        waitpid(killer, NULL, 0);
    }
    assert_true(acknowledged > 20);
    stop(rig, SIGKILL);
    usleep(200000);
    assert_int_equal(case_open(&folder, rig->folder, &err), ERR_OK); /* checks the audit */
    assert_int_equal(case_words_on(folder, arena, 1, &words, &count, &err), ERR_OK);
    assert_true((int64_t)count >= acknowledged);
    case_close(folder);
    arena_free(arena);
}

static void test_second_desk__of_a_case_is_refused(void **state)
{
    struct rig *rig = *state;
    const struct places places = {.reference = PAI_SOURCE_DIR "/reference",
                                  .checks = PAI_BUILD_DIR "/checks"};
    const struct desk_plan plan = {.folder = rig->folder,
                                   .places = &places,
                                   .tool_folder = PAI_BUILD_DIR "/tools/redact-text",
                                   .document_tool_folder =
                                       PAI_BUILD_DIR "/tools/redact-document",
                                   .serving = say};
    struct err err = {0};
    assert_int_equal(desk_run(&plan, &err), ERR_CONFLICT);
    assert_non_null(strstr(err.message, "has"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_pages__are_nobodys_without_the_link),
        TEST(test_link__is_good_once_and_makes_a_guarded_cookie),
        TEST(test_host__that_is_another_name_is_refused),
        TEST(test_form__needs_our_origin_and_the_sessions_guard),
        TEST(test_answers__are_kept_by_nobody_and_load_nothing_from_elsewhere),
        TEST(test_paths__lead_nowhere_else),
        TEST(test_text__is_shown_as_text),
        TEST(test_killed_pages__lose_nothing_acknowledged),
        TEST(test_second_desk__of_a_case_is_refused),
    };
    crypto_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
