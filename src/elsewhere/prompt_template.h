/* What a language model is told about an item, and how its reply becomes the task's output: a
 * data file, versioned, whose digest is part of a run's parameters.
 *
 *     {"template":1,"id":"text-classification","version":"1","task":"text-classification",
 *      "messages":[{"role":"system"|"user"|"assistant","content":TEXT},…],
 *      "reader":"label"|"json"|"quotes"|"text", …}
 *
 * {{/POINTER}} in a content is the value there in the item's input (RFC 6901): a text as it is,
 * a list of texts with a comma and a blank between, anything else as JSON. Nothing in an input
 * is looked through for {{…}}. Readers and their members: reply_reader.h. */
#ifndef POLICEAI_ELSEWHERE_PROMPT_TEMPLATE_H
#define POLICEAI_ELSEWHERE_PROMPT_TEMPLATE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/jsonw.h"
#include "base/str.h"

#include <stddef.h>

enum reader { READER_LABEL, READER_JSON, READER_QUOTES, READER_TEXT };

struct prompt_template {
    struct str id, version, task;
    const struct js *messages;
    enum reader reader;
    struct str labels;  /* label: pointer to the list in the input, "/labels" */
    struct str text;    /* quotes: pointer to the text in the input, "/text" */
    struct str member;  /* text: of the output, "text" */
    struct str pointer; /* json: of the output in the reply's object, "" */
};

/* `text` must outlive it. ERR_FORMAT names the key. */
enum err_code prompt_template_parse(struct arena *arena, struct str text,
                                    struct prompt_template *prompt, struct err *err) MUST_USE;
/* Writes the array of messages for an input. ERR_FORMAT: a pointer that leads nowhere. */
enum err_code prompt_template_write(const struct prompt_template *prompt,
                                    const struct js *input, struct jsonw *w,
                                    struct err *err) MUST_USE;

#endif
