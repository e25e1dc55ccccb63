/* Precision of spans by overlap (IoU), as presidio-research counts. */
#include "metrics/spans/span_iou.h"

static const double rows[] = {3, 4, 5, 4, 5, 5};
static const struct metric_example examples[] = {
    {"by hand: two documents, 7 matched of 10 true, 9 predicted", rows, 2, 7.0 / 9}};

const struct metric metric_iou_precision = {
    .id = "iou.precision/1",
    .title = "Precision of spans by overlap (IoU)",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Neighbouring tokens marked alike make a span (labels are taken as one), "
                  "joined over skipped tokens; extents leave out skipped tokens at both ends. "
                  "A true span is matched when the IoU of extents in characters, of one "
                  "prediction or the union of several, is at least the threshold in the "
                  "signature (0.9). A prediction over two true spans counts twice as "
                  "predicted, two on one true span once. matched over predicted. SOURCE: "
                  "microsoft/presidio-research SpanEvaluator at 7622dec, its \"PII\" pass. "
                  "Vector: matched, predicted, annotated.",
    .domain = "0 to 1; undefined without predictions",
    .length = 3,
    .interval = METRIC_POOLED,
    .finish = span_iou_precision,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
