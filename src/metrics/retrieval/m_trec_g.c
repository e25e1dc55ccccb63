/* Normalised gain, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {0.0238, 1, 0.2160, 1, 0.1782, 1};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, G of three topics", rows, 3,
     (0.0238 + 0.2160 + 0.1782) / 3}};

const struct metric metric_trec_g = {
    .id = "trec.G/1",
    .title = "Normalised gain",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Gain over log2(2 + cost - gain so far) of each document, the cost being the "
                  "ideal gain, at least 1, up to its rank; over the whole ideal gain. The mean "
                  "over topics; a topic without relevant documents counts 0. SOURCE: trec_eval "
                  "10.0, m_G.c. Vector: value, 1.",
    .domain = "0 and above",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
