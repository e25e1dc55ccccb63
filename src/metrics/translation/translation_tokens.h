/* Tokenisers of translation scores, by sacreBLEU's names and to its letter.
 *
 * SOURCE: mjpost/sacrebleu 2.6.0, sacrebleu/tokenizers/ (13a is NIST's mteval-v13a.pl, intl
 * mteval-v14.pl); tercom's Normalizer.java as kept there for TER. Texts are valid UTF-8. */
#ifndef POLICEAI_METRICS_TRANSLATION_TRANSLATION_TOKENS_H
#define POLICEAI_METRICS_TRANSLATION_TRANSLATION_TOKENS_H

#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum translation_tokenizer {
    TRANSLATION_13A,
    TRANSLATION_NONE,
    TRANSLATION_INTL,
    TRANSLATION_CHAR,
    TRANSLATION_ZH,
    TRANSLATION_TOKENIZERS
};

struct tercom_settings {
    bool normalized;
    bool no_punct;
    bool asian;
    bool case_sensitive;
};

/* Working memory of one thread. */
struct translation_scratch {
    struct strbuf one;
    struct strbuf two;
};

/* Room for lines of `most` bytes. */
void translation_scratch_init(struct translation_scratch *scratch, size_t most);
void translation_scratch_release(struct translation_scratch *scratch);

/* "13a", "none", "intl", "char", "zh". */
const char *translation_tokenizer_name(enum translation_tokenizer tokenizer);
bool translation_tokenizer_find(struct str name, enum translation_tokenizer *tokenizer);
/* One segment, its trailing white space ignored, as BLEU sees it: tokens with white space (of
 * any kind and amount) between. Borrowed from the scratch or from `line` until the next call.
 */
struct str translation_tokenize(enum translation_tokenizer tokenizer, bool lower,
                                struct str line, struct translation_scratch *scratch);
/* The same for TER. */
struct str tercom_tokenize(struct tercom_settings settings, struct str line,
                           struct translation_scratch *scratch);

#endif
