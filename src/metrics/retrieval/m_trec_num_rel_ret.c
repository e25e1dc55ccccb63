/* Number of relevant documents retrieved, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {71, 50, 10};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, num_rel_ret", rows, 3, 71 + 50 + 10}};

const struct metric metric_trec_num_rel_ret = {
    .id = "trec.num_rel_ret/1",
    .title = "Number of relevant documents retrieved",
    .unit = "documents",
    .higher_is_better = true,
    .definition = "The sum over topics of relevant documents retrieved. SOURCE: trec_eval "
                  "10.0, m_num_rel_ret.c. Vector: the number.",
    .domain = "0 and above",
    .length = 1,
    .interval = METRIC_POOLED,
    .finish = rank_total,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
