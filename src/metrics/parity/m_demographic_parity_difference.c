/* How far selection rates of groups are apart. */
#include "metrics/parity/parity.h"

static struct metric_value value(const void *prepared, const uint32_t *times)
{
    return group_cells_value(prepared, times, parity_demographic_difference);
}

static const struct metric_pool pool = {group_cells_prepare, value, group_cells_release};

static const double rows[] = {0, 1, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1,
                              1, 1, 1, 1, 1, 0, 0, 1, 0, 0, 1, 0, 0};
static const struct metric_example examples[] = {{"by hand: 2 of 4 and 2 of 5", rows, 9, 0.1}};

const struct metric metric_demographic_parity_difference = {
    .id = "demographic_parity.difference/1",
    .title = "Demographic parity difference",
    .unit = "proportion",
    .higher_is_better = false,
    .definition = "The highest less the lowest share of a group's items called positive "
                  "(fairlearn demographic_parity_difference, between_groups). Groups without "
                  "rows that a rate is of are left out (fairlearn counts them as 0). Vector: "
                  "group, positive (0 or 1), called positive (0 or 1).",
    .domain = "0 to 1; undefined with fewer than two groups",
    .length = 3,
    .interval = METRIC_POOLED,
    .pool = &pool,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
