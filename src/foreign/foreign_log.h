/* What a log of another harness says, and what its rows add up to. */
#ifndef POLICEAI_FOREIGN_FOREIGN_LOG_H
#define POLICEAI_FOREIGN_FOREIGN_LOG_H

#include "base/arena.h"
#include "base/err.h"
#include "base/jsonw.h"
#include "base/str.h"

#include <stddef.h>
#include <stdint.h>

enum { FOREIGN_FIGURES_MAX = 200 };

struct foreign_figure {
    struct str score;  /* the scorer's name, "" when there is none */
    struct str metric; /* "accuracy" */
    struct str stated; /* as the log has it, n == 0: not stated */
    int64_t rows;      /* rows of the log with a number for it */
    int64_t without;   /* rows without one */
    double sum;        /* of those rows */
};

struct foreign_log {
    const char *harness;
    struct str version, task, model, created, status; /* n == 0: not said */
    int64_t samples;                                  /* rows of the log */
    struct foreign_figure figures[FOREIGN_FIGURES_MAX];
    size_t count;
};

/* The figure of that score and metric, made when there is none; NULL past the most there may
 * be. */
struct foreign_figure *foreign_figure_at(struct foreign_log *log, struct str score,
                                         struct str metric);
/* {"harness",…,"figures":[{"metric","score","stated","rows","mean"}],"ours":"no"} */
void foreign_log_write(const struct foreign_log *log, struct jsonw *w);

/* Inspect's .eval: header.json (eval, results, status) and summaries.json (scores by sample),
 * as inspect_ai writes them (log format version 2). `bytes` must outlive the log.
 * ERR_UNSUPPORTED for parts packed otherwise than by deflate (newer versions may use
 * Zstandard). */
enum err_code inspect_log_read(struct arena *arena, struct str bytes, struct foreign_log *log,
                               struct err *err) MUST_USE;
/* samples_TASK_TIME.jsonl of lm-evaluation-harness: a row a document with "metrics" and a
 * member for each of them. Errors name the line. */
enum err_code harness_log_read(struct arena *arena, struct str text, struct foreign_log *log,
                               struct err *err) MUST_USE;

#endif
