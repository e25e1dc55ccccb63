/* What an analysis is made of: evidence, its results, its benchmark. */
#ifndef POLICEAI_ANALYSIS_ERROR_INPUTS_H
#define POLICEAI_ANALYSIS_ERROR_INPUTS_H

#include "base/arena.h"
#include "base/err.h"
#include "evidence/evidence_files.h"

struct error_inputs {
    struct evidence_files files;
    const struct js **looks; /* by item of the bench: its array of look-alikes, or NULL */
};

/* As evidence_files_open; also the benchmark's lookalikes.jsonl, when it has one. */
enum err_code error_inputs_open(struct arena *arena, const char *evidence,
                                const char *benchmarks, struct error_inputs *inputs,
                                struct err *err) MUST_USE;
void error_inputs_free(struct error_inputs *inputs);

#endif
