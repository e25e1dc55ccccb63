/* Relative precision of the set, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {0.1498, 1, 0.6494, 1, 1.0000, 1};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, set_relative_P of three topics", rows, 3,
     (0.1498 + 0.6494 + 1.0000) / 3}};

const struct metric metric_trec_set_relative_p = {
    .id = "trec.set_relative_P/1",
    .title = "Relative precision of the set",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Relevant retrieved over the smaller of retrieved and relevant. The mean "
                  "over topics; a topic without relevant documents counts 0. SOURCE: trec_eval "
                  "10.0, m_set_rel_P.c. Vector: value, 1.",
    .domain = "0 to 1",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
