/* Log loss of probabilities. */
#include "metrics/metric.h"

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0], sum[2], "no items");
}

static const double rows[] = {0.8646474987223165, 0, 4};
static const struct metric_example examples[] = {
    {"scikit-learn 1.2, docstring of log_loss (0.21616...)", rows, 1, 0.8646474987223165 / 4}};

const struct metric metric_log_loss = {
    .id = "log_loss/1",
    .title = "Log loss",
    .unit = "nats",
    .definition =
        "The mean of minus the natural logarithm of the probability said of the label that was "
        "so. Probabilities are first kept within 2^-52 of 0 and 1 (scikit-learn 1.2 with "
        "doubles). Vector: log loss, squared error, 1.",
    .domain = "0 to 36.04; undefined without items",
    .length = 3,
    .interval = METRIC_POOLED,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
