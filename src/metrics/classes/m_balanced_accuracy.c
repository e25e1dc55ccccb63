/* Mean recall of the labels. */
#include "metrics/classes/class_item.h"
#include "metrics/classes/label_average.h"

static struct metric_value value(const void *prepared, const uint32_t *times)
{
    return confusion_rows_value(prepared, times, label_average_balanced_accuracy);
}

static const struct metric_pool pool = {confusion_rows_new, value, confusion_rows_free};

static const double rows[] = {0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 1};
static const struct metric_example examples[] = {
    {"scikit-learn 1.2, docstring of balanced_accuracy_score", rows, 6, 0.625}};

const struct metric metric_balanced_accuracy = {
    .id = "balanced_accuracy/1",
    .title = "Balanced accuracy",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "The mean, over the labels that are true somewhere, of the share of their "
                  "rows that were given the right label (scikit-learn 1.2 "
                  "balanced_accuracy_score, not adjusted for chance). Vector: numbers of true "
                  "and predicted label.",
    .domain = "0 to 1; undefined without items",
    .length = 2,
    .interval = METRIC_POOLED,
    .item = class_item,
    .pool = &pool,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
