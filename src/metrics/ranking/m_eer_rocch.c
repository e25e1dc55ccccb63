/* Equal error rate on the convex hull. */
#include "metrics/ranking/equal_error.h"
#include "metrics/ranking/match_item.h"
#include "metrics/ranking/ranked_rows.h"

static struct metric_value value(const void *prepared, const uint32_t *times)
{
    return ranked_rows_value(prepared, times, equal_error_hull);
}

static const struct metric_pool pool = {ranked_rows_prepare, value, ranked_rows_free};

static const double rows[] = {1, 1, 2, 0, 2, 1, 3, 1};
static const struct metric_example examples[] = {
    {"by hand: the hull's side from (0, 2/3) to (1, 0)", rows, 4, 0.4}};

const struct metric metric_eer_rocch = {
    .id = "eer.rocch/1",
    .title = "Equal error rate (ROC convex hull)",
    .unit = "proportion",
    .higher_is_better = false,
    .definition =
        "The error rate at which false positive and false negative rate are equal on "
        "the convex hull of the ROC curve (Bruemmer and de Villiers 2013, BOSARIS). "
        "Does not hang on which point lies nearest. Positives have high scores; at or "
        "above the threshold is accepted. In the Lab scores count in steps of 1/65536; a pair "
        "without an answer has the lowest score where there is a match, the highest where "
        "there is none. A failure to acquire has the lowest. Vector: score, positive (0 or 1).",
    .domain = "0 to 0.5; undefined without positives or without negatives",
    .length = 2,
    .interval = METRIC_POOLED,
    .item = match_scored_item,
    .pool = &pool,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
