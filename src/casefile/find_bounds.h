/* Which pages of a case are within bounds, as one bit a page: asked of a few narrow indexes
 * once, instead of each page that holds a word. */
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

/* Bits by id; those past the end are not in it. */
struct find_bits {
    uint64_t *words; /* NULL: everything is in it */
    int64_t size;
};

/* Whether anything is asked. */
bool find_bounded(const struct find_bounds *bounds);
/* Pages within the bounds, in the arena. */
enum err_code find_bounds_pages(struct db *db, struct arena *arena,
                                const struct find_bounds *bounds, struct find_bits *pages,
                                struct err *err) MUST_USE;
/* Whether this id is in it. */
bool find_bits_has(const struct find_bits *bits, int64_t id);

#endif
