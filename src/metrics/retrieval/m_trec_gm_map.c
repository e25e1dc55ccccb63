/* Geometric mean of map, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {-3.4295968561838532, 1, -0.87347073469122694, 1,
                              -2.4557362724882204, 1};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, map of three topics", rows, 3, 0.10509037117680485}};

const struct metric metric_trec_gm_map = {
    .id = "trec.gm_map/1",
    .title = "Geometric mean of map",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "exp of the mean over topics of the logarithm of map, kept at or above "
                  "0.00001. SOURCE: trec_eval 10.0, m_gm_map.c. Vector: logarithm, 1.",
    .domain = "0.00001 to 1",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_geometric_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
