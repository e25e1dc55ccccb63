/* The target of a request: path decoded once, query as it stands. Pure.
 *
 * Taken: "/path?query", and "http://HOST/path" when HOST is the Host field's (RFC 9112, 3.2.2).
 * Refused: what another reader could decode otherwise (a percent-encoded slash or NUL, control
 * bytes, bytes that are not UTF-8, "." and ".." parts, empty parts in the middle), never
 * repaired. */
#ifndef POLICEAI_HTTP_HTTP_TARGET_H
#define POLICEAI_HTTP_HTTP_TARGET_H

#include "base/arena.h"
#include "base/str.h"
#include "http/http_guard.h"

struct http_target {
    struct str path;  /* begins with '/'; valid UTF-8, decoded */
    struct str query; /* without '?', not decoded; "" when there is none */
};

/* `host`: value of the Host field, "" when there is none. The path lies in the arena. */
struct http_verdict http_target_parse(struct arena *arena, struct str raw, struct str host,
                                      struct http_target *target);

#endif
