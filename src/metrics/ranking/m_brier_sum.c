/* Brier score (sum over both labels). */
#include "metrics/metric.h"

static struct metric_value finish(const double *sum)
{
    return metric_fraction(2 * sum[1], sum[2], "no items");
}

static const double rows[] = {0, 0.15, 4};
static const struct metric_example examples[] = {
    {"twice scikit-learn 1.2 docstring of brier_score_loss", rows, 1, 0.075}};

const struct metric metric_brier_sum = {
    .id = "brier.sum/1",
    .title = "Brier score (sum over both labels)",
    .unit = "proportion",
    .definition = "The mean over items of the sum over both labels of (y - p)^2, as Brier 1950 "
                  "defined it: "
                  "twice brier/1. Vector: log loss, squared error, 1.",
    .domain = "0 to 2; undefined without items",
    .length = 3,
    .interval = METRIC_POOLED,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
