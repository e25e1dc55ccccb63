/* Texts folded for comparison: what "the same words" means in a case. Pure. */
#ifndef POLICEAI_CASEFOLDER_TEXT_FOLD_H
#define POLICEAI_CASEFOLDER_TEXT_FOLD_H

#include "base/str.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stdint.h>

/* Appends the text in lower case (Latin, Greek and Cyrillic letters), runs of white space as
 * one blank, without white space at its ends. */
void text_fold(struct strbuf *out, struct str text);
/* The lower-case form of a letter of those, else the code point itself. */
uint32_t text_lower(uint32_t c);
/* A letter or a digit, for the edges of words: any code point from U+00C0 counts as one but
 * for punctuation of U+2000-U+206F and U+3000-U+303F and the signs U+00D7, U+00F7. */
bool text_is_word(uint32_t c);

#endif
