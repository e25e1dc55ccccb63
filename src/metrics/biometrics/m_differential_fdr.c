/* Fairness discrepancy rate. */
#include "metrics/biometrics/differential.h"

static struct metric_value value(const void *prepared, const uint32_t *times)
{
    return group_cells_value(prepared, times, differential_fdr);
}

static const struct metric_pool pool = {group_cells_prepare, value, group_cells_release};

static const double rows[] = {0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 1, 0,
                              1, 0, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0};
static const struct metric_example examples[] = {
    {"by hand: FMR 1/4 and 1/2, FNMR 1/2 and 1/4", rows, 12, 0.75}};

const struct metric metric_differential_fdr = {
    .id = "differential.fdr/1",
    .title = "Fairness discrepancy rate",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "1 - (0.5 x the largest difference of false match rates between groups + 0.5 "
                  "x that of false non-match rates) at one threshold (de Freitas Pereira and "
                  "Marcel 2022). Vector: group, mated (0 or 1), matched (0 or 1).",
    .domain = "0 to 1; undefined with fewer than two groups",
    .length = 3,
    .interval = METRIC_POOLED,
    .pool = &pool,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
