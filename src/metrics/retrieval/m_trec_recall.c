/* Recall at a cutoff, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {0.0485, 1, 0.5455, 1, 0.9000, 1};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, recall_100 of three topics", rows, 3,
     (0.0485 + 0.5455 + 0.9000) / 3}};

const struct metric metric_trec_recall = {
    .id = "trec.recall/1",
    .title = "Recall at a cutoff",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Relevant among the first k, over all relevant; the figure name says k. The "
                  "mean over topics; a topic without relevant documents counts 0. SOURCE: "
                  "trec_eval 10.0, m_recall.c. Vector: value, 1.",
    .domain = "0 to 1",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
