/* Files, lines, clock, options, generator. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/opt.h"
#include "base/prng.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static char folder[64];

static int make_folder(void **state)
{
    (void)state;
    memcpy(folder, "/tmp/policeai-test-XXXXXX", 26);
    return mkdtemp(folder) == NULL;
}

static int remove_folder(void **state)
{
    (void)state;
    return file_remove_tree(folder, NULL) != ERR_OK;
}

static void test_file__write_replaces_whole_and_leaves_no_temporary(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct err err;
    char *path = arena_printf(arena, "%s/a", folder);
    assert_int_equal(file_write(path, STR("one"), 0600, &err), ERR_OK);
    assert_int_equal(file_write(path, STR("two"), 0600, &err), ERR_OK);
    struct str text;
    assert_int_equal(file_read(arena, path, 3, &text, &err), ERR_OK);
    assert_true(str_is(text, "two"));
    const char **names;
    size_t count;
    assert_int_equal(file_list(arena, folder, &names, &count, &err), ERR_OK);
    assert_int_equal(count, 1);
    arena_free(arena);
}

static void test_file__read_refuses_larger_absent_and_special(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct err err;
    struct str text;
    char *path = arena_printf(arena, "%s/a", folder);
    assert_int_equal(file_read(arena, path, 2, &text, &err), ERR_LIMIT);
    assert_int_equal(file_read(arena, "/nowhere/x", 2, &text, &err), ERR_NOT_FOUND);
    assert_int_equal(file_read(arena, "/dev/zero", 2, &text, &err), ERR_INVALID);
    arena_free(arena);
}

static void test_file__lines_tell_numbers_and_unfinished_ends(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct err err;
    char *path = arena_printf(arena, "%s/lines", folder);
    assert_int_equal(file_write(path, STR("a\n\nlast"), 0600, &err), ERR_OK);
    struct file_lines lines;
    struct str line;
    bool found;
    assert_int_equal(file_lines_open(&lines, path, 10, &err), ERR_OK);
    assert_int_equal(file_lines_next(&lines, &line, &found, &err), ERR_OK);
    assert_true(found && str_is(line, "a") && lines.had_newline);
    assert_int_equal(file_lines_next(&lines, &line, &found, &err), ERR_OK);
    assert_true(found && line.n == 0);
    assert_int_equal(file_lines_next(&lines, &line, &found, &err), ERR_OK);
    assert_true(found && str_is(line, "last") && !lines.had_newline && lines.number == 3);
    assert_int_equal(file_lines_next(&lines, &line, &found, &err), ERR_OK);
    assert_false(found);
    file_lines_close(&lines);
    assert_int_equal(file_lines_open(&lines, path, 3, &err), ERR_OK);
    assert_int_equal(file_lines_next(&lines, &line, &found, &err), ERR_OK);
    assert_int_equal(file_lines_next(&lines, &line, &found, &err), ERR_OK);
    assert_int_equal(file_lines_next(&lines, &line, &found, &err), ERR_LIMIT);
    assert_non_null(strstr(err.message, "line 3"));
    file_lines_close(&lines);
    arena_free(arena);
}

static void test_file__remove_tree_does_not_follow_links(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct err err;
    char *kept = arena_printf(arena, "%s/kept", folder);
    char *tree = arena_printf(arena, "%s/tree/deep", folder);
    assert_int_equal(file_write(kept, STR("x"), 0600, &err), ERR_OK);
    assert_int_equal(file_make_folders(tree, 0700, &err), ERR_OK);
    assert_int_equal(symlink(folder, arena_printf(arena, "%s/link", tree)), 0);
    assert_int_equal(file_remove_tree(arena_printf(arena, "%s/tree", folder), &err), ERR_OK);
    assert_true(file_exists(kept));
    arena_free(arena);
}

static void test_clock__agrees_with_the_c_library(void **state)
{
    (void)state;
    struct prng prng;
    prng_seed(&prng, 1);
    for (int i = 0; i < 20000; i++) {
        int64_t seconds =
            (int64_t)prng_below(&prng, 253402300800u + 62135596800u) - 62135596800;
        time_t as_time = seconds;
        struct tm parts;
        char theirs[64];
        char ours[TIME_SIZE];
        gmtime_r(&as_time, &parts);
        size_t n = strftime(theirs, sizeof theirs, "-%m-%dT%H:%M:%SZ", &parts);
        time_format(ours, seconds);
        assert_int_equal(n, 16);
        assert_string_equal(ours + 4, theirs);
        int64_t back;
        assert_true(time_parse(str_of(ours), &back));
        assert_true(back == seconds);
    }
}

static void test_clock__refuses_dates_that_are_not(void **state)
{
    (void)state;
    int64_t seconds;
    static const char *const bad[] = {"2026-02-29T00:00:00Z", "2026-01-01T24:00:00Z",
                                      "2026-01-01T23:59:60Z", "2026-1-01T00:00:00Z",
                                      "2026-01-01 00:00:00Z", "2026-01-01T00:00:00",
                                      "0000-01-01T00:00:00Z", "2100-02-29T00:00:00Z"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(time_parse(str_of(bad[i]), &seconds));
    }
    assert_true(time_parse(STR("2024-02-29T12:00:00Z"), &seconds));
}

struct values {
    bool json;
    int64_t port;
    const char *data;
};

static const struct opt options[] = {
    {"json", 'j', OPT_FLAG, offsetof(struct values, json), NULL, "JSON", 0, 0},
    {"port", 0, OPT_INT, offsetof(struct values, port), "PORT", "port", 1, 65535},
    {"data", 0, OPT_TEXT, offsetof(struct values, data), "DIR", "folder", 0, 0},
    {NULL, 0, OPT_FLAG, 0, NULL, NULL, 0, 0}};

static void test_opt__reads_every_form(void **state)
{
    (void)state;
    char *argv[] = {(char[]){"a"}, (char[]){"--port=80"}, (char[]){"-j"}, (char[]){"--data"},
                    (char[]){"d"}, (char[]){"--"},        (char[]){"--x"}};
    const char *words[7];
    size_t count;
    struct err err;
    struct values values = {0};
    assert_int_equal(opt_parse(options, &values, 7, argv, words, &count, &err), ERR_OK);
    assert_true(values.json && values.port == 80 && strcmp(values.data, "d") == 0);
    assert_int_equal(count, 2);
    assert_string_equal(words[1], "--x");
}

static void test_opt__says_what_is_wrong(void **state)
{
    (void)state;
    static const struct {
        const char *argument;
        const char *message;
    } rows[] = {
        {"--nope", "unknown option --nope"},
        {"--port=0", "--port takes a whole number from 1 to 65535, not \"0\""},
        {"--data", "--data needs a value: DIR"},
        {"--json=1", "--json takes no value"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *argv[] = {strdup(rows[i].argument)};
        const char *words[1];
        size_t count;
        struct err err;
        struct values values = {0};
        assert_int_equal(opt_parse(options, &values, 1, argv, words, &count, &err), ERR_USAGE);
        assert_string_equal(err.message, rows[i].message);
        free(argv[0]);
    }
}

static void test_opt__refuses_a_second_value(void **state)
{
    (void)state;
    char *argv[] = {(char[]){"--data"}, (char[]){"d"}, (char[]){"-j"}, (char[]){"-j"},
                    (char[]){"--data=e"}};
    const char *words[5];
    size_t count;
    struct err err;
    struct values values = {0};
    assert_int_equal(opt_parse(options, &values, 5, argv, words, &count, &err), ERR_USAGE);
    assert_string_equal(err.message, "--data is given twice; it takes one value");
    assert_int_equal(opt_parse(options, &values, 4, argv, words, &count, &err), ERR_OK);
}

/* First outputs of xoshiro256** from state {1, 2, 3, 4}: the value other implementations test.
 */
static void test_prng__known_outputs(void **state)
{
    (void)state;
    struct prng prng = {{1, 2, 3, 4}};
    static const uint64_t expected[] = {11520u, 0u, 1509978240u, 1215971899390074240u};
    for (size_t i = 0; i < 4; i++) {
        assert_true(prng_next(&prng) == expected[i]);
    }
}

static void test_prng__below_stays_below_and_reaches_all(void **state)
{
    (void)state;
    struct prng prng;
    unsigned seen = 0;
    prng_seed(&prng, 9);
    for (int i = 0; i < 1000; i++) {
        uint64_t value = prng_below(&prng, 5);
        assert_true(value < 5);
        seen |= 1u << value;
    }
    assert_int_equal(seen, 31);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_file__write_replaces_whole_and_leaves_no_temporary),
        cmocka_unit_test(test_file__read_refuses_larger_absent_and_special),
        cmocka_unit_test(test_file__lines_tell_numbers_and_unfinished_ends),
        cmocka_unit_test(test_file__remove_tree_does_not_follow_links),
        cmocka_unit_test(test_clock__agrees_with_the_c_library),
        cmocka_unit_test(test_clock__refuses_dates_that_are_not),
        cmocka_unit_test(test_opt__reads_every_form),
        cmocka_unit_test(test_opt__says_what_is_wrong),
        cmocka_unit_test(test_opt__refuses_a_second_value),
        cmocka_unit_test(test_prng__known_outputs),
        cmocka_unit_test(test_prng__below_stays_below_and_reaches_all),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
