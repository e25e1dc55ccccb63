/* Any two lines of UTF-8: no score leaves its range, nothing shared is more than either side
 * has, a line against itself needs no edit, edits are between the difference and the sum of
 * lengths. */
#include "base/utf8.h"
#include "metrics/translation/translation.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_bleu(struct translation_work *work, struct translation_settings settings,
                       const struct translation_segment *segment)
{
    double v[METRIC_VECTOR_MAX];
    bleu_vector(work, &settings, segment, v);
    for (size_t n = 0; n < BLEU_ORDERS; n++) {
        if (v[2 + n] > v[2 + BLEU_ORDERS + n] || v[2 + BLEU_ORDERS + n] > v[0]) {
            abort();
        }
    }
    double value = bleu_value(v);
    if (!(value >= 0 && value <= 100.0000001)) {
        abort();
    }
}

static void check_chrf(struct translation_work *work, struct translation_settings settings,
                       const struct translation_segment *segment)
{
    double v[METRIC_VECTOR_MAX];
    chrf_vector(work, &settings, CHRF_WORD_ORDERS, segment, v);
    for (size_t n = 0; n < CHRF_ORDERS + CHRF_WORD_ORDERS; n++) {
        if (v[3 * n + 2] > v[3 * n + 1]) {
            abort();
        }
    }
    double value = chrf_value(v, CHRF_ORDERS + CHRF_WORD_ORDERS);
    if (!(value >= 0 && value <= 100.0000001)) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct translation_work *work;
    if (size < 2 || size > 600 || !utf8_valid(str_n((const char *)data + 1, size - 1))) {
        return 0;
    }
    if (work == NULL) {
        work = translation_work_new();
    }
    struct str text = str_n((const char *)data + 1, size - 1);
    struct str hypothesis;
    (void)str_split(&text, '\0', &hypothesis);
    struct str reference = text.p != NULL ? text : STR("");
    struct translation_segment segment = {hypothesis, &reference, 1};
    struct translation_settings settings = {
        .smooth_value = -1,
        .tokenizer = (enum translation_tokenizer)(data[0] % TRANSLATION_TOKENIZERS),
        .lowercase = (data[0] & 8) != 0,
        .tercom = {(data[0] & 16) != 0, (data[0] & 32) != 0, (data[0] & 64) != 0,
                   (data[0] & 128) != 0}};
    check_bleu(work, settings, &segment);
    check_chrf(work, settings, &segment);
    double v[TER_VECTOR];
    ter_vector(work, &settings, &segment, v);
    segment.references = &segment.hypothesis;
    double same[TER_VECTOR];
    ter_vector(work, &settings, &segment, same);
    if ((!settings.tercom.normalized && same[0] != 0) || v[0] > v[1] + (double)size) {
        abort();
    }
    return 0;
}
