/* Benchmarks: what is accepted, what is refused and where the words point to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/file.h"
#include "bench/bench.h"
#include "bench/characteristic.h"

#include <stdlib.h>
#include <string.h>

static char folder[64];
static struct arena *arena;

static int make_folder(void **state)
{
    (void)state;
    arena = arena_new();
    memcpy(folder, "/tmp/policeai-test-XXXXXX", 26);
    return mkdtemp(folder) == NULL;
}

static int remove_folder(void **state)
{
    (void)state;
    arena_free(arena);
    return file_remove_tree(folder, NULL) != ERR_OK;
}

static void write_text(const char *name, const char *text)
{
    struct err err;
    char *path = arena_printf(arena, "%s/%s", folder, name);
    assert_int_equal(file_write(path, str_of(text), 0600, &err), ERR_OK);
}

/* Writes items.jsonl and a benchmark.json that fits it. */
static void write_bench(const char *items)
{
    struct sha256 digest = sha256_of(str_of(items));
    char hex[SHA256_HEX_SIZE];
    sha256_hex(hex, &digest);
    write_text("items.jsonl", items);
    write_text("benchmark.json",
               arena_printf(arena,
                            "{\"id\":\"b\",\"version\":\"1\",\"task\":\"text-redaction\","
                            "\"title\":\"T\",\"licence\":\"MIT\",\"source\":\"s\","
                            "\"sensitivity\":\"synthetic\",\"exposure\":\"open\",\"files\":"
                            "[{\"path\":\"items.jsonl\",\"sha256\":\"%s\",\"bytes\":%zu}],"
                            "\"groups\":{\"kind\":{\"title\":\"Kind\",\"values\":[\"a\"]}},"
                            "\"metrics\":{}}",
                            hex, strlen(items)));
}

#define ROW(id, cluster, split, groups)                                                        \
    "{\"id\":\"" id "\",\"input\":{\"text\":\"abc\"},\"expected\":{\"spans\":[]},\"groups\":"  \
    "{" groups "},\"cluster\":\"" cluster "\",\"split\":\"" split "\"}\n"

static void test_bench__opens_sorts_and_counts(void **state)
{
    (void)state;
    struct bench *bench;
    struct err err;
    size_t items;
    size_t clusters;
    write_bench(ROW("b", "x", "test", "\"kind\":\"a\"") ROW("a", "x", "test", "")
                    ROW("c", "y", "dev", ""));
    assert_int_equal(bench_open(&bench, folder, &err), ERR_OK);
    assert_int_equal(bench->count, 3);
    assert_int_equal(bench->bad_count, 0);
    assert_true(str_is(bench->items[0].id, "a"));
    assert_int_equal(bench_item_lookup(bench, STR("b"))->group_count, 1);
    assert_null(bench_item_lookup(bench, STR("z")));
    bench_counts(bench, STR("test"), &items, &clusters);
    assert_int_equal(items, 2);
    assert_int_equal(clusters, 1);
    bench_free(bench);
}

static void test_bench__bad_rows_are_gathered_with_their_lines(void **state)
{
    (void)state;
    struct bench *bench;
    struct err err;
    write_bench(ROW("a", "x", "test", "") "not json\n" ROW("a", "x", "test", "")
                    ROW("d", "x", "train", "")
                        ROW("e", "x", "test", "\"kind\":\"z\"") "\n"
                                                                "{\"id\":\"f\"}\n");
    assert_int_equal(bench_open(&bench, folder, &err), ERR_OK);
    assert_int_equal(bench->count, 1);
    static const struct {
        size_t line;
        const char *words;
    } rows[] = {{2, "not a JSON value"},
                {4, "\"split\" must be"},
                {5, "group \"kind\" has no value \"z\""},
                {6, "expected a value"},
                {7, "\"cluster\" is missing"},
                {3, "the id stands on line 1 already"}};
    assert_int_equal(bench->bad_count, sizeof rows / sizeof rows[0]);
    for (size_t i = 0; i < bench->bad_count; i++) {
        assert_int_equal(bench->bad[i].line, rows[i].line);
        if (strstr(bench->bad[i].message, rows[i].words) == NULL) {
            fail_msg("line %zu: \"%s\"", bench->bad[i].line, bench->bad[i].message);
        }
    }
    bench_free(bench);
}

static void test_bench__a_changed_file_is_refused(void **state)
{
    (void)state;
    struct bench *bench;
    struct err err;
    write_bench(ROW("a", "x", "test", ""));
    write_text("items.jsonl", ROW("b", "x", "test", ""));
    assert_int_equal(bench_open(&bench, folder, &err), ERR_INVALID);
    assert_non_null(strstr(err.message, "items.jsonl was changed"));
}

static void test_bench__paths_stay_in_the_folder(void **state)
{
    (void)state;
    struct bench *bench;
    struct err err;
    write_bench(ROW("a", "x", "test", ""));
    write_text("benchmark.json",
               "{\"id\":\"b\",\"version\":\"1\",\"task\":\"text-redaction\",\"title\":\"T\","
               "\"licence\":\"MIT\",\"source\":\"s\",\"sensitivity\":\"synthetic\","
               "\"exposure\":\"open\",\"files\":[{\"path\":\"../x\",\"bytes\":1,\"sha256\":"
               "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"}]}");
    assert_int_equal(bench_open(&bench, folder, &err), ERR_FORMAT);
    assert_non_null(strstr(err.message, "file 1 of \"files\": bad path"));
}

static void test_characteristics__are_the_acts_and_a_group_may_name_one(void **state)
{
    (void)state;
    struct js *definition;
    assert_string_equal(characteristic_lookup(STR("race"))->title, "race");
    assert_null(characteristic_lookup(STR("accent")));
    assert_int_equal(js_parse(arena,
                              STR("{\"groups\":{\"origin\":{\"characteristic\":\"race\"},"
                                  "\"sex\":{},\"accent\":{}}}"),
                              &definition, NULL),
                     ERR_OK);
    assert_string_equal(characteristic_of_group(definition, STR("origin"))->id, "race");
    assert_string_equal(characteristic_of_group(definition, STR("sex"))->id, "sex");
    assert_null(characteristic_of_group(definition, STR("accent")));
}

static void refuse_with(const char *more, const char *words)
{
    struct bench *bench;
    struct err err;
    write_text("items.jsonl", "");
    write_text("benchmark.json",
               arena_printf(arena,
                            "{\"id\":\"b\",\"version\":\"1\",\"task\":\"text-redaction\","
                            "\"title\":\"T\",\"licence\":\"MIT\",\"source\":\"s\","
                            "\"sensitivity\":\"synthetic\",\"exposure\":\"open\",\"files\":"
                            "[],%s}",
                            more));
    assert_int_equal(bench_open(&bench, folder, &err), ERR_FORMAT);
    if (strstr(err.message, words) == NULL) {
        fail_msg("\"%s\" does not say \"%s\"", err.message, words);
    }
}

static void test_bench__a_characteristic_nobody_knows_is_refused(void **state)
{
    (void)state;
    refuse_with("\"groups\":{\"kind\":{\"title\":\"K\",\"values\":[],\"characteristic\":"
                "\"gender\"}}",
                "no protected characteristic is called \"gender\"");
    refuse_with("\"not_covered\":[\"children\",7]", "\"not_covered\" 2 is not a string");
}

static void test_bench__illustration_floors(void **state)
{
    (void)state;
    assert_true(bench_is_illustration(99, 20));
    assert_true(bench_is_illustration(100, 19));
    assert_false(bench_is_illustration(100, 20));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bench__opens_sorts_and_counts),
        cmocka_unit_test(test_bench__bad_rows_are_gathered_with_their_lines),
        cmocka_unit_test(test_bench__a_changed_file_is_refused),
        cmocka_unit_test(test_bench__paths_stay_in_the_folder),
        cmocka_unit_test(test_characteristics__are_the_acts_and_a_group_may_name_one),
        cmocka_unit_test(test_bench__a_characteristic_nobody_knows_is_refused),
        cmocka_unit_test(test_bench__illustration_floors),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
