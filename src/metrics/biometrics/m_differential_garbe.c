/* Gini aggregation rate for biometric equitability. */
#include "metrics/biometrics/differential.h"

static struct metric_value value(const void *prepared, const uint32_t *times)
{
    return group_cells_value(prepared, times, differential_garbe);
}

static const struct metric_pool pool = {group_cells_prepare, value, group_cells_release};

static const double rows[] = {0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 1, 0,
                              1, 0, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0};
static const struct metric_example examples[] = {
    {"by hand: FMR 1/4 and 1/2, FNMR 1/2 and 1/4", rows, 12, 1.0 / 3}};

const struct metric metric_differential_garbe = {
    .id = "differential.garbe/1",
    .title = "GARBE",
    .unit = "proportion",
    .higher_is_better = false,
    .definition =
        "Half the Gini coefficient of the groups' false match rates plus half that of "
        "their false non-match rates, each times n / (n - 1) for n groups (Howard et "
        "al. 2022, arXiv:2203.05051), at one threshold. Vector: group, mated (0 or "
        "1), matched (0 or 1).",
    .domain =
        "0 to 1; undefined with fewer than two groups or where a kind of error never happens",
    .length = 3,
    .interval = METRIC_POOLED,
    .pool = &pool,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
