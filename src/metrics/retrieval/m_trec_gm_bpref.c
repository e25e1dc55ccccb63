/* Geometric mean of bpref, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {-2.0955709236097197, 1, -0.7524726466447601, 1,
                              -11.512925464970229, 1};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, bpref of three topics", rows, 3, 0.0083375182535768526}};

const struct metric metric_trec_gm_bpref = {
    .id = "trec.gm_bpref/1",
    .title = "Geometric mean of bpref",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "exp of the mean over topics of the logarithm of bpref, kept at or above "
                  "0.00001. SOURCE: trec_eval 10.0, m_gm_bpref.c. Vector: logarithm, 1.",
    .domain = "0.00001 to 1",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_geometric_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
