/* Share of items called positive. */
#include "metrics/metric.h"

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0] + sum[1], sum[0] + sum[1] + sum[2] + sum[3], "no items");
}

static const double rows[] = {2, 1, 3, 4};
static const struct metric_example examples[] = {{"by hand", rows, 1, 0.3}};

const struct metric metric_selection_rate = {
    .id = "selection_rate/1",
    .title = "Selection rate",
    .unit = "proportion",
    .higher_is_better = false,
    .definition = "Rows called positive over rows, whatever they are (fairlearn "
                  "selection_rate). Vector: positive and called so, negative but called "
                  "positive, positive but not called so, negative and not called positive.",
    .domain = "0 to 1; undefined without items",
    .length = 4,
    .interval = METRIC_BINOMIAL,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
