/* Candidates of searches by strangers. */
#include "metrics/biometrics/search_item.h"

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[7], sum[2], "no non-mated searches");
}

static const double rows[] = {10, 8, 40, 2, 11, 3, 50, 6, 9};
static const struct metric_example examples[] = {{"by hand", rows, 1, 0.15}};

const struct metric metric_selectivity = {
    .id = "selectivity/1",
    .title = "Selectivity",
    .unit = "candidates",
    .higher_is_better = false,
    .definition =
        "Candidates at or above the threshold that a search by a person who is not "
        "enrolled brings on average: what an examiner has to look at in vain. Vector: "
        "mated searches, those with the right candidate at or above the threshold "
        "within the rank, non-mated searches, those with a candidate at or above the "
        "threshold, alerts, false alerts, searches, candidates at or above the "
        "threshold in non-mated searches, mated searches with the right candidate "
        "within the rank at any score.",
    .domain = "0 or more; undefined without non-mated searches",
    .length = 9,
    .interval = METRIC_POOLED,
    .item = search_stranger_item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
