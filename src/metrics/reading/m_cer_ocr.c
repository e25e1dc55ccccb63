/* Character error rate of a page that was read.
 * SOURCE: Rice 1996, Measuring the Accuracy of Page-Reading Systems, chapter 3 (edit distance
 * over characters of the truth); white space as the ISRI tools take it, runs as one blank. */
#include "metrics/reading/read_text.h"
#include "metrics/speech/word_rate.h"

static enum err_code item(const struct js *input, const struct js *expected,
                          const struct js *output, double *vector, bool *has, struct err *err)
{
    (void)input;
    *has = true;
    return read_text_vector(expected, output, READ_CHARACTERS, vector, err);
}

static const double rows[] = {3, 1, 3, 0};
static const struct metric_example examples[] = {
    {"dinglehopper b488af3, test_character_error_rate.py: \"Abstand\" / \"Sand\", 4 of 7", rows,
     1, 4.0 / 7}};

const struct metric metric_cer_ocr = {
    .id = "cer.ocr/1",
    .title = "Character error rate of what was read",
    .unit = "proportion",
    .definition =
        "The least number of substituted, deleted and inserted characters over characters of "
        "the truth, counts summed over items. White space at both ends is taken off and any "
        "other run of it, line ends among it, is one blank, which counts; a character is a "
        "Unicode code point; case counts; nothing is composed or decomposed, so both sides "
        "should be in one form (NFC). An item without an answer is all deletions. Vector: "
        "correct, substituted, deleted, inserted.",
    .domain = "0 or more; undefined without characters in the truth",
    .length = 4,
    .interval = METRIC_POOLED,
    .item = item,
    .finish = char_rate_finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
