/* The worker: takes jobs from jobs.db, one after another, and runs them.
 *
 * It has no keys and never opens ledger.db: what it appends goes through the socket of the
 * keeper that runs beside it. Killed anywhere, its job is claimed again by the next one and
 * goes on from the run's journal. */
#ifndef POLICEAI_WORKER_WORKER_H
#define POLICEAI_WORKER_WORKER_H

#include "base/err.h"
#include "lab/places.h"
#include "store/datadir.h"

#include <stdbool.h>
#include <stdint.h>

/* Who is told, for people; members may be NULL. `title` is "TOOL on BENCHMARK". */
struct worker_audience {
    void (*progress)(void *data, const char *title, int64_t done, int64_t total);
    /* reason "" when it was done; NULL when it stopped and will go on. */
    void (*ended)(void *data, const char *title, const char *reason);
    void *data;
};

struct worker_plan {
    const struct datadir *data;
    const struct places *places;            /* what is measured by itself; NULL: nothing */
    bool restarted;                         /* its forerunner died: jobs it was on may be why */
    int stop_fd;                            /* readable or closed by the other side: stop */
    const struct worker_audience *audience; /* or NULL */
};

/* Returns when told to stop, the job in hand back in the queue; or when jobs.db fails. */
enum err_code worker_run(const struct worker_plan *plan, struct err *err) MUST_USE;

#endif
