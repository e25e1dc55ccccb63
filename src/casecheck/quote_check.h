/* Whether a shortened sentence says nothing that its source does not say. Pure.
 *
 * A model, or a person, may leave words out of a quoted sentence or put sentences in another
 * order; it may add nothing. A line is taken only when
 *   - its words are words of the source, in the source's order (case and marks aside; a word is
 *     the same with or without a possessive s);
 *   - no word that turns the sense is left out of the stretch it quotes: not, no, never, denied,
 *     alleged, about, may, if … (the list is quote_check.c's);
 *   - a date, a time, a sum, a number with its unit, and a name of several words of the source is
 *     there whole or not at all.
 * Whatever else a text says, it cannot carry a name, number, date or place that is not there. */
#ifndef POLICEAI_CASECHECK_QUOTE_CHECK_H
#define POLICEAI_CASECHECK_QUOTE_CHECK_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

enum { QUOTE_WORDS_MAX = 2000 };

/* ERR_INVALID says which word, and why. Both are valid UTF-8. */
enum err_code quote_check(struct arena *arena, struct str source, struct str line,
                          struct err *err) MUST_USE;

#endif
