/* Loss of the order. */
#include "metrics/retrieval/screening.h"

static const double rows[] = {0.75, 1, 0.25, 1};
static const struct metric_example examples[] = {
    {"by hand: the mean of two topics", rows, 2, 0.5}};

const struct metric metric_screen_loss = {
    .id = "review.loss/1",
    .title = "Loss of the order",
    .unit = "proportion",
    .definition = "Area over the recall curve between the best order (0) and the worst (1); "
                  "relevant documents that were not ranked come last. SOURCE: "
                  "asreview/asreview-insights at c48b781.  The mean over topics with a "
                  "relevant document. Vector: value, 1.",
    .domain = "0 to 1",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
