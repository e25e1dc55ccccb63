/* The contracts of the tasks, and that each task names metrics that exist. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "metrics/metric.h"
#include "task/task.h"

#include <stdio.h>
#include <string.h>

static void assert_output(const char *task, const char *input, const char *output,
                          const char *words)
{
    struct arena *arena = arena_new();
    struct err err;
    struct js *in;
    struct js *out;
    assert_int_equal(js_parse(arena, str_of(input), &in, &err), ERR_OK);
    assert_int_equal(js_parse(arena, str_of(output), &out, &err), ERR_OK);
    enum err_code code = task_lookup(str_of(task))->check_output(in, out, &err);
    if (words == NULL) {
        assert_int_equal(code, ERR_OK);
    } else {
        assert_int_equal(code, ERR_FORMAT);
        if (strstr(err.message, words) == NULL) {
            fail_msg("\"%s\" does not say \"%s\"", err.message, words);
        }
    }
    arena_free(arena);
}

static void test_text_redaction__contract(void **state)
{
    (void)state;
    static const char input[] = "{\"text\":\"J\xC3\xB6rg\"}";
    static const struct {
        const char *output;
        const char *words;
    } rows[] = {
        {"{\"spans\":[]}", NULL},
        {"{\"spans\":[{\"start\":0,\"end\":4,\"label\":\"PERSON\",\"more\":1}]}", NULL},
        {"{\"spans\":[{\"start\":0,\"end\":5,\"label\":\"PERSON\"}]}",
         "span 1: \"end\" is 5, must be 0 to 4"},
        {"{\"spans\":[{\"start\":2,\"end\":2,\"label\":\"X\"}]}",
         "must be more than \"start\""},
        {"{\"spans\":[{\"start\":0,\"end\":1}]}", "\"label\" is missing"},
        {"{\"spans\":[{\"start\":0.0,\"end\":1,\"label\":\"X\"}]}", "must be an integer"},
        {"{\"spans\":{}}", "\"spans\" must be an array"},
        {"{}", "\"spans\" is missing"},
        {"[]", "\"spans\" is missing"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_output("text-redaction", input, rows[i].output, rows[i].words);
    }
}

#define DOCUMENT(more) "{\"document\":{\"file\":\"a.pdf\"}" more "}"
#define ANSWER(marks)                                                                          \
    "{\"pages\":2,\"file\":\"/out/a\",\"unreadable\":[],\"marks\":[" marks "]}"
#define PROPOSED(marks) "{\"pages\":2,\"unreadable\":[],\"marks\":[" marks "]}"
#define BOX(page, box) "{\"page\":" page ",\"boxes\":[" box "],\"label\":\"X\"}"
#define SPAN(start, end) "{\"start\":" start ",\"end\":" end ",\"label\":\"X\"}"
#define ONE_PAGE ",\"propose_only\":true,\"only_page\":2"

/* What was decided lies within marks of the output, so that the output check looks at it. */
static void test_document_redaction__marks_hold_what_was_to_hide(void **state)
{
    (void)state;
    static const struct {
        const char *input, *output, *words;
    } rows[] = {
        {DOCUMENT(",\"hide\":[]"), ANSWER(""), NULL},
        {DOCUMENT(",\"hide\":[" BOX("1", "[1,1,5,5]") "]"), ANSWER(BOX("1", "[1,1,5,5]")),
         NULL},
        {DOCUMENT(",\"hide\":[" BOX("1", "[1,1,5,5]") "]"), ANSWER(BOX("1", "[1.1,0,5,9]")),
         NULL},
        {DOCUMENT(",\"hide\":[" BOX("1", "[1,1,5,5]") "]"), ANSWER(""),
         "\"hide\" 1 lies in no mark"},
        {DOCUMENT(",\"hide\":[" BOX("1", "[1,1,5,5]") "]"), ANSWER(BOX("2", "[1,1,5,5]")),
         "lies in no mark"},
        {DOCUMENT(",\"hide\":[" BOX("1", "[1,1,5,5],[7,7,9,9]") "]"),
         ANSWER(BOX("1", "[1,1,5,5]")), "lies in no mark"},
        {DOCUMENT(",\"hide\":[" BOX("1", "[1,1,5,5]") "]"), ANSWER(BOX("1", "[1,1,5,4]")),
         "lies in no mark"},
        {DOCUMENT(",\"hide\":[" SPAN("2", "5") "]"), ANSWER(SPAN("1", "5")), NULL},
        {DOCUMENT(",\"hide\":[" SPAN("2", "5") "]"), ANSWER(SPAN("3", "5")), "lies in no mark"},
        {DOCUMENT(",\"hide\":[" SPAN("2", "5") "]"), ANSWER(BOX("1", "[1,1,5,5]")),
         "lies in no mark"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_output("document-redaction", rows[i].input, rows[i].output, rows[i].words);
    }
}

static void test_document_redaction__one_page_is_answered_for_that_page(void **state)
{
    (void)state;
    static const char places[] = "{\"pages\":2,\"unreadable\":[],\"marks\":[],\"places\":[%s]}";
    static const struct {
        const char *place, *words;
    } rows[] = {
        {"[0,4,1,1.5,9,9],[5,6,1,1,2,2]", NULL},
        {"[0,4,1,1,9]", "\"places\" 1 must be"},
        {"[4,4,1,1,9,9]", "\"places\" 1 must be"},
        {"[0,4,1,1,9,9],[3,5,1,1,2,2]", "\"places\" 2 must be"},
        {"[0,4,\"1\",1,9,9]", "\"places\" 1 must be"},
        {"7", "\"places\" 1 must be"},
    };
    assert_output("document-redaction", DOCUMENT(ONE_PAGE), PROPOSED(BOX("2", "[1,1,5,5]")),
                  NULL);
    assert_output("document-redaction", DOCUMENT(ONE_PAGE), PROPOSED(BOX("1", "[1,1,5,5]")),
                  "lies on page 1, asked was page 2");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char output[200];
        snprintf(output, sizeof output, places, rows[i].place);
        assert_output("document-redaction", DOCUMENT(ONE_PAGE), output, rows[i].words);
    }
}

static void test_transcription__contract(void **state)
{
    (void)state;
    static const char input[] = "{\"audio\":{\"file\":\"a.wav\"}}";
    static const struct {
        const char *output;
        const char *words;
    } rows[] = {
        {"{\"text\":\"\"}", NULL},
        {"{\"text\":\"a\",\"words\":[{\"word\":\"a\",\"start\":0,\"end\":0.5,\"confidence\":1}]"
         "}",
         NULL},
        {"{\"text\":\"a\",\"words\":[{\"word\":\"a\",\"start\":1,\"end\":0.5,\"confidence\":1}]"
         "}",
         "word 1: \"end\" is 0.5"},
        {"{\"text\":\"a\",\"words\":[{\"word\":\"a\",\"start\":0,\"end\":1,\"confidence\":1.1}]"
         "}",
         "\"confidence\" is 1.1, must be 0 to 1"},
        {"{\"text\":\"a\",\"words\":[{\"word\":\"a\",\"start\":0,\"end\":1}]}",
         "\"confidence\" must be a number"},
        {"{\"words\":[]}", "\"text\" is missing"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_output("transcription", input, rows[i].output, rows[i].words);
    }
}

static void test_task__names_metrics_that_exist(void **state)
{
    (void)state;
    assert_true(task_table_count >= 2);
    for (size_t i = 0; i < task_table_count; i++) {
        const struct task *task = task_table[i];
        assert_ptr_equal(task_lookup(str_of(task->name)), task);
        assert_non_null(task->metrics[0]);
        for (size_t m = 0; task->metrics[m] != NULL; m++) {
            assert_non_null(metric_lookup(task->metrics[m]));
        }
        for (size_t b = 0; b < task->bound_count; b++) {
            const struct metric *metric = metric_lookup(task->bounds[b].metric);
            assert_non_null(metric);
            assert_int_equal(task->bounds[b].at_least, metric->higher_is_better);
            assert_true(task->bounds[b].source[0] != '\0');
        }
    }
    assert_null(task_lookup(STR("nothing")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_redaction__contract),
        cmocka_unit_test(test_document_redaction__marks_hold_what_was_to_hide),
        cmocka_unit_test(test_document_redaction__one_page_is_answered_for_that_page),
        cmocka_unit_test(test_transcription__contract),
        cmocka_unit_test(test_task__names_metrics_that_exist),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
