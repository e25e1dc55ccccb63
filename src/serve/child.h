/* A process of this program beside its parent: forked, never exec'd, held by two leads.
 *
 * The parent holds the write end of a pipe whose closing asks the child to stop; the kernel
 * kills the child the moment its parent dies (PR_SET_PDEATHSIG), so none survives it. The child
 * ignores Ctrl-C and SIGTERM (they go to a whole group at once): it is its parent who decides.
 * It keeps standard error and the descriptors it is given, and nothing else.
 *
 * For a parent with one thread that has SIGCHLD blocked. */
#ifndef POLICEAI_SERVE_CHILD_H
#define POLICEAI_SERVE_CHILD_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* What it does: returns when stop_fd becomes readable or is closed by the other side, and
 * writes one byte to ready_fd once it is of use. */
typedef enum err_code child_main(void *data, int stop_fd, int ready_fd, struct err *err);

struct child {
    const char *name;
    child_main *run;
    void *data;
    int keep_fd;  /* stays open in it; -1: none */
    pid_t pid;    /* 0: it does not run */
    int stop_fd;  /* ours: -1 after child_stop */
    int ready_fd; /* ours: readable once ready */
    int error_fd; /* ours: a struct err, when it failed */
};

/* Forks it; data and run stay the caller's. */
enum err_code child_start(struct child *child, struct err *err) MUST_USE;
/* Asks it to stop; a second call does nothing. */
void child_stop(struct child *child);
void child_kill(const struct child *child);
/* True when it is not running (any more). Then `died` says how in words, *clean whether it
 * returned ERR_OK; `err` is what it reported, code ERR_OK when it reported nothing. */
bool child_ended(struct child *child, bool *clean, char died[64], struct err *err);

#endif
