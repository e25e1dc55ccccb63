/* A server: the port first, then three processes of this program - keeper, public, worker - and
 * this one, which holds no keys, opens nothing and watches them.
 *
 * The keeper's death ends the server (what it acknowledged is safe; the words say what
 * happened); public and worker are started again, later and later while they keep dying. SIGINT
 * or SIGTERM stops all within a few seconds, a second one at once. */
#ifndef POLICEAI_SERVE_SERVE_H
#define POLICEAI_SERVE_SERVE_H

#include "base/err.h"
#include "lab/places.h"
#include "store/datadir.h"
#include "worker/worker.h"

#include <stdbool.h>

struct serve_plan {
    const struct datadir *data;
    const struct places *places;
    const char *host;                            /* a numeric address */
    int port;                                    /* 0: any that is free */
    bool measure;                                /* built-in tools, quickly, at the start */
    void (*serving)(const char *host, int port); /* the first page can be fetched */
    const struct worker_audience *audience;      /* called in the worker process */
};

/* Returns ERR_OK after it was told to stop. Takes over SIGINT, SIGTERM and SIGCHLD. */
enum err_code serve(const struct serve_plan *plan, struct err *err) MUST_USE;

#endif
