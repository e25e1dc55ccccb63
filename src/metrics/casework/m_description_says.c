/* What descriptions of items say. SOURCE: this project's own definition. */
#include "metrics/casework/schedule_entry.h"
#include "metrics/metric.h"

static enum err_code item(const struct js *input, const struct js *expected,
                          const struct js *output, double *vector, bool *has, struct err *err)
{
    struct schedule_entry entry;
    (void)input;
    TRY(schedule_entry_find(expected, output, &entry, err));
    vector[0] = (double)entry.said;
    vector[1] = (double)entry.wanted;
    *has = true;
    return ERR_OK;
}

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "nothing must be said");
}

static const double rows[] = {1, 2, 0, 0, 2, 2};
static const struct metric_example examples[] = {{"by hand", rows, 3, 0.75}};

const struct metric metric_description_says = {
    .id = "description.says/1",
    .title = "What a description must say and says",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Things that a description must say and says over things that it must say, "
                  "over all items. A thing is said when its words stand in the description "
                  "side by side and in order, letters and digits compared without case and "
                  "accents; where several wordings are given any will do. An item without an "
                  "answer says nothing. Vector: said, wanted.",
    .domain = "0 to 1; undefined where nothing must be said",
    .length = 2,
    .interval = METRIC_POOLED,
    .item = item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
