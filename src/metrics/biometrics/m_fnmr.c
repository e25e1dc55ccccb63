/* False non-match rate at a threshold. */
#include "metrics/metric.h"
#include "metrics/ranking/match_item.h"

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[1], sum[0], "no mated comparisons");
}

static const double rows[] = {10, 2, 40, 1};
static const struct metric_example examples[] = {{"by hand", rows, 1, 0.2}};

const struct metric metric_fnmr = {
    .id = "fnmr/1",
    .title = "False non-match rate",
    .unit = "proportion",
    .higher_is_better = false,
    .definition = "Mated comparisons with a score below the threshold over mated comparisons; "
                  "failures to acquire are not among them. In the Lab a pair counts as the "
                  "tool itself calls it (\"match\"), and one without an answer as called "
                  "wrongly. Vector: mated, missed, not mated, "
                  "matched though not mated.",
    .domain = "0 to 1; undefined without mated comparisons",
    .length = 4,
    .interval = METRIC_BINOMIAL,
    .item = match_verified_item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
