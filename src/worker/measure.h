/* One job of kind "lab.measure" being run (private to this part). */
#ifndef POLICEAI_WORKER_MEASURE_H
#define POLICEAI_WORKER_MEASURE_H

#include "store/jobs.h"
#include "worker/worker.h"

/* Finishes the job, or gives it back when told to stop. A failure of the measurement is the
 * job's; only one of jobs.db is returned. */
enum err_code worker_measure(const struct worker_plan *plan, struct jobs *jobs,
                             const struct job *job, struct err *err) MUST_USE;
/* Waits up to wait_ms (-1: for ever). */
bool worker_told_to_stop(const struct worker_plan *plan, int wait_ms);

#endif
