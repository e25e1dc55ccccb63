/* Which pages of a case are within bounds. What few documents meet is taken as a set; of the
 * rest so much is read as the pages that are asked for need. */
#ifndef POLICEAI_CASEFILE_FIND_BOUNDS_H
#define POLICEAI_CASEFILE_FIND_BOUNDS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "store/db.h"

#include <stdbool.h>
#include <stdint.h>

/* "" asks nothing. */
struct find_bounds {
    struct str kind;               /* of the document */
    struct str fate;               /* read, partly */
    struct str source;             /* text; ocr: wholly or beside a layer; speech */
    struct str sent_from, sent_to; /* days, YYYY-MM-DD, inclusive */
    struct str from, to;           /* parts of who sent it, who got it; A to Z as a to z */
    struct str folder;             /* how its path begins */
};

struct find_within;

/* Whether anything is asked. */
bool find_bounded(const struct find_bounds *bounds);
/* In the arena. Until it is closed it reads, and one of a connection is open at a time. */
enum err_code find_within_open(struct db *db, struct arena *arena,
                               const struct find_bounds *bounds, struct find_within **made,
                               struct err *err) MUST_USE;
/* Whether a page is within the bounds: asked in the order of their ids. */
enum err_code find_within_has(struct find_within *within, int64_t page, bool *has,
                              struct err *err) MUST_USE;
/* The same of a page whose document is known, in any order. */
enum err_code find_within_has_of(struct find_within *within, int64_t document, int64_t page,
                                 bool *has, struct err *err) MUST_USE;
/* The first page from this one on that can be within the bounds; past all pages: none is. */
int64_t find_within_next(const struct find_within *within, int64_t page);
/* NULL is allowed. */
void find_within_close(struct find_within *within);

#endif
