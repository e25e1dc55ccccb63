/* Cohen's kappa. */
#include "metrics/classes/class_item.h"
#include "metrics/classes/agreement.h"

static struct metric_value value(const void *prepared, const uint32_t *times)
{
    return confusion_rows_value(prepared, times, agreement_kappa);
}

static const struct metric_pool pool = {confusion_rows_new, value, confusion_rows_free};

static const double rows[] = {0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 0};
static const struct metric_example examples[] = {
    {"by hand: 2 disagree, 4 expected", rows, 6, 0.5}};

const struct metric metric_kappa = {
    .id = "kappa/1",
    .title = "Cohen's kappa",
    .unit = "agreement",
    .higher_is_better = true,
    .definition = "1 - disagreement / disagreement expected from how often each label is true "
                  "and predicted (Cohen 1960). Undefined where the expected disagreement is 0; "
                  "scikit-learn prints nan there. Vector: numbers of true and predicted label.",
    .domain = "-1 to 1; undefined where one label is the only one in both",
    .length = 2,
    .interval = METRIC_POOLED,
    .item = class_item,
    .pool = &pool,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
