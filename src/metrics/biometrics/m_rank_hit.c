/* A point of the cumulative match characteristic. */
#include "metrics/biometrics/search_item.h"

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[8], sum[0], "no mated searches");
}

static const double rows[] = {10, 8, 40, 2, 11, 3, 50, 6, 9};
static const struct metric_example examples[] = {{"by hand", rows, 1, 0.9}};

const struct metric metric_rank_hit = {
    .id = "rank_hit/1",
    .title = "Right candidate within a rank",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Searches by enrolled persons with the right candidate within the rank, "
                  "whatever its score, over searches by enrolled persons: a point of the "
                  "cumulative match characteristic. Vector: mated searches, those with the "
                  "right candidate at or above the threshold within the rank, non-mated "
                  "searches, those with a candidate at or above the threshold, alerts, false "
                  "alerts, searches, candidates at or above the threshold in non-mated "
                  "searches, mated searches with the right candidate within the rank at any "
                  "score.",
    .domain = "0 to 1; undefined without mated searches",
    .length = 9,
    .interval = METRIC_BINOMIAL,
    .item = search_mated_item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
