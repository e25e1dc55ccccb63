/* Recall of one label. */
#include "metrics/metric.h"
#include "metrics/ranking/match_item.h"

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0], sum[0] + sum[2], "no item is positive");
}

static const double rows[] = {2, 1, 3, 4};
static const struct metric_example examples[] = {{"by hand", rows, 1, 0.4}};

const struct metric metric_recall_positive = {
    .id = "recall.positive/1",
    .title = "Recall of the positive label",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Rows rightly called positive over positive rows: the true positive rate. "
                  "Of a pair without an answer the Lab counts the wrong call. Vector: positive "
                  "and called so, negative but called positive, positive but "
                  "not called so, negative and not called positive.",
    .domain = "0 to 1; undefined without positive items (scikit-learn prints 0.0)",
    .length = 4,
    .interval = METRIC_BINOMIAL,
    .item = match_decided_item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
