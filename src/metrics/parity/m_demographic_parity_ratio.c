/* Ratio of selection rates of groups. */
#include "metrics/parity/parity.h"

static struct metric_value value(const void *prepared, const uint32_t *times)
{
    return group_cells_value(prepared, times, parity_demographic_ratio);
}

static const struct metric_pool pool = {group_cells_prepare, value, group_cells_release};

static const double rows[] = {0, 1, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1,
                              1, 1, 1, 1, 1, 0, 0, 1, 0, 0, 1, 0, 0};
static const struct metric_example examples[] = {{"by hand: 2 of 5 by 2 of 4", rows, 9, 0.8}};

const struct metric metric_demographic_parity_ratio = {
    .id = "demographic_parity.ratio/1",
    .title = "Demographic parity ratio",
    .unit = "ratio",
    .higher_is_better = true,
    .definition = "The lowest share of a group's items called positive by the highest "
                  "(fairlearn demographic_parity_ratio, between_groups). Groups without rows "
                  "that a rate is of are left out (fairlearn counts them as 0). Vector: group, "
                  "positive (0 or 1), called positive (0 or 1).",
    .domain = "0 to 1; undefined with fewer than two groups or where nobody is called positive",
    .length = 3,
    .interval = METRIC_POOLED,
    .pool = &pool,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
