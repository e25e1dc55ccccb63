/* Largest false match rate of a group by their geometric mean. */
#include "metrics/biometrics/differential.h"

static struct metric_value value(const void *prepared, const uint32_t *times)
{
    return group_cells_value(prepared, times, differential_fmr_max_geomean);
}

static const struct metric_pool pool = {group_cells_prepare, value, group_cells_release};

static const double rows[] = {0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 1, 0,
                              1, 0, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0};
static const struct metric_example examples[] = {
    {"by hand: FMR 1/4 and 1/2, FNMR 1/2 and 1/4", rows, 12, 1.4142135623730951}};

const struct metric metric_differential_fmr_max_geomean = {
    .id = "differential.fmr_max_geomean/1",
    .title = "Largest by geometric mean of false match rates",
    .unit = "ratio",
    .higher_is_better = false,
    .definition =
        "The largest false match rate of a group by the geometric mean of all groups' "
        "at one threshold (NIST IR 8429 draft). Vector: group, mated (0 or 1), "
        "matched (0 or 1).",
    .domain = "1 or more; undefined with fewer than two groups or where a rate is 0",
    .length = 3,
    .interval = METRIC_POOLED,
    .pool = &pool,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
