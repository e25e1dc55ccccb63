/* Calls and messages on pages of print as cards: a record is a block of lines, each a name and
 * what it is ("Time: 01/03/2026 12:30", or both with a gap between them), as some reports of
 * phone extractions print them.
 *
 * Names are the headings that tables have (event_columns.h). A name that comes again begins the
 * next card; lines that stand as far in as the values go on with the one above, also over the
 * page's end. A card counts when it names a time, a party and one more of what a call or
 * message has, and only where a document has at least two: a letter has such lines once. */
#ifndef POLICEAI_CASEFILE_EVENT_CARDS_H
#define POLICEAI_CASEFILE_EVENT_CARDS_H

#include "casefile/event_table.h"

/* Cards of all pages, in their order, to the sink of `t`. */
enum err_code event_cards_read(struct event_table *t, const struct event_page *pages,
                               size_t count, struct err *err) MUST_USE;

#endif
