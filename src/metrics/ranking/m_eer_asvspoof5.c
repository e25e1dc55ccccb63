/* Equal error rate as ASVspoof 5 has it. */
#include "metrics/ranking/equal_error.h"
#include "metrics/ranking/ranked_rows.h"

static struct metric_value value(const void *prepared, const uint32_t *times)
{
    return ranked_rows_value(prepared, times, equal_error_asvspoof5);
}

static const struct metric_pool pool = {ranked_rows_prepare, value, ranked_rows_free};

static const double rows[] = {0, 0, 0.5, 1, 0.7, 1, 0.8, 0};
static const struct metric_example examples[] = {
    {"compute_eer of ASVspoof 5 on the scores of torchmetrics' example", rows, 4, 0.5}};

const struct metric metric_eer_asvspoof5 = {
    .id = "eer.asvspoof5/1",
    .title = "Equal error rate (ASVspoof 5)",
    .unit = "proportion",
    .higher_is_better = false,
    .definition =
        "The mean of both error rates at the first point, from the lowest score, with "
        "their least difference; one point a score, equal scores stepped through with "
        "positives first (ASVspoof 5 evaluation-package/calculate_modules.py, "
        "compute_eer). Positives have high scores; at or above the threshold is "
        "accepted. Vector: score, positive (0 or 1).",
    .domain = "0 to 1; undefined without positives or without negatives",
    .length = 2,
    .interval = METRIC_POOLED,
    .pool = &pool,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
