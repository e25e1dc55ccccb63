/* How far error rates of groups are apart. */
#include "metrics/parity/parity.h"

static struct metric_value value(const void *prepared, const uint32_t *times)
{
    return group_cells_value(prepared, times, parity_odds_difference);
}

static const struct metric_pool pool = {group_cells_prepare, value, group_cells_release};

static const double rows[] = {0, 1, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1,
                              1, 1, 1, 1, 1, 0, 0, 1, 0, 0, 1, 0, 0};
static const struct metric_example examples[] = {
    {"by hand: true positive rates 1/2 and 1, false ones 1/2 and 0", rows, 9, 0.5}};

const struct metric metric_equalized_odds_difference = {
    .id = "equalized_odds.difference/1",
    .title = "Equalised odds difference",
    .unit = "proportion",
    .higher_is_better = false,
    .definition = "The larger of two differences, highest less lowest over groups: of true "
                  "positive rates and of false positive rates (fairlearn "
                  "equalized_odds_difference, between_groups, worst_case). Groups without rows "
                  "that a rate is of are left out (fairlearn counts them as 0). Vector: group, "
                  "positive (0 or 1), called positive (0 or 1).",
    .domain = "0 to 1; undefined where neither rate has two groups",
    .length = 3,
    .interval = METRIC_POOLED,
    .pool = &pool,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
