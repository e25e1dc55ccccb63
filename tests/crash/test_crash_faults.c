/* Every file call of a data folder's history fails once: no room from there on, EIO, EINTR,
 * half a read or write. Each step that fails says why; interrupted and short calls are no
 * failures at all; nothing acknowledged is lost, and once the disk is well again the keeper
 * goes on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crash_case.h"
#include "disk.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What the words of a failure must name: the disk's trouble, in the C library's words or
 * SQLite's. */
static bool is_told(enum disk_fault fault, const struct err *err)
{
    static const char *const full[] = {"No space left", "disk is full", "room on the disk",
                                       NULL};
    /* a database whose page cannot be read is "malformed" to SQLite */
    static const char *const bad[] = {"Input/output error", "disk I/O error", "malformed",
                                      "cannot be opened or made", NULL};
    const char *const *words = fault == DISK_FULL ? full : bad;
    while (*words != NULL && strstr(err->message, *words) == NULL &&
           strstr(err->hint, *words) == NULL) {
        words++;
    }
    return *words != NULL;
}

static enum disk_fault present_fault;

static void on_error(const struct story *story)
{
    if (!is_told(present_fault, &story->err)) {
        fprintf(stderr, "not told: %s after %s\n", story->err.message, disk_failed());
        _exit(3);
    }
}

/* Fails at the nth call; exit 0: nothing was left to fail, 2: something failed. */
static size_t nth;

static size_t story_failing(const char *root)
{
    struct story story;
    story_begin(&story, root, 1769677200 + STORY_DAY);
    story.on_error = on_error;
    disk_fail(present_fault, nth);
    story_open(&story);
    story_append(&story, LOG_PUBLIC, 1, STORY_SUBJECT);
    story_append(&story, LOG_PRIVATE, 1, NULL);
    story_benchmark(&story, "{\"id\":\"c\",\"version\":\"1\",\"title\":\"Sample\"}");
    story_rebuild(&story);
    story_append(&story, LOG_PUBLIC, 2, NULL);
    bool failed = disk_failed() != NULL;
    bool harmless = present_fault == DISK_INTERRUPTED || present_fault == DISK_SHORT;
    if (harmless && story.errors > 0) {
        fprintf(stderr, "%s is no failure: %s\n", disk_failed(), story.err.message);
        _exit(4);
    }
    disk_fail(DISK_NO_FAULT, 0);
    if (story.keeper != NULL) {
        size_t errors = story.errors;
        story_append(&story, LOG_PUBLIC, 1, STORY_SUBJECT); /* the disk is well again */
        if (story.errors > errors) {
            fprintf(stderr, "does not go on: %s\n", story.err.message);
            _exit(5);
        }
    }
    story_end(&story);
    _exit(failed ? 2 : 0);
}

static void check_now(const char *fault)
{
    struct arena *arena = arena_new();
    size_t length = disk_length();
    disk_unwatch();
    const char *wrong = story_check(arena, crash.data, length);
    if (wrong[0] != '\0') {
        fail_msg("%s at call %zu: %s", fault, nth, wrong);
    }
    arena_free(arena);
}

static size_t story_founded(const char *root)
{
    struct story story;
    story_begin(&story, root, 1769677200);
    story_open(&story);
    story_append(&story, LOG_PUBLIC, 2, NULL);
    story_end(&story);
    return story.errors;
}

/* Status of a history whose nth call fails. */
static int fail_at(enum disk_fault fault, const char *name, size_t n, bool founded)
{
    present_fault = fault;
    nth = n;
    crash_fresh_disk();
    if (founded) {
        assert_int_equal(crash_child(story_founded, SIZE_MAX), 0);
        disk_watch(crash.watched);
    }
    int status = crash_child(story_failing, SIZE_MAX);
    if (status != 0 && status != 2) {
        fail_msg("%s at call %zu: status %d", name, nth, status);
    }
    check_now(name);
    return status;
}

static void fail_at_each(enum disk_fault fault, const char *name, size_t step, bool founded)
{
    int status = 2;
    size_t cases = 0;
    for (size_t n = 1; status == 2; n += crash.deep > 0 ? 1 : step) {
        status = fail_at(fault, name, n, founded);
        cases++;
    }
    print_message("%s: %zu cases\n", name, cases);
}

static void test_faults__a_full_disk_is_told_and_survived(void **state)
{
    (void)state;
    fail_at_each(DISK_FULL, "full", 13, true);
    fail_at_each(DISK_FULL, "full at the founding", 23, false);
}

static void test_faults__a_failing_write_or_sync_is_told_and_survived(void **state)
{
    (void)state;
    fail_at_each(DISK_BAD_WRITE, "failing write", 41, true);
    fail_at_each(DISK_BAD_WRITE, "failing write at the founding", 89, false);
}

static void test_faults__a_failing_read_is_told_and_survived(void **state)
{
    (void)state;
    fail_at_each(DISK_BAD_READ, "failing read", 17, true);
}

static void test_faults__interrupted_and_short_calls_are_no_failures(void **state)
{
    (void)state;
    fail_at_each(DISK_INTERRUPTED, "interrupted", 59, true);
    fail_at_each(DISK_SHORT, "short", 89, true);
}

static void test_faults__a_history_of_short_calls_alone_is_no_failure(void **state)
{
    (void)state;
    assert_int_equal(fail_at(DISK_SHORT, "each short", 0, true), 2);
    assert_int_equal(fail_at(DISK_SHORT, "each short at the founding", 0, false), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_faults__a_full_disk_is_told_and_survived),
        cmocka_unit_test(test_faults__a_failing_write_or_sync_is_told_and_survived),
        cmocka_unit_test(test_faults__a_failing_read_is_told_and_survived),
        cmocka_unit_test(test_faults__interrupted_and_short_calls_are_no_failures),
        cmocka_unit_test(test_faults__a_history_of_short_calls_alone_is_no_failure),
    };
    cmocka_set_test_filter(getenv("CRASH_TEST"));
    return cmocka_run_group_tests(tests, crash_start, crash_end);
}
