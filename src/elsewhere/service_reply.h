/* The body of a service's reply with status 200, as an answer. Pure. */
#ifndef POLICEAI_ELSEWHERE_SERVICE_REPLY_H
#define POLICEAI_ELSEWHERE_SERVICE_REPLY_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "elsewhere/prompt_template.h"

#include <stdint.h>

struct service_reply {
    struct str output;             /* JSON, in the arena or within the body */
    const char *code;              /* of the error when there is no output */
    int64_t tokens_in, tokens_out; /* 0: not said */
    struct str model, fingerprint; /* as said; n == 0: not */
};

/* A chat completion (OpenAI's API reference, "The chat completion object": choices[0].message
 * .content, usage.prompt_tokens, usage.completion_tokens, model, system_fingerprint), read by
 * the template's reader. An error is reply->code: "malformed", "unreadable", "cut-off" (the
 * model had no room to end), with words in err. */
enum err_code service_reply_openai(struct arena *arena, const struct prompt_template *prompt,
                                   const struct js *input, struct str body,
                                   struct service_reply *reply, struct err *err) MUST_USE;
/* JSON with the output at a pointer. */
enum err_code service_reply_http(struct arena *arena, struct str pointer, struct str body,
                                 struct service_reply *reply, struct err *err) MUST_USE;

#endif
