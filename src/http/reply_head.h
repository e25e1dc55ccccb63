/* The head of an HTTP/1 reply (RFC 9112) and a body in chunks, as far as a client needs them.
 * Pure. */
#ifndef POLICEAI_HTTP_REPLY_HEAD_H
#define POLICEAI_HTTP_REPLY_HEAD_H

#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct reply_head {
    int status;          /* 100 … 599 */
    bool has_length;     /* else the body ends with the connection */
    uint64_t length;     /* of the body */
    bool chunked;        /* the body comes in chunks; then there is no length */
    bool closes;         /* the connection serves no second request */
    int64_t retry_after; /* seconds; -1: not said, or said as a date */
};

/* Reads a head at the start of `bytes`; *size is its length with the empty line, 0 when more
 * must come. ERR_FORMAT, ERR_LIMIT past LIMIT_HTTP_HEAD, ERR_UNSUPPORTED for a transfer coding
 * but chunked or a compressed body, which nobody asked for. */
enum err_code reply_head_parse(struct str bytes, struct reply_head *head, size_t *size,
                               struct err *err) MUST_USE;

/* Where one is in a body of chunks; zero at its start. */
struct reply_chunks {
    int step;
    uint64_t left;   /* of the present chunk */
    size_t trailers; /* bytes of fields after the last chunk */
    bool done;
};
/* Moves what `in` has of the body to `body`, and takes it off `in`. ERR_FORMAT for a size that
 * is none (RFC 9112, 7.1), ERR_LIMIT for one past `max` of the whole body. */
enum err_code reply_chunks_take(struct reply_chunks *chunks, struct strbuf *in,
                                struct strbuf *body, size_t max, struct err *err) MUST_USE;

#endif
