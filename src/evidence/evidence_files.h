/* Evidence with what lies beside it, for whoever looks into a measurement: its results (by
 * their digest) and its benchmark (by its). Signature and log are not looked at: that is
 * `policeai verify`. */
#ifndef POLICEAI_EVIDENCE_EVIDENCE_FILES_H
#define POLICEAI_EVIDENCE_EVIDENCE_FILES_H

#include "base/arena.h"
#include "base/err.h"
#include "bench/bench.h"
#include "evidence/predicate.h"
#include "evidence/run_scope.h"

struct evidence_files {
    const char *stem; /* the evidence's path without ".dsse.json" */
    const char *results;
    struct sha256 digest;       /* of the envelope */
    struct predicate predicate; /* its texts in the arena */
    struct bench *bench;        /* freed by evidence_files_free */
    struct run_scope scope;
};

/* Opens `evidence` (NAME.dsse.json), NAME.results.jsonl beside it, and the benchmark whose
 * benchmark.json has the digest that it names, looked for in the folders of `benchmarks`.
 * ERR_DENIED when the benchmark is sealed; ERR_NOT_FOUND says what is not there. */
enum err_code evidence_files_open(struct arena *arena, const char *evidence,
                                  const char *benchmarks, struct evidence_files *files,
                                  struct err *err) MUST_USE;
void evidence_files_free(struct evidence_files *files);

/* One item as the results have it. */
struct evidence_answer {
    const struct bench_item *item;
    const struct js *output; /* NULL: it was not answered */
};
/* Calls take(data, answer) for each item of the results, in order of ids; texts live until it
 * returns, unless `arena` is given: then as long as that. An error is prefixed by the line. */
typedef enum err_code evidence_take_fn(void *data, const struct evidence_answer *answer,
                                       struct err *err);
enum err_code evidence_answers(const struct evidence_files *files, struct arena *arena,
                               evidence_take_fn *take, void *data, struct err *err) MUST_USE;

#endif
