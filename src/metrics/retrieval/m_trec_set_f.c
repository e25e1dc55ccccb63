/* F of the set, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {0.1458, 1, 0.1733, 1, 0.0392, 1};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, set_F of three topics", rows, 3,
     (0.1458 + 0.1733 + 0.0392) / 3}};

const struct metric metric_trec_set_f = {
    .id = "trec.set_F/1",
    .title = "F of the set",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Harmonic mean of set_P and set_recall. The mean over topics; a topic "
                  "without relevant documents counts 0. SOURCE: trec_eval 10.0, m_set_F.c. "
                  "Vector: value, 1.",
    .domain = "0 to 1",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
