/* R-precision, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {0.1456, 1, 0.5065, 1, 0.0000, 1};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, Rprec of three topics", rows, 3,
     (0.1456 + 0.5065 + 0.0000) / 3}};

const struct metric metric_trec_rprec = {
    .id = "trec.Rprec/1",
    .title = "R-precision",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Relevant among the first R retrieved, over R, the number of relevant "
                  "documents. The mean over topics; a topic without relevant documents counts "
                  "0. SOURCE: trec_eval 10.0, m_Rprec.c. Vector: value, 1.",
    .domain = "0 to 1",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
