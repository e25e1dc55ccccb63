/* Success at a cutoff, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {1.0000, 1, 1.0000, 1, 0.0000, 1};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, success_10 of three topics", rows, 3,
     (1.0000 + 1.0000 + 0.0000) / 3}};

const struct metric metric_trec_success = {
    .id = "trec.success/1",
    .title = "Success at a cutoff",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "1 when one of the first k is relevant, else 0. The mean over topics; a "
                  "topic without relevant documents counts 0. SOURCE: trec_eval 10.0, "
                  "m_success.c. Vector: value, 1.",
    .domain = "0 to 1",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
