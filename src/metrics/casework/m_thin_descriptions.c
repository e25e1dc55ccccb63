/* Descriptions that say too little to decide by. SOURCE: this project's own definition. */
#include "metrics/casework/schedule_entry.h"
#include "metrics/metric.h"

static enum err_code item(const struct js *input, const struct js *expected,
                          const struct js *output, double *vector, bool *has, struct err *err)
{
    struct schedule_entry entry;
    (void)input;
    TRY(schedule_entry_find(expected, output, &entry, err));
    vector[0] = entry.thin;
    vector[1] = 1;
    *has = true;
    return ERR_OK;
}

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "no items");
}

static const double rows[] = {1, 1, 0, 1, 1, 1, 1, 1};
static const struct metric_example examples[] = {{"by hand", rows, 4, 0.75}};

const struct metric metric_thin_descriptions = {
    .id = "thin_descriptions/1",
    .title = "Thin descriptions",
    .unit = "proportion",
    .higher_is_better = false,
    .definition = "Descriptions with fewer than five different words of three letters or "
                  "more, words in capitals alone not counted (so a form's number or an "
                  "abbreviation is no description), over items. An item without an answer "
                  "counts as thin. Vector: thin, items.",
    .domain = "0 to 1; undefined without items",
    .length = 2,
    .interval = METRIC_BINOMIAL,
    .item = item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
