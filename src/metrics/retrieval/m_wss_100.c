/* Work saved at 100 % recall. */
#include "metrics/retrieval/screening.h"

static const double rows[] = {0.75, 1, 0.25, 1};
static const struct metric_example examples[] = {
    {"by hand: the mean of two topics", rows, 2, 0.5}};

const struct metric metric_wss_100 = {
    .id = "wss_100/1",
    .title = "Work saved at 100 % recall",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "(N - rank of the last relevant document) / N, 0 when one was not found. "
                  "SOURCE: CLEF-TAR/tar, scripts/measures/eval_measures.py at dbc13d0.  The "
                  "mean over topics with a relevant document. Vector: value, 1.",
    .domain = "0 to 1",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
