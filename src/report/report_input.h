/* What a comparison or a report is made of: evidence that verifies, its benchmark, its stats.
 */
#ifndef POLICEAI_REPORT_REPORT_INPUT_H
#define POLICEAI_REPORT_REPORT_INPUT_H

#include "base/arena.h"
#include "base/err.h"
#include "bench/bench.h"
#include "evidence/predicate.h"
#include "evidence/run_scope.h"
#include "evidence/stats_rows.h"
#include "evidence/verify.h"

enum { REPORT_STATS_MAX = 1 << 30 };

struct report_input {
    const char *path;
    const char *stem;                  /* the path without ".dsse.json" */
    const char *results, *timing;      /* paths; timing may not be there */
    struct predicate predicate;        /* its texts in the arena */
    const struct js *figures;          /* the predicate's, parsed */
    const struct js *isolation;        /* the predicate's, parsed */
    const struct js *parameters;       /* the predicate's, parsed */
    struct str signer;                 /* name of the key that signed the envelope */
    struct bench *bench;               /* freed by report_input_close */
    struct run_scope scope;            /* which split, and whether wholly */
    struct stats_rows rows;            /* every item and metric */
    struct verify_report verification; /* every level of it holds */
};

/* Verifies `plan->file` (evidence/verify.h) and reads it. ERR_INVALID naming each level that
 * does not hold, with its words: nothing is said of evidence that could not be checked. */
enum err_code report_input_open(struct arena *arena, const struct verify_plan *plan,
                                struct report_input *input, struct err *err) MUST_USE;
void report_input_close(struct report_input *input);

/* Tool and version, and its parameters where there are any: "redact-text 1.2.0 (scope
 * everything)". */
struct str report_input_name(struct arena *arena, const struct report_input *input);

#endif
