/* Binary G, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {0.0238, 1, 0.2160, 1, 0.1782, 1};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, binG of three topics", rows, 3,
     (0.0238 + 0.2160 + 0.1782) / 3}};

const struct metric metric_trec_bing = {
    .id = "trec.binG/1",
    .title = "Binary G",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "1 / log2(2 + nonrelevant before) at each relevant document retrieved, "
                  "summed, over R. The mean over topics; a topic without relevant documents "
                  "counts 0. SOURCE: trec_eval 10.0, m_binG.c. Vector: value, 1.",
    .domain = "0 to 1",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
