/* Inserted words of sclite's alignment.
 * SOURCE: as wer.sclite. */
#include "metrics/speech/word_rate.h"

static struct metric_value insertions_finish(const double *sum)
{
    return (struct metric_value){.defined = true, .value = sum[3]};
}

static const double rows[] = {3, 0, 3, 3};
static const struct metric_example examples[] = {
    {"sclite 2.10 on \"c c d e a e\" / \"e a b e b b\": 0 substituted, 3 deleted, 3 inserted",
     rows, 1, 3}};

const struct metric metric_insertions = {
    .id = "insertions/1",
    .title = "Inserted words",
    .unit = "words",
    .definition = "Inserted words of the alignment that wer.sclite describes, summed over "
                  "utterances. Vector: correct, substituted, deleted, inserted.",
    .domain = "0 or more",
    .length = 4,
    .interval = METRIC_POOLED,
    .finish = insertions_finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
