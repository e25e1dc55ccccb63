/* The tokens of a document: those it gives, else words and single marks of its text, else the
 * stretches between the ends of its spans. */
#ifndef POLICEAI_SCORE_SPANS_TOKENS_H
#define POLICEAI_SCORE_SPANS_TOKENS_H

#include "metrics/spans/span_iou.h"
#include "score/spans/spans_file.h"

#include <stddef.h>
#include <stdint.h>

struct spans_tokens {
    struct span_token *items;
    size_t count;
    struct mask_token *ignored; /* the same tokens, for masking; as many */
    uint32_t *truth;            /* label of each, SPAN_NO_LABEL */
    uint32_t *answer;
};

/* The text's code points, `document->length` of them, freed with free(); NULL without text. */
uint32_t *spans_text(const struct spans_document *document);
/* Skipped are tokens without a word character and those that `skip_words` (or NULL) holds, in
 * lower case by ASCII. A token has the label of the first span, by start, that shares a code
 * point with it. Ended by spans_tokens_release. */
struct spans_tokens spans_tokens_make(const struct spans_document *truth,
                                      const struct spans_document *answer, const uint32_t *text,
                                      const struct name_table *skip_words);
void spans_tokens_release(struct spans_tokens *tokens);

#endif
