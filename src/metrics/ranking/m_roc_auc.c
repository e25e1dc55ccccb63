/* Area under the ROC curve. */
#include "metrics/ranking/match_item.h"
#include "metrics/ranking/rank_area.h"
#include "metrics/ranking/ranked_rows.h"

static struct metric_value value(const void *prepared, const uint32_t *times)
{
    return ranked_rows_value(prepared, times, rank_area_roc);
}

static const struct metric_pool pool = {ranked_rows_prepare, value, ranked_rows_free};

static const double rows[] = {0.1, 0, 0.4, 0, 0.35, 1, 0.8, 1};
static const struct metric_example examples[] = {
    {"scikit-learn 1.2, docstring of roc_auc_score", rows, 4, 0.75}};

const struct metric metric_roc_auc = {
    .id = "roc_auc/1",
    .title = "Area under the ROC curve",
    .unit = "proportion",
    .higher_is_better = true,
    .definition =
        "The share of pairs of a positive and a negative item in which the positive has "
        "the higher score; pairs with equal scores count half. Equal to the trapezoidal "
        "area under the ROC curve with one point a distinct score (Mann and Whitney "
        "1947; Fawcett 2006), counted in whole numbers and divided once. In the Lab scores "
        "count in steps of 1/65536; a pair without an answer has the lowest score where there "
        "is a match, the highest where there is none. Vector: score, "
        "positive (0 or 1).",
    .domain = "0 to 1; undefined without positives or without negatives",
    .length = 2,
    .interval = METRIC_POOLED,
    .item = match_scored_item,
    .pool = &pool,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
