/* Canonical JSON: RFC 8785 (keys sorted by UTF-16 code units, no white space) narrowed to what
 * signed documents may hold: objects, arrays, strings and integers |n| <= 2^53-1. Doubles,
 * true, false and null are refused, naming the place as an RFC 6901 pointer. */
#ifndef POLICEAI_CRYPTO_CANON_H
#define POLICEAI_CRYPTO_CANON_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/strbuf.h"

/* Appends the canonical form of value. */
enum err_code canon_write(struct strbuf *out, const struct js *value, struct err *err) MUST_USE;
/* Parses `text` and gives its canonical form in the arena. */
enum err_code canon_of(struct arena *arena, struct str text, struct str *canonical,
                       struct err *err) MUST_USE;
/* Parses text that must be canonical already, to the byte. */
enum err_code canon_parse(struct arena *arena, struct str text, struct js **value,
                          struct err *err) MUST_USE;
/* Compares two UTF-8 texts by their UTF-16 code units (RFC 8785 section 3.2.3). */
int canon_key_order(struct str a, struct str b);

#endif
