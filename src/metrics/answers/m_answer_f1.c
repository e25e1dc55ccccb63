/* Words that answers share with a right one. SOURCE: SQuAD 2.0, see squad.h. */
#include "metrics/answers/squad.h"
#include "metrics/metric.h"

static enum err_code item(const struct js *input, const struct js *expected,
                          const struct js *output, double *vector, bool *has, struct err *err)
{
    struct squad_score score;
    (void)input;
    TRY(squad_score(expected, output, &score, err));
    vector[0] = score.f1;
    vector[1] = 1;
    *has = true;
    return ERR_OK;
}

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "no questions");
}

static const double rows[] = {1, 1, 2.0 / 3, 1};
static const struct metric_example examples[] = {
    {"by hand: 1976 / 1976, and 2 of 4 words right, 2 of 2 found", rows, 2, 5.0 / 6}};

const struct metric metric_answer_f1 = {
    .id = "f1.squad/1",
    .title = "Words shared with a right answer (F1)",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "The mean over questions of the F1 of words, each as often as it stands, "
                  "against the right answer with the highest. Compared as in SQuAD 2.0: lower "
                  "case, the 32 signs of ASCII and the words a, an, the taken out, white space "
                  "made one blank. Where no answer is right, 1 for the empty one, else 0; a "
                  "question without an answer of the tool at all counts 0. Vector: F1, 1.",
    .domain = "0 to 1; undefined without questions",
    .length = 2,
    .interval = METRIC_POOLED,
    .item = item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
