/* The lines of the tool protocol as the host writes and reads them (doc/tool-protocol.md).
 *
 * A line from a tool that does not open with '{' is noise. One that does must be one JSON
 * object, else it is malformed (ERR_FORMAT). Texts of a message are borrowed from the line. */
#ifndef POLICEAI_PROTOCOL_MESSAGE_H
#define POLICEAI_PROTOCOL_MESSAGE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stdint.h>

enum message_kind {
    MESSAGE_NOISE,
    MESSAGE_READY,    /* {"ready":…}: message_ready reads it */
    MESSAGE_OUTPUT,   /* {"id","output"} */
    MESSAGE_ERROR,    /* {"id","error":{"code","message"}} */
    MESSAGE_PROGRESS, /* {"id","progress"} */
    MESSAGE_OTHER     /* an object that says none of these: a fault */
};

struct message {
    enum message_kind kind;
    const struct js *json; /* not for noise */
    struct str id;
    const struct js *output;  /* raw: its bytes from the first to the last */
    struct str error_code;    /* as sent when it matches [a-z0-9-]{1,40}, else "other" */
    struct str error_message; /* at most 4 KiB of it */
};

/* `line` is without its newline. */
enum err_code message_read(struct arena *arena, struct str line, struct message *message,
                           struct err *err) MUST_USE;

struct message_ready {
    int64_t window; /* 1-64 */
};

/* Refuses, naming the key, what is not {"ready":true,"id","version","window",…} with this id
 * and version. */
enum err_code message_ready(const struct message *message, struct str id, struct str version,
                            struct message_ready *ready, struct err *err) MUST_USE;

/* Whether a ready's "ops" lists this operation. */
bool message_offers(const struct message *ready, const char *op);

/* Each appends one line with its newline. `parameters` and `input` are JSON. */
void message_write_start(struct strbuf *out, struct str parameters, int64_t seed,
                         int64_t threads);
void message_write_item(struct strbuf *out, struct str id, struct str input);
/* A request with an operation; `of` NULL: without that key. */
void message_write_op(struct strbuf *out, const char *op, struct str id, const char *of,
                      struct str input);
void message_write_cancel(struct strbuf *out, struct str id);

#endif
