/* Number of relevant documents, as trec_eval has it. */
#include "metrics/retrieval/ranking.h"

static const double rows[] = {474, 77, 10};
static const struct metric_example examples[] = {
    {"trec_eval 10.0 test/out.test.aq, num_rel", rows, 3, 474 + 77 + 10}};

const struct metric metric_trec_num_rel = {
    .id = "trec.num_rel/1",
    .title = "Number of relevant documents",
    .unit = "documents",
    .higher_is_better = true,
    .definition = "The sum over topics of relevant documents; with every topic of the "
                  "judgements (complete) those judged above 0, whatever the level. SOURCE: "
                  "trec_eval 10.0, m_num_rel.c. Vector: the number.",
    .domain = "0 and above",
    .length = 1,
    .interval = METRIC_POOLED,
    .finish = rank_total,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
