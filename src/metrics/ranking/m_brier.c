/* Brier score (mean over items). */
#include "metrics/metric.h"

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[1], sum[2], "no items");
}

static const double rows[] = {0, 0.15, 4};
static const struct metric_example examples[] = {
    {"scikit-learn 1.2, docstring of brier_score_loss (0.037...)", rows, 1, 0.0375}};

const struct metric metric_brier = {
    .id = "brier/1",
    .title = "Brier score (mean over items)",
    .unit = "proportion",
    .definition =
        "The mean of (y - p)^2, y being 1 for the positive label and 0 otherwise (scikit-learn "
        "brier_score_loss). Vector: log loss, squared error, 1.",
    .domain = "0 to 1; undefined without items",
    .length = 3,
    .interval = METRIC_POOLED,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
