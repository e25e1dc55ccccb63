/* R-precision times a factor, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {0.2053, 1, 0.7419, 1, 0.0000, 1};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, Rprec_mult_0.40 of three topics", rows, 3,
     (0.2053 + 0.7419 + 0.0000) / 3}};

const struct metric metric_trec_rprec_mult = {
    .id = "trec.Rprec_mult/1",
    .title = "R-precision times a factor",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Precision after the whole part of (factor x R + 0.9) documents; the figure "
                  "name says the factor. The mean over topics; a topic without relevant "
                  "documents counts 0. SOURCE: trec_eval 10.0, m_Rprec_mult.c. Vector: value, "
                  "1.",
    .domain = "0 to 1",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
