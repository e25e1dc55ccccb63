/* Pairs of records linked, recall. */
#include "metrics/linkage/record_answers.h"

static const double rows[] = {2, 5, 5};
static const struct metric_example examples[] = {
    {"er-evaluation 2.3.0, docstrings of metrics/_metrics.py", rows, 1, 2.0 / 5}};

const struct metric metric_pairwise_recall = {
    .id = "pairwise.recall/1",
    .title = "Pairs of records linked, recall",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Pairs of records that are in one cluster, in the prediction, in the truth "
                  "and in both; a record gives half of each of its pairs. Recall is both over "
                  "true. SOURCE: the definitions of Valires/er-evaluation at d68c0bd. Vector: "
                  "both, predicted, true, each halved at both records.",
    .domain = "0 to 1; undefined without true pairs",
    .length = 3,
    .interval = METRIC_POOLED,
    .together = record_pairs_together,
    .finish = clusterings_recall,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
