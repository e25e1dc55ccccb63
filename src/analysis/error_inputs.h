/* What an analysis is made of: evidence, its results, its benchmark. */
#ifndef POLICEAI_ANALYSIS_ERROR_INPUTS_H
#define POLICEAI_ANALYSIS_ERROR_INPUTS_H

#include "base/arena.h"
#include "base/err.h"
#include "bench/bench.h"
#include "evidence/predicate.h"
#include "evidence/run_scope.h"

struct error_inputs {
    const char *stem; /* the evidence's path without ".dsse.json" */
    const char *results;
    struct predicate predicate; /* its texts in the arena */
    struct bench *bench;        /* freed by error_inputs_free */
    struct run_scope scope;
    const struct js **looks; /* by item of the bench: its array of look-alikes, or NULL */
};

/* Opens `evidence` (NAME.dsse.json) with NAME.results.jsonl beside it and the benchmark whose
 * benchmark.json has the digest that it names, looked for in the folders of `benchmarks`.
 * Signature and log are not looked at: that is `policeai verify`. ERR_DENIED when the benchmark
 * is sealed. */
enum err_code error_inputs_open(struct arena *arena, const char *evidence,
                                const char *benchmarks, struct error_inputs *inputs,
                                struct err *err) MUST_USE;
void error_inputs_free(struct error_inputs *inputs);

#endif
