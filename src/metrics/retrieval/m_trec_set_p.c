/* Precision of the set, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {0.1420, 1, 0.1000, 1, 0.0200, 1};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, set_P of three topics", rows, 3,
     (0.1420 + 0.1000 + 0.0200) / 3}};

const struct metric metric_trec_set_p = {
    .id = "trec.set_P/1",
    .title = "Precision of the set",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Relevant retrieved over retrieved. The mean over topics; a topic without "
                  "relevant documents counts 0. SOURCE: trec_eval 10.0, m_set_P.c. Vector: "
                  "value, 1.",
    .domain = "0 to 1",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
