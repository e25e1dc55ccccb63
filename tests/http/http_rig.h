/* A real server on a free loopback port over a site_double and a data folder of its own, and a
 * client that sends bytes as they are. */
#ifndef POLICEAI_TESTS_HTTP_RIG_H
#define POLICEAI_TESTS_HTTP_RIG_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "store/datadir.h"

#include <pthread.h>
#include <stdbool.h>

struct http_rig {
    struct arena *arena;
    char root[64];
    struct datadir data;
    int port;
    int listen_fd;
    int stop[2];
    int ready[2];
    int threads;
    pthread_t thread;
    bool halted;
    enum err_code code; /* of http_serve, once stopped */
    struct err err;
};

/* Starts it; `threads` as in http_plan. Fails the test when it does not get ready. */
void rig_start(struct http_rig *rig, int threads);
/* Tells it to stop and waits for its end. */
void rig_halt(struct http_rig *rig);
/* Halts it if it still runs, and removes its folder. */
void rig_stop(struct http_rig *rig);
/* A file below the data folder, with its folders. */
void rig_write(struct http_rig *rig, const char *path, struct str bytes);

/* What came back on one connection. */
struct heard {
    struct str bytes; /* all of it, in the rig's arena */
    struct str head;  /* of the first answer */
    struct str body;  /* what follows it */
    int status;       /* of the first answer, 0: none came */
    int answers;      /* how many status lines */
    bool closed;      /* by the server, within the time waited */
};

/* A connection of its own; the caller closes it. */
int rig_connect(struct http_rig *rig);
/* Sends and listens until the server closes, or has been silent for `patience_ms`. */
struct heard rig_say(struct http_rig *rig, struct str bytes, int patience_ms);
/* GET (or another method) with more fields, each ended by CR LF, on a connection of its own. */
struct heard rig_ask(struct http_rig *rig, const char *method, const char *target,
                     const char *fields);
/* Value of a field of the first answer, NULL when it is not there; fails when it stands twice.
 */
const char *heard_field(struct http_rig *rig, const struct heard *heard, const char *name);

#endif
