/* Normalised discounted cumulative gain, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {0.1584, 1, 0.6617, 1, 0.3862, 1};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, ndcg of three topics", rows, 3,
     (0.1584 + 0.6617 + 0.3862) / 3}};

const struct metric metric_trec_ndcg = {
    .id = "trec.ndcg/1",
    .title = "Normalised discounted cumulative gain",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Sum over retrieved documents of level / log2(rank + 1), over the same sum "
                  "of all judged documents in the order of their levels. The mean over topics; "
                  "a topic without relevant documents counts 0. SOURCE: trec_eval 10.0, "
                  "m_ndcg.c. Vector: value, 1.",
    .domain = "0 to 1",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
