/* Papers that are none, and those that are long: what is refused, and how many pages come. What
 * stands on the pages is read by Poppler in tests/cli/lab/report_pdf.sh. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/file.h"
#include "paper_pdf.h"
#include "pdf_catalog.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[] = "/tmp/policeai-pdf-XXXXXX";
static struct arena *arena;
static struct err err;

static const char *path_of(const char *name)
{
    return arena_printf(arena, "%s/%s", folder, name);
}

static enum err_code write_blocks(const char *blocks, const char *name, int *pages)
{
    const char *paper = arena_printf(arena, "{\"title\":\"T\",\"blocks\":[%s]}", blocks);
    return paper_pdf_write(arena, str_of(paper), path_of(name), pages, &err);
}

static struct str read_back(const char *name)
{
    struct str bytes;
    assert_int_equal(file_read(arena, path_of(name), PAPER_BYTES_MAX, &bytes, &err), ERR_OK);
    return bytes;
}

/* `one` again and again, with commas. */
static const char *many(const char *one, size_t count)
{
    struct strbuf text;
    strbuf_init(&text, 16 << 20);
    for (size_t i = 0; i < count; i++) {
        strbuf_printf(&text, "%s%s", i > 0 ? "," : "", one);
    }
    const char *kept = arena_strdup(arena, text.p);
    strbuf_release(&text);
    return kept;
}

#define TEXT "{\"kind\":\"text\",\"text\":\"Some words — “and” £5 of them.\"}"

static void test_paper__of_one_sentence_is_one_page(void **state)
{
    (void)state;
    int pages;
    assert_int_equal(write_blocks(TEXT, "a.pdf", &pages), ERR_OK);
    assert_int_equal(pages, 1);
    struct str bytes = read_back("a.pdf");
    assert_true(str_starts(bytes, STR("%PDF-1.5")));
    assert_true(str_find(bytes, STR("/Lang (en-GB)")) < bytes.n);
    assert_true(str_find(bytes, STR("/StructTreeRoot")) < bytes.n);
}

static void test_paper__the_same_gives_the_same_bytes(void **state)
{
    (void)state;
    int pages;
    assert_int_equal(write_blocks(many(TEXT, 300), "b.pdf", &pages), ERR_OK);
    assert_true(pages > 2);
    assert_int_equal(write_blocks(many(TEXT, 300), "c.pdf", &pages), ERR_OK);
    assert_true(str_eq(read_back("b.pdf"), read_back("c.pdf")));
}

static void test_table__longer_than_a_page_goes_on_over_others(void **state)
{
    (void)state;
    int pages;
    const char *rows = many("{\"cells\":[{\"text\":\"a name\",\"heads\":\"yes\"},"
                            "{\"text\":\"12\",\"numeric\":\"yes\"}]}",
                            200);
    const char *table =
        arena_printf(arena,
                     "{\"kind\":\"table\",\"caption\":\"C\",\"head\":[{\"text\":\"A\"},"
                     "{\"text\":\"B\"}],\"rows\":[%s]}",
                     rows);
    assert_int_equal(write_blocks(table, "d.pdf", &pages), ERR_OK);
    assert_true(pages >= 4 && pages <= 6);
}

static void test_list__longer_than_a_page_goes_on_over_others(void **state)
{
    (void)state;
    int pages;
    const char *list = arena_printf(arena, "{\"kind\":\"list\",\"items\":[%s]}",
                                    many("{\"text\":\"one of the list\"}", 150));
    assert_int_equal(write_blocks(list, "e.pdf", &pages), ERR_OK);
    assert_int_equal(pages, 3);
}

static void test_words__wider_than_the_page_are_cut_not_lost(void **state)
{
    (void)state;
    int pages;
    const char *block = arena_printf(arena, "{\"kind\":\"code\",\"text\":\"%s\"}",
                                     arena_printf(arena, "%0400d", 7));
    assert_int_equal(write_blocks(block, "f.pdf", &pages), ERR_OK);
    assert_int_equal(pages, 1);
}

static void refuse(const char *blocks, const char *words)
{
    int pages;
    assert_int_equal(write_blocks(blocks, "g.pdf", &pages), ERR_FORMAT);
    assert_false(file_exists(path_of("g.pdf")));
    if (strstr(err.message, words) == NULL) {
        fail_msg("\"%s\" does not say \"%s\"", err.message, words);
    }
}

static void test_paper__what_is_none_is_refused_with_its_block(void **state)
{
    (void)state;
    refuse(TEXT ",{\"kind\":\"film\"}", "block 2: unknown kind \"film\"");
    refuse("{\"text\":\"a\"}", "block 1: \"kind\" is missing");
    refuse("{\"kind\":\"table\",\"head\":[],\"rows\":[]}", "a table of 0 columns");
    refuse("{\"kind\":\"table\",\"head\":[{\"text\":\"A\"}],\"rows\":[{}]}",
           "\"cells\" is missing");
    refuse("{\"kind\":\"chart\",\"rows\":[{\"label\":\"a\",\"value\":\"x\",\"low\":\"0\","
           "\"high\":\"1\"}]}",
           "\"value\" is no number");
    refuse("{\"kind\":\"list\",\"items\":7}", "block 1: \"items\"");
}

static void test_catalogue__of_what_is_no_pdf_is_refused(void **state)
{
    (void)state;
    struct strbuf bytes;
    strbuf_init(&bytes, 4096);
    strbuf_puts(&bytes, "%PDF-1.5\ntrailer\n<< /Size 3 /Root 2 0 R >>\nstartxref\n5\n%%EOF\n");
    assert_int_equal(catalog_say_language(&bytes, "en-GB", &err), ERR_FORMAT);
    assert_non_null(strstr(err.message, "no catalogue"));
    strbuf_clear(&bytes);
    strbuf_puts(&bytes, "nothing");
    assert_int_equal(catalog_say_language(&bytes, "en-GB", &err), ERR_FORMAT);
    strbuf_release(&bytes);
}

static int start(void **state)
{
    (void)state;
    arena = arena_new();
    return mkdtemp(folder) == NULL;
}

static int stop(void **state)
{
    (void)state;
    arena_free(arena);
    return file_remove_tree(folder, NULL) != ERR_OK;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_paper__of_one_sentence_is_one_page),
        cmocka_unit_test(test_paper__the_same_gives_the_same_bytes),
        cmocka_unit_test(test_table__longer_than_a_page_goes_on_over_others),
        cmocka_unit_test(test_list__longer_than_a_page_goes_on_over_others),
        cmocka_unit_test(test_words__wider_than_the_page_are_cut_not_lost),
        cmocka_unit_test(test_paper__what_is_none_is_refused_with_its_block),
        cmocka_unit_test(test_catalogue__of_what_is_no_pdf_is_refused)};
    return cmocka_run_group_tests(tests, start, stop);
}
