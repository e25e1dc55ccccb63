/* CSV: quotes, line ends, what is refused; the writer's fields read back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/csv.h"

#include <string.h>

static struct arena *arena;
static struct err err;

static int start(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static struct csv_table read_csv(const char *text)
{
    struct csv_table table;
    if (csv_read(arena, str_of(text), 10, 10, &table, &err) != ERR_OK) {
        fail_msg("%s", err.message);
    }
    return table;
}

static void test_csv__fields_may_hold_commas_quotes_and_line_ends(void **state)
{
    struct csv_table table =
        read_csv("\xef\xbb\xbfproduct, Supplier \r\n\"a, b\",\"say \"\"yes\"\"\"\r\n\r\n"
                 "\"two\nlines\",x\r\n,\r\n");
    (void)state;
    assert_int_equal(table.columns, 2);
    assert_int_equal(table.rows, 3);
    assert_int_equal(csv_column(&table, "supplier"), 1);
    assert_true(csv_column(&table, "cost") == SIZE_MAX);
    assert_true(str_is(table.cells[0], "a, b"));
    assert_true(str_is(table.cells[1], "say \"yes\""));
    assert_true(str_is(table.cells[2], "two\nlines"));
    assert_true(str_is(table.cells[4], ""));
    assert_int_equal(table.lines[0], 2);
    assert_int_equal(table.lines[1], 4);
    assert_int_equal(table.lines[2], 6);
}

static void test_csv__tabs_divide_where_the_header_has_no_comma(void **state)
{
    struct csv_table table = read_csv("a\tb\n1,5\t2\n");
    (void)state;
    assert_true(str_is(table.cells[0], "1,5"));
}

static void test_csv__what_is_wrong_is_told_with_its_line(void **state)
{
    static const struct {
        const char *text, *says;
    } cases[] = {
        {"", "empty"},
        {"\n\n", "empty"},
        {"a,b\n1,2\n1,2,3\n", "line 3: 3 fields, the first row has 2"},
        {"a,a\n", "line 1: column \"a\" stands twice"},
        {"a,b\n\"x,1\n", "line 2: a quoted field is not closed"},
        {"a,b\n\"x\"y,1\n", "line 2: a quote within field 1 is not doubled"},
        {"a,b\n\xff,1\n", "not UTF-8"},
        {"a,b,c,d,e,f,g,h,i,j,k\n", "more than 10 columns"},
        {"a\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n", "more than 10 rows"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct csv_table table;
        assert_int_not_equal(csv_read(arena, str_of(cases[i].text), 10, 10, &table, &err),
                             ERR_OK);
        if (strstr(err.message, cases[i].says) == NULL) {
            fail_msg("case %zu: %s", i, err.message);
        }
    }
}

static void test_csv__what_is_written_reads_back(void **state)
{
    static const char *const fields[] = {"plain", "a,b", "say \"yes\"", "two\nlines", ""};
    struct strbuf out;
    (void)state;
    strbuf_init(&out, 1000);
    strbuf_puts(&out, "f,g\n");
    for (size_t i = 0; i < 5; i++) {
        csv_add(&out, str_of(fields[i]), false);
        strbuf_puts(&out, ",x\n");
    }
    struct csv_table table = read_csv(out.p);
    assert_int_equal(table.rows, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_true(str_is(table.cells[2 * i], fields[i]));
    }
    strbuf_release(&out);
}

static void test_csv__a_formula_is_made_a_text(void **state)
{
    struct strbuf out;
    (void)state;
    strbuf_init(&out, 1000);
    csv_add(&out, STR("=HYPERLINK(\"x\")"), true);
    assert_string_equal(out.p, "\"'=HYPERLINK(\"\"x\"\")\"");
    strbuf_clear(&out);
    csv_add(&out, STR("-1"), false);
    assert_string_equal(out.p, "-1");
    strbuf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_csv__fields_may_hold_commas_quotes_and_line_ends),
        cmocka_unit_test(test_csv__tabs_divide_where_the_header_has_no_comma),
        cmocka_unit_test(test_csv__what_is_wrong_is_told_with_its_line),
        cmocka_unit_test(test_csv__what_is_written_reads_back),
        cmocka_unit_test(test_csv__a_formula_is_made_a_text),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
