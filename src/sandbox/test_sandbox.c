/* What a tool leaves in /out and what the host will open of it; what a sandbox tells of its
 * end. The walls themselves: policeai sandbox self-test. */
#include "sandbox/sandbox.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
// clang-format on
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATIENCE_MS = 10000 };

static struct sandbox *start(const char *script)
{
    const char *argv[] = {"sh", "-c", script, NULL};
    struct sandbox_plan plan = sandbox_plan_defaults();
    struct sandbox *sandbox;
    struct err err;
    plan.tool_folder = "/usr/share";
    plan.argv = argv;
    plan.out_mb = 1;
    plan.files = 32;
    if (sandbox_start(&sandbox, &plan, &err) != ERR_OK) {
        fail_msg("%s", err.message);
    }
    return sandbox;
}

static int end_of(struct sandbox *sandbox)
{
    int status = -1;
    sandbox_close_stdin(sandbox);
    assert_true(sandbox_ended(sandbox, PATIENCE_MS, &status));
    return status;
}

static void only_plain_files_of_out_are_opened(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        enum err_code code;
    } rows[] = {
        {"/out/plain", ERR_OK},
        {"/out/folder/plain", ERR_OK},
        {"/out/absent", ERR_NOT_FOUND},
        {"/out/link", ERR_INVALID},
        {"/out/folder-link/passwd", ERR_INVALID},
        {"/out/inside-link", ERR_INVALID},
        {"/out/loop", ERR_INVALID},
        {"/out/hard-1", ERR_INVALID},
        {"/out/pipe", ERR_INVALID},
        {"/out/folder", ERR_INVALID},
        {"/out/../etc/passwd", ERR_INVALID},
        {"/out/./plain", ERR_INVALID},
        {"/out//plain", ERR_INVALID},
        {"/out/", ERR_INVALID},
        {"/out", ERR_INVALID},
        {"/etc/passwd", ERR_INVALID},
        {"/tmp/x", ERR_INVALID},
        {"out/plain", ERR_INVALID},
        {"", ERR_INVALID},
    };
    struct sandbox *sandbox =
        start("cd /out && echo good > plain && mkdir folder && echo good > folder/plain && "
              "ln -s /etc/passwd link && ln -s /etc folder-link && ln -s plain inside-link && "
              "ln -s loop loop && echo x > hard-1 && ln hard-1 hard-2 && mkfifo pipe");
    assert_int_equal(end_of(sandbox), 0);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct err err = {.code = ERR_OK};
        int fd = -1;
        enum err_code code = sandbox_open_output(sandbox, rows[i].path, &fd, &err);
        if (code != rows[i].code) {
            fail_msg("%s: %s", rows[i].path, err.message);
        }
        if (code == ERR_OK) {
            char bytes[8] = "";
            assert_int_equal(read(fd, bytes, sizeof bytes), 5);
            assert_string_equal(bytes, "good\n");
            close(fd);
        }
    }
    sandbox_free(sandbox);
}

static void scratch_is_bounded_in_bytes_and_files(void **state)
{
    (void)state;
    struct sandbox *sandbox =
        start("cd /out && ! head -c 2000000 /dev/zero > big 2>/tmp/e && rm big && "
              "i=0; while [ $i -lt 100 ] && touch f$i 2>/tmp/e; do i=$((i+1)); done; "
              "[ $i -lt 40 ]");
    assert_int_equal(end_of(sandbox), 0);
    sandbox_free(sandbox);
}

static void the_end_is_told_and_a_kill_takes_all(void **state)
{
    (void)state;
    struct sandbox *sandbox = start("exit 7");
    assert_int_equal(WEXITSTATUS(end_of(sandbox)), 7);
    sandbox_free(sandbox);
    sandbox = start("sleep 60 & sleep 60");
    assert_false(sandbox_ended(sandbox, 50, NULL));
    sandbox_kill(sandbox);
    assert_true(sandbox_ended(sandbox, PATIENCE_MS, NULL));
    sandbox_free(sandbox);
}

static void refused_calls_are_counted_by_name(void **state)
{
    (void)state;
    struct sandbox_record record = {0};
    struct strbuf json;
    struct sandbox *sandbox = start("unshare -n true; mount -t tmpfs x /tmp; true");
    assert_int_equal(end_of(sandbox), 0);
    sandbox_record_add(&record, sandbox);
    sandbox_free(sandbox);
    strbuf_init(&json, 100000);
    sandbox_record_json(&record, &json);
    assert_int_equal(record.level, SANDBOX_FULL);
    assert_non_null(strstr(json.p, "\"unshare\":1"));
    assert_non_null(strstr(json.p, "\"mount\":1"));
    strbuf_release(&json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_plain_files_of_out_are_opened),
        cmocka_unit_test(scratch_is_bounded_in_bytes_and_files),
        cmocka_unit_test(the_end_is_told_and_a_kill_takes_all),
        cmocka_unit_test(refused_calls_are_counted_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
