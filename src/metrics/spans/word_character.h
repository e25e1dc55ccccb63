/* Letters, digits and the underscore, as Python's \w has them: the tokens of the Text
 * Anonymization Benchmark are runs of these.
 * SOURCE: docs.python.org/3.11/library/re.html, \w for str patterns. */
#ifndef POLICEAI_METRICS_WORD_CHARACTER_H
#define POLICEAI_METRICS_WORD_CHARACTER_H

#include <stdbool.h>
#include <stdint.h>

/* True for a code point of that kind; U+0000 to U+10FFFF. */
bool word_character(uint32_t code_point);

#endif
