/* UTF-8: strict (no surrogates, no overlong forms, at most U+10FFFF). */
#ifndef POLICEAI_BASE_UTF8_H
#define POLICEAI_BASE_UTF8_H

#include "base/str.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes one code point at text[*at] and moves *at past it; false on a bad sequence. */
bool utf8_next(struct str text, size_t *at, uint32_t *code_point);
bool utf8_valid(struct str text);
/* Number of code points of valid text. */
size_t utf8_count(struct str text);
/* Byte offset of the code point with the given index (the length for index == count), or
 * SIZE_MAX past the end. */
size_t utf8_offset(struct str text, size_t index);
/* Writes 1 to 4 bytes; returns how many, 0 for a surrogate or > U+10FFFF. */
size_t utf8_encode(uint32_t code_point, char bytes[4]);
/* For showing texts from outside: control characters (tab and line ends LF and CR LF kept when
 * `lines`), bidirectional controls, zero-width characters and bytes that are not UTF-8 come out
 * as \u{XX}. */
void utf8_visible(struct strbuf *out, struct str text, bool lines);

#endif
