/* Cohen's kappa with quadratic weights. */
#include "metrics/classes/agreement.h"

static struct metric_value value(const void *prepared, const uint32_t *times)
{
    return confusion_rows_value(prepared, times, agreement_kappa_quadratic);
}

static const struct metric_pool pool = {confusion_rows_new, value, confusion_rows_free};

static const double rows[] = {0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 0};
static const struct metric_example examples[] = {
    {"by hand: 5 observed, 7 expected", rows, 6, 2.0 / 7}};

const struct metric metric_kappa_quadratic = {
    .id = "kappa.quadratic/1",
    .title = "Cohen's kappa, quadratic weights",
    .unit = "agreement",
    .higher_is_better = true,
    .definition =
        "1 - sum of (i - j)^2 over rows / the same expected from the margins (Cohen "
        "1968). i and j are the places of the labels among those that occur, in order "
        "of number where all labels are whole numbers, else of bytes. Vector: numbers "
        "of true and predicted label.",
    .domain = "-1 to 1; undefined where one label is the only one in both",
    .length = 2,
    .interval = METRIC_POOLED,
    .pool = &pool,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
