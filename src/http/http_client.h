/* Asking a server over HTTP/1: one request at a time on one connection, used again for the
 * next.
 *
 * http:// alone. No redirect is followed, no cookie kept, nothing is sent but what the request
 * says. The program is off line by default: a host that is not the loopback needs `online`.
 * Not for several threads. */
#ifndef POLICEAI_HTTP_HTTP_CLIENT_H
#define POLICEAI_HTTP_HTTP_CLIENT_H

#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"
#include "http/reply_head.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct http_client;

struct http_place {
    char host[256];
    char port[6];
    char prefix[1024]; /* "" or "/…" without a slash at the end */
};

/* "http://HOST[:PORT][/PREFIX]"; brackets round an IPv6 address. ERR_USAGE. Pure. */
enum err_code http_place_parse(struct str url, struct http_place *place,
                               struct err *err) MUST_USE;
/* Looks the host up; ERR_DENIED for one that is not the loopback unless `online`. Connects with
 * the first request. */
enum err_code http_client_open(struct http_client **opened, struct str url, bool online,
                               struct err *err) MUST_USE;
/* NULL is allowed. */
void http_client_close(struct http_client *client);
/* Borrowed. */
const struct http_place *http_client_place(const struct http_client *client);
/* Whether it asks the loopback. */
bool http_client_is_local(const struct http_client *client);

/* Connects now rather than with the first request. */
enum err_code http_client_reach(struct http_client *client, int64_t patience_ms,
                                struct err *err) MUST_USE;

struct http_request {
    const char *method; /* "GET" */
    const char *target; /* below the place's prefix: "/checkpoint", or "" */
    const char *type;   /* of the body; NULL: there is none */
    struct str body;
    struct str bearer; /* token of an Authorization field; n == 0: none. Never told in errors */
    const char *what;  /* what is asked for, in words of errors */
    size_t max;        /* bytes of the reply's body */
    int64_t patience_ms; /* for the whole exchange */
    bool plain;          /* chunks are refused */
    /* MAY be NULL. Asked several times a second while it waits; true: ERR_CANCELLED. */
    bool (*stop)(void *data);
    void *stop_data;
};

/* *body is made here and released by the caller, whatever becomes of it. Any status is ERR_OK.
 * ERR_IO: not reached, hung up, cut short; ERR_TIMEOUT; ERR_FORMAT, ERR_LIMIT, ERR_UNSUPPORTED:
 * a reply that is none. */
enum err_code http_client_ask(struct http_client *client, const struct http_request *request,
                              struct reply_head *head, struct strbuf *body,
                              struct err *err) MUST_USE;

#endif
