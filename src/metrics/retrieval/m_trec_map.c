/* Mean average precision, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {0.0324, 1, 0.4175, 1, 0.0858, 1};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, map of three topics", rows, 3,
     (0.0324 + 0.4175 + 0.0858) / 3}};

const struct metric metric_trec_map = {
    .id = "trec.map/1",
    .title = "Mean average precision",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Precision at the rank of each relevant document retrieved, summed, over all "
                  "relevant documents of the topic. The mean over topics; a topic without "
                  "relevant documents counts 0. SOURCE: trec_eval 10.0, m_map.c. Vector: "
                  "value, 1.",
    .domain = "0 to 1",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
