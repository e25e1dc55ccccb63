/* False positive rate. */
#include "metrics/metric.h"
#include "metrics/ranking/match_item.h"

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[1], sum[1] + sum[3], "every item is positive");
}

static const double rows[] = {2, 1, 3, 4};
static const struct metric_example examples[] = {{"by hand", rows, 1, 0.2}};

const struct metric metric_false_positive_rate = {
    .id = "false_positive_rate/1",
    .title = "False positive rate",
    .unit = "proportion",
    .higher_is_better = false,
    .definition = "Rows wrongly called positive over rows that are not positive. Of a pair "
                  "without an answer the Lab counts the wrong call. Vector: "
                  "positive and called so, negative but called positive, positive but not "
                  "called so, negative and not called positive.",
    .domain = "0 to 1; undefined without negative items",
    .length = 4,
    .interval = METRIC_BINOMIAL,
    .item = match_decided_item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
