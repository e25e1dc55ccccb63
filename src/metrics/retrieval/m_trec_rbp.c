/* Rank-biased precision, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {0.1861, 1, 0.7628, 1, 0.0212, 1};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, rbp of three topics", rows, 3,
     (0.1861 + 0.7628 + 0.0212) / 3}};

const struct metric metric_trec_rbp = {
    .id = "trec.rbp/1",
    .title = "Rank-biased precision",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "0.1 x sum of gain x 0.9^(rank-1), gains over the highest level where that "
                  "is above 1. The mean over topics; a topic without relevant documents counts "
                  "0. SOURCE: trec_eval 10.0, m_rbp.c. Vector: value, 1.",
    .domain = "0 to 1",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
