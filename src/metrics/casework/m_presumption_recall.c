/* Presumption items that were not missed. SOURCE: this project's own definition. */
#include "metrics/casework/schedule_entry.h"
#include "metrics/metric.h"

static enum err_code item(const struct js *input, const struct js *expected,
                          const struct js *output, double *vector, bool *has, struct err *err)
{
    struct schedule_entry entry;
    (void)input;
    TRY(schedule_entry_find(expected, output, &entry, err));
    vector[0] = entry.called;
    vector[1] = 1;
    *has = entry.presumed;
    return ERR_OK;
}

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "no presumption item");
}

static const double rows[] = {1, 1, 0, 1, 1, 1, 1, 1};
static const struct metric_example examples[] = {{"by hand", rows, 4, 0.75}};

const struct metric metric_presumption_recall = {
    .id = "presumption.recall/1",
    .title = "Presumption items put in a category",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Items that belong in a category of the presumption and were put in one, "
                  "whichever, over items that belong in one. An item without an answer was "
                  "put in none. Vector: put in one, items.",
    .domain = "0 to 1; undefined without presumption items",
    .length = 2,
    .interval = METRIC_BINOMIAL,
    .item = item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
