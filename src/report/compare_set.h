/* Several tools on one benchmark: what may be compared at all, and the comparison of it. */
#ifndef POLICEAI_REPORT_COMPARE_SET_H
#define POLICEAI_REPORT_COMPARE_SET_H

#include "base/jsonw.h"
#include "report/baseline.h"
#include "compare/pair_judge.h"
#include "report/report_input.h"

enum { COMPARE_TOOLS_MAX = 16, COMPARE_SHOWN = 50 };

struct compare_plan {
    struct verify_plan verify;      /* `file` is set for each */
    const char *const *files;       /* evidence */
    size_t count;                   /* 2 to COMPARE_TOOLS_MAX; with a baseline from 1 */
    const char *metric;             /* id, "all", or NULL: the task's first */
    double margin;                  /* 0: none */
    const char *baseline;           /* path, or NULL */
    const char *baseline_name;      /* of outcomes, or NULL */
    const struct report_input *own; /* opened already: takes the place of files[0]; or NULL */
};

struct compare_set {
    struct report_input inputs[COMPARE_TOOLS_MAX];
    size_t count;  /* of inputs */
    size_t opened; /* of them to close */
    struct contender contenders[COMPARE_TOOLS_MAX + 1];
    size_t contender_count;
    bool has_baseline;
    struct baseline baseline;
    const struct metric **metrics;
    size_t metric_count;
    double margin;
    struct pairwise pairs;
};

/* Opens and verifies all, refuses what must not be compared (ERR_INVALID: two benchmarks, two
 * splits, a metric that one lacks, a file twice; names which differ), compares. To be closed
 * also after an error. */
enum err_code compare_set_make(struct arena *arena, const struct compare_plan *plan,
                               struct compare_set *set, struct err *err) MUST_USE;
void compare_set_close(struct compare_set *set);

/* One object, all of it; items by their ids alone. */
void compare_set_json(struct arena *arena, const struct compare_set *set, struct jsonw *w);
/* For a terminal; at most COMPARE_SHOWN items a pair. */
void compare_set_text(struct arena *arena, const struct compare_set *set, struct strbuf *out);

#endif
