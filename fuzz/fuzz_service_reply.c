/* The body of a service's reply, by each reader and by a pointer: what is taken as an output is
 * JSON, a label is one of the list, a span lies within the text. */
#include "elsewhere/service_reply.h"

#include "base/err.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static const char input_text[] = "{\"labels\":[\"other\",\"theft\",\"theft of "
                                 "vehicle\"],\"text\":\"Zo\u00eb met Ann, Ann!\"}";

static void check_label(const struct js *output)
{
    struct str label = js_text(output, "label");
    if (!str_is(label, "other") && !str_is(label, "theft") &&
        !str_is(label, "theft of vehicle")) {
        BUG("a label that is none of the list");
    }
}

static void check_spans(const struct js *output, struct str text)
{
    const struct js *spans = js_member(output, "spans");
    int64_t length = (int64_t)utf8_count(text);
    for (size_t i = 0; i < spans->array.count; i++) {
        int64_t start = -1;
        int64_t end = -1;
        struct err err;
        if (js_need_int(&spans->array.items[i], "start", 0, length, &start, &err) != ERR_OK ||
            js_need_int(&spans->array.items[i], "end", 0, length, &end, &err) != ERR_OK ||
            start >= end) {
            BUG("a span outside the text");
        }
    }
}

static void check_output(struct arena *arena, enum reader reader, struct str output,
                         const struct js *input)
{
    struct js *value;
    struct err err;
    if (js_parse(arena, output, &value, &err) != ERR_OK) {
        BUG("an output that is no JSON: %s", err.message);
    }
    if (reader == READER_LABEL) {
        check_label(value);
    } else if (reader == READER_QUOTES) {
        check_spans(value, js_text(input, "text"));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    struct str body = str_n((const char *)bytes, length);
    struct service_reply reply;
    struct js *input;
    struct err err = {.code = ERR_OK};
    if (js_parse(arena, str_of(input_text), &input, &err) != ERR_OK) {
        BUG("%s", err.message);
    }
    for (int reader = READER_LABEL; reader <= READER_TEXT; reader++) {
        const struct prompt_template prompt = {.reader = (enum reader)reader,
                                               .labels = STR("/labels"),
                                               .text = STR("/text"),
                                               .member = STR("text")};
        if (service_reply_openai(arena, &prompt, input, body, &reply, &err) == ERR_OK) {
            check_output(arena, prompt.reader, reply.output, input);
        } else if (err.message[0] == '\0') {
            BUG("refused without a word");
        }
    }
    if (service_reply_http(arena, STR("/choices/0"), body, &reply, &err) == ERR_OK) {
        check_output(arena, READER_JSON, reply.output, input);
    }
    arena_free(arena);
    return 0;
}
