/* WSS at no less than 95 % recall. */
#include "metrics/retrieval/screening.h"

static const double rows[] = {0.75, 1, 0.25, 1};
static const struct metric_example examples[] = {
    {"by hand: the mean of two topics", rows, 2, 0.5}};

const struct metric metric_wss_95_cohen = {
    .id = "wss_95.cohen/1",
    .title = "WSS at no less than 95 % recall",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "With N documents to screen and R relevant, (N - rank of the needed-th "
                  "relevant document) / N - 0.05, 0 when so many were not found. Needed is the "
                  "least whole number that is no less than 0.95 R. SOURCE: Cohen, Hersh, "
                  "Peterson, Yen 2006, JAMIA 13:206-219;  The mean over topics with a relevant "
                  "document. Vector: value, 1.",
    .domain = "-0.05 to 0.95",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
