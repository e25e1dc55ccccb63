/* Whole clusters found, f1. */
#include "metrics/linkage/clusterings.h"

static const double rows[] = {2, 5, 4};
static const struct metric_example examples[] = {
    {"er-evaluation 2.3.0, docstrings of metrics/_metrics.py", rows, 1, 4.0 / 9}};

const struct metric metric_cluster_exact_f1 = {
    .id = "cluster.f1/1",
    .title = "Whole clusters found, F1",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "A predicted cluster is right when it has the records of a true one, all and "
                  "no other. F1 is the harmonic mean of precision and recall. SOURCE: the "
                  "definitions of Valires/er-evaluation at d68c0bd. Vector: right, predicted, "
                  "true.",
    .domain = "0 to 1; undefined without either",
    .length = 3,
    .interval = METRIC_POOLED,
    .finish = clusterings_f1,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
