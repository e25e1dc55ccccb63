/* The calls and messages of a document, as the facts tell them that whoever keeps the case
 * adds: how many, when, between whom. */
#ifndef DESCRIBE_DOCUMENTS_ITEM_EVENTS_H
#define DESCRIBE_DOCUMENTS_ITEM_EVENTS_H

#include "described.h"

/* Does whoever keeps the case tell of any? */
bool item_events_known(const struct described *document);
/* Is it a table whose rows are calls alone: rows that say nothing by themselves? */
bool item_events_of_calls(const struct described *document);
/* "4 calls, from 3 March 2026 at 17:58 to 4 March 2026 at 11:31, between 07700900123 and
 * 07700900456"; nobody is named where something of the document was flagged as sensitive. */
void item_events_put(const struct described *document, struct strbuf *out);

#endif
