/* A redacted text holds nothing of what was hidden; a file that is no text is refused by name.
 */
#include "base/file.h"
#include "task/task.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
// clang-format on
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct task *task(void)
{
    return task_lookup(STR("text-redaction"));
}

static void assert_shown(const char *input, const char *output, const char *style,
                         const char *document, const char *places)
{
    struct arena *arena = arena_new();
    struct task_shown shown;
    struct js *in;
    struct js *out;
    assert_int_equal(js_parse(arena, str_of(input), &in, NULL), ERR_OK);
    assert_int_equal(js_parse(arena, str_of(output), &out, NULL), ERR_OK);
    assert_int_equal(task()->check_output(in, out, NULL), ERR_OK);
    task_shown_init(&shown);
    task()->show(in, out, style, &shown);
    assert_string_equal(shown.document.p, document);
    assert_string_equal(shown.places.p, places);
    task_shown_release(&shown);
    arena_free(arena);
}

static void test_redacted_text__hides_spans(void **state)
{
    (void)state;
    static const struct {
        const char *input, *output, *style, *document, *places;
    } rows[] = {
        {"{\"text\":\"nothing\"}", "{\"spans\":[]}", "marks", "nothing", ""},
        /* code points, not bytes: U+00EB has two, U+1F693 four */
        {"{\"text\":\"Zo\xC3\xAB \xF0\x9F\x9A\x93 Smith.\"}",
         "{\"spans\":[{\"start\":6,\"end\":11,\"label\":\"PERSON\"}]}", "marks",
         "Zo\xC3\xAB \xF0\x9F\x9A\x93 [PERSON].", "1:7-1:12 PERSON\n"},
        /* overlapping and nested are one place, under every label once; order does not matter
         */
        {"{\"text\":\"abcdefgh\"}",
         "{\"spans\":[{\"start\":3,\"end\":6,\"label\":\"B\"},{\"start\":1,\"end\":4,\"label\":"
         "\"A\"},{\"start\":2,\"end\":3,\"label\":\"A\"}]}",
         "marks", "a[A+B]gh", "1:2-1:7 A+B\n"},
        /* touching ones stay two */
        {"{\"text\":\"abcd\"}",
         "{\"spans\":[{\"start\":0,\"end\":2,\"label\":\"A\"},{\"start\":2,\"end\":4,\"label\":"
         "\"B\"}]}",
         "marks", "[A][B]", "1:1-1:3 A\n1:3-1:5 B\n"},
        /* the lines after one that spans lines keep their numbers */
        {"{\"text\":\"1 High St\\nLeeds\\nx y\"}",
         "{\"spans\":[{\"start\":0,\"end\":15,\"label\":\"ADDRESS\"},{\"start\":18,\"end\":19,"
         "\"label\":\"P\"}]}",
         "marks", "[ADDRESS]\nx [P]", "1:1-2:6 ADDRESS\n3:3-3:4 P\n"},
        /* a bar's length tells nothing */
        {"{\"text\":\"a bb c\"}", "{\"spans\":[{\"start\":2,\"end\":4,\"label\":\"X\"}]}",
         "blocks", "a \xE2\x96\x88\xE2\x96\x88\xE2\x96\x88\xE2\x96\x88\xE2\x96\x88 c",
         "1:3-1:5 X\n"},
        /* a label cannot forge a line or a colour */
        {"{\"text\":\"ab\"}", "{\"spans\":[{\"start\":0,\"end\":1,\"label\":\"A\\n\\u001b\"}]}",
         "marks", "[A\\u{A}\\u{1B}]b", "1:1-1:2 A\\u{A}\\u{1B}\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_shown(rows[i].input, rows[i].output, rows[i].style, rows[i].document,
                     rows[i].places);
    }
}

static void test_redacted_text__sums_up_by_kind(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct task_shown shown;
    struct js *in;
    struct js *out;
    assert_int_equal(js_parse(arena, STR("{\"text\":\"abcdefg\"}"), &in, NULL), ERR_OK);
    assert_int_equal(
        js_parse(
            arena,
            STR("{\"spans\":[{\"start\":0,\"end\":1,\"label\":\"P\"},{\"start\":2,\"end\":3,"
                "\"label\":\"E\"},{\"start\":4,\"end\":5,\"label\":\"P\"}]}"),
            &out, NULL),
        ERR_OK);
    task_shown_init(&shown);
    task()->show(in, out, "marks", &shown);
    assert_string_equal(shown.summary.p, "3 places hidden: E 1, P 2");
    task_shown_release(&shown);
    arena_free(arena);
}

static void assert_refused(struct str bytes, const char *words)
{
    char folder[] = "/tmp/policeai-test-XXXXXX";
    struct arena *arena = arena_new();
    struct strbuf input;
    struct err err = {.code = ERR_OK};
    assert_non_null(mkdtemp(folder));
    char *path = arena_printf(arena, "%s/file.txt", folder);
    assert_int_equal(file_write(path, bytes, 0600, NULL), ERR_OK);
    strbuf_init(&input, 1000);
    enum err_code code = task()->from_file(arena, path, &input, &err);
    if (words == NULL) {
        assert_int_equal(code, ERR_OK);
    } else {
        assert_int_not_equal(code, ERR_OK);
        if (strstr(err.message, words) == NULL && strstr(err.hint, words) == NULL) {
            fail_msg("\"%s\" (%s) does not say \"%s\"", err.message, err.hint, words);
        }
    }
    strbuf_release(&input);
    assert_int_equal(file_remove_tree(folder, NULL), ERR_OK);
    arena_free(arena);
}

static void test_text_file__is_text_or_refused_by_name(void **state)
{
    (void)state;
    static char long_text[2000];
    memset(long_text, 'x', sizeof long_text - 1);
    assert_refused(STR("plain, and {\"json\": 1}\n"), NULL);
    assert_refused(STR(""), NULL);
    assert_refused(STR("\xEF\xBB\xBFwith a mark\n"), NULL);
    assert_refused(STR("%PDF-1.7\n..."), "is a PDF");
    assert_refused(STR("%PDF-1.7\n..."), "pdftotext");
    assert_refused(STR("PK\x03\x04..."), "DOCX");
    assert_refused(STR("\xD0\xCF\x11\xE0\xA1"), "old Word");
    assert_refused(STR("{\\rtf1\\ansi hello}"), "RTF");
    assert_refused(STR("\xFF\xFEh\0i\0"), "iconv -f UTF-16");
    assert_refused(STR("line one\nJos\xE9 of line two\n"), "line 2 is not UTF-8");
    assert_refused(STR("line one\nJos\xE9 of line two\n"), "WINDOWS-1252");
    assert_refused(STR("a\0b"), "holds a NUL");
    assert_refused(str_of(long_text), "split");
}

static void test_example__keeps_its_own_contract(void **state)
{
    (void)state;
    for (size_t i = 0; i < task_table_count; i++) {
        char folder[] = "/tmp/policeai-test-XXXXXX";
        struct arena *arena = arena_new();
        struct strbuf json;
        struct js *input;
        assert_non_null(mkdtemp(folder));
        strbuf_init(&json, 100000);
        assert_int_equal(task_table[i]->example(folder, &json, NULL), ERR_OK);
        assert_int_equal(js_parse(arena, strbuf_view(&json), &input, NULL), ERR_OK);
        assert_int_equal(task_table[i]->check_input(input, NULL), ERR_OK);
        struct task_files files;
        assert_int_equal(task_input_files(input, &files, NULL), ERR_OK);
        for (size_t k = 0; k < files.count; k++) {
            assert_true(
                file_exists(arena_printf(arena, "%s/%.*s", folder, STR_ARG(files.paths[k]))));
        }
        strbuf_release(&json);
        assert_int_equal(file_remove_tree(folder, NULL), ERR_OK);
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_redacted_text__hides_spans),
        cmocka_unit_test(test_redacted_text__sums_up_by_kind),
        cmocka_unit_test(test_text_file__is_text_or_refused_by_name),
        cmocka_unit_test(test_example__keeps_its_own_contract),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
