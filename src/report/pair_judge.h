/* Every pair of tools on the items that both answered for, by the same rule for all, fixed
 * before anything is counted:
 *
 * - each item its own cluster, and each a yes or a no of both tools: McNemar's exact test,
 *   Tango's interval (stats/paired.h);
 * - all else: paired bootstrap and permutation over clusters;
 * - under 100 items or 20 clusters in common: an illustration, no verdict (bench/bench.h);
 * - Holm over all pairs and metrics that are asked for. */
#ifndef POLICEAI_REPORT_PAIR_JUDGE_H
#define POLICEAI_REPORT_PAIR_JUDGE_H

#include "base/arena.h"
#include "evidence/stats_rows.h"
#include "stats/paired.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PAIRWISE_SAMPLES = 9999, PAIRWISE_SAMPLES_POOLED = 1999 };

/* What is compared: a tool's run, or the way work is done without it. */
struct contender {
    struct str name;
    bool baseline; /* no evidence stands behind it */
    bool partial;  /* its run covers a part of the split */
    size_t items;
    const struct stats_rows *rows;
};

/* One of the two sides of a pair, over the items that both have. */
struct pair_side {
    const struct contender *contender;
    struct metric_value value;
    bool has_interval;
    struct interval interval; /* 95 % */
    const char *method;       /* of the interval; NULL without one */
    int64_t better;           /* items on which this one is better */
};

struct pair_result {
    const struct metric *metric;
    struct pair_side side[2];
    size_t items; /* that both have a vector of */
    size_t clusters;
    int64_t same;                     /* items on which both have the same vector */
    int64_t otherwise;                /* that differ without either being better */
    bool yes_no;                      /* McNemar's test is the one */
    struct comparison found;          /* first less second; p adjusted */
    double p_alone;                   /* before Holm */
    const struct bench_item **differ; /* same + differ_count = items */
    size_t differ_count;
};

struct pairwise_plan {
    const struct contender *list;
    size_t count; /* at least 2 */
    const struct metric *const *metrics;
    size_t metric_count;
    double margin; /* 0: none was fixed */
    uint64_t seed;
    bool first_alone; /* only the first with each other: a control and what is held to it */
};

struct pairwise {
    struct pair_result *list; /* metric by metric, first with second, first with third, … */
    size_t count;
    size_t judged; /* what Holm counted */
};

/* In the arena. Rows and items stay those of the contenders. */
void pairwise_judge(struct arena *arena, const struct pairwise_plan *plan,
                    struct pairwise *result);
/* "no difference could be shown", "different", "equivalent within the margin" */
const char *pairwise_word(enum verdict verdict);

#endif
