/* The desk from outside: what is let in, and that what was acknowledged is there after a kill.
 * A desk runs in a process of its own; requests are sent byte for byte. */
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "casefolder/case_review.h"
#include "crypto/random.h"
#include "desk/desk.h"
#include "support/desk_rig.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static void test_pages__are_nobodys_without_the_link(void **state)
{
    struct rig *rig = *state;
    static const char *const paths[] = {"/",          "/cast", "/doubts", "/files/1",
                                        "/hand-over", "/link", "/name",   "/no-such"};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        assert_int_equal(rig_get_as(rig, paths[i], "127.0.0.1", ""), 403);
        assert_int_equal(
            rig_get_as(rig, paths[i], "127.0.0.1",
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
    assert_int_equal(rig_get_as(rig, path, "127.0.0.1", ""), 303);
    assert_non_null(strstr(rig->reply, "; HttpOnly; SameSite=Strict"));
    assert_int_equal(rig_get_as(rig, path, "127.0.0.1", ""), 403);
    assert_null(strstr(rig->reply, "Set-Cookie"));
}

static void test_host__that_is_another_name_is_refused(void **state)
{
    struct rig *rig = *state;
    char request[300];
    rig_enter(rig);
    assert_int_equal(rig_get(rig, "/"), 200);
    assert_int_equal(rig_get_as(rig, "/", "localhost", rig->cookie), 200);
    assert_int_equal(rig_get_as(rig, "/", "rebound.example", rig->cookie), 403);
    assert_int_equal(rig_get_as(rig, "/", "127.0.0.1.rebound.example", rig->cookie), 403);
    snprintf(request, sizeof request,
             "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: policeai-desk=%s\r\nConnection: "
             "close\r\n\r\n",
             rig->cookie);
    assert_int_equal(rig_ask(rig, request), 403);
}

static void test_form__needs_our_origin_and_the_sessions_guard(void **state)
{
    struct rig *rig = *state;
    char own[100];
    rig_enter(rig);
    snprintf(own, sizeof own, "Origin: http://127.0.0.1:%d\r\n", rig->port);
    const char *form = "recipient=public";
    assert_int_equal(rig_post_as(rig, "/settings", "", rig->guard, form), 403);
    assert_int_equal(rig_post_as(rig, "/settings", "Origin: null\r\n", rig->guard, form), 403);
    assert_int_equal(
        rig_post_as(rig, "/settings", "Origin: http://other.example\r\n", rig->guard, form),
        403);
    assert_int_equal(rig_post_as(rig, "/settings", own, "", form), 403);
    assert_int_equal(
        rig_post_as(rig, "/settings", own,
                    "0000000000000000000000000000000000000000000000000000000000000000", form),
        403);
    assert_int_equal(rig_post_as(rig, "/settings", own, rig->guard, form), 303);
}

static void test_answers__are_kept_by_nobody_and_load_nothing_from_elsewhere(void **state)
{
    struct rig *rig = *state;
    rig_enter(rig);
    assert_int_equal(rig_get(rig, "/"), 200);
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
    rig_enter(rig);
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        int status = rig_get(rig, paths[i]);
        if (status != 400 && status != 404) {
            fail_msg("%s: %d", paths[i], status);
        }
    }
}

static void test_text__is_shown_as_text(void **state)
{
    struct rig *rig = *state;
    rig_enter(rig);
    rig_wait_read(rig);
    assert_int_equal(rig_get(rig, "/files/1"), 200);
    assert_non_null(strstr(rig->reply, "&lt;b&gt;"));
    assert_null(strstr(rig->reply, "<b>"));
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
    rig_enter(rig);
    rig_wait_read(rig);
    for (int round = 0; round < 5; round++) {
        pid_t pages = rig_child_named(rig->pid, "policeai-pages");
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
            int status = rig_post(rig, "/decide", form);
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
    rig_stop(rig, SIGKILL);
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
                                   .serving = NULL};
    struct err err = {0};
    assert_int_equal(desk_run(&plan, &err), ERR_CONFLICT);
    assert_non_null(strstr(err.message, "has"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, rig_set_up, rig_tear_down)

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
