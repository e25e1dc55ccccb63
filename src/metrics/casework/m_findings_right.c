/* Findings on case files that are right. SOURCE: this project's own definition. */
#include "metrics/casework/case_defects.h"
#include "metrics/metric.h"

static enum err_code item(const struct js *input, const struct js *expected,
                          const struct js *output, double *vector, bool *has, struct err *err)
{
    struct case_defects found;
    (void)input;
    TRY(case_defects_find(expected, output, &found, err));
    vector[0] = (double)found.right;
    vector[1] = (double)found.findings;
    *has = true;
    return ERR_OK;
}

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "nothing was found");
}

static const double rows[] = {1, 2, 0, 0, 2, 2};
static const struct metric_example examples[] = {{"by hand", rows, 3, 0.75}};

const struct metric metric_findings_right = {
    .id = "findings.right/1",
    .title = "Findings that are right",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "Findings that are right for some defect, as in defects.found/1, over "
                  "findings; several for one defect are each right. A file without an answer "
                  "has none. Vector: right, findings.",
    .domain = "0 to 1; undefined without findings",
    .length = 2,
    .interval = METRIC_POOLED,
    .item = item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
