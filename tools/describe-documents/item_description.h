/* The description of one item of a schedule, out of what the file says of itself and of its
 * text: what it is, who, when, about what, how many pages. Every name, number and sentence in
 * it stands in the document; only the words between are ours. Passages flagged as sensitive,
 * and what holds a name that stands in one, are not used. */
#ifndef DESCRIBE_DOCUMENTS_ITEM_DESCRIPTION_H
#define DESCRIBE_DOCUMENTS_ITEM_DESCRIPTION_H

#include "described.h"

enum { DESCRIPTION_MAX = 4000 };

/* Appends it. */
void item_description_write(struct arena *arena, const struct described *document,
                            struct strbuf *out);

#endif
