/* False match rate at a threshold. */
#include "metrics/metric.h"
#include "metrics/ranking/match_item.h"

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[3], sum[2], "no non-mated comparisons");
}

static const double rows[] = {10, 2, 40, 1};
static const struct metric_example examples[] = {{"by hand", rows, 1, 0.025}};

const struct metric metric_fmr = {
    .id = "fmr/1",
    .title = "False match rate",
    .unit = "proportion",
    .higher_is_better = false,
    .definition = "Non-mated comparisons with a score at or above the threshold over non-mated "
                  "comparisons (NIST FRTE: at or above). In the Lab a pair counts as the tool "
                  "itself calls it (\"match\"), and one without an answer as called wrongly. "
                  "Vector: mated, missed, not mated, "
                  "matched though not mated.",
    .domain = "0 to 1; undefined without non-mated comparisons",
    .length = 4,
    .interval = METRIC_BINOMIAL,
    .item = match_verified_item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
