/* B-cubed, each record once, recall. */
#include "metrics/linkage/record_answers.h"

static const double rows[] = {5.666666666666667, 5.666666666666667, 8};
static const struct metric_example examples[] = {
    {"by hand, the clusters of er-evaluation 2.3.0 docstrings", rows, 1,
     5.666666666666667 / 8}};

const struct metric metric_bcubed_recall = {
    .id = "bcubed.recall/1",
    .title = "B-cubed, each record once, recall",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "For each record the records that its predicted and its true cluster share, "
                  "over the predicted cluster (precision) or the true one (recall); averaged "
                  "over records. Recall is the mean of the second. SOURCE: Bagga and Baldwin "
                  "1998, LREC Workshop on Linguistic Coreference, 563-566, equal weights for "
                  "mentions. Vector: precisions, recalls, records.",
    .domain = "0 to 1; undefined without records",
    .length = 3,
    .interval = METRIC_POOLED,
    .together = record_bcubed_together,
    .finish = clusterings_mean_second,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
