/* What people hand in: files of the form, workbooks and CSV files, whole and broken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/limits.h"
#include "registry/form_html.h"
#include "registry/form_xlsx.h"
#include "registry/import.h"
#include "registry/draft_check.h"
#include "registry/sheet_book.h"
#include "registry/sheet_write.h"

#include <stdlib.h>
#include <string.h>

#define REFERENCE PAI_SOURCE_DIR "/reference"
#define SUBJECT "00112233445566778899aabbccddeeff"

struct bed {
    struct arena *arena;
    struct form_set set;
    struct import_file file;
    struct err err;
};

static int set_up(void **state)
{
    struct bed *bed = calloc(1, sizeof *bed);
    assert_non_null(bed);
    bed->arena = arena_new();
    assert_int_equal(form_set_load(bed->arena, REFERENCE, NULL, &bed->set, NULL), ERR_OK);
    *state = bed;
    return 0;
}

static int tear_down(void **state)
{
    struct bed *bed = *state;
    arena_free(bed->arena);
    free(bed);
    return 0;
}

/* "ok", or the words of the error. */
static const char *taken(struct bed *bed, struct str bytes, const char *kind)
{
    bed->err.hint[0] = '\0';
    return import_read(bed->arena, &bed->set, bytes, kind, &bed->file, &bed->err) == ERR_OK
               ? "ok"
               : bed->err.message;
}

#define FORM(records)                                                                          \
    "{\"format\":\"registry-records/1\",\"force\":\"kent\",\"records\":[" records "]}"
#define RECORD(rest)                                                                           \
    "{\"subject\":\"" SUBJECT "\",\"type\":\"deployment.described/1\"," rest "}"

static void test_import_json__reads_what_the_form_saved(void **state)
{
    struct bed *bed = *state;
    struct str text = STR(FORM(RECORD(
        "\"values\":{\"name\":\"A <b>\",\"first_used\":\"1/2/2026\",\"cost\":[{\"item\":\"x\","
        "\"pounds\":\"1,000\"},{}],\"risks\":[],\"scope\":\"a\\nb\",\"summary\":\"  \"}")));
    assert_string_equal(taken(bed, text, NULL), "ok");
    assert_int_equal(bed->file.count, 1);
    const struct draft *draft = &bed->file.list[0].draft;
    assert_string_equal(draft->name, "a-b-001122");
    assert_true(
        str_is(draft->body->raw,
               "{\"fields\":{\"name\":\"A <b>\",\"first_used\":\"2026-02-01\",\"cost\":[{"
               "\"item\":\"x\",\"pounds\":1000}],\"scope\":[\"a\",\"b\"]},"
               "\"organisation\":\"kent\"}"));
}

static void test_import_json__tells_what_is_wrong(void **state)
{
    static const char *const cases[][2] = {
        {"{\"format\":\"other/1\",\"records\":[]}",
         "the format is \"other/1\", not registry-records/1: not saved by the form"},
        {"{\"format\":\"registry-records/1\",\"force\":\"nowhere\",\"records\":[]}",
         "the force \"nowhere\" is not known here"},
        {FORM("{}"), "record 1: \"type\" is missing"},
        {FORM(RECORD("\"values\":{\"colour\":\"red\"}")),
         "record 1: \"colour\" is no field of a deployment"},
        {FORM(RECORD("\"values\":{\"name\":[]}")),
         "record 1: name: must be a text, not an array"},
        {FORM(RECORD("\"values\":{\"cost\":[{\"x\":\"y\"}]}")),
         "record 1: cost, row 1: \"x\" is no column"},
        {FORM(RECORD("\"values\":{}") "," RECORD("\"values\":{}")),
         "record 2: the subject is that of record 1"},
        {FORM(RECORD("\"values\":{},\"body\":{}")),
         "record 1: must have either \"values\" or \"body\""},
        {FORM("{\"subject\":\"..\",\"type\":\"deployment.described/1\",\"values\":{}}"),
         "record 1: \"subject\" must be 32 hexadecimal digits"},
        {FORM("{\"subject\":\"" SUBJECT "\",\"type\":\"key.introduced/1\",\"values\":{}}"),
         "record 1: \"key.introduced/1\" is no type of record that can be filled in"},
    };
    struct bed *bed = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_string_equal(taken(bed, str_of(cases[i][0]), NULL), cases[i][1]);
    }
}

#define REASONS                                                                                \
    "\"section\":\"31(1)(a)\",\"harm\":\"It helps to avoid it.\",\"private_harm\":\"It tells " \
    "who.\",\"public_interest\":\"p\",\"decided_by\":\"r\",\"review\":\"1/2/2027\""

/* Whatever the order of its members. */
static void test_import_json__marks_what_the_form_says_is_not_to_be_published(void **state)
{
    struct bed *bed = *state;
    struct str text =
        STR(FORM(RECORD("\"values\":{\"withhold\":[{\"field\":\"threshold\"," REASONS
                        "}],\"threshold\":\"0.61\",\"name\":\"A\"}")));
    assert_string_equal(taken(bed, text, NULL), "ok");
    assert_true(str_is(
        bed->file.list[0].draft.body->raw,
        "{\"fields\":{\"threshold\":{\"withhold\":{\"section\":\"31(1)(a)\",\"harm\":\"It "
        "helps to avoid it.\",\"private_harm\":\"It tells who.\",\"public_interest\":\"p\","
        "\"decided_by\":\"r\",\"review\":\"2027-02-01\",\"value\":\"0.61\"}},\"name\":\"A\"},"
        "\"organisation\":\"kent\"}"));
}

static void test_import_json__tells_what_cannot_be_withheld(void **state)
{
    static const char *const cases[][2] = {
        {FORM(RECORD("\"values\":{\"withhold\":[{" REASONS "}]}")),
         "record 1: not to be published, row 1: \"\" is no field of a deployment"},
        {FORM(RECORD("\"values\":{\"withhold\":[{\"field\":\"colour\"," REASONS "}]}")),
         "record 1: not to be published, row 1: \"colour\" is no field of a deployment"},
        {FORM(RECORD("\"values\":{\"withhold\":[{\"field\":\"threshold\"," REASONS "}]}")),
         "record 1: not to be published, row 1: Thresholds and settings states nothing that "
         "could be withheld"},
        {FORM(RECORD("\"values\":{\"threshold\":\"1\",\"withhold\":[{\"field\":\"threshold\"},{"
                     "\"field\":\"threshold\"}]}")),
         "record 1: not to be published, row 2: Thresholds and settings is named twice"},
        {FORM(RECORD("\"values\":{\"withhold\":\"threshold\"}")),
         "record 1: withhold: must be a list of rows, not a string"},
        {FORM(RECORD("\"values\":{\"withhold\":[{\"why\":\"x\"}]}")),
         "record 1: withhold, row 1: \"why\" is no column"},
    };
    struct bed *bed = *state;
    struct draft_problems problems;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_string_equal(taken(bed, str_of(cases[i][0]), NULL), cases[i][1]);
    }
    struct str half =
        STR(FORM(RECORD("\"values\":{\"threshold\":\"1\",\"withhold\":[{\"field\":"
                        "\"threshold\",\"private_harm\":\"x\"}]}")));
    assert_string_equal(taken(bed, half, NULL), "ok");
    draft_check(bed->arena, &bed->set, &bed->file.list[0].draft, STR("2026-11-29"), &problems);
    size_t reasons = 0;
    for (size_t i = 0; i < problems.blocking; i++) {
        reasons += str_is(problems.list[i].field, "threshold") ? 1 : 0;
    }
    assert_int_equal(reasons, 4); /* decided_by, harm, section, review */
}

static void test_import_csv__reads_ids_and_titles(void **state)
{
    struct bed *bed = *state;
    struct str text = STR("\xef\xbb\xbfName,stage,\"forces\",summary,confirmed\r\n"
                          "\"A, \"\"b\"\"\",In use,Kent Police,'=1+1,no\r\n"
                          "\r\n,,,,\r\nC,pilot,kent,\"two\r\nlines\",no");
    assert_string_equal(taken(bed, text, "deployment"), "ok");
    assert_int_equal(bed->file.count, 2);
    assert_true(str_is(bed->file.list[0].draft.body->raw,
                       "{\"fields\":{\"name\":\"A, \\\"b\\\"\",\"summary\":\"=1+1\"},\"stage\":"
                       "\"operational\",\"forces\":[\"kent\"]}"));
    assert_true(str_is(bed->file.list[1].place, "line 5"));
    assert_int_equal(bed->file.note_count, 1);
    assert_string_equal(bed->file.notes[0], "line 1: no column for tools");
}

static void test_import_csv__tells_the_line(void **state)
{
    static const char *const cases[][2] = {
        {"name,stage\na\n", "line 2 has 1 fields, the first line has 2"},
        {"name,stage\na,b,c\n", "line 2 has more fields than the first, 2"},
        {"name,name\n", "line 1, column 2: the column \"name\" stands twice"},
        {"name\n\"a\nb", "line 2: a quote that does not end"},
        {"name\n\"a\"b\n", "line 2: text after a closing quote"},
        {"subject,name\nxyz,a\n", "line 2, column 1: a subject is 32 hexadecimal digits; leave "
                                  "it empty for a new record"},
        {"subject,name\n" SUBJECT ",a\n" SUBJECT ",b\n",
         "line 3: is the record of line 2 again"},
    };
    struct bed *bed = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_string_equal(taken(bed, str_of(cases[i][0]), "deployment"), cases[i][1]);
    }
    assert_string_equal(taken(bed, STR("name\xff\n"), "deployment"),
                        "is neither a workbook nor UTF-8 text");
    assert_string_equal(taken(bed, STR("name\n"), NULL),
                        "is a CSV file: say of what kind its records are");
}

/* A workbook of two sheets, whose cells are given as "A1=text" lines. */
static struct str workbook(struct bed *bed, const char *const *sheets, size_t count)
{
    struct sheet_writer writer;
    struct strbuf out;
    strbuf_init(&out, MIB);
    sheet_write_begin(bed->arena, &writer, &out);
    for (size_t i = 0; i < count; i++) {
        struct str rest = str_of(sheets[i]);
        struct str row;
        assert_int_equal(sheet_write_sheet(&writer, arena_printf(bed->arena, "S%zu", i + 1),
                                           false, &bed->err),
                         ERR_OK);
        while (str_split(&rest, '\n', &row)) {
            struct str cell;
            size_t column = 0;
            sheet_write_row(&writer, false);
            while (str_split(&row, '|', &cell)) {
                sheet_write_cell(&writer, column++, cell, SHEET_TEXT);
            }
        }
    }
    assert_int_equal(sheet_write_end(&writer, &bed->err), ERR_OK);
    struct str bytes = arena_str(bed->arena, strbuf_view(&out));
    strbuf_release(&out);
    return bytes;
}

static const char *const head = "policeai:deployment|record|name|stage|first_used\n\n\n";

static void test_import_xlsx__names_the_cell_of_a_problem(void **state)
{
    struct bed *bed = *state;
    struct draft_problems problems;
    const char *sheets[] = {arena_printf(bed->arena, "%s|D1|A &lt; <b>|Pilot|31/2/2026", head),
                            "policeai:deployment.cost|item|pounds\n\n\nD1|x|12\nD1|y|12.5"};
    assert_string_equal(taken(bed, workbook(bed, sheets, 2), NULL), "ok");
    assert_int_equal(bed->file.count, 1);
    const struct import_record *record = &bed->file.list[0];
    assert_true(str_find(record->draft.body->raw, STR("\"A &lt; <b>\"")) != SIZE_MAX);
    draft_check(bed->arena, &bed->set, &record->draft, STR("2026-11-29"), &problems);
    const char *told = "";
    for (size_t i = 0; i < problems.blocking; i++) {
        const struct draft_problem *p = &problems.list[i];
        struct str place = import_place_of(record, p->field, p->row, p->column);
        if (place.n > 0) {
            told = arena_printf(bed->arena, "%s%.*s: %.*s\n", told, STR_ARG(place),
                                STR_ARG(p->says));
        }
    }
    assert_string_equal(told,
                        "sheet S1, cell E4: \"31/2/2026\" is not a date that exists: "
                        "YYYY-MM-DD\nsheet S2, cell C5: \"12.5\" is no whole number, 0 or "
                        "more\n");
}

static void test_import_xlsx__tells_missing_columns_and_strange_sheets(void **state)
{
    struct bed *bed = *state;
    const char *sheets[] = {"policeai:deployment|record|name|colour\n\n\n|D1|A|red",
                            "My own notes\nx"};
    bool missing = false;
    bool strange = false;
    bool sheet = false;
    assert_string_equal(taken(bed, workbook(bed, sheets, 2), NULL), "ok");
    for (size_t i = 0; i < bed->file.note_count; i++) {
        missing =
            missing || strstr(bed->file.notes[i], "sheet S1: no column for forces") != NULL;
        strange =
            strange || strcmp(bed->file.notes[i], "sheet S1, cell D1: \"colour\" is no "
                                                  "field of a deployment, passed over") == 0;
        sheet = sheet || strstr(bed->file.notes[i], "sheet S2: its first row") != NULL;
    }
    assert_true(missing && strange && sheet);
}

static void test_import_xlsx__loses_no_row_of_a_table(void **state)
{
    struct bed *bed = *state;
    const char *sheets[] = {arena_printf(bed->arena, "%s|D1|A", head),
                            "policeai:deployment.cost|item|pounds\n\n\nD2|x|12"};
    assert_string_equal(taken(bed, workbook(bed, sheets, 2), NULL),
                        "sheet S2, cell A4: \"D2\" is no record of this workbook");
    sheets[0] = arena_printf(bed->arena, "%s|D1|A\n|D1|B", head);
    assert_string_equal(taken(bed, workbook(bed, sheets, 1), NULL),
                        "sheet S1, row 5: \"D1\" is the record of sheet S1, row 4");
    sheets[0] = "just text";
    assert_string_equal(taken(bed, workbook(bed, sheets, 1), NULL),
                        "no sheet has the hidden row of field ids");
}

static void test_import_xlsx__marks_what_is_not_to_be_published(void **state)
{
    struct bed *bed = *state;
    const char *sheets[] = {"policeai:deployment.withhold|field|section|harm|private_harm|"
                            "public_interest|decided_by|"
                            "review\n\n\nD1|Cost|43(2)|h|It tells what.|p|r|1/2/2027",
                            arena_printf(bed->arena, "%s|D1|A", head),
                            "policeai:deployment.cost|item|pounds\n\n\nD1|x|12"};
    assert_string_equal(taken(bed, workbook(bed, sheets, 3), NULL), "ok");
    assert_non_null(strstr(arena_str(bed->arena, bed->file.list[0].draft.body->raw).p,
                           "\"cost\":{\"withhold\":{\"section\":\"43(2)\",\"harm\":\"h\","
                           "\"private_harm\":\"It tells "
                           "what.\",\"public_interest\":\"p\",\"decided_by\":\"r\",\"review\":"
                           "\"2027-02-01\",\"value\":["
                           "{\"item\":\"x\",\"pounds\":12}]}}"));
    sheets[2] = "policeai:deployment.cost|item|pounds\n\n\n";
    assert_string_equal(taken(bed, workbook(bed, sheets, 3), NULL),
                        "sheet S1, record D1: not to be published, row 1: Cost states nothing "
                        "that could be withheld");
}

static void test_form_xlsx__is_read_back_as_no_record(void **state)
{
    struct bed *bed = *state;
    struct strbuf out;
    strbuf_init(&out, 16 * MIB);
    assert_int_equal(form_xlsx(bed->arena, &bed->set, NULL, STR("kent"), &out, &bed->err),
                     ERR_OK);
    assert_string_equal(taken(bed, strbuf_view(&out), NULL), "ok");
    assert_int_equal(bed->file.count, 0);
    assert_int_equal(bed->file.note_count, 0);
    assert_true(str_is(bed->file.force, "kent"));
    strbuf_release(&out);
    assert_int_equal(form_xlsx(bed->arena, &bed->set, NULL, STR("nowhere"), &out, &bed->err),
                     ERR_NOT_FOUND);
    strbuf_release(&out);
}

static void test_form_html__asks_nothing_of_the_network(void **state)
{
    struct bed *bed = *state;
    struct strbuf out;
    strbuf_init(&out, 16 * MIB);
    assert_int_equal(form_html(bed->arena, &bed->set, NULL, STR(""), &out, &bed->err), ERR_OK);
    assert_true(str_find(strbuf_view(&out), STR("src=")) == SIZE_MAX);
    assert_true(str_find(strbuf_view(&out), STR("http:")) == SIZE_MAX);
    assert_true(str_find(strbuf_view(&out), STR("https:")) == SIZE_MAX);
    assert_true(str_find(strbuf_view(&out), STR("default-src 'none'")) != SIZE_MAX);
    for (size_t i = 0; i < bed->set.deployment.count; i++) {
        const char *id = arena_printf(bed->arena, "\"id\":\"%.*s\"",
                                      STR_ARG(bed->set.deployment.fields[i].id));
        assert_true(str_find(strbuf_view(&out), str_of(id)) != SIZE_MAX);
    }
    strbuf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_import_json__reads_what_the_form_saved),
        cmocka_unit_test(test_import_json__tells_what_is_wrong),
        cmocka_unit_test(test_import_json__marks_what_the_form_says_is_not_to_be_published),
        cmocka_unit_test(test_import_json__tells_what_cannot_be_withheld),
        cmocka_unit_test(test_import_csv__reads_ids_and_titles),
        cmocka_unit_test(test_import_csv__tells_the_line),
        cmocka_unit_test(test_import_xlsx__names_the_cell_of_a_problem),
        cmocka_unit_test(test_import_xlsx__tells_missing_columns_and_strange_sheets),
        cmocka_unit_test(test_import_xlsx__loses_no_row_of_a_table),
        cmocka_unit_test(test_import_xlsx__marks_what_is_not_to_be_published),
        cmocka_unit_test(test_form_xlsx__is_read_back_as_no_record),
        cmocka_unit_test(test_form_html__asks_nothing_of_the_network),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
