/* Residual of rank-biased precision, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {0.0610, 1, 0.0001, 1, 0.0000, 1};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, rbp_resid of three topics", rows, 3,
     (0.0610 + 0.0001 + 0.0000) / 3}};

const struct metric metric_trec_rbp_resid = {
    .id = "trec.rbp_resid/1",
    .title = "Residual of rank-biased precision",
    .unit = "proportion",
    .definition = "What unjudged documents and those not retrieved could add to rbp; 0 when "
                  "none is unjudged. The mean over topics; a topic without relevant documents "
                  "counts 0. SOURCE: trec_eval 10.0, m_rbp_resid.c. Vector: value, 1.",
    .domain = "0 to 1",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
