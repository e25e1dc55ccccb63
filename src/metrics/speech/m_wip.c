/* Word information preserved.
 * SOURCE: Morris, Maier and Green 2004, Interspeech; jitsi/jiwer c1b0d5e, src/jiwer/process.py.
 */
#include "metrics/speech/word_rate.h"

static const double rows[] = {3, 3, 0, 4};
static const struct metric_example examples[] = {
    {"jiwer tests/test_measures.py: \"i am a short ground truth\" / \"i am a considerably "
     "longer "
     "and very much incorrect hypothesis\"",
     rows, 1, 0.15}};

const struct metric metric_wip = {
    .id = "wip/1",
    .title = "Word information preserved",
    .unit = "proportion",
    .higher_is_better = true,
    .definition =
        "Correct words by words of the reference, times correct words by words of the "
        "hypothesis; 0 when the hypothesis has no word. "
        "Words as jiwer splits them: two or more white-space characters become one space, "
        "white space at both ends is taken off, then spaces part words; letters keep their "
        "case. Shortest edit path; common start and end are taken off, then walking back from "
        "the end a deletion comes before an insertion before a pair, as rapidfuzz does. Counts "
        "are summed over utterances. Vector: correct, substituted, deleted, inserted.",
    .domain = "0 to 1; undefined without reference words",
    .length = 4,
    .interval = METRIC_POOLED,
    .finish = information_kept_finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
