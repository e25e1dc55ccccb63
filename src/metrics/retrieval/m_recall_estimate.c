/* Recall of a review, estimated from elusion. */
#include "metrics/retrieval/screening.h"

static const double rows[] = {90, 100};
static const struct metric_example examples[] = {
    {"by hand: 90 found, 0.01 of 1000 missed", rows, 1, 0.9}};

const struct metric metric_recall_estimate = {
    .id = "recall.estimate/1",
    .title = "Recall estimated from elusion",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Relevant documents found by the review over those and elusion x documents "
                  "not reviewed; its limits come from those of elusion. SOURCE: Roitblat, "
                  "Kershaw, Oot 2010, JASIST 61:70-80. Vector: found, found + estimated "
                  "missed.",
    .domain = "0 to 1",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
