/* Reciprocal rank, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {0.1667, 1, 1.0000, 1, 0.0526, 1};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, recip_rank of three topics", rows, 3,
     (0.1667 + 1.0000 + 0.0526) / 3}};

const struct metric metric_trec_recip_rank = {
    .id = "trec.recip_rank/1",
    .title = "Reciprocal rank",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "1 over the rank of the first relevant document, 0 without one. The mean "
                  "over topics; a topic without relevant documents counts 0. SOURCE: trec_eval "
                  "10.0, m_recip_rank.c. Vector: value, 1.",
    .domain = "0 to 1",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
