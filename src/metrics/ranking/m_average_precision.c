/* Average precision. */
#include "metrics/ranking/match_item.h"
#include "metrics/ranking/rank_area.h"
#include "metrics/ranking/ranked_rows.h"

static struct metric_value value(const void *prepared, const uint32_t *times)
{
    return ranked_rows_value(prepared, times, rank_area_precision);
}

static const struct metric_pool pool = {ranked_rows_prepare, value, ranked_rows_free};

static const double rows[] = {0.1, 0, 0.4, 0, 0.35, 1, 0.8, 1};
static const struct metric_example examples[] = {
    {"scikit-learn 1.2, docstring of average_precision_score (0.83...)", rows, 4,
     0.5 + 1.0 / 3}};

const struct metric metric_average_precision = {
    .id = "average_precision/1",
    .title = "Average precision",
    .unit = "proportion",
    .higher_is_better = true,
    .definition =
        "Over distinct scores from the highest: the sum of the rise in recall times the "
        "precision when everything down to that score is called positive. No "
        "interpolation and no trapezoids (scikit-learn 1.2, average_precision_score). "
        "In the Lab scores count in steps of 1/65536; a pair without an answer has the lowest "
        "score where there is a match, the highest where there is none. Vector: score, "
        "positive (0 or 1).",
    .domain = "0 to 1; undefined without positives",
    .length = 2,
    .interval = METRIC_POOLED,
    .item = match_scored_item,
    .pool = &pool,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
