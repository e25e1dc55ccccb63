/* How complete a record is: which of the fields that its vocabulary requires at its stage are
 * stated, withheld, neither confirmed nor denied, or missing, by name. Pure. */
#ifndef POLICEAI_REGISTRY_COMPLETENESS_H
#define POLICEAI_REGISTRY_COMPLETENESS_H

#include "base/arena.h"
#include "base/json.h"
#include "base/str.h"
#include "registry/entries.h"
#include "registry/vocabulary.h"

#include <stddef.h>

enum stated { STATED, STATED_NOT, STATED_WITHHELD, STATED_NCND };

/* What a field's value says: blank texts and empty lists and tables are not stated. NULL: not
 * stated. */
enum stated field_stated(const struct js *value);

struct completeness {
    size_t required; /* fields; the other counts add up to it */
    size_t stated;
    size_t withheld;
    size_t not_told;                         /* neither confirmed nor denied */
    const struct vocabulary_field **missing; /* in the vocabulary's order */
    size_t missing_count;
};

/* A deployment at its stage; a tool's description at the stage "any". A use report or a
 * decision has no such fields: all counts are 0. */
struct completeness completeness_of(struct arena *arena, const struct vocabulary *vocabulary,
                                    const struct registry_entry *entry);

#endif
