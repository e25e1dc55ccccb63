/* Groups against the rest, and pairs of groups, on one metric: the verdicts of
 * stats/compare.h.
 *
 * "The rest" of NAME=VALUE are the items for which NAME is recorded with another value; of a
 * pair those that have both names and not both values. Items that say yes or no, each its own
 * cluster: Fisher; else clusters drawn once for both sides. Holm over all values of all groups,
 * and apart over all pairs. A run that has no rate (partial, an illustration) gets no verdict.
 */
#ifndef POLICEAI_REPORT_GROUP_JUDGE_H
#define POLICEAI_REPORT_GROUP_JUDGE_H

#include "evidence/stats_rows.h"
#include "stats/compare.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { GROUP_PAIRS_MAX = 2000 };

struct group_side {
    size_t n;
    size_t clusters;
    struct metric_value value;
    bool has_interval;
    struct interval interval;
    const char *method;
};

struct group_result {
    struct bench_group_value own;    /* NAME=VALUE */
    struct bench_group_value second; /* of a pair; group.n == 0: none */
    struct group_side group;
    struct group_side rest;
    struct comparison found; /* group less rest; p adjusted */
};

struct group_judgement {
    struct group_result *groups; /* by name, then value */
    size_t count;
    struct group_result *pairs; /* with COMPARE_UNITS_MIN items or more */
    size_t pair_count;
    size_t pairs_too_few; /* of which there is at least one item */
    bool pairs_cut;       /* more than GROUP_PAIRS_MAX */
};

struct group_plan {
    const struct stats_rows *rows;
    const struct metric *metric;
    double margin;       /* 0: none was fixed */
    uint64_t seed;       /* of the run */
    const char *no_rate; /* why no figure of the run is a rate, or NULL */
};

/* In the arena; texts are those of the rows' items. */
void group_judge(struct arena *arena, const struct group_plan *plan,
                 struct group_judgement *judgement);

#endif
