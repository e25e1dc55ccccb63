/* Bona fide presentations that are refused. */
#include "metrics/metric.h"

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[1], sum[0], "no bona fide presentations");
}

static const double rows[] = {20, 3};
static const struct metric_example examples[] = {{"by hand", rows, 1, 0.15}};

const struct metric metric_bpcer = {
    .id = "bpcer/1",
    .title = "Bona fide presentation classification error rate",
    .unit = "proportion",
    .higher_is_better = false,
    .definition = "Bona fide presentations that are refused over bona fide presentations "
                  "(ISO/IEC 30107-3). Scores are high for bona fide presentations; at or above "
                  "the threshold one passes. Vector: bona fide, refused.",
    .domain = "0 to 1; undefined without bona fide presentations",
    .length = 2,
    .interval = METRIC_BINOMIAL,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
