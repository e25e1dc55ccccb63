/* Failure to acquire. */
#include "metrics/metric.h"

/* An answer {"failure":…}, or none. */
static enum err_code item(const struct js *input, const struct js *expected,
                          const struct js *output, double *vector, bool *has, struct err *err)
{
    (void)input;
    (void)expected;
    (void)err;
    vector[0] = 1;
    vector[1] = output == NULL || js_member(output, "failure") != NULL;
    *has = true;
    return ERR_OK;
}

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[1], sum[0], "no rows");
}

static const double rows[] = {20, 3};
static const struct metric_example examples[] = {{"by hand", rows, 1, 0.15}};

const struct metric metric_failure_to_acquire = {
    .id = "failure_to_acquire/1",
    .title = "Failure to acquire",
    .unit = "proportion",
    .definition =
        "Attempts from which no sample to compare could be had over attempts (ISO/IEC "
        "19795-1). They are in neither false match nor false non-match rate. In the Lab a pair "
        "or a search is an attempt, and one without an answer a failure. Vector: attempts, "
        "failures.",
    .domain = "0 to 1; undefined without attempts",
    .length = 2,
    .interval = METRIC_BINOMIAL,
    .item = item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
