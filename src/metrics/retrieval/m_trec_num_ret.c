/* Number of documents retrieved, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {500, 500, 500};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, num_ret", rows, 3, 500 + 500 + 500}};

const struct metric metric_trec_num_ret = {
    .id = "trec.num_ret/1",
    .title = "Number of documents retrieved",
    .unit = "documents",
    .higher_is_better = true,
    .definition = "The sum over topics of documents retrieved. SOURCE: trec_eval 10.0, "
                  "m_num_ret.c. Vector: the number.",
    .domain = "0 and above",
    .length = 1,
    .interval = METRIC_POOLED,
    .finish = rank_total,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
