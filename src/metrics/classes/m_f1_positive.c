/* F1 of one label. */
#include "metrics/metric.h"
#include "metrics/ranking/match_item.h"

static struct metric_value finish(const double *sum)
{
    return metric_fraction(2 * sum[0], 2 * sum[0] + sum[1] + sum[2],
                           "no item is positive or was called so");
}

static const double rows[] = {2, 1, 3, 4};
static const struct metric_example examples[] = {{"by hand", rows, 1, 0.5}};

const struct metric metric_f1_positive = {
    .id = "f1.positive/1",
    .title = "F1 of the positive label",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Twice the rows rightly called positive over positive rows plus rows called "
                  "positive. Of a pair without an answer the Lab counts the wrong call. "
                  "Vector: positive and called so, negative but called positive, "
                  "positive but not called so, negative and not called positive.",
    .domain =
        "0 to 1; undefined where nothing is or was called positive (scikit-learn prints 0.0)",
    .length = 4,
    .interval = METRIC_POOLED,
    .item = match_decided_item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
