/* Findings on case files and entries of schedules, by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "metrics/casework/folded_text.h"
#include "metrics/casework/schedule_entry.h"
#include "metrics/metric.h"

static bool vector_of(const char *id, const char *expected, const char *output, double *vector)
{
    struct arena *arena = arena_new();
    struct js *truth;
    struct js *answer = NULL;
    bool has = false;
    assert_int_equal(js_parse(arena, str_of(expected), &truth, NULL), ERR_OK);
    if (output != NULL) {
        assert_int_equal(js_parse(arena, str_of(output), &answer, NULL), ERR_OK);
    }
    assert_int_equal(metric_lookup(id)->item(NULL, truth, answer, vector, &has, NULL), ERR_OK);
    arena_free(arena);
    return has;
}

static void assert_vector(const char *id, const char *expected, const char *output,
                          double first, double second)
{
    double v[METRIC_VECTOR_MAX] = {0};
    assert_true(vector_of(id, expected, output, v));
    if (v[0] != first || v[1] != second) {
        fail_msg("%s: %g of %g, wanted %g of %g", id, v[0], v[1], first, second);
    }
}

static void assert_folded(const char *text, const char *letters, const char *words)
{
    struct arena *arena = arena_new();
    assert_true(str_is(folded_text(arena, str_of(text)), letters));
    assert_true(str_is(folded_words(arena, str_of(text)), words));
    arena_free(arena);
}

static void test_folded__case_accents_and_signs_do_not_count(void **state)
{
    (void)state;
    assert_folded("JS/1", "js1", "js 1");
    assert_folded(" Zo\xC3\xAB O'Neil ", "zoeoneil", "zoe o neil");
    assert_folded("12 March, 21:05.", "12march2105", "12 march 21 05");
    assert_folded("\xC5\x81ukasz_7", "\xC5\x82ukasz7", "\xC5\x82ukasz 7");
    assert_folded("--", "", "");
    assert_folded("", "", "");
}

static void test_folded__words_stand_side_by_side(void **state)
{
    (void)state;
    assert_true(str_has_words(STR("log of 3 march 2026"), STR("3 march")));
    assert_true(str_has_words(STR("13 march 3 march"), STR("3 march")));
    assert_false(str_has_words(STR("13 march"), STR("3 march")));
    assert_false(str_has_words(STR("march 3"), STR("3 march")));
    assert_false(str_has_words(STR("march"), STR("")));
}

#define DEFECTS                                                                                \
    "{\"defects\":[{\"kind\":\"statement-unsigned\",\"subject\":\"Zo\xC3\xAB O'Neil\","        \
    "\"documents\":[\"4\"]},{\"kind\":\"form-missing\",\"subject\":\"MG5\"},"                  \
    "{\"kind\":\"disagreement\",\"subject\":\"time\",\"documents\":[\"4\",\"6\"]}]}"
#define FOUND(kind, subject, at)                                                               \
    "{\"kind\":\"" kind "\",\"subject\":\"" subject "\",\"at\":[" at "]}"
#define IN(document) "{\"document\":\"" document "\"}"

static void assert_found(const char *finding, double found)
{
    struct arena *arena = arena_new();
    char *output = arena_printf(arena, "{\"findings\":[%s]}", finding);
    assert_vector("defects.found/1", DEFECTS, output, found, 3);
    assert_vector("findings.right/1", DEFECTS, output, found, 1);
    assert_vector("false_flags.file/1", DEFECTS, output, 1 - found, 1);
    arena_free(arena);
}

static void test_finding__is_right_by_kind_subject_and_documents(void **state)
{
    (void)state;
    assert_found(FOUND("statement-unsigned", "ZOE ONEIL", IN("4")), 1);
    assert_found(FOUND("statement-unsigned", "Zoe O'Neil", IN("5") "," IN("4")), 1);
    assert_found(FOUND("statement-unsigned", "Zoe O'Neil", IN("5")), 0);
    assert_found(FOUND("statement-undated", "Zoe O'Neil", IN("4")), 0);
    assert_found(FOUND("statement-unsigned", "Zoe Neil", IN("4")), 0);
    assert_found(FOUND("form-missing", "mg 5", ""), 1);
    assert_found(FOUND("disagreement", "time", IN("6") "," IN("4")), 1);
    assert_found(FOUND("disagreement", "time", IN("6") "," IN("5")), 0);
    assert_found(FOUND("disagreement", "date", IN("6") "," IN("4")), 0);
}

static void test_finding__families_are_counted_apart(void **state)
{
    (void)state;
    static const char output[] = "{\"findings\":[" FOUND("form-missing", "MG5", "") "," FOUND(
        "disagreement", "time", IN("6") "," IN("4")) "," FOUND("form-missing", "MG6", "") "]}";
    assert_vector("defects.found_completeness/1", DEFECTS, output, 1, 2);
    assert_vector("defects.found_substance/1", DEFECTS, output, 1, 1);
    assert_vector("false_flags.file/1", DEFECTS, output, 1, 1);
}

static void test_finding__told_twice_finds_one_defect_and_is_no_false_flag(void **state)
{
    (void)state;
    static const char output[] = "{\"findings\":[" FOUND("form-missing", "MG5", "") "," FOUND(
        "form-missing", "MG5", "") "]}";
    assert_vector("defects.found/1", DEFECTS, output, 1, 3);
    assert_vector("findings.right/1", DEFECTS, output, 2, 2);
    assert_vector("false_flags.file/1", DEFECTS, output, 0, 1);
}

static void test_finding__no_answer_finds_nothing_and_flags_falsely(void **state)
{
    (void)state;
    assert_vector("defects.found/1", DEFECTS, NULL, 0, 3);
    assert_vector("false_flags.file/1", DEFECTS, NULL, 1, 1);
    assert_vector("false_flags.file/1", "{\"defects\":[]}", "{\"findings\":[]}", 0, 1);
}

static void test_finding__a_kind_that_is_not_known_is_refused(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct js *truth;
    double v[METRIC_VECTOR_MAX];
    bool has;
    assert_int_equal(js_parse(arena, STR("{\"defects\":[{\"kind\":\"x\",\"subject\":\"y\"}]}"),
                              &truth, NULL),
                     ERR_OK);
    assert_int_equal(metric_lookup("defects.found/1")->item(NULL, truth, NULL, v, &has, NULL),
                     ERR_FORMAT);
    arena_free(arena);
}

#define WANTED(category, sensitive)                                                            \
    "{\"category\":\"" category "\",\"sensitive\":\"" sensitive                                \
    "\",\"must_say\":[\"incident 118\",[\"3 March 2026\",\"03/03/2026\"]]}"
#define ENTRY(category, sensitive, description)                                                \
    "{\"category\":\"" category "\",\"sensitive\":[" sensitive                                 \
    "],\"description\":\"" description "\"}"
#define PLACE "{\"reason\":\"x\",\"start\":0,\"end\":1}"

static void test_entry__any_category_saves_a_presumption_item_from_being_missed(void **state)
{
    (void)state;
    double v[METRIC_VECTOR_MAX];
    assert_vector("presumption.recall/1", WANTED("incident-log", "no"),
                  ENTRY("emergency-call", "", ""), 1, 1);
    assert_vector("presumption.recall/1", WANTED("incident-log", "no"), ENTRY("none", "", ""),
                  0, 1);
    assert_vector("presumption.recall/1", WANTED("incident-log", "no"), NULL, 0, 1);
    assert_false(vector_of("presumption.recall/1", WANTED("none", "no"), NULL, v));
    assert_vector("presumption.category/1", WANTED("incident-log", "no"),
                  ENTRY("emergency-call", "", ""), 0, 1);
    assert_vector("presumption.category/1", WANTED("none", "no"), ENTRY("none", "", ""), 1, 1);
    assert_vector("presumption.category/1", WANTED("none", "no"), NULL, 0, 1);
    assert_vector("presumption.precision/1", WANTED("none", "no"),
                  ENTRY("emergency-call", "", ""), 0, 1);
    assert_vector("presumption.precision/1", WANTED("none", "no"), ENTRY("none", "", ""), 0, 0);
}

static void test_entry__one_place_flags_an_item(void **state)
{
    (void)state;
    double v[METRIC_VECTOR_MAX];
    assert_vector("sensitive.recall/1", WANTED("none", "yes"), ENTRY("none", PLACE, ""), 1, 1);
    assert_vector("sensitive.recall/1", WANTED("none", "yes"), ENTRY("none", "", ""), 0, 1);
    assert_vector("sensitive.recall/1", WANTED("none", "yes"), NULL, 0, 1);
    assert_false(vector_of("sensitive.recall/1", WANTED("none", "no"), NULL, v));
    assert_vector("sensitive.precision/1", WANTED("none", "no"),
                  ENTRY("none", PLACE "," PLACE, ""), 0, 1);
    assert_vector("sensitive.precision/1", WANTED("none", "yes"), ENTRY("none", PLACE, ""), 1,
                  1);
}

static void test_entry__says_what_it_must_in_any_of_the_wordings(void **state)
{
    (void)state;
    static const char id[] = "description.says/1";
    assert_vector(id, WANTED("none", "no"),
                  ENTRY("none", "", "Log of Incident 118, dated 3 march 2026"), 2, 2);
    assert_vector(id, WANTED("none", "no"), ENTRY("none", "", "incident 118 of 03.03.2026"), 2,
                  2);
    assert_vector(id, WANTED("none", "no"), ENTRY("none", "", "incident 1180, 13 March 2026"),
                  0, 2);
    assert_vector(id, WANTED("none", "no"), NULL, 0, 2);
}

static void test_description__is_thin_without_five_different_words(void **state)
{
    (void)state;
    assert_true(schedule_description_is_thin(STR("MG11")));
    assert_true(schedule_description_is_thin(STR("")));
    assert_true(schedule_description_is_thin(STR("CAD VRM PNC NFA CRIS report")));
    assert_true(
        schedule_description_is_thin(STR("Email email EMAIL of to by an email again now")));
    assert_true(schedule_description_is_thin(STR("one two three four")));
    assert_false(schedule_description_is_thin(STR("one two three four five")));
    assert_false(
        schedule_description_is_thin(STR("Letter from \xC3\x89va about her stolen car")));
    assert_vector("thin_descriptions/1", WANTED("none", "no"), ENTRY("none", "", "MG11"), 1, 1);
    assert_vector("thin_descriptions/1", WANTED("none", "no"), NULL, 1, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_folded__case_accents_and_signs_do_not_count),
        cmocka_unit_test(test_folded__words_stand_side_by_side),
        cmocka_unit_test(test_finding__is_right_by_kind_subject_and_documents),
        cmocka_unit_test(test_finding__families_are_counted_apart),
        cmocka_unit_test(test_finding__told_twice_finds_one_defect_and_is_no_false_flag),
        cmocka_unit_test(test_finding__no_answer_finds_nothing_and_flags_falsely),
        cmocka_unit_test(test_finding__a_kind_that_is_not_known_is_refused),
        cmocka_unit_test(test_entry__any_category_saves_a_presumption_item_from_being_missed),
        cmocka_unit_test(test_entry__one_place_flags_an_item),
        cmocka_unit_test(test_entry__says_what_it_must_in_any_of_the_wordings),
        cmocka_unit_test(test_description__is_thin_without_five_different_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
