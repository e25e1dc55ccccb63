/* Expected calibration error as torchmetrics has it. */
#include "metrics/ranking/calibration_bins.h"

static void *prepare(const double *vectors, size_t rows)
{
    return calibration_rows_new(vectors, rows, false);
}

static const struct metric_pool pool = {prepare, calibration_rows_value, calibration_rows_free};

static const double rows[] = {0.25, 0, 0.25, 0, 0.55, 1, 0.75, 1, 0.75, 1};
static const struct metric_example examples[] = {
    {"by hand on the scores of torchmetrics' docstring, in 15 bins: 0.25, 0.55 and 0.75 fall "
     "into three",
     rows, 5, 0.4 * 0.25 + 0.2 * 0.45 + 0.4 * 0.25}};

const struct metric metric_ece = {
    .id = "ece/1",
    .title = "Expected calibration error (15 bins, of the positive label)",
    .unit = "proportion",
    .definition =
        "Probabilities of the positive label in 15 equal bins closed below, and one for "
        "exactly "
        "1: the sum over bins of their share of items times the distance of mean probability "
        "and share of positives. As torchmetrics' binary calibration error with norm l1; edges "
        "are i/15 in double. "
        "Vector: probability, positive (0 or 1).",
    .domain = "0 to 1; undefined without items",
    .length = 2,
    .interval = METRIC_POOLED,
    .pool = &pool,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
