/* Unjudged at a cutoff, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {0.1000, 1, 0.0000, 1, 0.0000, 1};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, unj_20 of three topics", rows, 3,
     (0.1000 + 0.0000 + 0.0000) / 3}};

const struct metric metric_trec_unj = {
    .id = "trec.unj/1",
    .title = "Unjudged at a cutoff",
    .unit = "proportion",
    .definition = "Documents among the first k that nobody judged, over k. The mean over "
                  "topics; a topic without relevant documents counts 0. SOURCE: trec_eval "
                  "10.0, m_unjudged.c. Vector: value, 1.",
    .domain = "0 to 1",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
