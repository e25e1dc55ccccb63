/* Sockets to requests and replies to sockets: one event loop over one shared listening socket,
 * run by one thread. libmicrohttpd stands behind it in one file. */
#ifndef POLICEAI_HTTP_HTTP_ENGINE_H
#define POLICEAI_HTTP_HTTP_ENGINE_H

#include "base/err.h"
#include "base/str.h"
#include "http/http_answer.h"

#include <stdbool.h>
#include <stddef.h>

struct http_engine;

/* Who answers. Called by the engine's thread alone. */
struct http_handler {
    void *data;
    size_t body_max; /* of a request; 0: its `refuses` lets none in that has one */
    /* A turn of the event loop begins; NULL is allowed. */
    void (*turn)(void *data);
    /* True: `reply` says why nothing of this request is read. Asked before its body is. */
    bool (*refuses)(void *data, const struct http_head *head, struct http_reply *reply);
    /* Always a reply. The body is borrowed until it returns. */
    void (*reply)(void *data, const struct http_head *head, struct str body,
                  struct http_reply *reply);
};

struct http_engine_plan {
    struct http_handler handler;
    int listen_fd; /* stays the caller's */
    unsigned connections;
    int head_ms; /* from the last reply to the next whole head and body; 0: 15 s */
};

/* Loads libmicrohttpd, once in a process. http_listen does it, so that it is there when a
 * process gives up opening files. ERR_EXTERNAL: it is not installed. */
enum err_code http_engine_load(struct err *err) MUST_USE;
/* Takes part in listening from now on; what the handler points to must outlive it. */
enum err_code http_engine_start(struct http_engine **engine,
                                const struct http_engine_plan *plan, struct err *err) MUST_USE;
/* Returns ERR_OK once quit_fd is readable and what was being sent has gone out, or a second
 * has passed. */
enum err_code http_engine_run(struct http_engine *engine, int quit_fd,
                              struct err *err) MUST_USE;
/* Closes all connections. NULL is allowed. */
void http_engine_stop(struct http_engine *engine);

#endif
