/* Right passages that are cited. SOURCE: this project's own definition. */
#include "metrics/answers/cited_passages.h"
#include "metrics/metric.h"

static enum err_code item(const struct js *input, const struct js *expected,
                          const struct js *output, double *vector, bool *has, struct err *err)
{
    struct cited_passages found;
    TRY(cited_passages_find(input, expected, output, &found, err));
    vector[0] = (double)found.right;
    vector[1] = (double)found.wanted;
    *has = true;
    return ERR_OK;
}

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "no passage is expected");
}

static const double rows[] = {1, 2, 1, 1};
static const struct metric_example examples[] = {{"by hand", rows, 2, 2.0 / 3}};

const struct metric metric_cited_recall = {
    .id = "cited_passages.recall/1",
    .title = "Passages that hold the answer and are cited",
    .unit = "proportion",
    .higher_is_better = true,
    .definition =
        "Different expected passages that are cited over different expected passages, over all "
        "questions; a question without an answer cites none. Vector: cited, expected.",
    .domain = "0 to 1; undefined without expected passages",
    .length = 2,
    .interval = METRIC_POOLED,
    .item = item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
