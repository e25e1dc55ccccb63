/* What of a request's head is let in. Pure: the decisions are made on bytes, so they can be
 * tested and fuzzed without a socket.
 *
 * The library that reads requests is lenient: it takes bare LF, folded lines, NUL, a length
 * beside chunks, two hosts. Whatever two readers of one request could understand differently
 * is refused here, and the connection closed. RFC 9110, RFC 9112. */
#ifndef POLICEAI_HTTP_HTTP_GUARD_H
#define POLICEAI_HTTP_HTTP_GUARD_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct http_field {
    struct str name;
    struct str value; /* without blanks at its ends */
    size_t span;      /* bytes from the first of the name to the last before the line's end */
};

struct http_head {
    struct str method;
    struct str target;
    struct str version;
    const struct http_field *fields; /* in their order */
    size_t count;
    size_t size; /* bytes of the whole head as received, with the empty line */
};

/* status 0: goes on; else the answer, after which the connection is closed. */
struct http_verdict {
    int status;
    const char *reason; /* fixed words, for the client */
};

/* Everything but the target (http_target.h), for a server that only reads: GET and HEAD, no
 * body.
 */
struct http_verdict http_guard(const struct http_head *head);
/* The same, and POST with a body of a stated length of at most `max` bytes. */
struct http_verdict http_guard_posts(const struct http_head *head, size_t max);

/* The first field of that name (compared without case), or NULL. */
const struct http_field *http_field_find(const struct http_head *head, const char *name);

#endif
