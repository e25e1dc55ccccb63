/* Attacks of one species that pass. */
#include "metrics/metric.h"

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[1], sum[0], "no attacks of the species");
}

static const double rows[] = {20, 3};
static const struct metric_example examples[] = {{"by hand", rows, 1, 0.15}};

const struct metric metric_apcer = {
    .id = "apcer.species/1",
    .title = "Attack presentation classification error rate of a species",
    .unit = "proportion",
    .higher_is_better = false,
    .definition = "Attacks of one species that pass over attacks of the species (ISO/IEC "
                  "30107-3). Scores are high for bona fide presentations; at or above the "
                  "threshold one passes. Vector: attacks, passed.",
    .domain = "0 to 1; undefined without attacks",
    .length = 2,
    .interval = METRIC_BINOMIAL,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
