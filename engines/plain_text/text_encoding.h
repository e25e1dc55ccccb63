/* Text files as UTF-8, whatever of three encodings they came in. */
#ifndef POLICEAI_PLAIN_TEXT_TEXT_ENCODING_H
#define POLICEAI_PLAIN_TEXT_TEXT_ENCODING_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdint.h>

/* `bytes` as UTF-8: as it is when it is UTF-8; from UTF-16 when it begins with a byte order
 * mark (which stays, as U+FEFF); else from Windows-1252, when none of its bytes is one that
 * Windows-1252 leaves open. A NUL is refused. ERR_UNSUPPORTED says what helps. The result is
 * lent by `bytes` or the arena. */
enum err_code text_to_utf8(struct arena *arena, struct str bytes, struct str *text,
                           struct err *err) MUST_USE;
/* The same when the encoding is named, as a message's parts do: one of those three by its
 * names, or one that the C library converts from. ERR_UNSUPPORTED. */
enum err_code text_from_charset(struct arena *arena, const char *charset, struct str bytes,
                                struct str *text, struct err *err) MUST_USE;
/* The code point of a byte of Windows-1252, 0 for NUL and for one that it leaves open. */
uint32_t windows_1252_letter(unsigned char byte);

#endif
