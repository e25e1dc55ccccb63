/* What stands around a span, on its own line. */
#ifndef POLICEAI_PERSONAL_DATA_CONTEXT_H
#define POLICEAI_PERSONAL_DATA_CONTEXT_H

#include "base/str.h"

#include <stdbool.h>

/* At most this many bytes to one side are looked at. */
enum { CONTEXT_MAX = 120 };

/* One of the blank-separated lower-case `words` stands, whole and in any case, within `before`
 * bytes before the span or `after` bytes after it, on the same line. */
bool context_has(struct str text, size_t start, size_t end, size_t before, size_t after,
                 const char *words);
/* The same for a list and one word, any case. */
bool context_lists(const char *words, struct str word);

#endif
