/* F1 of marked text by tokens. */
#include "metrics/spans/span_share.h"

static const double rows[] = {8, 10, 12, 1, 2, 3};
static const struct metric_example examples[] = {
    {"by hand: 9 of 12 marked, of 15 true", rows, 2, 18.0 / 27}};

const struct metric metric_tokens_f1 = {
    .id = "tokens.f1/1",
    .title = "F1 by tokens",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Over tokens that share a code point with a span: true are those in a span "
                  "of the reference that needs masking, marked those in a span of the answer, "
                  "each counted once however many spans hold it; labels do not matter. F1 is 2 "
                  "both / (marked + true), summed over documents. Vector: both, marked, true.",
    .domain = "0 to 1; undefined without spans",
    .length = 3,
    .interval = METRIC_POOLED,
    .finish = span_share_f1,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
