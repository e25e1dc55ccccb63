/* The processes of a private program: one that watches and holds the lock, the pages (loopback
 * alone, no keys, confined), and a worker for what takes long or runs a tool. Pages or worker,
 * when killed, are started again. */
#ifndef POLICEAI_PRIVATE_PRIVATE_PROCESSES_H
#define POLICEAI_PRIVATE_PRIVATE_PROCESSES_H

#include "base/err.h"
#include "private/private_session.h"

/* What the pages' process is handed. */
struct private_serving {
    int listen_fd, port;
    int stop_fd, ready_fd;
};

struct private_program {
    void *data;
    int port;         /* of 127.0.0.1; 0: any that is free */
    const char *lock; /* a folder or file that is held locked: one program for each */
    const char *of;   /* what it is open of, in the error */
    const char *worker_name;
    /* Once, before anything is served: earlier sessions end, the first link is made. */
    enum err_code (*prepare)(void *data, char link[PRIVATE_SECRET_SIZE], struct err *err);
    /* In a process of its own, until stop_fd. */
    enum err_code (*pages)(void *data, const struct private_serving *serving, struct err *err);
    enum err_code (*work)(void *data, int stop_fd, struct err *err);
    /* The first page can be fetched; `link` is good once. */
    void (*serving)(int port, const char *link);
};

/* Returns ERR_OK after SIGINT or SIGTERM. ERR_CONFLICT when another process holds the lock. */
enum err_code private_run(const struct private_program *program, struct err *err) MUST_USE;

#endif
