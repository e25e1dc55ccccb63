/* nDCG averaged over steps, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {0.1567, 1, 0.6196, 1, 0.1931, 1};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, Rndcg of three topics", rows, 3,
     (0.1567 + 0.6196 + 0.1931) / 3}};

const struct metric metric_trec_rndcg = {
    .id = "trec.Rndcg/1",
    .title = "nDCG averaged over steps",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "nDCG at each rank where the ideal gain falls, averaged. The mean over "
                  "topics; a topic without relevant documents counts 0. SOURCE: trec_eval "
                  "10.0, m_Rndcg.c. Vector: value, 1.",
    .domain = "0 to 1",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
