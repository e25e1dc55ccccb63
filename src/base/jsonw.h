/* JSON writer on a strbuf: commas and escapes are its business, nesting is checked (BUG).
 *
 * Strings are escaped as RFC 8785 says, so output whose keys are written in RFC 8785 order is
 * canonical. Text must be UTF-8; from outside check first. There is no double here: derived
 * numbers go through jsonw_dec, machine-made JSON for people and tests through jsonw_double. */
#ifndef POLICEAI_BASE_JSONW_H
#define POLICEAI_BASE_JSONW_H

#include "base/str.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stdint.h>

enum { JSONW_DEPTH = 72 };

struct jsonw {
    struct strbuf *out;
    int depth;
    char close[JSONW_DEPTH];
    bool comma; /* an item stands before in this list */
    bool after_key;
};

/* Each call writes one thing at the present place; `out` is lent until the last call. */
void jsonw_init(struct jsonw *w, struct strbuf *out);
void jsonw_object(struct jsonw *w);
void jsonw_array(struct jsonw *w);
/* Closes the innermost object or array. */
void jsonw_end(struct jsonw *w);
void jsonw_key(struct jsonw *w, const char *name);
void jsonw_key_str(struct jsonw *w, struct str name);
void jsonw_str(struct jsonw *w, struct str text);
void jsonw_puts(struct jsonw *w, const char *text);
void jsonw_printf(struct jsonw *w, const char *format, ...) PRINTF_LIKE(2, 3);
void jsonw_int(struct jsonw *w, int64_t value);
void jsonw_bool(struct jsonw *w, bool value);
void jsonw_null(struct jsonw *w);
/* A value that is JSON already. */
void jsonw_raw(struct jsonw *w, struct str json);
/* A decimal string: "%.12g" in the C locale, -0 as "0"; NaN and infinity are a BUG. */
void jsonw_dec(struct jsonw *w, double value);
/* A bare JSON number ("%.17g"), never in signed documents. */
void jsonw_double(struct jsonw *w, double value);

/* key and value in one call */
void jsonw_member(struct jsonw *w, const char *name, const char *text);
void jsonw_member_str(struct jsonw *w, const char *name, struct str text);
void jsonw_member_int(struct jsonw *w, const char *name, int64_t value);
/* As jsonw_dec; nothing is written of NaN and infinity. */
void jsonw_member_dec(struct jsonw *w, const char *name, double value);

/* The quoted, escaped string itself. */
void jsonw_quote(struct strbuf *out, struct str text);
enum { DEC_SIZE = 32 };
/* Formats DEC (see jsonw_dec) into text. */
void dec_format(char text[DEC_SIZE], double value);
/* Reads DEC back: true only for text that dec_format would write for the value it denotes. */
bool dec_parse(struct str text, double *value);

#endif
