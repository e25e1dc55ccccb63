/* False negative identification rate at a false positive identification rate of 3 in 1000. */
#include "metrics/biometrics/search_item.h"
#include "metrics/ranking/ranked_rows.h"

#include <math.h>

static struct metric_value at_share(const struct score_walk *walk, double unused)
{
    (void)unused;
    return search_miss_rate(walk, 0.003);
}

static struct metric_value value(const void *prepared, const uint32_t *times)
{
    return ranked_rows_value(prepared, times, at_share);
}

static const struct metric_pool pool = {ranked_rows_prepare, value, ranked_rows_free};

static const double rows[] = {3, 1, 2, 0, 1, 1};
static const struct metric_example examples[] = {
    {"by hand: one non-mated search is too few", rows, 3, NAN}};

const struct metric metric_fnir_at_fpir_3_permille = {
    .id = "fnir.at_fpir_3_permille/1",
    .title = "False negative identification rate at a false positive identification rate of 3 "
             "in 1000",
    .unit = "proportion",
    .higher_is_better = false,
    .definition =
        "Searches by enrolled persons whose right candidate is not in the list or has a score "
        "below T, over searches by enrolled persons; T is the lowest observed score at which "
        "at "
        "most the share 0.003 of searches by persons who are not enrolled has a candidate at "
        "or "
        "above it (ISO/IEC 19795-1; NIST FRTE 1:N reports FNIR at FPIR 0.003). "
        "Scores count in steps of 1/65536. A search that failed to acquire "
        "has no candidate; one without an answer has none where the person is enrolled and one "
        "with the highest score where not. Undefined where the share times non-mated searches "
        "is under 3 (rule of three: Hanley and Lippman-Hand 1983). Vector: score of the right "
        "candidate, or of the first one; mated (0 or 1).",
    .domain = "0 to 1; undefined without mated searches or with too few non-mated ones",
    .length = 2,
    .interval = METRIC_POOLED,
    .item = search_scored_item,
    .pool = &pool,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
