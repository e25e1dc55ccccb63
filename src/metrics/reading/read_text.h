/* What was read against what stands there: the item vectors of the error rates of OCR. */
#ifndef POLICEAI_METRICS_READ_TEXT_H
#define POLICEAI_METRICS_READ_TEXT_H

#include "base/err.h"
#include "base/json.h"

enum read_unit { READ_CHARACTERS, READ_WORDS };

/* {correct, substituted, deleted, inserted} of the "text" of both by edit distance, a pair
 * before an insertion before a deletion. White space at both ends is taken off, any other run
 * of it is one blank; then a character is a Unicode code point, a word what stands between
 * blanks; case counts, nothing is composed or decomposed. `output` NULL: all deleted. */
enum err_code read_text_vector(const struct js *expected, const struct js *output,
                               enum read_unit unit, double *vector, struct err *err) MUST_USE;

#endif
