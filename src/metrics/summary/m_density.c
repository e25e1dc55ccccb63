/* Density of copying.
 * SOURCE: Grusky, Naaman and Artzi 2018, NAACL N18-1065; lil-lab/newsroom,
 * analyze/fragments.py. */
#include "metrics/summary/summary.h"

static const double rows[] = {2, 5};
static const struct metric_example examples[] = {{"by hand: densities 4 and 1", rows, 1, 2.5}};

const struct metric metric_density = {
    .id = "density/1",
    .title = "Density of copying",
    .unit = "words",
    .higher_is_better = false,
    .definition =
        "The mean over summaries of the sum of squared lengths of fragments over the words of "
        "the summary: the length of fragment that a word lies in on average. Words are split "
        "at white space and lower-cased. From each word of the summary not yet covered the "
        "longest run that also stands in the source is taken (places of the source are "
        "searched from left to right, each behind the end of the match before), then the word "
        "after it. 0 for an empty summary. As newsroom with tokenize=False. Vector: "
        "summaries, sum of densities.",
    .domain = "0 or more",
    .length = SUMMARY_MEAN,
    .interval = METRIC_POOLED,
    .finish = summary_mean_finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
