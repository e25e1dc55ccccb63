/* What of a document may stand in its description: nothing of what was flagged as sensitive, no
 * name that stands in it, and nothing that is its owner's own business. Pure. */
#ifndef DESCRIBE_DOCUMENTS_TELLABLE_H
#define DESCRIBE_DOCUMENTS_TELLABLE_H

#include "described.h"

/* Does what is said, of the text or of a fact, hold no name of a flagged passage? */
bool tellable_name(const struct described *document, struct str said);
/* What is nobody's business but its owner's stands in no description: where somebody lives or
 * stays, when they were born, their telephone, in sentences (a number by itself in a table is
 * what the table is about). */
bool tellable_private(const struct described *document, struct str slice);
/* May a slice of the document's text be told: it touches nothing flagged and names nobody of
 * it? */
bool tellable(const struct described *document, struct str slice);

#endif
