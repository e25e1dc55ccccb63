/* False alerts by alerts. */
#include "metrics/metric.h"

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[5], sum[4], "no alerts");
}

static const double rows[] = {10, 8, 40, 2, 11, 3, 50, 6, 9};
static const struct metric_example examples[] = {{"by hand", rows, 1, 3.0 / 11}};

const struct metric metric_false_alerts_per_alert = {
    .id = "false_alerts.per_alert/1",
    .title = "False alerts by alerts",
    .unit = "proportion",
    .higher_is_better = false,
    .definition = "Searches whose best candidate is at or above the threshold and is not the "
                  "right one, over searches whose best candidate is at or above it. Vector: "
                  "mated searches, those with the right candidate at or above the threshold "
                  "within the rank, non-mated searches, those with a candidate at or above the "
                  "threshold, alerts, false alerts, searches, candidates at or above the "
                  "threshold in non-mated searches, mated searches with the right candidate "
                  "within the rank at any score.",
    .domain = "0 to 1; undefined without alerts",
    .length = 9,
    .interval = METRIC_BINOMIAL,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
