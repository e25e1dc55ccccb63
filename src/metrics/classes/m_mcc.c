/* Matthews correlation of any number of labels. */
#include "metrics/classes/class_item.h"
#include "metrics/classes/agreement.h"

static struct metric_value value(const void *prepared, const uint32_t *times)
{
    return confusion_rows_value(prepared, times, agreement_mcc);
}

static const struct metric_pool pool = {confusion_rows_new, value, confusion_rows_free};

static const double rows[] = {1, 1, 1, 0, 1, 1, 0, 1};
static const struct metric_example examples[] = {
    {"scikit-learn 1.2, docstring of matthews_corrcoef (-0.33...)", rows, 4, -1.0 / 3}};

const struct metric metric_mcc = {
    .id = "mcc/1",
    .title = "Matthews correlation",
    .unit = "correlation",
    .higher_is_better = true,
    .definition =
        "(c s - sum p t) / sqrt((s^2 - sum p^2)(s^2 - sum t^2)), c right of s rows, t "
        "and p rows with each label as truth and prediction (Gorodkin 2004). "
        "Undefined where either factor is 0, that is where only one label is true or "
        "only one is predicted; scikit-learn prints 0.0 there. Vector: numbers of "
        "true and predicted label.",
    .domain = "-1 to 1; undefined where only one label is true or only one is predicted",
    .length = 2,
    .interval = METRIC_POOLED,
    .item = class_item,
    .pool = &pool,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
