/* Equal error rate as DeepfakeBench has it. */
#include "metrics/ranking/equal_error.h"
#include "metrics/ranking/ranked_rows.h"

static struct metric_value value(const void *prepared, const uint32_t *times)
{
    return ranked_rows_value(prepared, times, equal_error_deepfakebench);
}

static const struct metric_pool pool = {ranked_rows_prepare, value, ranked_rows_free};

static const double rows[] = {0, 0, 0.5, 1, 0.7, 1, 0.8, 0};
static const struct metric_example examples[] = {
    {"scikit-learn 1.2 roc_curve on the scores of torchmetrics' example", rows, 4, 0.5}};

const struct metric metric_eer_deepfakebench = {
    .id = "eer.deepfakebench/1",
    .title = "Equal error rate (DeepfakeBench)",
    .unit = "proportion",
    .higher_is_better = false,
    .definition =
        "The false positive rate at the first point, from the highest score, with the "
        "least difference of false negative and false positive rate, on scikit-learn "
        "1.2's ROC curve, which leaves out collinear points (DeepfakeBench "
        "training/metrics/utils.py). Positives have high scores; at or above the "
        "threshold is accepted. Vector: score, positive (0 or 1).",
    .domain = "0 to 1; undefined without positives or without negatives",
    .length = 2,
    .interval = METRIC_POOLED,
    .pool = &pool,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
