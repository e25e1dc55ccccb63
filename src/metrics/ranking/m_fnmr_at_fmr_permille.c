/* False non-match rate at a false match rate of 1 in 1,000. */
#include "metrics/ranking/error_point.h"
#include "metrics/ranking/match_item.h"
#include "metrics/ranking/ranked_rows.h"

#include <math.h>

static struct metric_value at_share(const struct score_walk *walk, double unused)
{
    (void)unused;
    return error_point_miss_rate(walk, 0.001);
}

static struct metric_value value(const void *prepared, const uint32_t *times)
{
    return ranked_rows_value(prepared, times, at_share);
}

static const struct metric_pool pool = {ranked_rows_prepare, value, ranked_rows_free};

static const double rows[] = {3, 1, 2, 0, 1, 1};
static const struct metric_example examples[] = {
    {"by hand: one non-mated comparison is too few", rows, 3, NAN}};

const struct metric metric_fnmr_at_fmr_permille = {
    .id = "fnmr.at_fmr_permille/1",
    .title = "False non-match rate at a false match rate of 1 in 1,000",
    .unit = "proportion",
    .higher_is_better = false,
    .definition =
        "As fnmr.at_fmr/1 with the share 0.001: mated comparisons with a score below T over "
        "mated comparisons, T being the lowest observed score at which at most that share of "
        "non-mated comparisons has a score at or above it. Scores count in steps of 1/65536; a "
        "pair without an answer has the lowest where it is mated and the highest where it is "
        "not; a failure to acquire has the lowest. Undefined where the share times non-mated "
        "comparisons is under 3 (rule of three). Vector: score, mated (0 or 1).",
    .domain = "0 to 1; undefined without mated comparisons or with too few non-mated ones",
    .length = 2,
    .interval = METRIC_POOLED,
    .item = match_scored_item,
    .pool = &pool,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
