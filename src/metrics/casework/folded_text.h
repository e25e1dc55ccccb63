/* Texts as two people would write them differently: case, accents, spaces and signs do not
 * count. This project's own definition; texts are valid UTF-8. */
#ifndef POLICEAI_METRICS_FOLDED_TEXT_H
#define POLICEAI_METRICS_FOLDED_TEXT_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* Letters and digits alone, decomposed (NFKD) without nonspacing marks, in lower case: "JS/1"
 * and "js 1" are the same, "Zoë O'Neil" is "zoeoneil". In the arena. */
struct str folded_text(struct arena *arena, struct str text);
/* The same with one blank where other characters stood between letters or digits, none at the
 * ends: "12 March, 21:05" is "12 march 21 05". In the arena. */
struct str folded_words(struct arena *arena, struct str text);

#endif
