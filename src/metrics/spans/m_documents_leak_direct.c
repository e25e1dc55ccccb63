/* Residual risk: documents in which a direct identifier is left readable. */
#include "metrics/spans/span_masking.h"

static const double rows[] = {0, 1, 1, 1, 0, 1};
static const struct metric_example examples[] = {
    {"by hand: one of three documents leaks", rows, 3, 1.0 / 3}};

const struct metric metric_documents_leak_direct = {
    .id = "documents.leak.direct/1",
    .title = "Documents with a direct identifier left",
    .unit = "proportion",
    .definition = "Documents with at least one direct identifier that is not masked in every "
                  "mention (tab.entity.recall.direct/1), over documents that hold one. Vector: "
                  "leaking, documents.",
    .domain = "0 to 1; undefined without direct identifiers",
    .length = 2,
    .interval = METRIC_BINOMIAL,
    .finish = mask_recall,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
