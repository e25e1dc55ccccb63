/* WSS at 95 % as ASReview counts. */
#include "metrics/retrieval/screening.h"

static const double rows[] = {0.75, 1, 0.25, 1};
static const struct metric_example examples[] = {
    {"by hand: the mean of two topics", rows, 2, 0.5}};

const struct metric metric_wss_95_asreview = {
    .id = "wss_95.asreview/1",
    .title = "WSS at 95 % as ASReview counts",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "How many places the k-th relevant document comes before the place where a "
                  "straight line from 0 to R over N places, rounded (halves to even), reaches "
                  "k, over N; k is the last with k / R <= 0.95, R where there is none. SOURCE: "
                  "asreview/asreview-insights at c48b781.  The mean over topics with a "
                  "relevant document. Vector: value, 1.",
    .domain = "-0.05 to 0.95",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
