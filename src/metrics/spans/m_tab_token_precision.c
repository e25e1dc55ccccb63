/* Masked tokens that annotators masked too (Text Anonymization Benchmark). */
#include "metrics/spans/span_masking.h"

static const double rows[] = {2, 3, 1, 2};
static const struct metric_example examples[] = {
    {"by hand: 2 of 3 and 1 of 2", rows, 2, 3.0 / 5}};

const struct metric metric_tab_token_precision = {
    .id = "tab.token.precision/1",
    .title = "Masked tokens that annotators masked too",
    .unit = "proportion",
    .higher_is_better = true,
    .definition = "For each token (run of word characters) of each mask: the annotators one of "
                  "whose mentions that need masking holds all of it, over the document's "
                  "annotators, summed. Uniform weights. SOURCE: Pilan et al. 2022, "
                  "Computational Linguistics 48:1053-1101, section 6; details as evaluation.py "
                  "of the Text Anonymization Benchmark at c5246a2. Vector: counted, of.",
    .domain = "0 to 1; undefined where there is nothing to count",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = mask_precision,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
