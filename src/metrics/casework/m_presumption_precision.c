/* Items called presumption items that are. SOURCE: this project's own definition. */
#include "metrics/casework/schedule_entry.h"
#include "metrics/metric.h"

static enum err_code item(const struct js *input, const struct js *expected,
                          const struct js *output, double *vector, bool *has, struct err *err)
{
    struct schedule_entry entry;
    (void)input;
    TRY(schedule_entry_find(expected, output, &entry, err));
    vector[0] = entry.called && entry.presumed;
    vector[1] = entry.called;
    *has = true;
    return ERR_OK;
}

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "no item was put in a category");
}

static const double rows[] = {1, 1, 0, 1, 1, 1, 1, 1};
static const struct metric_example examples[] = {{"by hand", rows, 4, 0.75}};

const struct metric metric_presumption_precision = {
    .id = "presumption.precision/1",
    .title = "Items put in a category that belong in one",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Items that were put in a category of the presumption and belong in one, "
                  "whichever, over items that were put in one. Vector: belonging, put in "
                  "one.",
    .domain = "0 to 1; undefined where no item was put in a category",
    .length = 2,
    .interval = METRIC_POOLED,
    .item = item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
