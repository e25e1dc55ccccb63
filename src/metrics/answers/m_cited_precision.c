/* Cited passages that are right ones. SOURCE: this project's own definition. */
#include "metrics/answers/cited_passages.h"
#include "metrics/metric.h"

static enum err_code item(const struct js *input, const struct js *expected,
                          const struct js *output, double *vector, bool *has, struct err *err)
{
    struct cited_passages found;
    TRY(cited_passages_find(input, expected, output, &found, err));
    vector[0] = (double)found.right;
    vector[1] = (double)found.cited;
    *has = true;
    return ERR_OK;
}

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "nothing is cited");
}

static const double rows[] = {1, 2, 1, 1};
static const struct metric_example examples[] = {{"by hand", rows, 2, 2.0 / 3}};

const struct metric metric_cited_precision = {
    .id = "cited_passages.precision/1",
    .title = "Cited passages that hold the answer",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Different passages cited that are expected ones over different passages "
                  "cited, over all questions. Vector: right, cited.",
    .domain = "0 to 1; undefined where nothing is cited",
    .length = 2,
    .interval = METRIC_POOLED,
    .item = item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
