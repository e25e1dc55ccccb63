/* What papers of case files say that does not stand, as far as a tool found it. SOURCE: this
 * project's own definition. */
#include "metrics/casework/case_defects.h"
#include "metrics/metric.h"

static enum err_code item(const struct js *input, const struct js *expected,
                          const struct js *output, double *vector, bool *has, struct err *err)
{
    struct case_defects found;
    (void)input;
    TRY(case_defects_find(expected, output, &found, err));
    vector[0] = (double)found.found[CASE_SUBSTANCE];
    vector[1] = (double)found.wanted[CASE_SUBSTANCE];
    *has = true;
    return ERR_OK;
}

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0], sum[1],
                           "neither a disagreement nor an unproved point is expected");
}

static const double rows[] = {1, 2, 0, 0, 2, 2};
static const struct metric_example examples[] = {{"by hand", rows, 3, 0.75}};

const struct metric metric_defects_found_substance = {
    .id = "defects.found_substance/1",
    .title = "Disagreements and unproved points found",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "As defects.found/1, of what the papers say alone: documents that "
                  "disagree, points to prove that nothing goes to. Vector: found, expected.",
    .domain = "0 to 1; undefined where neither is expected",
    .length = 2,
    .interval = METRIC_POOLED,
    .item = item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
