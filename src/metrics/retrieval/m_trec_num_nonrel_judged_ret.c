/* Number of documents retrieved that were judged nonrelevant, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {188, 214, 205};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, num_nonrel_judged_ret", rows, 3, 188 + 214 + 205}};

const struct metric metric_trec_num_nonrel_judged_ret = {
    .id = "trec.num_nonrel_judged_ret/1",
    .title = "Number of documents retrieved that were judged nonrelevant",
    .unit = "documents",
    .definition = "The sum over topics of documents retrieved that were judged nonrelevant. "
                  "SOURCE: trec_eval 10.0, m_num_nonrel_judged_ret.c. Vector: the number.",
    .domain = "0 and above",
    .length = 1,
    .interval = METRIC_POOLED,
    .finish = rank_total,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
