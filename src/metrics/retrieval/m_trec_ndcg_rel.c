/* nDCG averaged over relevant documents, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {0.1651, 1, 0.7130, 1, 0.2263, 1};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, ndcg_rel of three topics", rows, 3,
     (0.1651 + 0.7130 + 0.2263) / 3}};

const struct metric metric_trec_ndcg_rel = {
    .id = "trec.ndcg_rel/1",
    .title = "nDCG averaged over relevant documents",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "nDCG up to each relevant document retrieved; those not retrieved have the "
                  "gain at the end over the whole ideal. The mean over topics; a topic without "
                  "relevant documents counts 0. SOURCE: trec_eval 10.0, m_ndcg_rel.c. Vector: "
                  "value, 1.",
    .domain = "0 to 1",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
