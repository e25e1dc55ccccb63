/* Lines of plain and gzip files, rows of tables, numbers, names: what comes through and what is
 * refused, with which words. */
#include "score/score_input.h"
#include "base/name_table.h"
#include "score/score_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

static char place[] = "/tmp/policeai-score-XXXXXX";
static char path[64];

static int make_place(void **state)
{
    (void)state;
    snprintf(path, sizeof path, "%s/input", mkdtemp(place));
    return 0;
}

static int remove_place(void **state)
{
    (void)state;
    struct err err;
    return file_remove_tree(place, &err) == ERR_OK ? 0 : 1;
}

static void put(const char *bytes, size_t n)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
}

static void put_text(const char *text)
{
    put(text, strlen(text));
}

/* Writes `text` as one gzip member, `cut` bytes short, after `before` (bytes of a file). */
static void put_gzip(const char *text, size_t cut, bool append)
{
    unsigned char packed[65536];
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (unsigned char *)(uintptr_t)text;
    z.avail_in = (uInt)strlen(text);
    z.next_out = packed;
    z.avail_out = sizeof packed;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    size_t n = sizeof packed - z.avail_out;
    deflateEnd(&z);
    FILE *file = fopen(path, append ? "ab" : "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(packed, 1, n - cut, file), n - cut);
    assert_int_equal(fclose(file), 0);
}

/* All lines joined with '|', or the error's words after '!'. */
static const char *lines_of(void)
{
    static char all[4096];
    struct score_input *input;
    struct err err = {0};
    struct str line;
    bool found = true;
    all[0] = '\0';
    enum err_code code = score_input_open(path, &input, &err);
    if (code != ERR_OK) {
        snprintf(all, sizeof all, "!%s", err.message + strlen(path));
        return all;
    }
    while ((code = score_input_line(input, &line, &found, &err)) == ERR_OK && found) {
        size_t n = strlen(all);
        snprintf(all + n, sizeof all - n, "%.*s|", STR_ARG(line));
    }
    if (code != ERR_OK) {
        size_t n = strlen(all);
        snprintf(all + n, sizeof all - n, "!%s", err.message + strlen(path));
    }
    score_input_close(input);
    return all;
}

static void lines_come_without_ends_and_marks(void **state)
{
    (void)state;
    put_text("a\nb\r\n\nlast");
    assert_string_equal(lines_of(), "a|b||last|");
    put_text("\xef\xbb\xbf"
             "a\n");
    assert_string_equal(lines_of(), "a|");
    put_text("");
    assert_string_equal(lines_of(), "");
    put_text("\n");
    assert_string_equal(lines_of(), "|");
}

static void gzip_is_unpacked_member_after_member(void **state)
{
    (void)state;
    put_gzip("one\ntwo\n", 0, false);
    put_gzip("three", 0, true);
    assert_string_equal(lines_of(), "one|two|three|");
}

static void gzip_that_ends_early_is_refused(void **state)
{
    (void)state;
    for (size_t cut = 1; cut < 20; cut++) {
        put_gzip("one\ntwo\nthree\n", cut, false);
        assert_non_null(strstr(lines_of(), "!: the gzip file ends too early"));
    }
}

static void damaged_gzip_is_refused(void **state)
{
    (void)state;
    put("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xff\xff\xff\xff\xff\xff", 16);
    assert_non_null(strstr(lines_of(), "!: the gzip file is damaged"));
}

static void other_encodings_are_named(void **state)
{
    (void)state;
    put("ok\ncaf\xe9\n", 8);
    assert_string_equal(lines_of(), "ok|! line 2: not UTF-8");
    put("\xff\xfe"
        "a\0",
        4);
    assert_string_equal(lines_of(), "!: text in UTF-16");
    put("a\0b\n", 4);
    assert_string_equal(lines_of(), "! line 1: a NUL byte");
}

static void long_lines_pass_until_the_limit(void **state)
{
    (void)state;
    size_t n = (size_t)SCORE_LINE_MAX + 2;
    char *text = malloc(n);
    assert_non_null(text);
    memset(text, 'x', n);
    text[SCORE_LINE_MAX] = '\n';
    put(text, n);
    struct score_input *input;
    struct err err;
    struct str line;
    bool found;
    assert_int_equal(score_input_open(path, &input, &err), ERR_OK);
    assert_int_equal(score_input_line(input, &line, &found, &err), ERR_OK);
    assert_int_equal(line.n, SCORE_LINE_MAX);
    score_input_close(input);
    text[SCORE_LINE_MAX] = 'x';
    put(text, n);
    assert_int_equal(score_input_open(path, &input, &err), ERR_OK);
    assert_int_equal(score_input_line(input, &line, &found, &err), ERR_LIMIT);
    score_input_close(input);
    free(text);
}

static void a_folder_is_no_input(void **state)
{
    (void)state;
    struct score_input *input;
    struct err err;
    assert_int_equal(score_input_open(place, &input, &err), ERR_FORMAT);
    assert_int_equal(score_input_open("/nowhere/at/all", &input, &err), ERR_NOT_FOUND);
}

/* Rows as "a;b|c;d|", errors after '!'; goes on after a row of another width. */
static const char *rows_of(void)
{
    static char all[4096];
    struct score_table *table;
    struct err err = {0};
    bool found = true;
    const struct str *fields;
    all[0] = '\0';
    if (score_table_open(path, &table, &err) != ERR_OK) {
        snprintf(all, sizeof all, "!%s", err.message + strlen(path));
        return all;
    }
    for (int i = 0; i < 20 && found; i++) {
        enum err_code code = score_table_row(table, &fields, &found, &err);
        size_t n = strlen(all);
        if (code != ERR_OK) {
            snprintf(all + n, sizeof all - n, "!%s|", err.message + strlen(path));
            continue;
        }
        for (size_t c = 0; found && c < score_table_columns(table); c++) {
            n = strlen(all);
            snprintf(all + n, sizeof all - n, "%.*s%c", STR_ARG(fields[c]),
                     c + 1 < score_table_columns(table) ? ';' : '|');
        }
    }
    score_table_close(table);
    return all;
}

static void quotes_commas_and_lines_within_fields(void **state)
{
    (void)state;
    put_text("a,b\n1,\"x, \"\"y\"\"\nz\"\n\n2,\n\"\",\"\"\n");
    assert_string_equal(rows_of(), "1;x, \"y\"\nz|2;|;|");
    put_text("a\tb\n1,5\t2\n");
    assert_string_equal(rows_of(), "1,5;2|");
    put_text("one\nx\n");
    assert_string_equal(rows_of(), "x|");
}

static void bad_rows_are_told_by_line_and_passed(void **state)
{
    (void)state;
    put_text("a,b\n1,2,3\n4,5\n\"6\"7,8\n9,10\n");
    assert_string_equal(rows_of(), "! line 2: 3 fields, the first row has 2|4;5|"
                                   "! line 4: a quote within field 1 is not doubled|9;10|");
    put_text("a,b\n1,\"2\n");
    assert_non_null(strstr(rows_of(), "! line 2: a quoted field is not closed"));
    put_text("a,a\n");
    assert_string_equal(rows_of(), "! line 1: column \"a\" stands twice");
    put_text("");
    assert_string_equal(rows_of(), "!: empty, no row of column names");
}

static void a_missing_column_lists_those_there_are(void **state)
{
    (void)state;
    struct score_table *table;
    struct err err = {0};
    size_t index;
    put_text(" truth ,pred\n");
    assert_int_equal(score_table_open(path, &table, &err), ERR_OK);
    assert_int_equal(score_table_column(table, "truth", &index, &err), ERR_OK);
    assert_int_equal(score_table_column(table, "score", &index, &err), ERR_FORMAT);
    assert_string_equal(err.hint, "its columns are: truth, pred");
    score_table_close(table);
}

static void only_finite_decimal_numbers_are_numbers(void **state)
{
    (void)state;
    struct err err;
    double value;
    int64_t whole;
    assert_int_equal(score_number(STR(" -1.5e-3 "), "score", &value, &err), ERR_OK);
    assert_true(value == -1.5e-3);
    static const char *const bad[] = {"",    "nan", "inf", "0x10", "1e999",
                                      "1,5", "1 2", "-",   "1e"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(score_number(str_of(bad[i]), "score", &value, &err), ERR_FORMAT);
    }
    assert_int_equal(score_whole(STR("12"), "rank", 1, 12, &whole, &err), ERR_OK);
    assert_int_equal(score_whole(STR("13"), "rank", 1, 12, &whole, &err), ERR_FORMAT);
    assert_int_equal(score_whole(STR("1.0"), "rank", 1, 12, &whole, &err), ERR_FORMAT);
}

static void names_keep_their_numbers(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct name_table *names = name_table_new(arena);
    char text[16];
    uint32_t number;
    for (uint32_t round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < 5000; i++) {
            snprintf(text, sizeof text, "n%u", i);
            assert_int_equal(name_table_add(names, str_of(text)), i);
        }
    }
    assert_int_equal(name_table_count(names), 5000);
    assert_string_equal(name_table_text(names, 4321), "n4321");
    assert_false(name_table_find(names, STR("n5000"), &number));
    assert_int_equal(name_table_add(names, STR("")), 5000);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_come_without_ends_and_marks),
        cmocka_unit_test(gzip_is_unpacked_member_after_member),
        cmocka_unit_test(gzip_that_ends_early_is_refused),
        cmocka_unit_test(damaged_gzip_is_refused),
        cmocka_unit_test(other_encodings_are_named),
        cmocka_unit_test(long_lines_pass_until_the_limit),
        cmocka_unit_test(a_folder_is_no_input),
        cmocka_unit_test(quotes_commas_and_lines_within_fields),
        cmocka_unit_test(bad_rows_are_told_by_line_and_passed),
        cmocka_unit_test(a_missing_column_lists_those_there_are),
        cmocka_unit_test(only_finite_decimal_numbers_are_numbers),
        cmocka_unit_test(names_keep_their_numbers),
    };
    return cmocka_run_group_tests(tests, make_place, remove_place);
}
