/* Character error rate as jiwer counts it.
 * SOURCE: jitsi/jiwer c1b0d5e, src/jiwer/process.py process_characters, transformations.py
 * cer_default. */
#include "metrics/speech/word_rate.h"

static const double rows[] = {2, 1, 2, 0};
static const struct metric_example examples[] = {
    {"jiwer tests/test_cer.py: \"X Y X\" / \"X Z\", 3 of 5", rows, 1, 3.0 / 5}};

const struct metric metric_cer = {
    .id = "cer/1",
    .title = "Character error rate",
    .unit = "proportion",
    .definition =
        "Substituted, deleted and inserted characters over characters of the reference, counts "
        "summed over utterances. A character is a Unicode code point; white space at both ends "
        "of an utterance is taken off, all other white space counts; letters keep their case. "
        "Distances are the least (Levenshtein); how they split follows jiwer and rapidfuzz: "
        "common start and end are taken off, then walking back from the end a deletion comes "
        "before an insertion before a pair. As jiwer 4 gives cer, but for a corpus without "
        "reference characters, where jiwer gives the number of insertions. Vector: correct, "
        "substituted, deleted, inserted.",
    .domain = "0 or more; undefined without reference characters",
    .length = 4,
    .interval = METRIC_POOLED,
    .finish = char_rate_finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
