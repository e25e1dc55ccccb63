/* Zip and XML from outside: what is taken, and what is refused without being unpacked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/limits.h"
#include "registry/sheet_book.h"
#include "registry/sheet_xml.h"
#include "zip/zip_file.h"

#include <string.h>

/* "<a k=v>", "</a>", texts as they stand; or the error. */
static const char *pieces(struct arena *arena, const char *text)
{
    struct sheet_xml *xml = arena_alloc(arena, sizeof *xml);
    struct err err;
    const char *out = "";
    enum err_code code = sheet_xml_open(arena, str_of(text), xml, &err);
    while (code == ERR_OK) {
        code = sheet_xml_next(xml, &err);
        if (code != ERR_OK || xml->kind == XML_END) {
            break;
        }
        if (xml->kind == XML_TEXT) {
            out = arena_printf(arena, "%s%.*s", out, STR_ARG(xml->value));
            continue;
        }
        out = arena_printf(arena, "%s<%s%.*s", out, xml->kind == XML_CLOSE ? "/" : "",
                           STR_ARG(xml->name));
        for (size_t i = 0; xml->kind == XML_OPEN && i < xml->attribute_count; i++) {
            out = arena_printf(arena, "%s %.*s=%.*s", out, STR_ARG(xml->attributes[i].name),
                               STR_ARG(xml->attributes[i].value));
        }
        out = arena_printf(arena, "%s>", out);
    }
    return code == ERR_OK ? out : arena_strdup(arena, err.message);
}

static void test_sheet_xml__takes_what_workbooks_have(void **state)
{
    static const char *const cases[][2] = {
        {"<?xml version=\"1.0\"?><!-- c --><a x:k='1' l=\"&lt;&#65;&#x42;\"/>\n",
         "<a k=1 l=<AB></a>\n"},
        {"<x:a>1<b/>2&amp;3<![CDATA[<&]]>\r\n</x:a>", "<a>1<b></b>2&3<&\n</a>"},
    };
    struct arena *arena = arena_new();
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_string_equal(pieces(arena, cases[i][0]), cases[i][1]);
    }
    arena_free(arena);
}

static void test_sheet_xml__refuses_the_rest(void **state)
{
    static const char *const cases[][2] = {
        {"<!DOCTYPE a [<!ENTITY b \"bbbb\">]><a>&b;</a>", "a document type is not taken"},
        {"<a>&b;</a>", "an entity that is not taken"},
        {"<a>&#0;</a>", "an entity that is not taken"},
        {"<a>&#xd800;</a>", "an entity that is not taken"},
        {"<a>&#x110000;</a>", "an entity that is not taken"},
        {"<a>&amp</a>", "an entity that is not taken"},
        {"<a></b>", "a closing tag that matches none"},
        {"<a>", "is cut off"},
        {"", "is cut off"},
        {"<a/><b/>", "a tag without a name, or a second root"},
        {"<a/>x", "text outside the root"},
        {"<a b=c/>", "an attribute without quotes"},
        {"<a b/>", "an attribute without a value"},
        {"<a b=\"<\"/>", "an attribute that does not end"},
        {"<a><!-- ", "is cut off"},
        {"<a>\xff</a>", "is not UTF-8"},
    };
    struct arena *arena = arena_new();
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *told = pieces(arena, cases[i][0]);
        assert_int_equal(strncmp(told, cases[i][1], strlen(cases[i][1])), 0);
    }
    const char *deep = "";
    for (int i = 0; i <= SHEET_XML_DEPTH; i++) {
        deep = arena_printf(arena, "%s<a>", deep);
    }
    assert_non_null(strstr(pieces(arena, deep), "nested too deep"));
    arena_free(arena);
}

/* An archive of one part. */
static struct str archive(struct arena *arena, struct str bytes)
{
    struct strbuf out;
    struct zip_file_writer writer;
    struct err err;
    strbuf_init(&out, 64 * MIB);
    zip_file_begin(&writer, &out);
    assert_int_equal(zip_file_add(&writer, "a.xml", bytes, &err), ERR_OK);
    assert_int_equal(zip_file_end(&writer, &err), ERR_OK);
    struct str made = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    return made;
}

static enum err_code unpack(struct arena *arena, struct str bytes, struct str *part,
                            struct err *err)
{
    struct zip_file zip;
    enum err_code code = zip_file_open(arena, bytes, &zip, err);
    return code == ERR_OK ? zip_file_read(arena, &zip, STR("a.xml"), part, err) : code;
}

static void test_zip_file__reads_what_it_wrote(void **state)
{
    struct arena *arena = arena_new();
    struct err err;
    struct str part = {NULL, 0};
    (void)state;
    struct str made = archive(arena, STR("hello hello hello"));
    assert_int_equal(unpack(arena, made, &part, &err), ERR_OK);
    assert_true(str_is(part, "hello hello hello"));
    arena_free(arena);
}

static void test_zip_file__every_cut_and_every_changed_byte_is_refused_or_harmless(void **state)
{
    struct arena *arena = arena_new();
    struct str made = archive(arena, STR("hello hello hello"));
    (void)state;
    for (size_t n = 0; n < made.n; n++) {
        struct err err;
        struct str part;
        assert_int_not_equal(unpack(arena, str_sub(made, 0, n), &part, &err), ERR_OK);
        char *changed = arena_strndup(arena, made.p, made.n);
        changed[n] = (char)(changed[n] ^ 0x55);
        if (unpack(arena, str_n(changed, made.n), &part, &err) == ERR_OK) {
            assert_true(str_is(part, "hello hello hello"));
        }
    }
    arena_free(arena);
}

static void put32(char *at, uint32_t value)
{
    for (int i = 0; i < 4; i++) {
        at[i] = (char)(value >> (8 * i) & 0xff);
    }
}

static void test_zip_file__does_not_unpack_a_bomb(void **state)
{
    struct arena *arena = arena_new();
    struct err err;
    struct str part;
    (void)state;
    char *zeros = arena_zalloc(arena, 1000000);
    struct str made = archive(arena, str_n(zeros, 1000000));
    size_t used = arena_used(arena);
    char *lying = arena_strndup(arena, made.p, made.n);
    size_t entry = str_find(made, STR("PK\x01\x02"));
    put32(lying + entry + 24, 1000);
    assert_int_equal(unpack(arena, str_n(lying, made.n), &part, &err), ERR_FORMAT);
    assert_string_equal(err.message, "the part a.xml does not unpack to what it says");
    put32(lying + entry + 24, 0xfffffff0u);
    assert_int_equal(unpack(arena, str_n(lying, made.n), &part, &err), ERR_LIMIT);
    assert_true(arena_used(arena) - used < 100000);
    arena_free(arena);
}

/* A workbook of one sheet with this XML in it. */
static const char *sheet_of(struct arena *arena, const char *xml, struct sheet_book *book)
{
    static const char workbook[] =
        "<workbook><workbookPr date1904=\"0\"/><sheets><sheet name=\"S\" r:id=\"r1\"/></sheets>"
        "</workbook>";
    static const char rels[] =
        "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/s.xml\"/></Relationships>";
    static const char strings[] = "<sst><si><r><t>a</t></r><rPh><t>no</t></rPh><r><t>b</t></r>"
                                  "</si><si><t> c </t></si></sst>";
    struct strbuf out;
    struct zip_file_writer writer;
    struct err err;
    strbuf_init(&out, MIB);
    zip_file_begin(&writer, &out);
    assert_int_equal(zip_file_add(&writer, "xl/workbook.xml", str_of(workbook), &err), ERR_OK);
    assert_int_equal(zip_file_add(&writer, "xl/_rels/workbook.xml.rels", str_of(rels), &err),
                     ERR_OK);
    assert_int_equal(zip_file_add(&writer, "xl/sharedStrings.xml", str_of(strings), &err),
                     ERR_OK);
    assert_int_equal(zip_file_add(&writer, "xl/worksheets/s.xml", str_of(xml), &err), ERR_OK);
    assert_int_equal(zip_file_end(&writer, &err), ERR_OK);
    struct str bytes = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    return sheet_book_read(arena, bytes, book, &err) == ERR_OK
               ? "ok"
               : arena_strdup(arena, err.message);
}

#define SHEET(cells) "<worksheet><sheetData>" cells "</sheetData></worksheet>"

static void test_sheet_book__reads_every_kind_of_cell(void **state)
{
    struct arena *arena = arena_new();
    struct sheet_book book;
    static const char *const wanted[] = {"ab", "", "2.1", "x y", "yes", "46108", "f", "c"};
    (void)state;
    assert_string_equal(
        sheet_of(
            arena,
            SHEET("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"C2\"><v>2.1000000000"
                  "000001</v></c><c t=\"inlineStr\"><is><t>x y</t></is></c><c t=\"b\"><v>1</v>"
                  "</c><c><f>1+1</f><v>46108</v></c><c t=\"str\"><f>x</f><v>f</v></c><c "
                  "t=\"s\"><v>1</v></c></row>"),
            &book),
        "ok");
    for (size_t c = 0; c < sizeof wanted / sizeof wanted[0]; c++) {
        assert_true(str_is(str_trim(sheet_cell_at(&book.grids[0], 1, c)->text), wanted[c]));
    }
    assert_true(str_is(sheet_day(arena, &book, STR("46108")), "2026-03-27"));
    assert_true(str_is(sheet_day(arena, &book, STR("1")), "1900-01-01"));
    assert_true(str_is(sheet_day(arena, &book, STR("59")), "1900-02-28"));
    assert_true(str_is(sheet_day(arena, &book, STR("60")), "")); /* never was */
    assert_true(str_is(sheet_day(arena, &book, STR("61.5")), "1900-03-01"));
    book.since_1904 = true;
    assert_true(str_is(sheet_day(arena, &book, STR("0")), "1904-01-01"));
    arena_free(arena);
}

static void test_sheet_book__a_formula_without_its_result_is_no_empty_cell(void **state)
{
    struct arena *arena = arena_new();
    struct sheet_book book;
    (void)state;
    assert_string_equal(
        sheet_of(arena,
                 SHEET("<row><c r=\"A1\"><f>1+1</f></c><c r=\"B1\" t=\"str\"><f>x</f><v></v>"
                       "</c><c r=\"C1\" t=\"e\"><f>x</f><v>#REF!</v></c></row>"),
                 &book),
        "ok");
    assert_true(sheet_cell_at(&book.grids[0], 0, 0)->uncalculated);
    assert_false(sheet_cell_at(&book.grids[0], 0, 1)->uncalculated); /* "" is a result */
    assert_true(sheet_cell_at(&book.grids[0], 0, 2)->fault);
    arena_free(arena);
}

static void test_sheet_book__tells_what_it_does_not_take(void **state)
{
    static const char *const cases[][2] = {
        {SHEET("<row><c r=\"A1\" t=\"s\"><v>9</v></c></row>"),
         "sheet S: cell A1: names a text that is not there"},
        {SHEET("<row><c r=\"XFD1048576\"><v>1</v></c></row>"),
         "sheet S: cell XFD1048576: has more than 30000 rows, 400 columns or 1000000 cells"},
        {SHEET("<row><c r=\"1A\"><v>1</v></c></row>"), "sheet S: \"1A\" is no place of a cell"},
        {"<!DOCTYPE x><x/>", "sheet S: a document type is not taken (line 1, byte 0)"},
    };
    struct arena *arena = arena_new();
    struct sheet_book book;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_string_equal(sheet_of(arena, cases[i][0], &book), cases[i][1]);
    }
    arena_free(arena);
}

static void test_sheet_book__a_far_cell_costs_its_own_row_alone(void **state)
{
    struct arena *arena = arena_new();
    struct sheet_book book;
    (void)state;
    assert_string_equal(sheet_of(arena,
                                 SHEET("<row><c r=\"A1\"><v>1</v></c></row><row><c "
                                       "r=\"OJ29999\"><v>2</v></c></row>"),
                                 &book),
                        "ok");
    assert_true(arena_used(arena) < 2000000);
    assert_true(str_is(sheet_cell_at(&book.grids[0], 29998, 399)->text, "2"));
    assert_true(str_is(sheet_cell_at(&book.grids[0], 15000, 399)->text, ""));
    arena_free(arena);
}

static void test_sheet_book__many_far_cells_are_more_than_is_taken(void **state)
{
    enum { ROWS = 2501 }; /* of 400 cells */
    struct arena *arena = arena_new();
    struct sheet_book book;
    struct strbuf sheet;
    (void)state;
    strbuf_init(&sheet, 1000000);
    strbuf_puts(&sheet, "<worksheet><sheetData>");
    for (int i = 1; i <= ROWS; i++) {
        strbuf_printf(&sheet, "<row><c r=\"OJ%d\"><v>1</v></c></row>", i);
    }
    strbuf_puts(&sheet, "</sheetData></worksheet>");
    assert_string_equal(sheet_of(arena, sheet.p, &book),
                        "sheet S: more than 1000000 cells up to the last of each row");
    strbuf_release(&sheet);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sheet_xml__takes_what_workbooks_have),
        cmocka_unit_test(test_sheet_xml__refuses_the_rest),
        cmocka_unit_test(test_zip_file__reads_what_it_wrote),
        cmocka_unit_test(
            test_zip_file__every_cut_and_every_changed_byte_is_refused_or_harmless),
        cmocka_unit_test(test_zip_file__does_not_unpack_a_bomb),
        cmocka_unit_test(test_sheet_book__reads_every_kind_of_cell),
        cmocka_unit_test(test_sheet_book__a_formula_without_its_result_is_no_empty_cell),
        cmocka_unit_test(test_sheet_book__tells_what_it_does_not_take),
        cmocka_unit_test(test_sheet_book__a_far_cell_costs_its_own_row_alone),
        cmocka_unit_test(test_sheet_book__many_far_cells_are_more_than_is_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
