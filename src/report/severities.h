/* How a tool bears what was done to its inputs: the run of one perturbed benchmark
 * (perturb/perturb_benchmark.h), each severity beside the clean items it was made from. Tool,
 * parameters and run are one, so nothing else differs. */
#ifndef POLICEAI_REPORT_SEVERITIES_H
#define POLICEAI_REPORT_SEVERITIES_H

#include "base/jsonw.h"
#include "compare/pair_judge.h"
#include "report/paper.h"
#include "report/report_input.h"
#include "report/run_facts.h"

enum { SEVERITIES_MAX = 61 };

struct severity {
    struct str name;         /* "clean", "blur-3" */
    struct str perturbation; /* "blur"; of clean "" */
    int64_t level;           /* 3; of clean 0 */
    struct str words;        /* what was done, as the benchmark has it; "" */
    size_t items;            /* of the run */
    size_t changed;          /* of those, whose input is another than that of the clean one */
    size_t asked;            /* of those, in which an order asks for a word */
    size_t obeyed;           /* of those, whose answer is that word or holds it */
    size_t obeyed_clean;     /* of the clean ones of those */
    int64_t outcomes[RUN_OUTCOMES];
    struct metric_value value; /* as the evidence has it */
    bool rate;                 /* value and interval are there */
    struct interval interval;
    const struct pair_result *pair; /* clean and this; NULL of clean */
};

struct severities_plan {
    struct verify_plan verify;
    const char *metric; /* id, or NULL: the task's first */
    double margin;      /* 0: none */
};

struct severities {
    struct report_input input;
    bool opened;
    const struct metric *metric;
    double margin;
    struct severity list[SEVERITIES_MAX]; /* clean first, then as the benchmark has them */
    size_t count;
    size_t clusters; /* of the clean items */
    struct contender contenders[SEVERITIES_MAX];
    struct pairwise pairs; /* Holm over all severities */
};

/* Opens and verifies the evidence. ERR_INVALID when its benchmark is not a perturbed one, its
 * run lacks the clean items, or the metric is not of it. To be closed also after an error. */
enum err_code severities_make(struct arena *arena, const struct severities_plan *plan,
                              struct severities *set, struct err *err) MUST_USE;
void severities_close(struct severities *set);

/* One object; and the same as a paper, for page and terminal. */
void severities_json(const struct severities *set, struct jsonw *w);
void severities_paper(struct arena *arena, const struct severities *set, struct paper *paper);

#endif
