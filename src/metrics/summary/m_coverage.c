/* Coverage by the source.
 * SOURCE: Grusky, Naaman and Artzi 2018, NAACL N18-1065; lil-lab/newsroom,
 * analyze/fragments.py. */
#include "metrics/summary/summary.h"

static const double rows[] = {2, 1.5};
static const struct metric_example examples[] = {{"by hand: 1 and 0.5", rows, 1, 0.75}};

const struct metric metric_coverage = {
    .id = "coverage/1",
    .title = "Coverage by the source",
    .unit = "proportion",
    .higher_is_better = true,
    .definition =
        "The mean over summaries of the share of its words that lie in fragments of the "
        "source. Words are split at white space and lower-cased. From each word of the "
        "summary not yet covered the longest run that also stands in the source is taken "
        "(places of the source are searched from left to right, each behind the end of the "
        "match before), then the word after it. 0 for an empty summary. As newsroom with "
        "tokenize=False. Vector: summaries, sum of coverages.",
    .domain = "0 to 1",
    .length = SUMMARY_MEAN,
    .interval = METRIC_POOLED,
    .finish = summary_mean_finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
