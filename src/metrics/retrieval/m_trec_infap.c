/* Inferred average precision, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {0.0324, 1, 0.4175, 1, 0.0858, 1};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, infAP of three topics", rows, 3,
     (0.0324 + 0.4175 + 0.0858) / 3}};

const struct metric metric_trec_infap = {
    .id = "trec.infAP/1",
    .title = "Inferred average precision",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "At the rank k of each relevant document 1/k + (k-1)/k x (pooled before / "
                  "(k-1)) x (relevant before + e) / (judged before + 2e), e = 0.00001, summed, "
                  "over R. Judgements below 0 are pooled and not judged. The mean over topics; "
                  "a topic without relevant documents counts 0. SOURCE: trec_eval 10.0, "
                  "m_infap.c. Vector: value, 1.",
    .domain = "0 to 1",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = rank_mean,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
