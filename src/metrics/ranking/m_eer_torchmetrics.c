/* Equal error rate as torchmetrics has it. */
#include "metrics/ranking/equal_error.h"
#include "metrics/ranking/ranked_rows.h"

static struct metric_value value(const void *prepared, const uint32_t *times)
{
    return ranked_rows_value(prepared, times, equal_error_torchmetrics);
}

static const struct metric_pool pool = {ranked_rows_prepare, value, ranked_rows_free};

static const double rows[] = {0.13, 0, 0.26, 0, 0.08, 1, 0.19, 1, 0.34, 1};
static const struct metric_example examples[] = {
    {"torchmetrics, docstring of eer (0.5833)", rows, 5, 7.0 / 12}};

const struct metric metric_eer_torchmetrics = {
    .id = "eer.torchmetrics/1",
    .title = "Equal error rate (torchmetrics)",
    .unit = "proportion",
    .higher_is_better = false,
    .definition =
        "The mean of false positive and false negative rate at the first point, from "
        "the highest score, whose difference is within single precision of the least, "
        "all points kept (torchmetrics functional/classification/eer.py). The point is "
        "chosen in single precision, the value computed in double. Positives have high "
        "scores; at or above the threshold is accepted. Vector: score, positive (0 or "
        "1).",
    .domain = "0 to 1; undefined without positives or without negatives",
    .length = 2,
    .interval = METRIC_POOLED,
    .pool = &pool,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
