/* Defects of case files that a tool found. SOURCE: this project's own definition. */
#include "metrics/casework/case_defects.h"
#include "metrics/metric.h"

static enum err_code item(const struct js *input, const struct js *expected,
                          const struct js *output, double *vector, bool *has, struct err *err)
{
    struct case_defects found;
    (void)input;
    TRY(case_defects_find(expected, output, &found, err));
    vector[0] = (double)(found.found[CASE_COMPLETENESS] + found.found[CASE_SUBSTANCE]);
    vector[1] = (double)(found.wanted[CASE_COMPLETENESS] + found.wanted[CASE_SUBSTANCE]);
    *has = true;
    return ERR_OK;
}

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "no defect is expected");
}

static const double rows[] = {1, 2, 0, 0, 2, 2};
static const struct metric_example examples[] = {{"by hand", rows, 3, 0.75}};

const struct metric metric_defects_found = {
    .id = "defects.found/1",
    .title = "Defects found",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Defects with at least one right finding over defects expected, over all "
                  "files. A finding is right for a defect when its kind is the same, its "
                  "subject the same but for case, accents, spaces and signs, and each "
                  "document that the defect names is cited. Of a file without an answer "
                  "nothing is found. Vector: found, expected.",
    .domain = "0 to 1; undefined without defects",
    .length = 2,
    .interval = METRIC_POOLED,
    .item = item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
