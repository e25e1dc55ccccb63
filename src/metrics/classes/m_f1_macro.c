/* F1 of each label, averaged: the plain mean over labels. */
#include "metrics/classes/class_item.h"
#include "metrics/classes/label_average.h"

static struct metric_value value(const void *prepared, const uint32_t *times)
{
    return confusion_rows_value(prepared, times, label_average_f1_macro);
}

static const struct metric_pool pool = {confusion_rows_new, value, confusion_rows_free};

static const double rows[] = {0, 0, 1, 2, 2, 1, 0, 0, 1, 0, 2, 1};
static const struct metric_example examples[] = {
    {"scikit-learn 1.2, docstring of f1_score", rows, 6, 0.8 / 3}};

const struct metric metric_f1_macro = {
    .id = "f1.macro/1",
    .title = "F1 (macro)",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Of each label: twice the rows rightly given a label over rows with it plus "
                  "rows given it; then the plain mean over labels. A label that nobody "
                  "predicted has precision 0, one that is never true recall 0, F1 is 0 where "
                  "both are (scikit-learn 1.2 zero_division); labels are those that occur as "
                  "truth or prediction. Vector: numbers of true and predicted label.",
    .domain = "0 to 1; undefined without items",
    .length = 2,
    .interval = METRIC_POOLED,
    .item = class_item,
    .pool = &pool,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
