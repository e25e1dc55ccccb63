/* Inequity rate. */
#include "metrics/biometrics/differential.h"

static struct metric_value value(const void *prepared, const uint32_t *times)
{
    return group_cells_value(prepared, times, differential_ir);
}

static const struct metric_pool pool = {group_cells_prepare, value, group_cells_release};

static const double rows[] = {0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 1, 0,
                              1, 0, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0};
static const struct metric_example examples[] = {
    {"by hand: FMR 1/4 and 1/2, FNMR 1/2 and 1/4", rows, 12, 2.0}};

const struct metric metric_differential_ir = {
    .id = "differential.ir/1",
    .title = "Inequity rate",
    .unit = "ratio",
    .higher_is_better = false,
    .definition = "Square root of the largest by the least false match rate of the groups, "
                  "times the same of false non-match rates, at one threshold (alpha 0.5). "
                  "Vector: group, mated (0 or 1), matched (0 or 1).",
    .domain = "1 or more; undefined with fewer than two groups or where a rate is 0",
    .length = 3,
    .interval = METRIC_POOLED,
    .pool = &pool,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
