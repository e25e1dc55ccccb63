/* Utility of the set, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {-358.0000, 1, -400.0000, 1, -480.0000, 1};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, utility of three topics", rows, 3,
     (-358.0000 + -400.0000 + -480.0000) / 3}};

const struct metric metric_trec_utility = {
    .id = "trec.utility/1",
    .title = "Utility of the set",
    .unit = "documents",
    .higher_is_better = true,
    .definition = "Relevant retrieved less nonrelevant retrieved. The mean over topics; a "
                  "topic without relevant documents counts 0. SOURCE: trec_eval 10.0, "
                  "m_utility.c. Vector: value, 1.",
    .domain = "whole numbers and averages of them",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
