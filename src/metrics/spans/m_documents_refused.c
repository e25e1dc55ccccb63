/* Documents that came back without a redacted file. */
#include "metrics/metric.h"

static enum err_code item(const struct js *input, const struct js *expected,
                          const struct js *output, double *vector, bool *has, struct err *err)
{
    (void)input, (void)expected, (void)err;
    vector[0] = output == NULL;
    vector[1] = 1;
    *has = true;
    return ERR_OK;
}

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "no documents");
}

static const double rows[] = {1, 1, 0, 1, 0, 1, 0, 1};
static const struct metric_example examples[] = {
    {"by hand: of four documents one was refused", rows, 4, 0.25}};

const struct metric metric_documents_refused = {
    .id = "documents.refused/1",
    .title = "Documents not redacted",
    .unit = "proportion",
    .definition =
        "Documents without an answer, over documents: the tool refused them, failed, was late, "
        "or made a file that the output check did not pass. Nothing of them is handed over; "
        "whoever needs them must do them by hand. Vector: not redacted, documents.",
    .domain = "0 to 1; undefined without documents",
    .length = 2,
    .interval = METRIC_BINOMIAL,
    .item = item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
