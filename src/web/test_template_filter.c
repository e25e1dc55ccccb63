/* What a template does to a value, and which form of a message is chosen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "task/task.h"
#include "web/template.h"

#include <string.h>

static struct arena *arena;
static struct err err;

static void must(enum err_code code)
{
    if (code != ERR_OK) {
        fail_msg("%s", err.message);
    }
}

static int start(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int finish(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void test_filter__a_percentage_never_rounds_to_all_or_nothing(void **state)
{
    static const struct {
        const char *dec;
        const char *text;
    } cases[] = {{"0.305882352941", "30.6%"},
                 {"0.9996", "99.96%"},
                 {"0.99999", "99.999%"},
                 {"1", "100%"},
                 {"0", "0%"},
                 {"4e-05", "0.004%"},
                 {"0.95", "95%"},
                 {"1.25", "125%"},
                 {"0.0625", "6.2%"},
                 {"2", "200%"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct strbuf out;
        strbuf_init(&out, 64);
        assert_true(
            filter_apply(&out, FILTER_PERCENT, &language_table[0], str_of(cases[i].dec)));
        assert_string_equal(out.p, cases[i].text);
        strbuf_release(&out);
    }
}

static void test_filter__dates_and_counts_are_written_for_people(void **state)
{
    static const struct {
        enum template_filter filter;
        const char *from;
        const char *text; /* NULL: does not fit */
    } cases[] = {{FILTER_DATE, "2026-11-25T17:40:32Z", "25 November 2026"},
                 {FILTER_DATE, "2026-01-05", "5 January 2026"},
                 {FILTER_DATE, "2026-02-30", NULL},
                 {FILTER_DATE, "soon", NULL},
                 {FILTER_TIME, "2026-11-25T17:40:32Z", "25 November 2026, 17:40:32"},
                 {FILTER_TIME, "2026-11-25", NULL},
                 {FILTER_COUNT, "999", "999"},
                 {FILTER_COUNT, "1000", "1,000"},
                 {FILTER_COUNT, "1234567", "1,234,567"},
                 {FILTER_COUNT, "-12345.5", "-12,345.5"},
                 {FILTER_COUNT, "4.60584506785", "4.61"},
                 {FILTER_COUNT, "0.00125", "0.00125"},
                 {FILTER_COUNT, "many", NULL},
                 {FILTER_SHORT, "0123456789abcdef", "0123456789ab"},
                 {FILTER_LOCAL, "/tools", "/tools"},
                 {FILTER_LOCAL, "//elsewhere.example", NULL},
                 {FILTER_LOCAL, "javascript:1", NULL}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct strbuf out;
        strbuf_init(&out, 64);
        bool fits =
            filter_apply(&out, cases[i].filter, &language_table[0], str_of(cases[i].from));
        assert_int_equal(fits, cases[i].text != NULL);
        if (fits) {
            assert_string_equal(out.p, cases[i].text);
        }
        strbuf_release(&out);
    }
}

/* Welsh has six forms; the six numbers that tell them apart. */
static void test_messages__plural_forms_follow_the_language(void **state)
{
    static const struct {
        const char *n;
        const char *welsh;
        const char *english;
    } cases[] = {{"0", "zero", "tools"}, {"1", "one", "tool"},   {"2", "two", "tools"},
                 {"3", "few", "tools"},  {"6", "many", "tools"}, {"7", "other", "tools"}};
    static const char texts[] = "\0" /* 1 */ "n\0" /* 3 */ "zero\0" /* 8 */ "one\0"
                                /* 12 */ "two\0" /* 16 */ "few\0" /* 20 */ "many\0"
                                /* 25 */ "other";
    static const struct template_arg args[] = {{0}, {1, 1, FILTER_NONE}, {0}};
    static const struct message message = {.id = 1, .forms = {3, 8, 12, 16, 20, 25}};
    const struct language *english = &language_table[0];
    int number = 0;
    (void)state;
    while (strcmp(english->texts + english->messages[number].id, "home.count-tools") != 0) {
        number++;
    }
    struct message *messages = arena_alloc(arena, english->count * sizeof *messages);
    messages[number] = message;
    const struct language welsh = {"cy", texts, messages, english->count};
    const struct template_op op = {.kind = TEMPLATE_MESSAGE, .number = number, .args = 1};
    const struct template template = {
        .name = "test", .texts = texts, .ops = &op, .count = 1, .args = args, .title = -1};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct strbuf out;
        struct js *model;
        strbuf_init(&out, 1000);
        must(js_parse(arena, str_of(arena_printf(arena, "{\"n\":%s}", cases[i].n)), &model,
                      &err));
        must(template_render(arena, &template, &template, &welsh, model, &out, &err));
        assert_string_equal(out.p, cases[i].welsh);
        strbuf_clear(&out);
        must(template_render(arena, &template, &template, &language_table[0], model, &out,
                             &err));
        assert_true(str_ends(strbuf_view(&out), str_of(cases[i].english)));
        strbuf_release(&out);
    }
}

static void test_messages__there_is_one_for_each_task_and_type(void **state)
{
    (void)state;
    for (size_t i = 0; i < task_table_count; i++) {
        char *id = arena_printf(arena, "few.%s", task_table[i]->name);
        if (message_lookup(&language_table[0], str_of(id)) == NULL) {
            fail_msg("there is no message %s", id);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_filter__a_percentage_never_rounds_to_all_or_nothing),
        cmocka_unit_test(test_filter__dates_and_counts_are_written_for_people),
        cmocka_unit_test(test_messages__plural_forms_follow_the_language),
        cmocka_unit_test(test_messages__there_is_one_for_each_task_and_type),
    };
    return cmocka_run_group_tests_name("template filter", tests, start, finish);
}
