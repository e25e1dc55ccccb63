/* False alarms of searches by strangers. */
#include "metrics/biometrics/search_item.h"

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[3], sum[2], "no non-mated searches");
}

static const double rows[] = {10, 8, 40, 2, 11, 3, 50, 6, 9};
static const struct metric_example examples[] = {{"by hand", rows, 1, 0.05}};

const struct metric metric_fpir = {
    .id = "fpir/1",
    .title = "False positive identification rate",
    .unit = "proportion",
    .higher_is_better = false,
    .definition =
        "Searches by persons who are not enrolled with at least one candidate at or "
        "above the threshold, over searches by persons who are not enrolled (ISO/IEC "
        "19795-1). Vector: mated searches, those with the right candidate at or above "
        "the threshold within the rank, non-mated searches, those with a candidate at "
        "or above the threshold, alerts, false alerts, searches, candidates at or "
        "above the threshold in non-mated searches, mated searches with the right "
        "candidate within the rank at any score.",
    .domain = "0 to 1; undefined without non-mated searches",
    .length = 9,
    .interval = METRIC_BINOMIAL,
    .exact_ends = true,
    .item = search_stranger_item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
