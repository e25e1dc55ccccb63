/* Word error rate by edit distance: every error costs 1.
 * SOURCE: Levenshtein 1966, Soviet Physics Doklady 10:707-710, over words. */
#include "metrics/speech/word_rate.h"
#include "metrics/speech/words.h"

static enum err_code item(const struct js *input, const struct js *expected,
                          const struct js *output, double *vector, bool *has, struct err *err)
{
    (void)input;
    *has = true;
    return words_vector(expected, output, WEIGHTS_EDITS, vector, err);
}

static const double rows[] = {1, 5, 0, 0};
static const struct metric_example examples[] = {
    {"the edit distance of \"c c d e a e\" / \"e a b e b b\", 5 over 6", rows, 1, 5.0 / 6}};

const struct metric metric_wer_levenshtein = {
    .id = "wer.levenshtein/1",
    .title = "Word error rate (edit distance)",
    .unit = "proportion",
    .definition =
        "The least number of substituted, deleted and inserted words over reference words, "
        "counts "
        "summed over items. Words are runs of bytes other than ASCII white space, A-Z "
        "lower-cased. The rate does not depend on which of several shortest alignments is "
        "taken; "
        "its split does: walking back from the end, pairs come before insertions, insertions "
        "before deletions. An item without an answer is all deletions. Vector: correct, "
        "substituted, deleted, inserted.",
    .domain = "0 or more; undefined without reference words",
    .length = 4,
    .interval = METRIC_POOLED,
    .item = item,
    .finish = word_rate_finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
