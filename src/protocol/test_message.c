/* The lines of the tool protocol: noise, answers, errors, malformed lines, ready. */
#include "protocol/message.h"

#include "base/limits.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
// clang-format on
#include <string.h>

struct fixture {
    struct arena *arena;
    struct message message;
    struct err err;
};

static enum err_code reading(struct fixture *f, const char *line)
{
    return message_read(f->arena, str_of(line), &f->message, &f->err);
}

static int setup(void **state)
{
    static struct fixture f;
    f = (struct fixture){.arena = arena_new()};
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    arena_free(((struct fixture *)*state)->arena);
    return 0;
}

static void lines_are_told_apart(void **state)
{
    static const struct {
        const char *line;
        enum message_kind kind;
    } cases[] = {
        {"loading model …", MESSAGE_NOISE},
        {"", MESSAGE_NOISE},
        {" {\"id\":\"a\",\"output\":1}", MESSAGE_NOISE}, /* the first byte decides */
        {"[1]", MESSAGE_NOISE},
        {"{\"ready\":true}", MESSAGE_READY},
        {"{\"id\":\"a\",\"output\":{}} \r", MESSAGE_OUTPUT},
        {"{\"id\":\"a\",\"output\":null}", MESSAGE_OUTPUT},
        {"{\"id\":\"a\",\"error\":{\"code\":\"x\",\"message\":\"y\"}}", MESSAGE_ERROR},
        {"{\"id\":\"a\",\"progress\":0.4}", MESSAGE_PROGRESS},
        {"{\"id\":7,\"output\":{}}", MESSAGE_OTHER}, /* ids are strings */
        {"{\"output\":{}}", MESSAGE_OTHER},
        {"{\"id\":\"a\",\"output\":1,\"error\":{}}", MESSAGE_OTHER},
        {"{}", MESSAGE_OTHER},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(reading(f, cases[i].line), ERR_OK);
        assert_int_equal(f->message.kind, cases[i].kind);
    }
}

static void what_opens_like_an_object_and_is_none_is_malformed(void **state)
{
    static const char *const lines[] = {"{",
                                        "{}x",
                                        "{\"id\":\"a\",\"id\":\"b\"}",
                                        "{\"a\":01}",
                                        "{\"a\":\"\\ud800\"}",
                                        "{\"a\":\"\\u0000\"}",
                                        "{\"a\":\"\xff\"}"};
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_int_equal(reading(f, lines[i]), ERR_FORMAT);
    }
}

static void an_output_is_its_very_bytes(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(
        reading(f, "{ \"output\" : { \"b\":1.50 , \"a\":\"\\u00e9\" } ,\"id\":\"a\"}"), ERR_OK);
    assert_true(str_is(f->message.output->raw, "{ \"b\":1.50 , \"a\":\"\\u00e9\" }"));
}

static void an_odd_error_code_becomes_other(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(
        reading(f, "{\"id\":\"a\",\"error\":{\"code\":\"too-long\",\"message\":\"m\"}}"),
        ERR_OK);
    assert_true(str_is(f->message.error_code, "too-long"));
    assert_int_equal(reading(f, "{\"id\":\"a\",\"error\":{\"code\":\"<b>\"}}"), ERR_OK);
    assert_true(str_is(f->message.error_code, "other"));
    assert_int_equal(reading(f, "{\"id\":\"a\",\"error\":\"boom\"}"), ERR_OK);
    assert_true(str_is(f->message.error_code, "other"));
}

static void ready_must_fit_tool_json_and_says_which_key_does_not(void **state)
{
    static const struct {
        const char *line;
        const char *key;
    } cases[] = {
        {"{\"id\":\"a\",\"output\":1}", "\"ready\""},
        {"{\"ready\":1,\"id\":\"t\",\"version\":\"1\",\"window\":1}", "\"ready\""},
        {"{\"ready\":false,\"id\":\"t\",\"version\":\"1\",\"window\":1}", "\"ready\""},
        {"{\"ready\":true,\"id\":\"u\",\"version\":\"1\",\"window\":1}", "\"id\""},
        {"{\"ready\":true,\"id\":\"t\",\"version\":\"2\",\"window\":1}", "\"version\""},
        {"{\"ready\":true,\"id\":\"t\",\"version\":\"1\",\"window\":0}", "\"window\""},
        {"{\"ready\":true,\"id\":\"t\",\"version\":\"1\",\"window\":65}", "\"window\""},
        {"{\"ready\":true,\"id\":\"t\",\"version\":\"1\",\"window\":2.0}", "\"window\""},
    };
    struct fixture *f = *state;
    struct message_ready ready;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(reading(f, cases[i].line), ERR_OK);
        assert_int_not_equal(message_ready(&f->message, STR("t"), STR("1"), &ready, &f->err),
                             ERR_OK);
        assert_non_null(strstr(f->err.message, cases[i].key));
    }
    assert_int_equal(
        reading(f, "{\"ready\":true,\"id\":\"t\",\"version\":\"1\",\"window\":64,\"new\":0}"),
        ERR_OK);
    assert_int_equal(message_ready(&f->message, STR("t"), STR("1"), &ready, &f->err), ERR_OK);
    assert_int_equal(ready.window, 64);
}

static void the_host_writes_one_line_each(void **state)
{
    struct strbuf out;
    (void)state;
    strbuf_init(&out, 4096);
    message_write_start(&out, STR("{\"a\":0.5}"), 9, 2);
    message_write_item(&out, STR("0f"), STR("{\"text\":\"x\"}"));
    message_write_cancel(&out, STR("0f"));
    assert_string_equal(
        out.p, "{\"op\":\"start\",\"protocol\":1,\"parameters\":{\"a\":0.5},\"seed\":9,"
               "\"threads\":2,\"locale\":\"C.UTF-8\"}\n"
               "{\"id\":\"0f\",\"input\":{\"text\":\"x\"}}\n"
               "{\"cancel\":\"0f\"}\n");
    strbuf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lines_are_told_apart, setup, teardown),
        cmocka_unit_test_setup_teardown(what_opens_like_an_object_and_is_none_is_malformed,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(an_output_is_its_very_bytes, setup, teardown),
        cmocka_unit_test_setup_teardown(an_odd_error_code_becomes_other, setup, teardown),
        cmocka_unit_test_setup_teardown(ready_must_fit_tool_json_and_says_which_key_does_not,
                                        setup, teardown),
        cmocka_unit_test(the_host_writes_one_line_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
