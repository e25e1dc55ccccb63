/* Direct identifiers masked in every mention (Text Anonymization Benchmark). */
#include "metrics/spans/span_masking.h"

static const double rows[] = {2, 3, 1, 2};
static const struct metric_example examples[] = {
    {"by hand: 2 of 3 and 1 of 2", rows, 2, 3.0 / 5}};

const struct metric metric_tab_direct_recall = {
    .id = "tab.entity.recall.direct/1",
    .title = "Direct identifiers masked in every mention",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "As tab.entity.recall/1, over entities whose first mention is a direct "
                  "identifier. SOURCE: Pilan et al. 2022, Computational Linguistics "
                  "48:1053-1101, section 6; details as evaluation.py of the Text Anonymization "
                  "Benchmark at c5246a2. Vector: counted, of.",
    .domain = "0 to 1; undefined where there is nothing to count",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = mask_recall,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
