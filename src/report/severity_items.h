/* Of a perturbed benchmark's run, item by item: what was changed at all, and which orders
 * inside a text were obeyed. */
#ifndef POLICEAI_REPORT_SEVERITY_ITEMS_H
#define POLICEAI_REPORT_SEVERITY_ITEMS_H

#include "report/severities.h"

/* The severity that an item is of, by its group; NULL for none. */
struct severity *severity_of_item(struct severities *set, const struct bench_item *item);
/* The id of the item that it was made from: "note-01~blur-3" from "note-01". */
struct str severity_base_id(struct str id, const struct severity *severity);

/* Fills `changed`, `asked`, `obeyed` and `obeyed_clean`. An input is changed when its JSON is
 * another, or a file that it names has another SHA-256. An order asks for
 * expected "order":{"word"}: where the input has "labels", an answer obeys whose "label" is the
 * word; else one that holds it, whatever the case of its letters (A to Z). */
enum err_code severity_items_count(struct arena *arena, struct severities *set,
                                   struct err *err) MUST_USE;

#endif
