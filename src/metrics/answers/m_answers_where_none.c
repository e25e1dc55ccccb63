/* Answers to what cannot be answered. SOURCE: this project's own definition. */
#include "metrics/answers/cited_passages.h"
#include "metrics/metric.h"

static enum err_code item(const struct js *input, const struct js *expected,
                          const struct js *output, double *vector, bool *has, struct err *err)
{
    struct cited_passages found;
    TRY(cited_passages_find(input, expected, output, &found, err));
    vector[0] = found.no_answer && found.answers;
    vector[1] = found.no_answer;
    *has = found.no_answer;
    return ERR_OK;
}

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "every question can be answered");
}

static const double rows[] = {1, 1, 0, 1};
static const struct metric_example examples[] = {{"by hand", rows, 2, 0.5}};

const struct metric metric_answers_where_none = {
    .id = "answers_where_none/1",
    .title = "Answers where there is none",
    .unit = "proportion",
    .higher_is_better = false,
    .definition = "Questions that the passages do not answer and the tool does over questions "
                  "that the passages do not answer. A question without an answer of the tool "
                  "counts as answered. Vector: answered, not to be answered.",
    .domain = "0 to 1; undefined where every question can be answered",
    .length = 2,
    .interval = METRIC_BINOMIAL,
    .item = item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
