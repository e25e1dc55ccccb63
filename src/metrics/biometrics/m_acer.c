/* Mean of both errors; not conformant. */
#include "metrics/biometrics/species_rows.h"

static const struct metric_pool pool = {species_rows_prepare, species_rows_acer,
                                        species_rows_release};

static const double rows[] = {1, 1, 1, 0, 2, 1, 2, 0, 2, 0, 0, 0, 0, 0, 0, 1, 0, 0};
static const struct metric_example examples[] = {{"by hand: 1/2 and 1/4", rows, 9, 0.375}};

const struct metric metric_acer = {
    .id = "acer/1",
    .title = "Average classification error rate (not of ISO/IEC 30107-3)",
    .unit = "proportion",
    .higher_is_better = false,
    .definition =
        "Half of apcer/1 plus half of bpcer/1. Not conformant with ISO/IEC 30107-3, "
        "which does not let the two be averaged; kept for comparison with older "
        "papers. Scores are high for bona fide presentations; at or above the "
        "threshold one passes. Vector: species from 1 (0: bona fide), wrong (0 or 1).",
    .domain = "0 to 1; undefined without attacks or bona fide presentations",
    .length = 2,
    .interval = METRIC_POOLED,
    .pool = &pool,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
