/* Single passes over a text that the tokenisers are made of. Each clears `out`, writes into it
 * and returns a view of it; `text` must not lie in `out`. */
#ifndef POLICEAI_METRICS_TRANSLATION_TOKEN_PASSES_H
#define POLICEAI_METRICS_TRANSLATION_TOKEN_PASSES_H

#include "base/str.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stdint.h>

typedef bool pass_test_fn(uint32_t code_point);

/* Characters by which pairs are found. */
enum pass_kind {
    PASS_NOT_NUMBER,  /* \P{N} */
    PASS_PUNCTUATION, /* \p{P} */
};

/* Two characters side by side, the first of kind a, the second of kind b, become
 * before A between B after; a character belongs to one pair only, from left to right. */
struct str pass_pairs(struct strbuf *out, struct str text, enum pass_kind a, enum pass_kind b,
                      const char *before, const char *between, const char *after);
/* A space on both sides of every character that `test` names. */
struct str pass_apart(struct strbuf *out, struct str text, pass_test_fn *test);
/* Category S*. */
bool pass_is_symbol(uint32_t c);
/* The punctuation of ASCII that stands alone in 13a: all but ' , - . and letters, digits. */
bool pass_is_western(uint32_t c);
/* Every place of `what` becomes `by`. */
struct str pass_replace(struct strbuf *out, struct str text, struct str what, struct str by);

/* What 13a does first: <skipped>, "-\n" and the entities &quot; &amp; &lt; &gt;, in this order,
 * then one space at each end. Several passes in one where that gives the same. */
struct str pass_13a_entities(struct strbuf *out, struct str text);
/* The four expressions that 13a, zh and TER share; `text` may lie in `one`. Returns a view of
 * one or two. */
struct str pass_western(struct str text, struct strbuf *one, struct strbuf *two);
/* The last three of them, that is without the first. */
struct str pass_points(struct str text, struct strbuf *one, struct strbuf *two);

#endif
