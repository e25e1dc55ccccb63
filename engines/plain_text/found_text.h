/* Bytes of a file that somebody else wrote, as UTF-8, whatever state they are in: of a text
 * that is cut off or damaged the rest is kept. */
#ifndef POLICEAI_PLAIN_TEXT_FOUND_TEXT_H
#define POLICEAI_PLAIN_TEXT_FOUND_TEXT_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* What `bytes` say. `charset` is the name that a file or message gives ("" for none; names and
 * their habits as in https://encoding.spec.whatwg.org/#names-and-labels); without a known one
 * UTF-8, UTF-16 or UTF-32 with its mark or by its pattern of NULs, else Windows-1252. Each byte
 * that is no letter there becomes U+FFFD and is counted in *odd; NULs at the end and a byte
 * order mark at the start are left out. The result is lent by `bytes` or the arena. */
struct str found_text(struct arena *arena, const char *charset, struct str bytes, size_t *odd);

/* The name of the encoding that found_text takes without being told: by the pattern of NULs, or
 * FOUND_WINDOWS for want of anything better; NULL when a mark or `charset` tells, or the bytes
 * are UTF-8. Static. */
#define FOUND_WINDOWS "Windows-1252"
const char *found_guess(const char *charset, struct str bytes);

/* Whether this is text at all: of a text at most one byte of fifty (or of its UTF-16 one unit)
 * is a control character other than those that stand in texts. */
bool found_is_text(struct str bytes);

#endif
