/* B-cubed, each true cluster once, precision. */
#include "metrics/linkage/clusterings.h"

static const double rows[] = {2.5833333333333335, 3.0555555555555554, 4};
static const struct metric_example examples[] = {
    {"er-evaluation 2.3.0, docstrings of metrics/_metrics.py", rows, 1,
     2.5833333333333335 / 4}};

const struct metric metric_bcubed_per_cluster_precision = {
    .id = "bcubed.per_cluster.precision/1",
    .title = "B-cubed, each true cluster once, precision",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "For each record the records that its predicted and its true cluster share, "
                  "over the predicted cluster (precision) or the true one (recall); averaged "
                  "within each true cluster, then over true clusters. Precision is the mean of "
                  "the first. SOURCE: the definitions of Valires/er-evaluation at d68c0bd. "
                  "Vector: precisions, recalls, weights; each record weighs 1 over the size of "
                  "its true cluster.",
    .domain = "0 to 1; undefined without records",
    .length = 3,
    .interval = METRIC_POOLED,
    .finish = clusterings_mean_first,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
