/* Bona fide presentations refused at a fixed APCER. */
#include "metrics/biometrics/attack_rows.h"

static const struct metric_pool pool = {attack_rows_new, attack_rows_bpcer, attack_rows_free};

static const double rows[] = {0.9, 1, 0, 0.5, 0.8, 0, 0, 0.5, 0.7, 1, 0, 0.5, 0.6, 0, 1, 0.5,
                              0.5, 1, 0, 0.5, 0.4, 0, 1, 0.5, 0.3, 0, 0, 0.5, 0.2, 1, 0, 0.5};
static const struct metric_example examples[] = {
    {"by hand: at 0.5 half of each species passes, 0.4 would be too many", rows, 8, 0.25}};

const struct metric metric_bpcer_at_apcer = {
    .id = "bpcer.at_apcer/1",
    .title = "BPCER at a fixed APCER",
    .unit = "proportion",
    .higher_is_better = false,
    .definition = "Bona fide presentations below T over bona fide presentations, T being the "
                  "lowest observed score at which at most the named share of the attacks of "
                  "every species pass: BPCER10, 20 and 100 of ISO/IEC 30107-3 with the shares "
                  "1/10, 1/20 and 1/100. Scores are high for bona fide presentations; at or "
                  "above the threshold one passes. Vector: score, bona fide (0 or 1), species "
                  "from 0, the share.",
    .domain = "0 to 1; undefined without attacks or bona fide presentations",
    .length = 4,
    .interval = METRIC_POOLED,
    .pool = &pool,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
