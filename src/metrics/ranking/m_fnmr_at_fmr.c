/* False non-match rate at a false match rate. */
#include "metrics/ranking/error_point.h"
#include "metrics/ranking/ranked_rows.h"

static struct metric_value value(const void *prepared, const uint32_t *times)
{
    return ranked_rows_value(prepared, times, error_point_miss_rate);
}

static void *prepare(const double *vectors, size_t rows)
{
    return ranked_rows_new(vectors, rows, 3);
}

static const struct metric_pool pool = {prepare, value, ranked_rows_free};

static const double rows[] = {0.9,  1, 0.5, 0.7, 0, 0.5, 0.6, 1, 0.5, 0.5,  0, 0.5, 0.4, 0, 0.5,
                              0.15, 1, 0.5, 0.2, 0, 0.5, 0.1, 0, 0.5, 0.05, 0, 0.5};
static const struct metric_example examples[] = {
    {"by hand: 3 of 6 non-mated may match, T is 0.4", rows, 9, 1.0 / 3}};

const struct metric metric_fnmr_at_fmr = {
    .id = "fnmr.at_fmr/1",
    .title = "False non-match rate at a false match rate",
    .unit = "proportion",
    .higher_is_better = false,
    .definition =
        "Mated comparisons with a score below T over mated comparisons, T being the "
        "lowest observed score at which at most the named share of non-mated "
        "comparisons has a score at or above it. A score at or above T is a match (NIST "
        "FRTE). Undefined where the share times non-mated comparisons is under 3 (rule "
        "of three). Vector: score, mated (0 or 1), the share.",
    .domain = "0 to 1; undefined without mated comparisons or with too few non-mated ones",
    .length = 3,
    .interval = METRIC_POOLED,
    .pool = &pool,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
