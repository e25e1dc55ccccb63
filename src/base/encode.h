/* Hexadecimal and base64 (RFC 4648, standard alphabet, padded); what forms and queries hold. */
#ifndef POLICEAI_BASE_ENCODE_H
#define POLICEAI_BASE_ENCODE_H

#include "base/arena.h"
#include "base/str.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stddef.h>

/* Writes 2 * length lower-case digits and a NUL. */
void hex_encode(char *out, const void *bytes, size_t length);
/* Lower-case digits only, exactly 2 * length of them. */
bool hex_decode(void *out, size_t length, struct str text);
/* True for exactly `digits` lower-case hexadecimal digits. */
bool hex_is(struct str text, size_t digits);

/* Appends the padded text. */
void base64_encode(struct strbuf *out, const void *bytes, size_t length);
/* Canonical text only: padded, no blanks, unused bits zero (so that re-encoding gives the same
 * text). Appends to out; false, leaving out as it was, on any other text. */
bool base64_decode(struct strbuf *out, struct str text);

/* A name or value of application/x-www-form-urlencoded (WHATWG URL, 5.1), decoded into the
 * arena; a '%' without two digits stands for itself. Any bytes may come of it. */
struct str form_decode(struct arena *arena, struct str raw);

#endif
