/* Texts as Python's str treats them, for scorers that must agree with programs written in it:
 * white space, lower case, general categories.
 *
 * All texts are valid UTF-8 (the readers of src/score see to that). SOURCE: The Unicode
 * Standard 15.0, chapters 3.13 and 4; Python 3.11 str.split, str.rstrip and str.lower, which
 * differ from them nowhere that the tests of all code points could find. */
#ifndef POLICEAI_METRICS_UNICODE_UNICODE_H
#define POLICEAI_METRICS_UNICODE_UNICODE_H

#include "base/str.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum unicode_class { UNICODE_OTHER, UNICODE_NUMBER, UNICODE_PUNCTUATION, UNICODE_SYMBOL };

/* What str.split() splits at: U+0009-000D, 001C-0020, 0085, 00A0, 1680, 2000-200A, 2028, 2029,
 * 202F, 205F, 3000. */
bool unicode_is_space(uint32_t code_point);
/* Bytes of the white space character that text begins with, 0 when it begins with another or
 * is empty. */
size_t unicode_space_at(struct str text);
/* General category N*, P*, S* or any other. */
enum unicode_class unicode_class_of(uint32_t code_point);

/* Has another simple lower case. */
bool unicode_is_upper(uint32_t code_point);
/* A letter or mark: anything that is no ASCII sign, white space, number, punctuation, symbol.
 */
bool unicode_is_letter(uint32_t code_point);

/* What \w of Python's re matches: categories L* and N*, and "_". */
bool unicode_is_word(uint32_t code_point);
/* What \d matches (category Nd): 0 to 9, else -1. */
int unicode_digit(uint32_t code_point);
/* Category Mn, Mc or Me. */
bool unicode_is_mark(uint32_t code_point);

enum { UNICODE_BARE_MAX = 18 };
/* The compatibility decomposition (NFKD) of a code point without nonspacing marks (Mn): 0 to
 * UNICODE_BARE_MAX code points, returns how many. Done to each of a text it gives NFKD without
 * Mn but for the order of neighbouring Mc marks. */
size_t unicode_bare(uint32_t code_point, uint32_t bare[UNICODE_BARE_MAX]);

/* Without white space at the end / at both ends. */
struct str unicode_trim_end(struct str text);
struct str unicode_trim(struct str text);
/* Takes the next run of characters that are not white space off *rest; false at the end. */
bool unicode_word(struct str *rest, struct str *word);

/* Appends the lower case of the whole text: str.lower(), that is U+0130 as i and U+0307, a
 * final capital sigma as U+03C2, every other by its simple mapping. */
void unicode_lower(struct strbuf *out, struct str text);
/* The next code point of valid text; *at moves past it. */
uint32_t unicode_next(struct str text, size_t *at);

#endif
