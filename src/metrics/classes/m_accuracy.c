/* Accuracy of single labels. */
#include "metrics/classes/class_item.h"
#include "metrics/metric.h"

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "no items");
}

static const double rows[] = {1, 1, 0, 1, 0, 1, 1, 1};
static const struct metric_example examples[] = {
    {"scikit-learn 1.2, docstring of accuracy_score", rows, 4, 0.5}};

const struct metric metric_accuracy = {
    .id = "accuracy/1",
    .title = "Accuracy",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Rows whose predicted label is the true one, over rows. Vector: right, 1.",
    .domain = "0 to 1; undefined without items",
    .length = 2,
    .interval = METRIC_BINOMIAL,
    .item = class_right_item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
