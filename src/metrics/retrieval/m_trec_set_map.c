/* Average precision of the set, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {0.0213, 1, 0.0649, 1, 0.0200, 1};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, set_map of three topics", rows, 3,
     (0.0213 + 0.0649 + 0.0200) / 3}};

const struct metric metric_trec_set_map = {
    .id = "trec.set_map/1",
    .title = "Average precision of the set",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Square of relevant retrieved over retrieved x relevant. The mean over "
                  "topics; a topic without relevant documents counts 0. SOURCE: trec_eval "
                  "10.0, m_set_map.c. Vector: value, 1.",
    .domain = "0 to 1",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
