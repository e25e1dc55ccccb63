/* Interpolated precision at recall, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {0.2098, 1, 0.8421, 1, 0.1136, 1};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, iprec_at_recall_0.10 of three topics", rows, 3,
     (0.2098 + 0.8421 + 0.1136) / 3}};

const struct metric metric_trec_iprec = {
    .id = "trec.iprec_at_recall/1",
    .title = "Interpolated precision at recall",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "The highest precision at or after the rank where round(recall x R) relevant "
                  "documents have been met; the figure name says the recall. The mean over "
                  "topics; a topic without relevant documents counts 0. SOURCE: trec_eval "
                  "10.0, m_iprec_at_recall.c. Vector: value, 1.",
    .domain = "0 to 1",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
