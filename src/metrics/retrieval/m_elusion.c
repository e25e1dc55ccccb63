/* Elusion: relevant among what was not reviewed. */
#include "metrics/retrieval/screening.h"

static const double rows[] = {1, 100};
static const struct metric_example examples[] = {{"by hand: 1 of 100", rows, 1, 0.01}};

const struct metric metric_elusion = {
    .id = "elusion/1",
    .title = "Elusion",
    .unit = "proportion",
    .definition = "Relevant documents in a random sample of those not reviewed, over the "
                  "sample. Clopper-Pearson limits. SOURCE: Roitblat, Kershaw, Oot 2010, JASIST "
                  "61:70-80. Vector: relevant, sampled.",
    .domain = "0 to 1",
    .length = 2,
    .interval = METRIC_BINOMIAL,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
