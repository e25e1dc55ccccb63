/* See service_reply.h. */
#include "elsewhere/service_reply.h"

#include "elsewhere/reply_reader.h"

enum { TOKENS_MAX = 1000000000 };

static void read_usage(const struct js *json, struct service_reply *reply)
{
    const struct js *usage = js_member(json, "usage");
    if (js_may_int(usage, "prompt_tokens", 0, TOKENS_MAX, &reply->tokens_in, NULL) != ERR_OK ||
        js_may_int(usage, "completion_tokens", 0, TOKENS_MAX, &reply->tokens_out, NULL) !=
            ERR_OK) {
        reply->tokens_in = reply->tokens_out = 0;
    }
}

static enum err_code read_body(struct arena *arena, struct str body, struct js **json,
                               struct service_reply *reply, struct err *err)
{
    *reply = (struct service_reply){.code = "malformed"};
    return js_parse(arena, body, json, err);
}

enum err_code service_reply_openai(struct arena *arena, const struct prompt_template *prompt,
                                   const struct js *input, struct str body,
                                   struct service_reply *reply, struct err *err)
{
    struct js *json;
    TRY(read_body(arena, body, &json, reply, err));
    const struct js *choice = js_at(json, STR("/choices/0"));
    const struct js *content = js_member(js_member(choice, "message"), "content");
    read_usage(json, reply);
    reply->model = js_text(json, "model");
    reply->fingerprint = js_text(json, "system_fingerprint");
    if (content == NULL || content->type != JS_STRING) {
        return err_set(err, ERR_FORMAT, "the reply has no choices[0].message.content");
    }
    reply->code =
        js_is(js_member(choice, "finish_reason"), "length") ? "cut-off" : "unreadable";
    return reply_read(arena, prompt, input, content->string, &reply->output, err);
}

enum err_code service_reply_http(struct arena *arena, struct str pointer, struct str body,
                                 struct service_reply *reply, struct err *err)
{
    struct js *json;
    TRY(read_body(arena, body, &json, reply, err));
    const struct js *value = js_at(json, pointer);
    reply->code = "unreadable";
    if (value == NULL) {
        return err_set(err, ERR_FORMAT, "the reply has nothing at \"%.*s\"",
                       STR_ARG(str_sub(pointer, 0, 100)));
    }
    reply->output = value->raw;
    return ERR_OK;
}
