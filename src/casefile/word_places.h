/* Where the words of a page stand, in few bytes: for each word seven numbers, as differences
 * to the word before, in variable length (LEB128 of zigzag numbers). */
#ifndef POLICEAI_CASEFILE_WORD_PLACES_H
#define POLICEAI_CASEFILE_WORD_PLACES_H

#include "base/str.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stdint.h>

struct word_place {
    int32_t start, end;     /* code points of the page's text, end exclusive */
    int32_t x0, y0, x1, y1; /* hundredths of a point, from the top left of the page */
    int32_t confidence;     /* 0 to 100; -1: not read by OCR */
};

/* Appends one word after `before` (all zero at first). */
void word_place_pack(struct strbuf *out, const struct word_place *before,
                     const struct word_place *word);
/* The next word at *at, *word holding the one before; false at the end or in damaged bytes. */
bool word_place_next(struct str packed, size_t *at, struct word_place *word);

#endif
