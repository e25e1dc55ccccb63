/* The public site as a function: a request goes in, an answer comes out. No sockets here; the
 * HTTP side (web/http_server.h) guards, compresses, caches and sends.
 *
 * A site opens public.db read-only and keeps the reference data read at start; it belongs to
 * one thread. Everything a page shows is in its model, which is also served as JSON at the same
 * address with ".json". */
#ifndef POLICEAI_WEB_SITE_H
#define POLICEAI_WEB_SITE_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stdint.h>

struct site;

struct site_plan {
    const char *public_db;
    const char *reference; /* folder of reference data */
    struct clock clock;
    bool is_copy; /* in plain files: nothing that needs a server is offered */
};

/* Already checked by the HTTP side: UTF-8, percent-decoded once, no "." or ".." parts, no NUL.
 * `query` is the raw query string without '?', "" when there is none. */
struct site_request {
    struct str path;
    struct str query;
};

struct site_answer {
    int status; /* 200, 301, 303, 404, 410, 500 */
    const char *type;
    struct str body; /* in the request's arena, or lent for the life of the program */
    struct str gzip; /* the same compressed beforehand; p == NULL: the HTTP side may do so */
    struct str location; /* of a redirect */
    bool immutable;      /* the address names the content: may be kept for a year */
    /* The next moment at which the answer changes by time alone (seconds since 1970), 0: never.
     */
    int64_t valid_until;
    /* Not NULL: the body is not in `body` but comes from here, and the caller is to close it.
     */
    struct site_stream *stream;
};

/* A file that is made as fast as it is taken: over a connection of its own, from the tables as
 * they were when it was begun. */
struct site_stream;

/* Opens the database and reads the reference data; `plan` is not kept. */
enum err_code site_open(struct site **opened, const struct site_plan *plan,
                        struct err *err) MUST_USE;
/* NULL is allowed. */
void site_close(struct site *site);
/* Changes whenever an answer may have changed other than by time. */
enum err_code site_version(struct site *site, uint64_t *version, struct err *err) MUST_USE;
/* The leaf of a statement. ERR_NOT_FOUND. */
enum err_code site_leaf(struct site *site, struct str id, uint64_t *index,
                        struct err *err) MUST_USE;
/* The id of the first removal that names the statement, "" when none does. */
enum err_code site_removal_of(struct site *site, struct arena *arena, struct str id,
                              struct str *removal, struct err *err) MUST_USE;
/* Changes when the bytes may have changed: a digest of log, program and address, in hex. */
const char *site_stream_tag(const struct site_stream *stream);
/* Appends the next piece, which may be empty; *more false at the end. After an error what was
 * given is not the whole. */
enum err_code site_stream_next(struct site_stream *stream, struct strbuf *out, bool *more,
                               struct err *err) MUST_USE;
/* NULL is allowed. Before or after site_close. */
void site_stream_close(struct site_stream *stream);
/* Always an answer: what is not there is a 404 page, a failure of ours a 500 page (and err is
 * filled for the log). */
void site_respond(struct site *site, struct arena *arena, const struct site_request *request,
                  struct site_answer *answer, struct err *err);

#endif
