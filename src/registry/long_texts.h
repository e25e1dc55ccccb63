/* What a deployment says in words: every text below `fields` that has at least two words and is
 * not withheld, also those in lists and tables, in the order of the body. */
#ifndef POLICEAI_REGISTRY_LONG_TEXTS_H
#define POLICEAI_REGISTRY_LONG_TEXTS_H

#include "base/arena.h"
#include "base/str.h"
#include "registry/entries.h"

#include <stddef.h>

struct long_text {
    struct str field; /* its id */
    struct str text;
};

/* The list lies in the arena, its texts in the entry. Its order is part of what public.db
 * holds (long_text.position): a change of it raises the rules of projector_texts. */
void long_texts_of(struct arena *arena, const struct registry_entry *entry,
                   struct long_text **list, size_t *count);

#endif
