/* Answers that no cited span has. SOURCE: this project's own definition. */
#include "metrics/answers/cited_passages.h"
#include "metrics/metric.h"

static enum err_code item(const struct js *input, const struct js *expected,
                          const struct js *output, double *vector, bool *has, struct err *err)
{
    struct cited_passages found;
    TRY(cited_passages_find(input, expected, output, &found, err));
    vector[0] = found.answers && !found.supported;
    vector[1] = found.answers;
    *has = true;
    return ERR_OK;
}

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "every answer is empty");
}

static const double rows[] = {1, 1, 0, 1, 0, 0};
static const struct metric_example examples[] = {{"by hand", rows, 3, 0.5}};

const struct metric metric_unsupported_answers = {
    .id = "unsupported_answers/1",
    .title = "Answers that stand in no cited place",
    .unit = "proportion",
    .higher_is_better = false,
    .definition = "Answers of which no cited span of a passage has the words side by side and "
                  "in order over answers that are not empty, both sides compared as in SQuAD "
                  "2.0 (lower case, signs and articles taken out). Whether the answer is right "
                  "does not matter. A question without an answer of the tool counts as "
                  "unsupported. Vector: unsupported, answers.",
    .domain = "0 to 1; undefined where every answer is empty",
    .length = 2,
    .interval = METRIC_BINOMIAL,
    .item = item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
