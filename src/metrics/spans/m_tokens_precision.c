/* Precision of marked text by tokens. */
#include "metrics/spans/span_share.h"

static const double rows[] = {8, 10, 12, 1, 2, 3};
static const struct metric_example examples[] = {
    {"by hand: 9 of 12 marked, of 15 true", rows, 2, 9.0 / 12}};

const struct metric metric_tokens_precision = {
    .id = "tokens.precision/1",
    .title = "Precision by tokens",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Over tokens that share a code point with a span: true are those in a span "
                  "of the reference that needs masking, marked those in a span of the answer, "
                  "each counted once however many spans hold it; labels do not matter. "
                  "Precision is both / marked, summed over documents. Vector: both, marked, "
                  "true.",
    .domain = "0 to 1; undefined where nothing was marked",
    .length = 3,
    .interval = METRIC_POOLED,
    .finish = span_share_precision,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
