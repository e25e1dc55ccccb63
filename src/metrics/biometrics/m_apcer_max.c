/* Attacks of the worst species that pass. */
#include "metrics/biometrics/species_rows.h"

static const struct metric_pool pool = {species_rows_prepare, species_rows_apcer_max,
                                        species_rows_release};

static const double rows[] = {1, 1, 1, 0, 2, 1, 2, 0, 2, 0, 0, 0, 0, 0, 0, 1, 0, 0};
static const struct metric_example examples[] = {{"by hand: 1 of 2 and 1 of 3", rows, 9, 0.5}};

const struct metric metric_apcer_max = {
    .id = "apcer/1",
    .title = "Attack presentation classification error rate, worst species",
    .unit = "proportion",
    .higher_is_better = false,
    .definition =
        "The highest, over species of attack, share of a species' attacks that pass "
        "(ISO/IEC 30107-3 has it reported by species and as this maximum). Scores are "
        "high for bona fide presentations; at or above the threshold one passes. "
        "Vector: species from 1 (0: bona fide), wrong (0 or 1).",
    .domain = "0 to 1; undefined without attacks",
    .length = 2,
    .interval = METRIC_POOLED,
    .pool = &pool,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
