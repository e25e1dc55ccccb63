/* Answers that are a right one. SOURCE: SQuAD 2.0, see squad.h. */
#include "metrics/answers/squad.h"
#include "metrics/metric.h"

static enum err_code item(const struct js *input, const struct js *expected,
                          const struct js *output, double *vector, bool *has, struct err *err)
{
    struct squad_score score;
    (void)input;
    TRY(squad_score(expected, output, &score, err));
    vector[0] = score.exact;
    vector[1] = 1;
    *has = true;
    return ERR_OK;
}

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "no questions");
}

static const double rows[] = {1, 1, 0, 1};
static const struct metric_example examples[] = {
    {"torchmetrics tests/unittests/text/test_squad.py: 1976 / 1976 and Hello / World", rows, 2,
     0.5}};

const struct metric metric_answer_exact = {
    .id = "exact_match.squad/1",
    .title = "Answers that are exactly right",
    .unit = "proportion",
    .higher_is_better = true,
    .definition =
        "Questions whose answer is one of the right ones over questions. Compared as in SQuAD "
        "2.0: lower case, the 32 signs of ASCII and the words a, an, the taken out, white "
        "space made one blank. Where no answer is right, the empty one is; a question without "
        "an answer of the tool at all is wrong. Vector: right, 1.",
    .domain = "0 to 1; undefined without questions",
    .length = 2,
    .interval = METRIC_BINOMIAL,
    .item = item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
