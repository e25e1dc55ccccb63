/* Word error rate by sclite's alignment: correct 0, substitution 4, insertion 3, deletion 3.
 * SOURCE: NIST SCTK, src/sclite/word.c wwd_WORD and doc/sclite.htm. */
#include "metrics/speech/word_rate.h"
#include "metrics/speech/words.h"

static enum err_code item(const struct js *input, const struct js *expected,
                          const struct js *output, double *vector, bool *has, struct err *err)
{
    (void)input;
    *has = true;
    return words_vector(expected, output, WEIGHTS_SCLITE, vector, err);
}

static const double rows[] = {3, 0, 3, 3};
static const struct metric_example examples[] = {
    {"sclite 2.10 on \"c c d e a e\" / \"e a b e b b\"", rows, 1, 1.0}};

const struct metric metric_wer_sclite = {
    .id = "wer.sclite/1",
    .title = "Word error rate (sclite alignment)",
    .unit = "proportion",
    .definition =
        "Substituted, deleted and inserted words over reference words, counts summed over "
        "items. "
        "Words are runs of bytes other than ASCII white space, A-Z lower-cased. Aligned with "
        "costs 4 (substitution), 3 (insertion), 3 (deletion) as NIST's sclite does, so that "
        "the "
        "number of errors can exceed the edit distance. An item without an answer is all "
        "deletions. Vector: correct, substituted, deleted, inserted.",
    .domain = "0 or more; undefined without reference words",
    .length = 4,
    .interval = METRIC_POOLED,
    .item = item,
    .finish = word_rate_finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
