/* Messages on pages of print as bubbles, as reports of phone extractions print chats: who sent
 * it ("From: NAME", or the name alone of one of the "Participants:" that the report names), the
 * text, and below it, or beside or below the name, a line that is a date with a time and no
 * more.
 *
 * A document counts only when at least two such bubbles stand in it (three where it is not
 * named as a report and names no participants), two of three that begin so are whole, and none
 * holds "Sent:" or "Subject:": printed mail and letters have a "From:" too. What stands at the
 * same place at the top or bottom of several pages is no part of a bubble that goes on over a
 * page's end. A bubble without a time of its own is left to be read on its page. */
#ifndef POLICEAI_CASEFILE_EVENT_BUBBLES_H
#define POLICEAI_CASEFILE_EVENT_BUBBLES_H

#include "casefile/event_table.h"

/* Bubbles of all pages, in their order, to the sink of `t`. */
enum err_code event_bubbles_read(struct event_table *t, const struct event_page *pages,
                                 size_t count, struct err *err) MUST_USE;

#endif
