/* Work saved over sampling at 95 % recall. */
#include "metrics/retrieval/screening.h"

static const double rows[] = {0.75, 1, 0.25, 1};
static const struct metric_example examples[] = {
    {"by hand: the mean of two topics", rows, 2, 0.5}};

const struct metric metric_wss_95 = {
    .id = "wss_95/1",
    .title = "Work saved over sampling at 95 % recall",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "With N documents to screen and R relevant, (N - rank of the needed-th "
                  "relevant document) / N - 0.05, 0 when so many were not found. Needed is "
                  "0.95 R rounded to the nearest, halves to the even number (Python 3). "
                  "SOURCE: Cohen, Hersh, Peterson, Yen 2006, JAMIA 13:206-219; SOURCE: "
                  "CLEF-TAR/tar, scripts/measures/eval_measures.py at dbc13d0.  The mean over "
                  "topics with a relevant document. Vector: value, 1.",
    .domain = "-0.05 to 0.95",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
