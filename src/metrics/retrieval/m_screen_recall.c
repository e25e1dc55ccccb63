/* Recall after some documents. */
#include "metrics/retrieval/screening.h"

static const double rows[] = {0.75, 1, 0.25, 1};
static const struct metric_example examples[] = {
    {"by hand: the mean of two topics", rows, 2, 0.5}};

const struct metric metric_screen_recall = {
    .id = "review.recall/1",
    .title = "Recall after some documents",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Relevant among the first k, over relevant; the figure name says k, a number "
                  "or a percentage of the documents to screen (the fraction dropped).  The "
                  "mean over topics with a relevant document. Vector: value, 1.",
    .domain = "0 to 1",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
