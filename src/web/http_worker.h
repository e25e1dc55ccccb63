/* One thread's whole way from the head of a request to a reply, without sockets: guard, target,
 * files, cache, site. Belongs to the thread that opened it. */
#ifndef POLICEAI_WEB_HTTP_WORKER_H
#define POLICEAI_WEB_HTTP_WORKER_H

#include "base/clock.h"
#include "base/err.h"
#include "http/http_engine.h"
#include "store/datadir.h"

struct http_worker;

struct http_worker_plan {
    const struct datadir *data;
    const char *reference;
    struct clock clock;
    size_t cache_bytes;
};

/* The plan's pointers must outlive the worker. */
enum err_code http_worker_open(struct http_worker **worker, const struct http_worker_plan *plan,
                               struct err *err) MUST_USE;
/* NULL is allowed. */
void http_worker_close(struct http_worker *worker);

/* What an engine asks: requests that came since the last turn are answered from what is in the
 * tables now; none has a body; a failure of ours is a 500 and a line in the log. */
struct http_handler http_worker_handler(struct http_worker *worker);

#endif
