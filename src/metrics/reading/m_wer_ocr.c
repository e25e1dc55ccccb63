/* Word error rate of a page that was read.
 * SOURCE: Levenshtein 1966, Soviet Physics Doklady 10:707-710, over words; case counts. */
#include "metrics/reading/read_text.h"
#include "metrics/speech/word_rate.h"

static enum err_code item(const struct js *input, const struct js *expected,
                          const struct js *output, double *vector, bool *has, struct err *err)
{
    (void)input;
    *has = true;
    return read_text_vector(expected, output, READ_WORDS, vector, err);
}

static const double rows[] = {2, 1, 0, 1};
static const struct metric_example examples[] = {
    {"by hand: \"No entry here\" / \"No entry her e\"", rows, 1, 2.0 / 3}};

const struct metric metric_wer_ocr = {
    .id = "wer.ocr/1",
    .title = "Word error rate of what was read",
    .unit = "proportion",
    .definition =
        "The least number of substituted, deleted and inserted words over words of the truth, "
        "counts summed over items. A word is what stands between white space, signs and case "
        "counted. An item without an answer is all deletions. Vector: correct, substituted, "
        "deleted, inserted.",
    .domain = "0 or more; undefined without words in the truth",
    .length = 4,
    .interval = METRIC_POOLED,
    .item = item,
    .finish = word_rate_finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
