/* Sensitive items that were flagged. SOURCE: this project's own definition. */
#include "metrics/casework/schedule_entry.h"
#include "metrics/metric.h"

static enum err_code item(const struct js *input, const struct js *expected,
                          const struct js *output, double *vector, bool *has, struct err *err)
{
    struct schedule_entry entry;
    (void)input;
    TRY(schedule_entry_find(expected, output, &entry, err));
    vector[0] = entry.flagged;
    vector[1] = 1;
    *has = entry.sensitive;
    return ERR_OK;
}

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "no sensitive item");
}

static const double rows[] = {1, 1, 0, 1, 1, 1, 1, 1};
static const struct metric_example examples[] = {{"by hand", rows, 4, 0.75}};

const struct metric metric_sensitive_recall = {
    .id = "sensitive.recall/1",
    .title = "Sensitive items flagged",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Sensitive items with at least one place said to be sensitive, for "
                  "whatever reason, over sensitive items. An item without an answer is not "
                  "flagged. Vector: flagged, sensitive.",
    .domain = "0 to 1; undefined without sensitive items",
    .length = 2,
    .interval = METRIC_BINOMIAL,
    .item = item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
