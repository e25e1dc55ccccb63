/* Whole clusters found, recall. */
#include "metrics/linkage/clusterings.h"

static const double rows[] = {2, 5, 4};
static const struct metric_example examples[] = {
    {"er-evaluation 2.3.0, docstrings of metrics/_metrics.py", rows, 1, 2.0 / 4}};

const struct metric metric_cluster_exact_recall = {
    .id = "cluster.recall/1",
    .title = "Whole clusters found, recall",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "A predicted cluster is right when it has the records of a true one, all and "
                  "no other. Recall is right over true clusters. SOURCE: the definitions of "
                  "Valires/er-evaluation at d68c0bd. Vector: right, predicted, true.",
    .domain = "0 to 1; undefined without true clusters",
    .length = 3,
    .interval = METRIC_BINOMIAL,
    .finish = clusterings_recall,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
