/* The contracts of the tasks, and that each task names metrics that exist. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "metrics/metric.h"
#include "task/task.h"

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
        cmocka_unit_test(test_transcription__contract),
        cmocka_unit_test(test_task__names_metrics_that_exist),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
