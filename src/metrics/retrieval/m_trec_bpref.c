/* Binary preference, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {0.1230, 1, 0.4712, 1, 0.0000, 1};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, bpref of three topics", rows, 3,
     (0.1230 + 0.4712 + 0.0000) / 3}};

const struct metric metric_trec_bpref = {
    .id = "trec.bpref/1",
    .title = "Binary preference",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "For each relevant document retrieved 1 - min(judged nonrelevant before it, "
                  "R) / min(judged nonrelevant, R), summed, over R; documents not judged are "
                  "passed over. The mean over topics; a topic without relevant documents "
                  "counts 0. SOURCE: trec_eval 10.0, m_bpref.c. Vector: value, 1.",
    .domain = "0 to 1",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
