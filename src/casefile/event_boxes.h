/* Rows of calls and messages on pages of print: reports of phone extractions, itemised bills
 * and answers of networks as PDF, also scanned. No such page says what its rows and columns
 * are; they are told by where the words stand:
 *
 * - headings are a line (or up to three that stand close) with known names of columns, at
 *   least a time, a party and one more of what a call or a message has;
 * - a column ends where, between two headings, the fewest words of the rows below go across;
 * - a row is what stands beside one another, down to a white strip across all columns; where
 *   no strip parts two times that stand below one another, the later begins a row;
 * - a row without a time at the top of a page, below the headings that stand there again, goes
 *   on with the last row of the page before.
 *
 * Pages on which no such headings stand give no rows: they are found and read as pages. */
#ifndef POLICEAI_CASEFILE_EVENT_BOXES_H
#define POLICEAI_CASEFILE_EVENT_BOXES_H

#include "casefile/event_table.h"

/* Rows of all pages, in their order, to the sink of `t`; *rows how many there are. */
enum err_code event_boxes_read(struct event_table *t, const struct event_page *pages,
                               size_t count, size_t *rows, struct err *err) MUST_USE;

#endif
