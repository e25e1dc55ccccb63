/* Programs that end, fail, hang, flood and leave others behind. */
#include "child_process.h"

#include "base/clock.h"
#include "base/file.h"
#include "command_words.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

enum { PLENTY_MS = 60000 };

static enum err_code shell(struct child *child, const char *script, const char *input,
                           int64_t ms, struct err *err)
{
    const char *const argv[] = {"sh", "-c", script, NULL};
    const struct child_plan plan = {.argv = argv, .stdin_open = true, .home = "/tmp"};
    enum err_code code = child_start(child, &plan, err);
    return code != ERR_OK ? code : child_talk(child, str_of(input), CHILD_END, ms, err);
}

static void test_talk__gives_all_and_takes_all(void **state)
{
    struct child child;
    struct strbuf big;
    (void)state;
    strbuf_init(&big, 1 << 20);
    for (int i = 0; i < 100000; i++) {
        strbuf_puts(&big, "seven77");
    }
    assert_int_equal(shell(&child, "cat", big.p, PLENTY_MS, NULL), ERR_OK);
    assert_int_equal(child.output.n, big.n);
    assert_memory_equal(child.output.p, big.p, big.n);
    child_end(&child);
    strbuf_release(&big);
}

static void test_talk__a_program_that_reads_nothing_still_answers(void **state)
{
    struct child child;
    struct strbuf big;
    (void)state;
    strbuf_init(&big, 1 << 20);
    for (int i = 0; i < 100000; i++) {
        strbuf_puts(&big, "seven77");
    }
    assert_int_equal(shell(&child, "exec <&-; echo no", big.p, PLENTY_MS, NULL), ERR_OK);
    assert_string_equal(child.output.p, "no\n");
    child_end(&child);
    strbuf_release(&big);
}

static void test_start__names_a_program_that_is_not_there(void **state)
{
    const char *const argv[] = {"./no-such-program", NULL};
    const struct child_plan plan = {.argv = argv, .home = "/tmp"};
    struct child child;
    struct err err;
    (void)state;
    assert_int_equal(child_start(&child, &plan, &err), ERR_NOT_FOUND);
    assert_string_equal(err.message,
                        "cannot start ./no-such-program: No such file or directory");
}

static void test_end__is_told_with_the_last_words(void **state)
{
    struct child child;
    struct err err;
    (void)state;
    assert_int_equal(shell(&child, "echo no model >&2; exit 3", "", PLENTY_MS, &err), ERR_OK);
    child_tell_end(&child, &err);
    assert_string_equal(err.message, "the program ended with status 3; it said: no model");
    child_end(&child);
    assert_int_equal(shell(&child, "kill -9 $$", "", PLENTY_MS, &err), ERR_OK);
    child_tell_end(&child, &err);
    assert_string_equal(err.message, "the program was ended by signal 9 (Killed)");
    child_end(&child);
}

static void test_talk__a_late_one_is_killed(void **state)
{
    struct child child;
    struct err err;
    (void)state;
    assert_int_equal(shell(&child, "sleep 5", "", 50, &err), ERR_TIMEOUT);
    pid_t pid = child.pid;
    child_end(&child);
    assert_int_equal(kill(pid, 0), -1);
}

static void test_talk__a_flood_is_stopped(void **state)
{
    struct child child;
    struct err err;
    (void)state;
    assert_int_equal(shell(&child, "exec cat /dev/zero", "", PLENTY_MS / 3, &err), ERR_LIMIT);
    assert_string_equal(err.message, "the program wrote more than 8 MiB");
    child_end(&child);
}

/* A daemon: its own session, its parent gone, our output still open. */
static void test_end__takes_a_daemon_along(void **state)
{
    struct child child;
    (void)state;
    int64_t began = clock_monotonic_ms();
    assert_int_equal(shell(&child, "setsid sh -c 'sleep 60' & echo $!", "", PLENTY_MS, NULL),
                     ERR_OK);
    pid_t pid = (pid_t)strtol(child.output.p, NULL, 10);
    assert_true(pid > 0);
    child_end(&child);
    assert_int_equal(kill(pid, 0), -1);
    assert_true(clock_monotonic_ms() - began < PLENTY_MS);
}

static void test_words__everything_is_put_in(void **state)
{
    char folder[] = "/tmp/test-words-XXXXXX";
    static const char *const words[] = {"{text}",       "a={audio}", "{text-file}",
                                        "{{{out-file}", "{file}",    NULL};
    struct arena *arena = arena_new();
    struct js *input;
    struct str text;
    const char *const *filled;
    (void)state;
    assert_non_null(mkdtemp(folder));
    assert_int_equal(js_parse(arena,
                              STR("{\"text\":\"so\",\"audio\":{\"file\":\"/in/a.wav\"}}"),
                              &input, NULL),
                     ERR_OK);
    struct command_item item = {arena, input, folder};
    assert_int_equal(command_words_fill(&item, words, &filled, NULL), ERR_OK);
    assert_string_equal(filled[0], "so");
    assert_string_equal(filled[1], "a=/in/a.wav");
    assert_int_equal(file_read(arena, filled[2], 100, &text, NULL), ERR_OK);
    assert_true(str_is(text, "so"));
    assert_string_equal(filled[3], arena_printf(arena, "{%s/out", folder));
    assert_string_equal(filled[4], "/in/a.wav");
    assert_int_equal(file_remove_tree(folder, NULL), ERR_OK);
    arena_free(arena);
}

static void test_words__what_the_input_has_not_is_named(void **state)
{
    static const char *const words[] = {"x", "{txt}", NULL};
    struct arena *arena = arena_new();
    struct js *input;
    struct err err;
    const char *const *filled;
    (void)state;
    assert_int_equal(js_parse(arena, STR("{\"text\":\"so\"}"), &input, NULL), ERR_OK);
    struct command_item item = {arena, input, "/nowhere"};
    assert_int_equal(command_words_fill(&item, words, &filled, &err), ERR_INVALID);
    assert_string_equal(err.message, "\"argv\" word 2: the input has no member \"txt\"");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_talk__gives_all_and_takes_all),
        cmocka_unit_test(test_talk__a_program_that_reads_nothing_still_answers),
        cmocka_unit_test(test_start__names_a_program_that_is_not_there),
        cmocka_unit_test(test_end__is_told_with_the_last_words),
        cmocka_unit_test(test_talk__a_late_one_is_killed),
        cmocka_unit_test(test_talk__a_flood_is_stopped),
        cmocka_unit_test(test_end__takes_a_daemon_along),
        cmocka_unit_test(test_words__everything_is_put_in),
        cmocka_unit_test(test_words__what_the_input_has_not_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
