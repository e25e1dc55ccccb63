/* The queue of long work: who does what, how far it is, whether it shall stop.
 *
 * A job is named by a digest of its inputs, so the same work is queued once and never done
 * twice. Who claims one holds a lease and renews it with each heartbeat; a lease that ran out
 * goes to the next who asks. One connection a thread. */
#ifndef POLICEAI_STORE_JOBS_H
#define POLICEAI_STORE_JOBS_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum { JOB_LEASE_SECONDS = 60 };

struct jobs;

struct job {
    struct str key, kind, input; /* in the arena of jobs_claim */
    int64_t attempts;            /* with this one; given back ones do not count */
};

/* Opens or makes the queue; `clock` is lent until jobs_close. */
enum err_code jobs_open(struct jobs **out, const char *path, const struct clock *clock,
                        struct err *err) MUST_USE;
/* NULL is allowed. */
void jobs_close(struct jobs *jobs);

/* Queues it when it is not there; one that failed is queued again. */
enum err_code jobs_add(struct jobs *jobs, struct str key, struct str kind, struct str input,
                       struct err *err) MUST_USE;
/* Every lease back into the queue: for the one worker of a data folder at its start. */
enum err_code jobs_release(struct jobs *jobs, struct err *err) MUST_USE;
/* One held here back into the queue, as if it had not been claimed: for a worker that stops. */
enum err_code jobs_give_back(struct jobs *jobs, struct str key, struct err *err) MUST_USE;
/* No job has been tried: for the first start of a worker, before whose time nothing is known.
 */
enum err_code jobs_forget_attempts(struct jobs *jobs, struct err *err) MUST_USE;
/* The oldest that waits or whose lease ran out. */
enum err_code jobs_claim(struct jobs *jobs, struct arena *arena, struct job *job, bool *found,
                         struct err *err) MUST_USE;
/* Renews the lease; ERR_CONFLICT when it went to another. *cancel: somebody asked to stop. */
enum err_code jobs_beat(struct jobs *jobs, struct str key, int64_t done, int64_t total,
                        bool *cancel, struct err *err) MUST_USE;
/* reason "" when it was done, else why it failed. */
enum err_code jobs_finish(struct jobs *jobs, struct str key, struct str reason,
                          struct err *err) MUST_USE;
enum err_code jobs_cancel(struct jobs *jobs, struct str key, struct err *err) MUST_USE;

struct job_state {
    struct str state, reason; /* waiting, leased, done, failed */
    int64_t done, total;
};
/* *found false for an unknown key. */
enum err_code jobs_state(struct jobs *jobs, struct arena *arena, struct str key,
                         struct job_state *state, bool *found, struct err *err) MUST_USE;

#endif
