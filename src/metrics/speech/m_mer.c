/* Match error rate.
 * SOURCE: Morris, Maier and Green 2004, Interspeech, From WER and RIL to MER and WIL;
 * jitsi/jiwer c1b0d5e, src/jiwer/process.py process_words. */
#include "metrics/speech/word_rate.h"

static const double rows[] = {3, 3, 0, 4};
static const struct metric_example examples[] = {
    {"jiwer tests/test_measures.py: \"i am a short ground truth\" / \"i am a considerably "
     "longer "
     "and very much incorrect hypothesis\"",
     rows, 1, 0.7}};

const struct metric metric_mer = {
    .id = "mer/1",
    .title = "Match error rate",
    .unit = "proportion",
    .definition =
        "Errors over correct, substituted, deleted and inserted words together: the share of "
        "matches that are wrong. "
        "Words as jiwer splits them: two or more white-space characters become one space, "
        "white space at both ends is taken off, then spaces part words; letters keep their "
        "case. Shortest edit path; common start and end are taken off, then walking back from "
        "the end a deletion comes before an insertion before a pair, as rapidfuzz does. Counts "
        "are summed over utterances. Vector: correct, substituted, deleted, inserted.",
    .domain = "0 to 1; undefined when there is no word at all",
    .length = 4,
    .interval = METRIC_POOLED,
    .finish = match_rate_finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
