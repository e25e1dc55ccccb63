/* Which part of a benchmark a results file covers: told by its items, so that evidence need not
 * say it. All items must be of one split; fewer than the split has make the run partial. */
#ifndef POLICEAI_EVIDENCE_RUN_SCOPE_H
#define POLICEAI_EVIDENCE_RUN_SCOPE_H

#include "base/err.h"
#include "bench/bench.h"

#include <stdbool.h>

struct run_scope {
    struct str split;
    bool partial;
    size_t items;
};

/* Reads the ids of the results; ERR_INVALID when they are of two splits or not the benchmark's.
 */
enum err_code run_scope_read(const struct bench *bench, const char *results_path,
                             struct run_scope *scope, struct err *err) MUST_USE;
/* First 8 bytes, big-endian, of SHA-256("policeai-bootstrap/v1" 0 id): design, Evidence. */
uint64_t bootstrap_seed_of(struct str run_id);

#endif
