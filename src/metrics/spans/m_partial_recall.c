/* Recall of marked spans, partial schema. */
#include "metrics/spans/span_schemas.h"

static const double rows[] = {2, 0, 1, 1, 1, 1, 0, 0, 0, 0};
static const struct metric_example examples[] = {
    {"by hand: two documents, 5 true and 5 predicted spans", rows, 2, 3.5 / 5}};

const struct metric metric_partial_recall = {
    .id = "partial.recall/1",
    .title = "Recall of spans (boundaries, half for an overlap)",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Spans of a document are paired one to one where they overlap, in the way "
                  "the signature says (match); a pair is correct when the boundaries are the "
                  "same, else partial, whatever the label; the rest are missed or spurious. "
                  "Counts are summed over documents. Recall is (correct + partial / 2) over "
                  "true spans. SOURCE: Segura-Bedmar et al. 2013, SemEval-2013 Task 9, section "
                  "4. Vector: correct, incorrect, partial, missed, spurious.",
    .domain = "0 to 1; undefined without true spans",
    .length = SPAN_COUNTS,
    .interval = METRIC_POOLED,
    .finish = span_counts_recall,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
