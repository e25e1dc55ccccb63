/* Subjects whose rows a projector makes at the end of a range of the log (record/projector.h):
 * they stand in a table of its own until then. */
#ifndef POLICEAI_REGISTRY_SETTLE_H
#define POLICEAI_REGISTRY_SETTLE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "store/db.h"

typedef enum err_code settle_fn(struct db *db, struct arena *arena, struct str subject,
                                struct err *err);

/* `settle` for each subject in the order of their bytes, with an arena that is emptied in
 * between; then none is due. `next` gives the first subject after a text, `done` empties the
 * table. */
enum err_code registry_settle(struct db *db, const char *next, const char *done,
                              settle_fn *settle, struct err *err) MUST_USE;

#endif
