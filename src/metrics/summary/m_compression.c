/* Compression.
 * SOURCE: Grusky, Naaman and Artzi 2018, NAACL N18-1065; lil-lab/newsroom,
 * analyze/fragments.py. */
#include "metrics/summary/summary.h"

static const double rows[] = {2, 14};
static const struct metric_example examples[] = {{"by hand: ratios 10 and 4", rows, 1, 7}};

const struct metric metric_compression = {
    .id = "compression/1",
    .title = "Compression",
    .unit = "words of the source a word",
    .higher_is_better = true,
    .definition =
        "The mean over summaries of words of the source over words of the summary, both split "
        "at white space; 0 for an empty summary. As newsroom with tokenize=False. Vector: "
        "summaries, sum of ratios.",
    .domain = "0 or more",
    .length = SUMMARY_MEAN,
    .interval = METRIC_POOLED,
    .finish = summary_mean_finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
