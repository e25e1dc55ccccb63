/* Flagged items that are sensitive. SOURCE: this project's own definition. */
#include "metrics/casework/schedule_entry.h"
#include "metrics/metric.h"

static enum err_code item(const struct js *input, const struct js *expected,
                          const struct js *output, double *vector, bool *has, struct err *err)
{
    struct schedule_entry entry;
    (void)input;
    TRY(schedule_entry_find(expected, output, &entry, err));
    vector[0] = entry.flagged && entry.sensitive;
    vector[1] = entry.flagged;
    *has = true;
    return ERR_OK;
}

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "no item was flagged");
}

static const double rows[] = {1, 1, 0, 1, 1, 1, 1, 1};
static const struct metric_example examples[] = {{"by hand", rows, 4, 0.75}};

const struct metric metric_sensitive_precision = {
    .id = "sensitive.precision/1",
    .title = "Flagged items that are sensitive",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Sensitive items among those with at least one place said to be sensitive. "
                  "Vector: sensitive and flagged, flagged.",
    .domain = "0 to 1; undefined where no item was flagged",
    .length = 2,
    .interval = METRIC_POOLED,
    .item = item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
