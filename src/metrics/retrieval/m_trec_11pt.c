/* Average of interpolated precision, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {0.0450, 1, 0.4370, 1, 0.1065, 1};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, 11pt_avg of three topics", rows, 3,
     (0.0450 + 0.4370 + 0.1065) / 3}};

const struct metric metric_trec_11pt = {
    .id = "trec.11pt_avg/1",
    .title = "Average of interpolated precision",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "iprec_at_recall at 0.0, 0.1, ... 1.0, averaged. The mean over topics; a "
                  "topic without relevant documents counts 0. SOURCE: trec_eval 10.0, "
                  "m_11pt_avg.c. Vector: value, 1.",
    .domain = "0 to 1",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
