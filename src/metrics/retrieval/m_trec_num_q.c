/* Number of topics averaged over, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {1, 1, 1};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, num_q", rows, 3, 1 + 1 + 1}};

const struct metric metric_trec_num_q = {
    .id = "trec.num_q/1",
    .title = "Number of topics averaged over",
    .unit = "topics",
    .higher_is_better = true,
    .definition = "The sum over topics of topics averaged over. SOURCE: trec_eval 10.0, "
                  "m_num_q.c. Vector: the number.",
    .domain = "0 and above",
    .length = 1,
    .interval = METRIC_POOLED,
    .finish = rank_total,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
