/* Sockets to requests and replies to sockets: one event loop over one shared listening socket,
 * run by one thread. libmicrohttpd stands behind it in one file. */
#ifndef POLICEAI_WEB_HTTP_ENGINE_H
#define POLICEAI_WEB_HTTP_ENGINE_H

#include "base/err.h"
#include "web/http_worker.h"

struct http_engine;

struct http_engine_plan {
    struct http_worker *worker;
    int listen_fd; /* stays the caller's */
    unsigned connections;
    int head_ms; /* from the last reply to the next whole head; 0: 15 s */
};

/* Takes part in listening from now on; the worker must outlive it. */
enum err_code http_engine_start(struct http_engine **engine,
                                const struct http_engine_plan *plan, struct err *err) MUST_USE;
/* Returns ERR_OK once quit_fd is readable and what was being sent has gone out, or a second
 * has passed. */
enum err_code http_engine_run(struct http_engine *engine, int quit_fd,
                              struct err *err) MUST_USE;
/* Closes all connections. NULL is allowed. */
void http_engine_stop(struct http_engine *engine);

#endif
