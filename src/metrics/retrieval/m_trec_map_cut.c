/* Average precision at a cutoff, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {0.0118, 1, 0.3983, 1, 0.0764, 1};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, map_cut_100 of three topics", rows, 3,
     (0.0118 + 0.3983 + 0.0764) / 3}};

const struct metric metric_trec_map_cut = {
    .id = "trec.map_cut/1",
    .title = "Average precision at a cutoff",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Average precision with only the first k looked at, over all relevant "
                  "documents. The mean over topics; a topic without relevant documents counts "
                  "0. SOURCE: trec_eval 10.0, m_map_cut.c. Vector: value, 1.",
    .domain = "0 to 1",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
