/* The contracts of the tasks whose items go to a tool all together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "task/task.h"

#include <stdio.h>
#include <string.h>

enum part { INPUT, EXPECTED, OUTPUT };

struct row {
    enum part part;
    const char *json;
    const char *words; /* of the refusal, or NULL */
};

static enum err_code judge(const struct task *task, enum part part, const struct js *value,
                           struct err *err)
{
    if (part == INPUT) {
        return task->check_input(value, err);
    }
    return part == EXPECTED
               ? (task->check_expected)(NULL, value, err) /* cmocka has a macro of that name */
               : task->check_output(NULL, value, err);
}

static void assert_rows(const char *name, const struct row *rows, size_t count)
{
    const struct task *task = task_lookup(str_of(name));
    assert_non_null(task);
    for (size_t i = 0; i < count; i++) {
        struct arena *arena = arena_new();
        struct err err = {.code = ERR_OK};
        struct js *value;
        assert_int_equal(js_parse(arena, str_of(rows[i].json), &value, &err), ERR_OK);
        enum err_code code = judge(task, rows[i].part, value, &err);
        assert_int_equal(code, rows[i].words == NULL ? ERR_OK : ERR_FORMAT);
        if (rows[i].words != NULL && strstr(err.message, rows[i].words) == NULL) {
            fail_msg("\"%s\" does not say \"%s\"", err.message, rows[i].words);
        }
        arena_free(arena);
    }
}

static void test_record_linkage__contract(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {INPUT, "{\"record\":{\"name\":\"Ann\",\"born\":\"\"}}", NULL},
        {INPUT, "{\"record\":{}}", "\"record\" has 0 fields, must have 1 to 100"},
        {INPUT, "{\"record\":{\"born\":1970}}", "field \"born\" must be a string"},
        {INPUT, "{\"text\":\"Ann\"}", "\"record\" is missing"},
        {EXPECTED, "{\"entity\":\"p1\"}", NULL},
        {EXPECTED, "{\"entity\":\"\"}", "\"entity\" must have 1 to 200 bytes"},
        {OUTPUT, "{\"cluster\":\"p1\",\"score\":0.5}", NULL},
        {OUTPUT, "{\"cluster\":7}", "\"cluster\""},
        {OUTPUT, "{\"entity\":\"p1\"}", "\"cluster\" is missing"},
    };
    assert_rows("record-linkage", rows, sizeof rows / sizeof rows[0]);
}

#define TOPIC "\"topic\":{\"title\":\"t\"}"

static void test_document_review__contract(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {INPUT, "{" TOPIC ",\"document\":{\"title\":\"a\",\"text\":\"\"}}", NULL},
        {INPUT, "{" TOPIC ",\"document\":{\"file\":\"a.pdf\"}}", NULL},
        {INPUT, "{" TOPIC ",\"document\":{\"title\":\"a\"}}", "\"text\" is missing"},
        {INPUT, "{\"document\":{\"text\":\"\"}}", "\"topic\" is missing"},
        {EXPECTED, "{\"relevant\":false}", NULL},
        {EXPECTED, "{\"relevant\":\"yes\"}", "\"relevant\""},
        {OUTPUT, "{\"batch\":1,\"rank\":1,\"stopped\":false}", NULL},
        {OUTPUT, "{\"stopped\":true}", NULL},
        {OUTPUT, "{\"stopped\":false}", "false of what was never proposed"},
        {OUTPUT, "{\"batch\":1,\"stopped\":true}", "\"rank\" is missing"},
        {OUTPUT, "{\"batch\":1,\"rank\":0,\"stopped\":true}", "\"rank\""},
    };
    assert_rows("document-review", rows, sizeof rows / sizeof rows[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_record_linkage__contract),
        cmocka_unit_test(test_document_review__contract),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
