/* Replies of language models as outputs, templates filled in, bodies of services. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "elsewhere/reply_reader.h"
#include "elsewhere/service_file.h"
#include "elsewhere/service_reply.h"

#include <string.h>

static struct arena *arena;

static int make_arena(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int free_arena(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static const struct js *json(const char *text)
{
    struct js *value;
    struct err err;
    assert_int_equal(js_parse(arena, str_of(text), &value, &err), ERR_OK);
    return value;
}

static struct prompt_template by(const char *members)
{
    struct prompt_template prompt;
    struct err err;
    const char *text = arena_printf(
        arena,
        "{\"template\":1,\"id\":\"t\",\"version\":\"1\",\"task\":\"x\",\"messages\":[{\"role\":"
        "\"user\",\"content\":\"Of {{/labels}}: {{/text}} {{/n}} {{}} {{/open\"}],%s}",
        members);
    assert_int_equal(prompt_template_parse(arena, str_of(text), &prompt, &err), ERR_OK);
    return prompt;
}

static const char labels[] =
    "{\"labels\":[\"other\",\"theft\",\"theft of vehicle\"],\"text\":\"x\"}";

/* "" when the reply cannot be read. */
static const char *output_of(const struct prompt_template *prompt, const char *input,
                             const char *reply)
{
    struct str output;
    struct err err;
    return reply_read(arena, prompt, json(input), str_of(reply), &output, &err) == ERR_OK
               ? arena_strndup(arena, output.p, output.n)
               : "";
}

static void test_a_label_is_read_as_the_whole_reply(void **state)
{
    (void)state;
    const struct prompt_template prompt = by("\"reader\":\"label\"");
    assert_string_equal(output_of(&prompt, labels, " \"Theft\".\n"), "{\"label\":\"theft\"}");
    assert_string_equal(output_of(&prompt, labels, "theft of vehicle"),
                        "{\"label\":\"theft of vehicle\"}");
}

static void test_a_label_is_found_within_words(void **state)
{
    (void)state;
    const struct prompt_template prompt = by("\"reader\":\"label\"");
    assert_string_equal(output_of(&prompt, labels, "It is theft, I think"),
                        "{\"label\":\"theft\"}");
    assert_string_equal(output_of(&prompt, labels, "I say **Theft of Vehicle** here"),
                        "{\"label\":\"theft of vehicle\"}");
}

static void test_none_or_several_labels_are_not_read(void **state)
{
    (void)state;
    const struct prompt_template prompt = by("\"reader\":\"label\"");
    assert_string_equal(output_of(&prompt, labels, "It is theft or other"), "");
    assert_string_equal(output_of(&prompt, labels, "thefts and others"), "");
    assert_string_equal(output_of(&prompt, labels, ""), "");
    assert_string_equal(output_of(&prompt, labels, "theft of vehicle, or plain theft"), "");
}

static void test_json_is_found_in_a_reply(void **state)
{
    (void)state;
    struct prompt_template prompt = by("\"reader\":\"json\"");
    assert_string_equal(
        output_of(&prompt, "{}", "Sure {x}!\n```json\n{\"a\": [1, \"}\"]}\n```"),
        "{\"a\": [1, \"}\"]}");
    assert_string_equal(output_of(&prompt, "{}", "no {\"a\": "), "");
    prompt.pointer = STR("/a/1");
    assert_string_equal(output_of(&prompt, "{}", "{\"a\":[0,{\"b\":1}]}"), "{\"b\":1}");
    assert_string_equal(output_of(&prompt, "{}", "{\"a\":[0]}"), "");
}

static void test_quotes_become_spans_in_code_points(void **state)
{
    (void)state;
    const struct prompt_template prompt = by("\"reader\":\"quotes\"");
    const char *input = "{\"text\":\"Zo\u00eb met Ann; Ann left\"}";
    assert_string_equal(
        output_of(
            &prompt, input,
            "[{\"text\":\"Ann\",\"label\":\"PERSON\"},{\"text\":\"Bob\",\"label\":\"PERSON\"},"
            "{\"text\":\"Ann\",\"label\":\"PERSON\"}]"),
        "{\"spans\":[{\"start\":8,\"end\":11,\"label\":\"PERSON\"},"
        "{\"start\":13,\"end\":16,\"label\":\"PERSON\"}]}");
    assert_string_equal(output_of(&prompt, input, "[]"), "{\"spans\":[]}");
    assert_string_equal(output_of(&prompt, input, "nothing"), "");
    assert_string_equal(output_of(&prompt, input, "[{\"text\":\"Ann\"}]"), "");
}

static void test_a_reply_is_a_text(void **state)
{
    (void)state;
    const struct prompt_template prompt = by("\"reader\":\"text\",\"member\":\"answer\"");
    assert_string_equal(output_of(&prompt, "{}", " so \"it\" is\n"),
                        "{\"answer\":\"so \\\"it\\\" is\"}");
}

static void test_a_template_is_filled_in_once(void **state)
{
    (void)state;
    const struct prompt_template prompt = by("\"reader\":\"text\"");
    const struct js *input = json("{\"labels\":[\"a\",\"b\"],\"text\":\"{{/n}}\",\"n\":7}");
    struct strbuf out;
    struct jsonw w;
    struct err err;
    strbuf_init(&out, 4096);
    jsonw_init(&w, &out);
    assert_int_equal(prompt_template_write(&prompt, input, &w, &err), ERR_OK);
    assert_string_equal(out.p, "[{\"role\":\"user\",\"content\":\"Of a, b: {{/n}} 7 {{}} "
                               "{{/open\"}]");
    strbuf_clear(&out);
    jsonw_init(&w, &out);
    assert_int_equal(prompt_template_write(&prompt, json("{\"labels\":[]}"), &w, &err),
                     ERR_FORMAT);
    assert_non_null(strstr(err.message, "{{/text}}"));
    strbuf_release(&out);
}

static void test_a_completion_gives_answer_and_tokens(void **state)
{
    (void)state;
    const struct prompt_template prompt = by("\"reader\":\"label\"");
    struct service_reply reply;
    struct err err;
    assert_int_equal(
        service_reply_openai(
            arena, &prompt, json(labels),
            STR("{\"choices\":[{\"message\":{\"content\":\"other\"}}],\"model\":\"m\","
                "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":1}}"),
            &reply, &err),
        ERR_OK);
    assert_true(str_is(reply.output, "{\"label\":\"other\"}"));
    assert_int_equal(reply.tokens_in, 9);
    assert_int_equal(reply.tokens_out, 1);
    assert_int_equal(service_reply_openai(arena, &prompt, json(labels), STR("{\"choices\":[]}"),
                                          &reply, &err),
                     ERR_FORMAT);
    assert_string_equal(reply.code, "malformed");
}

static void assert_refused(const char *members, const char *words)
{
    struct service_file service;
    struct err err;
    const char *text = arena_printf(arena,
                                    "{\"service\":1,\"address\":\"http://127.0.0.1:1\","
                                    "\"supplier\":\"s\",\"model\":\"m\",\"task\":\"t\",%s}",
                                    members);
    assert_int_not_equal(service_file_parse(arena, str_of(text), &service, &err), ERR_OK);
    assert_non_null(strstr(err.message, words));
}

static void test_a_service_file_is_refused_by_key(void **state)
{
    (void)state;
    assert_refused("\"adapter\":\"grpc\"", "openai or http");
    assert_refused("\"adapter\":\"openai\"", "template");
    assert_refused("\"adapter\":\"http\",\"template\":\"x\"", "are of adapter openai");
    assert_refused("\"adapter\":\"openai\",\"template\":\"x\",\"parameters\":{\"stream\":true}",
                   "set by the adapter");
    assert_refused("\"adapter\":\"openai\",\"template\":\"x\",\"parameters\":{\"stop\":[]}",
                   "stop");
    assert_refused("\"adapter\":\"http\",\"limits\":{\"retries\":99}", "retries");
    assert_refused("\"adapter\":\"http\",\"price\":{\"currency\":\"GBP\",\"in\":\"-1\","
                   "\"out\":\"1\"}",
                   "price");
    assert_refused("\"adapter\":\"http\",\"addr\":1", "addr");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_label_is_read_as_the_whole_reply),
        cmocka_unit_test(test_a_label_is_found_within_words),
        cmocka_unit_test(test_none_or_several_labels_are_not_read),
        cmocka_unit_test(test_json_is_found_in_a_reply),
        cmocka_unit_test(test_quotes_become_spans_in_code_points),
        cmocka_unit_test(test_a_reply_is_a_text),
        cmocka_unit_test(test_a_template_is_filled_in_once),
        cmocka_unit_test(test_a_completion_gives_answer_and_tokens),
        cmocka_unit_test(test_a_service_file_is_refused_by_key),
    };
    return cmocka_run_group_tests(tests, make_arena, free_arena);
}
