/* Sentences of a case shortened by a language model on this machine, each held against its
 * source (quote_check.h): what says anything else is refused, and the sentence stays as it was.
 * The model sees the sentences alone. Off unless a person names one. */
#ifndef POLICEAI_CASECHECK_MODEL_LINES_H
#define POLICEAI_CASECHECK_MODEL_LINES_H

#include "base/arena.h"
#include "base/err.h"
#include "casecheck/case_summary.h"

#include <stddef.h>

struct model_plan {
    struct str url;   /* "http://127.0.0.1:8081/v1": the loopback alone */
    struct str model; /* as the server calls it */
    struct str token; /* n == 0: none */
};
struct model_line {
    size_t line;        /* of the summary */
    struct str text;    /* shortened; "" where it was refused or not given */
    struct str refused; /* why, "" when it was not */
    struct str offered; /* what the model said, "" when nothing */
};
/* One for each line of the summary, in its order, in the arena. ERR_DENIED: not the loopback;
 * ERR_IO, ERR_FORMAT: no answer that can be read; nothing is shortened then. */
enum err_code model_lines(struct arena *arena, const struct model_plan *plan,
                          const struct summary *summary, struct model_line **lines,
                          struct err *err) MUST_USE;

#endif
