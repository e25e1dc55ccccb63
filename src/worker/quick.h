/* What a server measures by itself: every built-in tool on each benchmark of its task, with
 * each of its parameter sets, a quick subset of the items. */
#ifndef POLICEAI_WORKER_QUICK_H
#define POLICEAI_WORKER_QUICK_H

#include "lab/places.h"
#include "store/jobs.h"

#include <stddef.h>

/* A tool's benchmarks share this time; each of its parameter sets has as much. */
enum { QUICK_SECONDS_A_TOOL = 60 };

/* *queued counts the pairs, also those already measured, whose jobs stay as they are. A pair
 * that cannot be queued (a folder that cannot be read) is logged and does not stop the others.
 */
enum err_code quick_queue(struct jobs *jobs, const struct places *places, size_t *queued,
                          struct err *err) MUST_USE;

#endif
