/* Expected calibration error of the label that is chosen. */
#include "metrics/ranking/calibration_bins.h"

static void *prepare(const double *vectors, size_t rows)
{
    return calibration_rows_new(vectors, rows, true);
}

static const struct metric_pool pool = {prepare, calibration_rows_value, calibration_rows_free};

static const double rows[] = {0.25, 0, 0.25, 0, 0.55, 1, 0.75, 1, 0.75, 0};
static const struct metric_example examples[] = {
    {"by hand: confidence 0.75 four times, right three times; 0.55 once, right", rows, 5,
     0.2 * 0.45}};

const struct metric metric_ece_top_label = {
    .id = "ece.top_label/1",
    .title = "Expected calibration error (15 bins, of the chosen label)",
    .unit = "proportion",
    .definition =
        "The confidence of the likelier of two labels, max(p, 1 - p), in 15 equal bins closed "
        "above: the sum over bins of their share of items times the distance of mean "
        "confidence and share of right labels (Guo, Pleiss, Sun and Weinberger 2017, On "
        "Calibration of Modern Neural Networks). p = 0.5 is taken for the positive label. "
        "Vector: probability, positive (0 or 1).",
    .domain = "0 to 1; undefined without items",
    .length = 2,
    .interval = METRIC_POOLED,
    .pool = &pool,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
