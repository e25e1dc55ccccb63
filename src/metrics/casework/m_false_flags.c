/* Findings on case files that are wrong. SOURCE: this project's own definition. */
#include "metrics/casework/case_defects.h"
#include "metrics/metric.h"

static enum err_code item(const struct js *input, const struct js *expected,
                          const struct js *output, double *vector, bool *has, struct err *err)
{
    struct case_defects found;
    (void)input;
    TRY(case_defects_find(expected, output, &found, err));
    vector[0] = output == NULL ? 1 : (double)(found.findings - found.right);
    vector[1] = 1;
    *has = true;
    return ERR_OK;
}

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "no file");
}

static const double rows[] = {1, 1, 0, 1, 2, 1};
static const struct metric_example examples[] = {{"by hand", rows, 3, 1}};

const struct metric metric_false_flags = {
    .id = "false_flags.file/1",
    .title = "False flags a file",
    .unit = "findings a file",
    .higher_is_better = false,
    .definition = "Findings that are right for no defect, as in defects.found/1, over files. "
                  "A file without an answer counts as one false flag. Vector: false flags, "
                  "files.",
    .domain = "0 and more; undefined without files",
    .length = 2,
    .interval = METRIC_POOLED,
    .item = item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
