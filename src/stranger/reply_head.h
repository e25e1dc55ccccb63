/* The head of an HTTP/1 reply (RFC 9112), as far as a reader of plain files needs it. Pure. */
#ifndef POLICEAI_STRANGER_REPLY_HEAD_H
#define POLICEAI_STRANGER_REPLY_HEAD_H

#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct reply_head {
    int status;      /* 100 … 599 */
    bool has_length; /* else the body ends with the connection */
    uint64_t length; /* of the body */
    bool closes;     /* the connection serves no second request */
};

/* Reads a head at the start of `bytes`; *size is its length with the empty line, 0 when more
 * must come. ERR_FORMAT, ERR_LIMIT past LIMIT_HTTP_HEAD, ERR_UNSUPPORTED for a transfer coding
 * or a compressed body, which nobody asked for. */
enum err_code reply_head_parse(struct str bytes, struct reply_head *head, size_t *size,
                               struct err *err) MUST_USE;

#endif
