/* Drafts: what people write becomes values, what blocks publishing is said, files are kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "registry/compose.h"
#include "registry/draft.h"
#include "registry/draft_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define REFERENCE PAI_SOURCE_DIR "/reference"

struct bed {
    struct arena *arena;
    struct form_set set;
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

/* The JSON of a text in a field. */
static const char *composed(struct bed *bed, const char *kind, const char *field,
                            const char *text)
{
    const struct form_shape *shape = form_shape_find(&bed->set, str_of(kind));
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, LIMIT_BODY);
    jsonw_init(&w, &out);
    compose_value(bed->arena, &bed->set, form_field_find(shape, str_of(field)), str_of(text),
                  &w);
    const char *json = arena_strndup(bed->arena, out.p, out.n);
    strbuf_release(&out);
    return json;
}

static void test_compose__takes_values_as_people_write_them(void **state)
{
    static const char *const cases[][4] = {
        {"deployment", "first_used", "27/3/2026", "\"2026-03-27\""},
        {"deployment", "first_used", "07/03/2026", "\"2026-03-07\""},
        {"deployment", "first_used", "2026-03-27", "\"2026-03-27\""},
        {"deployment", "first_used", "31/2/2026", "\"31/2/2026\""},
        {"deployment", "first_used", "3/27/2026", "\"3/27/2026\""},
        {"deployment", "first_used", "soon", "\"soon\""},
        {"deployment", "report_every_months", " 3 ", "3"},
        {"deployment", "report_every_months", "1,234", "1234"},
        {"deployment", "report_every_months", "1,5", "\"1,5\""},
        {"deployment", "report_every_months", "12,34", "\"12,34\""},
        {"deployment", "report_every_months", "007", "7"},
        {"deployment", "report_every_months", "-3", "\"-3\""},
        {"deployment", "report_every_months", "12%", "\"12%\""},
        {"deployment", "report_every_months", "99999999999999999999",
         "\"99999999999999999999\""},
        {"deployment", "stage", "in use", "\"operational\""},
        {"deployment", "stage", "pilot", "\"pilot\""},
        {"deployment", "stage", "maybe", "\"maybe\""},
        {"deployment", "forces", "Sussex Police; kent,kent", "[\"kent\",\"sussex\"]"},
        {"deployment", "forces", "nowhere", "[\"nowhere\"]"},
        {"deployment", "not_for", "one\n\n two \r\n", "[\"one\",\"two\"]"},
        {"deployment", "summary", "<script>alert(1)</script>", "\"<script>alert(1)</script>\""},
        {"deployment", "cost", "licence|12,000|2026\n||\n|x", // a row may be short
         "[{\"item\":\"licence\",\"pounds\":12000,\"period\":\"2026\"},{\"pounds\":\"x\"}]"},
        {"deployment", "tools", "A | B | 1.0",
         "[{\"tool\":{\"kind\":\"declared\",\"product\":\"B\",\"supplier\":\"A\",\"version\":"
         "\"1."
         "0\"}}]"},
        {"deployment", "tools", "A | B | | https://x.example ||| t=1; m=b",
         "[{\"parameters\":{\"t\":1,\"m\":\"b\"},\"tool\":{\"endpoint\":\"https://x.example\","
         "\"kind\":\"service\",\"model\":\"B\",\"supplier\":\"A\"}}]"},
        {"tool", "tool", "A|B|1",
         "{\"kind\":\"declared\",\"product\":\"B\",\"supplier\":\"A\",\"version\":\"1\"}"},
        {"report", "deployment", "Name [00112233445566778899aabbccddeeff]",
         "\"00112233445566778899aabbccddeeff\""},
        {"report", "groups", "Sex|f|Alerts|2\nsex|f|seen|9\nsex|m|alerts|1",
         "[{\"characteristic\":\"sex\",\"counts\":{\"alerts\":2,\"seen\":9},\"value\":\"f\"},"
         "{\"characteristic\":\"sex\",\"counts\":{\"alerts\":1},\"value\":\"m\"}]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_string_equal(composed(*state, cases[i][0], cases[i][1], cases[i][2]),
                            cases[i][3]);
    }
}

static void test_compose__and_back_is_the_same(void **state)
{
    static const char *const cases[][3] = {
        {"deployment", "tools", "A|B|1.0|||||t=1; m=b"},
        {"deployment", "upstream", "A|B||https://x.example||"},
        {"deployment", "cost", "licence|12000|2026"},
        {"report", "groups", "sex|f|alerts|2"},
    };
    struct bed *bed = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct form_shape *shape = form_shape_find(&bed->set, str_of(cases[i][0]));
        const struct form_field *field = form_field_find(shape, str_of(cases[i][1]));
        struct compose_rows rows;
        struct js *value;
        const char *json = composed(bed, cases[i][0], cases[i][1], cases[i][2]);
        const char *text = "";
        assert_int_equal(js_parse(bed->arena, str_of(json), &value, NULL), ERR_OK);
        decompose_table(bed->arena, field, value, &rows);
        assert_int_equal(rows.count, 1);
        for (size_t c = 0; c < rows.columns; c++) {
            text = arena_printf(bed->arena, "%s%s%.*s", text, c > 0 ? "|" : "",
                                STR_ARG(rows.cells[c]));
        }
        assert_string_equal(composed(bed, cases[i][0], cases[i][1], text), json);
    }
}

#define TOOLS                                                                                  \
    "\"tools\":[{\"tool\":{\"kind\":\"declared\",\"product\":\"B\",\"supplier\":\"A\","        \
    "\"version\":\"1\"}}]"
#define DEPLOYMENT(more)                                                                       \
    "{\"fields\":{\"name\":\"N\"" more "},\"forces\":[\"kent\"],\"stage\":\"pilot\"," TOOLS "}"
#define REPORT(counts, more)                                                                   \
    "{\"counts\":{" counts "},\"deployment\":\"00112233445566778899aabbccddeeff\",\"from\":"   \
    "\"2026-01-01\",\"to\":\"2026-01-31\"" more "}"

/* The first problem that blocks, or "". */
static const char *blocks(struct bed *bed, const char *type, const char *body)
{
    struct draft draft = {"a", str_of(type), STR("00112233445566778899aabbccddeeff"), NULL};
    struct draft_problems problems;
    struct js *value;
    assert_int_equal(js_parse(bed->arena, str_of(body), &value, NULL), ERR_OK);
    draft.body = value;
    draft_check(bed->arena, &bed->set, &draft, STR("2026-11-29"), &problems);
    for (size_t i = 0; i < problems.count; i++) {
        assert_true(problems.list[i].blocks == (i < problems.blocking));
    }
    return problems.blocking > 0 ? draft_problem_text(bed->arena, &problems.list[0]) : "";
}

static void test_draft_check__says_what_blocks_a_deployment(void **state)
{
    static const char *const cases[][2] = {
        {DEPLOYMENT(""), ""},
        {"{}", "Forces that use it (forces): is missing"},
        {DEPLOYMENT(",\"colour\":\"red\""), "\"colour\" is no field of a deployment"},
        {DEPLOYMENT(",\"first_used\":\"2026-02-31\""),
         "First used on (first_used): \"2026-02-31\" is not a date that exists: YYYY-MM-DD"},
        {DEPLOYMENT(",\"summary\":3"),
         "In one or two sentences (summary): must be a text, not an integer"},
        {DEPLOYMENT(",\"cost\":[{\"pounds\":12.5}]"),
         "Cost (cost), row 1, pounds: \"12.5\" is no whole number, 0 or more"},
        {DEPLOYMENT(",\"cost\":[{\"pounds\":\"12%\"}]"),
         "Cost (cost), row 1, pounds: \"12%\" is a rate: give the number, and what it is of"},
        {DEPLOYMENT(",\"cost\":[{\"price\":1}]"),
         "Cost (cost), row 1, price: is no column of this table"},
        {DEPLOYMENT(",\"benefit_measured\":[{\"numerator\":12}]"),
         "Benefit that was measured (benefit_measured), row 1: a number without what it is of"},
        {DEPLOYMENT(",\"benefit_measured\":[{\"denominator\":10,\"numerator\":12}]"),
         "Benefit that was measured (benefit_measured), row 1: 12 of 10 cannot be"},
        {DEPLOYMENT(",\"benefit_measured\":[{\"denominator\":0,\"numerator\":0}]"),
         "Benefit that was measured (benefit_measured), row 1: 0 of 0 cannot be"},
        {DEPLOYMENT(",\"automation\":\"perhaps\""),
         "How far decisions are automated (automation): \"perhaps\" is none of the choices: "
         "support, partly, solely"},
        {DEPLOYMENT(",\"summary\":{\"withheld\":{\"section\":\"31(1)(a)\"}}"),
         "In one or two sentences (summary): is withheld, and its value is not in this file: "
         "make the next version with \"registry new --of\" where it was published"},
        {DEPLOYMENT(",\"summary\":{\"withhold\":{\"section\":\"31(1)(a)\",\"value\":\"v\"}}"),
         "In one or two sentences (summary): is to be withheld without \"decided_by\""},
        {"{\"fields\":{\"name\":\"N\"},\"forces\":[\"nowhere\"],\"stage\":\"pilot\"," TOOLS "}",
         "Forces that use it (forces), row 1: \"nowhere\" is no force that is known here: "
         "\"registry coverage --all\" lists those that are"},
        {"{\"fields\":{\"name\":\"N\"},\"forces\":[\"kent\",\"kent\"],\"stage\":"
         "\"pilot\"," TOOLS "}",
         "Forces that use it (forces), row 2: forces must be in order of their ids, each once"},
        {"{\"fields\":{\"name\":\"N\"},\"forces\":[\"kent\"],\"stage\":\"soon\"," TOOLS "}",
         "Stage (stage): \"soon\" is none of the choices: considering, pilot, operational, "
         "paused, ended"},
        {"{\"fields\":{\"name\":\"N\"},\"forces\":[\"kent\"],\"stage\":\"pilot\",\"tools\":[{"
         "\"tool\":{\"kind\":\"declared\",\"product\":\"B\",\"supplier\":\"A\"}}]}",
         "Tools (tools), row 1: \"version\" is missing"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_string_equal(blocks(*state, "deployment.described/1", cases[i][0]), cases[i][1]);
    }
}

static void test_draft_check__holds_counts_against_each_other(void **state)
{
    static const char *const cases[][2] = {
        {REPORT("\"alerts\":3,\"false_alerts\":1,\"true_alerts\":2", ""), ""},
        {REPORT("", ""), "nothing is counted"},
        {REPORT("\"true_alerts\":2", ""),
         "True alerts (true_alerts): is told without \"alerts\", which it is a part of"},
        {REPORT("\"alerts\":1,\"true_alerts\":2", ""),
         "True alerts (true_alerts): 2 is more than \"alerts\", 1, which it is a part of"},
        {REPORT("\"alerts\":3,\"false_alerts\":2,\"true_alerts\":2", ""),
         "Alerts (alerts): true_alerts + false_alerts is 4, more than 3"},
        {REPORT("\"alerts\":-1", ""), "Alerts (alerts): \"-1\" is no whole number, 0 or more"},
        {REPORT("\"hunches\":1", ""), "\"hunches\" is no field of a report"},
        {REPORT(
             "\"alerts\":3",
             ",\"groups\":[{\"characteristic\":\"sex\",\"counts\":{\"alerts\":2},\"value\":"
             "\"f\"},{\"characteristic\":\"sex\",\"counts\":{\"alerts\":2},\"value\":\"m\"}]"),
         "By group (groups): alerts by sex is 4 together, more than 3 of all"},
        {REPORT("\"alerts\":3",
                ",\"groups\":[{\"characteristic\":\"sex\",\"counts\":{\"seen\":2},\"value\":"
                "\"f\"}]"),
         "By group (groups): seen by sex is told without the count of all"},
        {REPORT(
             "\"alerts\":3",
             ",\"groups\":[{\"characteristic\":\"sex\",\"counts\":{\"alerts\":1},\"value\":"
             "\"f\"},{\"characteristic\":\"sex\",\"counts\":{\"alerts\":1},\"value\":\"f\"}]"),
         "By group (groups), row 2: the group stands twice"},
        {"{\"counts\":{\"alerts\":1},\"deployment\":\"00112233445566778899aabbccddeeff\","
         "\"from\":\"2026-02-01\",\"to\":\"2026-01-31\"}",
         "To (to): \"2026-01-31\" is before \"2026-02-01\""},
        {"{\"counts\":{\"alerts\":1},\"deployment\":\"00112233445566778899aabbccddeeff\","
         "\"from\":\"2026-02-01\",\"to\":\"2026-11-30\"}",
         "To (to): \"2026-11-30\" is still to come"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_string_equal(blocks(*state, "use.reported/1", cases[i][0]), cases[i][1]);
    }
}

static void test_draft_check__refuses_a_field_of_more_than_10000_bytes(void **state)
{
    struct bed *bed = *state;
    char *text = arena_zalloc(bed->arena, 10002);
    memset(text, 'x', 10000);
    const char *body = arena_printf(bed->arena, DEPLOYMENT(",\"summary\":\"%s\""), text);
    assert_string_equal(blocks(bed, "deployment.described/1", body), "");
    text[10000] = 'x';
    body = arena_printf(bed->arena, DEPLOYMENT(",\"summary\":\"%s\""), text);
    assert_string_equal(blocks(bed, "deployment.described/1", body),
                        "In one or two sentences (summary): has 10001 bytes, more than 10000 "
                        "can be published");
}

static void test_draft_check__tells_what_a_stage_asks_for_without_blocking(void **state)
{
    struct bed *bed = *state;
    struct draft draft = {"a", STR("deployment.described/1"),
                          STR("00112233445566778899aabbccddeeff"), NULL};
    struct draft_problems problems;
    struct js *value;
    assert_int_equal(js_parse(bed->arena, STR(DEPLOYMENT("")), &value, NULL), ERR_OK);
    draft.body = value;
    draft_check(bed->arena, &bed->set, &draft, STR("2026-11-29"), &problems);
    assert_int_equal(problems.blocking, 0);
    assert_true(problems.count > 10);
    assert_true(str_is(problems.list[0].field, "summary"));
}

static void test_draft__is_kept_privately_and_whole(void **state)
{
    struct bed *bed = *state;
    char root[] = "/tmp/policeai-draft-XXXXXX";
    struct datadir dir;
    struct draft draft = {"red-1", STR("deployment.described/1"),
                          STR("00112233445566778899aabbccddeeff"), NULL};
    struct draft back;
    struct err err;
    struct stat info;
    struct js *body;
    const char **names;
    size_t count;
    const struct form_shape *shape = form_shape_find(&bed->set, STR("deployment"));
    assert_non_null(mkdtemp(root));
    assert_int_equal(datadir_at(bed->arena, root, &dir, &err), ERR_OK);
    assert_int_equal(js_parse(bed->arena, STR("{\"stage\":\"so\"}"), &body, NULL), ERR_OK);
    draft.body = body;
    assert_int_equal(draft_put(bed->arena, &draft, form_field_find(shape, STR("summary")),
                               STR("\"<b>x</b>\""), &err),
                     ERR_OK);
    assert_int_equal(draft_write(bed->arena, &dir, &draft, &err), ERR_OK);
    const char *path = arena_printf(bed->arena, "%s/drafts/red-1.json", root);
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    assert_int_equal(stat(arena_printf(bed->arena, "%s/drafts", root), &info), 0);
    assert_int_equal(info.st_mode & 0777, 0700);
    assert_int_equal(draft_read(bed->arena, &dir, STR("red-1"), &back, &err), ERR_OK);
    assert_true(
        str_is(back.body->raw, "{\"stage\":\"so\",\"fields\":{\"summary\":\"<b>x</b>\"}}"));
    assert_int_equal(
        draft_put(bed->arena, &back, form_field_find(shape, STR("summary")), STR(""), &err),
        ERR_OK);
    assert_true(str_is(back.body->raw, "{\"stage\":\"so\",\"fields\":{}}"));
    assert_int_equal(draft_list(bed->arena, &dir, &names, &count, &err), ERR_OK);
    assert_int_equal(count, 1);
    assert_int_equal(draft_read(bed->arena, &dir, STR("blue"), &back, &err), ERR_NOT_FOUND);
    assert_string_equal(err.hint, "there are: red-1");
    assert_int_equal(draft_remove(bed->arena, &dir, STR("red-1"), &err), ERR_OK);
    assert_false(draft_exists(bed->arena, &dir, STR("red-1")));
    assert_int_equal(file_remove_tree(root, NULL), ERR_OK);
}

static void test_draft__has_no_name_that_leaves_its_folder(void **state)
{
    static const char *const bad[] = {"", "..", "../x", "a/b", "A", "-a", "a-", "a--b", "a.b"};
    struct err err;
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(draft_name_check(str_of(bad[i]), &err), ERR_USAGE);
    }
    assert_int_equal(draft_name_check(STR("redaction-2"), &err), ERR_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_compose__takes_values_as_people_write_them),
        cmocka_unit_test(test_compose__and_back_is_the_same),
        cmocka_unit_test(test_draft_check__says_what_blocks_a_deployment),
        cmocka_unit_test(test_draft_check__holds_counts_against_each_other),
        cmocka_unit_test(test_draft_check__refuses_a_field_of_more_than_10000_bytes),
        cmocka_unit_test(test_draft_check__tells_what_a_stage_asks_for_without_blocking),
        cmocka_unit_test(test_draft__is_kept_privately_and_whole),
        cmocka_unit_test(test_draft__has_no_name_that_leaves_its_folder),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
