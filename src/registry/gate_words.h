/* What a finding of the gate says, for people: the titles of fields where it names their ids.
 */
#ifndef POLICEAI_REGISTRY_GATE_WORDS_H
#define POLICEAI_REGISTRY_GATE_WORDS_H

#include "base/arena.h"
#include "base/str.h"
#include "registry/vocabulary.h"

#include <stdbool.h>

/* `text` is a finding's `by` or `why`: ids joined by ", ", perhaps after "WORDS: ". Each word
 * that is the id of a field becomes its title, with `ids` "TITLE (ID)"; anything else stays as
 * it is. In the arena. */
struct str gate_words(struct arena *arena, const struct vocabulary *fields, struct str text,
                      bool ids);

#endif
