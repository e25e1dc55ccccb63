/* nDCG at a cutoff, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {0.1518, 1, 0.7530, 1, 0.0000, 1};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, ndcg_cut_10 of three topics", rows, 3,
     (0.1518 + 0.7530 + 0.0000) / 3}};

const struct metric metric_trec_ndcg_cut = {
    .id = "trec.ndcg_cut/1",
    .title = "nDCG at a cutoff",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Both sums of ndcg over the first k ranks. The mean over topics; a topic "
                  "without relevant documents counts 0. SOURCE: trec_eval 10.0, m_ndcg_cut.c. "
                  "Vector: value, 1.",
    .domain = "0 to 1",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
