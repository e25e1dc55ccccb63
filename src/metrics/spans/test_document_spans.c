/* What an answer about a document hides of the text the document was made of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "metrics/metric.h"
#include "metrics/spans/document_spans.h"

#include <string.h>

#define INPUT "{\"document\":{\"file\":\"a\"}}"

static struct js *parsed(struct arena *arena, const char *json)
{
    struct js *value;
    if (json == NULL) {
        return NULL;
    }
    assert_int_equal(js_parse(arena, str_of(json), &value, NULL), ERR_OK);
    return value;
}

/* The covered letters as a string of '#' and '.'. */
static void assert_cover(const char *expected, const char *output, const char *cover)
{
    struct arena *arena = arena_new();
    struct span_item item;
    struct err err;
    char shown[100];
    if (span_item_read(arena, parsed(arena, INPUT), parsed(arena, expected),
                       parsed(arena, output), &item, &err) != ERR_OK) {
        fail_msg("%s", err.message);
    }
    memset(shown, '.', sizeof shown);
    shown[strlen(cover)] = '\0';
    for (size_t i = 0; i < item.covered.count; i++) {
        memset(shown + item.covered.items[i].start, '#',
               item.covered.items[i].end - item.covered.items[i].start);
    }
    assert_string_equal(shown, cover);
    arena_free(arena);
}

#define TEXT(text) "{\"text\":\"" text "\",\"spans\":[]}"
#define TOLD(text, marks)                                                                      \
    "{\"pages\":0,\"text\":\"" text "\",\"marks\":[" marks "],\"unreadable\":[]}"
#define MARK(start, end) "{\"start\":" start ",\"end\":" end ",\"label\":\"X\"}"

static void test_text__marks_are_carried_over_to_the_expected_text(void **state)
{
    (void)state;
    assert_cover(TEXT("to Ann Lee, now"), TOLD("to Ann Lee, now", MARK("3", "10")),
                 "...#######.....");
    /* other blanks, and words of the layout before, within and after */
    assert_cover(TEXT("to Ann Lee, now"),
                 TOLD("No\\tEntry\\n1\\tto Ann\\nLee, now\\nend", MARK("14", "21")),
                 "...#######.....");
    /* two marks do not hide the blank between them */
    assert_cover(TEXT("to Ann Lee, now"),
                 TOLD("to Ann Lee, now", MARK("3", "6") "," MARK("7", "10")),
                 "...###.###.....");
    /* code points, not bytes */
    assert_cover(TEXT("\xC3\xA9 Zo\xC3\xAB"), TOLD("\xC3\xA9 Zo\xC3\xAB", MARK("2", "5")),
                 "..###");
}

static void test_text__what_is_not_in_the_document_hides_nothing(void **state)
{
    (void)state;
    assert_cover(TEXT("Ann"), TOLD("Bob", MARK("0", "3")), "...");
    assert_cover(TEXT("Ann"), TOLD("", MARK("0", "3")), "...");
    assert_cover(TEXT("Ann"), "{\"pages\":0,\"marks\":[" MARK("0", "3") "],\"unreadable\":[]}",
                 "...");
    assert_cover(TEXT("Ann"), NULL, "...");
    /* letters that happen to stand between two that were marked are not marked */
    assert_cover(TEXT("AxB"), TOLD("AB", MARK("0", "2")), "#.#");
}

/* "Ann Lee" from x 10 to 80, ten points a letter, on two pages. */
#define PLACED                                                                                 \
    "{\"text\":\"Ann Lee\",\"spans\":[],\"places\":[[1,0,3,10,10,40,"                          \
    "20],[1,4,7,50,10,80,20]]}"
#define BOXED(page, boxes)                                                                     \
    "{\"pages\":2,\"marks\":[{\"page\":" page ",\"boxes\":[" boxes                             \
    "],\"label\":\"X\"}],\"unreadable\":[]}"

static void test_pages__a_letter_is_hidden_when_a_box_holds_its_middle(void **state)
{
    (void)state;
    assert_cover(PLACED, BOXED("1", "[10,10,80,20]"), "#######");
    assert_cover(PLACED, BOXED("1", "[10,10,40,20],[50,10,80,20]"), "#######");
    assert_cover(PLACED, BOXED("1", "[10,10,36,20]"), "###....");
    assert_cover(PLACED, BOXED("1", "[10,10,34,20]"), "##.....");
    assert_cover(PLACED, BOXED("1", "[10,16,80,20]"), ".......");
    assert_cover(PLACED, BOXED("2", "[10,10,80,20]"), ".......");
}

static void test_pages__what_the_tool_says_of_text_does_not_count(void **state)
{
    (void)state;
    assert_cover(
        PLACED,
        "{\"pages\":1,\"text\":\"Ann Lee\",\"marks\":[{\"page\":1,\"boxes\":[[0,0,1,1]],"
        "\"start\":0,\"end\":7,\"label\":\"X\"}],\"unreadable\":[]}",
        ".......");
    assert_cover(PLACED, TOLD("Ann Lee", MARK("0", "7")), ".......");
}

static void test_pages__a_covered_region_hides_and_one_that_was_left_does_not(void **state)
{
    (void)state;
#define REGION(covered)                                                                        \
    "{\"pages\":1,\"marks\":[],\"unreadable\":[{\"page\":1,\"box\":[0,0,45,30],\"why\":\"x\"," \
    "\"covered\":" covered "}]}"
    assert_cover(PLACED, REGION("true"), "###....");
    assert_cover(PLACED, REGION("false"), ".......");
}

static void test_expected__places_must_lie_in_the_text(void **state)
{
    (void)state;
    static const char *const bad[] = {"[0,0,1,0,0,1,1]",
                                      "[1,0,9,0,0,1,1]",
                                      "[1,1,1,0,0,1,1]",
                                      "[1,0,1,2,0,1,1]",
                                      "[1,0,1,0,0,1]",
                                      "[1,0,1,0,0,1,\"\"]",
                                      "{}"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct arena *arena = arena_new();
        struct span_item item;
        char *expected =
            arena_printf(arena, "{\"text\":\"abc\",\"spans\":[],\"places\":[%s]}", bad[i]);
        assert_int_equal(document_item_read(arena, parsed(arena, expected), NULL, &item, NULL),
                         ERR_FORMAT);
        arena_free(arena);
    }
}

static void assert_vector(const char *metric, const char *output, bool has, double first,
                          double second)
{
    struct arena *arena = arena_new();
    double vector[METRIC_VECTOR_MAX] = {0};
    bool got = false;
    const char *expected = "{\"text\":\"Ann is in\",\"spans\":[{\"start\":0,\"end\":3}]}";
    assert_int_equal(metric_lookup(metric)->item(parsed(arena, INPUT), parsed(arena, expected),
                                                 parsed(arena, output), vector, &got, NULL),
                     ERR_OK);
    assert_int_equal(got, has);
    if (has) {
        assert_true(vector[0] == first && vector[1] == second);
    }
    arena_free(arena);
}

/* A refused document is a failure of everything but the leaks of what was redacted. */
static void test_metrics__a_refusal_is_counted_as_one(void **state)
{
    (void)state;
    static const char hidden[] = TOLD("Ann is in", MARK("0", "6"));
    static const char left[] = TOLD("Ann is in", "");
    assert_vector("documents.refused/1", NULL, true, 1, 1);
    assert_vector("documents.refused/1", left, true, 0, 1);
    assert_vector("documents.leak/1", NULL, true, 1, 1);
    assert_vector("documents.leak.redacted/1", NULL, false, 0, 0);
    assert_vector("documents.leak.redacted/1", left, true, 1, 1);
    assert_vector("documents.leak.redacted/1", hidden, true, 0, 1);
    assert_vector("entity.recall/1", NULL, true, 0, 1);
    assert_vector("span.precision/1", hidden, true, 3, 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text__marks_are_carried_over_to_the_expected_text),
        cmocka_unit_test(test_text__what_is_not_in_the_document_hides_nothing),
        cmocka_unit_test(test_pages__a_letter_is_hidden_when_a_box_holds_its_middle),
        cmocka_unit_test(test_pages__what_the_tool_says_of_text_does_not_count),
        cmocka_unit_test(test_pages__a_covered_region_hides_and_one_that_was_left_does_not),
        cmocka_unit_test(test_expected__places_must_lie_in_the_text),
        cmocka_unit_test(test_metrics__a_refusal_is_counted_as_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
