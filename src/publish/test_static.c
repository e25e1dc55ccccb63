/* Names of files, and a folder that is replaced as a whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/limits.h"
#include "publish/static_folder.h"
#include "publish/static_name.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct arena *arena;
static struct err err;
static const char *target;

static int begin(void **state)
{
    char folder[] = "/tmp/policeai-static-XXXXXX";
    (void)state;
    if (mkdtemp(folder) == NULL) {
        return 1;
    }
    arena = arena_new();
    target = arena_printf(arena, "%s/site", folder);
    return 0;
}

static int end(void **state)
{
    (void)state;
    enum err_code code = file_remove_tree(file_folder_of(arena, target), &err);
    arena_free(arena);
    return code != ERR_OK;
}

static void expect_name(const char *address, bool html, const char *wanted)
{
    const char *name;
    if (static_name(arena, str_of(address), html, &name, &err) != ERR_OK) {
        fail_msg("%s", err.message);
    }
    assert_string_equal(name, wanted);
}

static void test_names(void **state)
{
    (void)state;
    expect_name("/", true, "index.html");
    expect_name("/index.json", false, "index.json");
    expect_name("/tools/redact-text", true, "tools/redact-text/index.html");
    expect_name("/tools/redact-text/1.0.0", true, "tools/redact-text/1.0.0/index.html");
    expect_name("/tools/redact-text.json", false, "tools/redact-text.json");
    expect_name("/forces/a%20b%C3%A9", true, "forces/a b\xC3\xA9/index.html");
}

static void test_no_name_leads_out(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",       "x",    "/a//b", "/..",  "/a/../b", "/a/%2e%2e/b", "/a%2Fb", "/a%00",
        "/a?b=1", "/a#b", "/a\\b", "/a/.", "/a%",     "/a%4",        "/%ff",   "/a\nb"};
    const char *name;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (static_name(arena, str_of(bad[i]), true, &name, &err) == ERR_OK) {
            fail_msg("%s became %s", bad[i], name);
        }
    }
    char *part = arena_printf(arena, "/%0256d", 1);
    assert_int_equal(static_name(arena, str_of(part), true, &name, &err), ERR_INVALID);
    assert_int_equal(static_name(arena, STR("/"), false, &name, &err), ERR_INVALID);
}

static void put(struct static_folder *folder, const char *name, const char *text)
{
    assert_int_equal(static_folder_put(folder, name, str_of(text), &err), ERR_OK);
}

static void publish(const char *text, bool second)
{
    struct static_folder folder;
    if (static_folder_open(&folder, target, &err) != ERR_OK) {
        fail_msg("%s", err.message);
    }
    put(&folder, "a/same", "same");
    put(&folder, "changes", text);
    if (second) {
        put(&folder, "b/second", "");
    }
    if (static_folder_finish(&folder, &err) != ERR_OK) {
        fail_msg("%s", err.message);
    }
    static_folder_close(&folder);
}

static ino_t inode(const char *name)
{
    struct stat info;
    assert_int_equal(stat(arena_printf(arena, "%s/%s", target, name), &info), 0);
    return info.st_ino;
}

static bool is_there(const char *name)
{
    return file_exists(arena_printf(arena, "%s/%s", target, name));
}

static void test_what_is_the_same_is_not_written_again(void **state)
{
    (void)state;
    publish("one", true);
    ino_t same = inode("a/same");
    ino_t changes = inode("changes");
    assert_true(is_there("b/second"));
    publish("two", false);
    assert_int_equal(inode("a/same"), same);
    assert_int_not_equal(inode("changes"), changes);
    assert_false(is_there("b/second")); /* what is not put again is gone */
    assert_false(file_exists(arena_printf(arena, "%s.new", target)));
}

/* A reader of the old copy, whose bytes must not change under him. */
static void test_the_old_copy_stays_until_the_new_one_is_whole(void **state)
{
    (void)state;
    struct static_folder folder;
    struct str text;
    publish("one", true);
    assert_int_equal(static_folder_open(&folder, target, &err), ERR_OK);
    put(&folder, "changes", "two");
    assert_int_equal(
        file_read(arena, arena_printf(arena, "%s/changes", target), 10, &text, &err), ERR_OK);
    assert_true(str_is(text, "one"));
    static_folder_close(&folder); /* failed */
    assert_true(is_there("b/second"));
    assert_false(file_exists(arena_printf(arena, "%s.new", target)));
}

static void test_a_folder_of_others_is_left_alone(void **state)
{
    (void)state;
    struct static_folder folder;
    char *precious = arena_printf(arena, "%s/precious", target);
    assert_int_equal(file_make_folders(target, 0755, &err), ERR_OK);
    assert_int_equal(file_write(precious, STR("x"), 0644, &err), ERR_OK);
    assert_int_equal(static_folder_open(&folder, target, &err), ERR_CONFLICT);
    static_folder_close(&folder);
    assert_true(file_exists(precious));
    assert_int_equal(file_remove_tree(target, &err), ERR_OK);
    char *fresh = arena_printf(arena, "%s.new", target);
    assert_int_equal(file_make_folders(fresh, 0755, &err), ERR_OK);
    assert_int_equal(static_folder_open(&folder, target, &err), ERR_CONFLICT);
    static_folder_close(&folder);
    assert_true(file_exists(fresh));
}

static void test_one_publishes_at_a_time(void **state)
{
    (void)state;
    struct static_folder first;
    struct static_folder second;
    assert_int_equal(static_folder_open(&first, target, &err), ERR_OK);
    put(&first, "a", "1");
    assert_int_equal(static_folder_open(&second, target, &err), ERR_CONFLICT);
    static_folder_close(&second);
    assert_int_equal(static_folder_finish(&first, &err), ERR_OK);
    static_folder_close(&first);
    assert_true(is_there("a"));
}

#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(test_names),
        T(test_no_name_leads_out),
        T(test_what_is_the_same_is_not_written_again),
        T(test_the_old_copy_stays_until_the_new_one_is_whole),
        T(test_a_folder_of_others_is_left_alone),
        T(test_one_publishes_at_a_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
