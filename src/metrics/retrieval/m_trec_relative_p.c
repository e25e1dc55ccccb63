/* Relative precision at a cutoff, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {0.2500, 1, 0.8000, 1, 0.1000, 1};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, relative_P_20 of three topics", rows, 3,
     (0.2500 + 0.8000 + 0.1000) / 3}};

const struct metric metric_trec_relative_p = {
    .id = "trec.relative_P/1",
    .title = "Relative precision at a cutoff",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Relevant among the first k, over the smaller of k and R; the figure name "
                  "says k. The mean over topics; a topic without relevant documents counts 0. "
                  "SOURCE: trec_eval 10.0, m_rel_P.c. Vector: value, 1.",
    .domain = "0 to 1",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
