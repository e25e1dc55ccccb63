/* What changed between two versions of a body, field by field. A pure function of the two.
 *
 * Compared are the members of the body, and of each object in it the members (the fields of
 * `fields`, the counts of `counts`); lists and tables are compared whole. `reason` is left out:
 * it says why the version was made and is shown as that.
 *
 * A gap takes fresh salts with every publication, so that its commitment says nothing: two gaps
 * are the same when the rest of them is. Whether the value behind them changed cannot be told.
 */
#ifndef POLICEAI_REGISTRY_FIELD_DIFF_H
#define POLICEAI_REGISTRY_FIELD_DIFF_H

#include "base/arena.h"
#include "base/json.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

enum field_change_kind {
    CHANGE_ADDED,
    CHANGE_REMOVED,
    CHANGE_CHANGED,
    CHANGE_WITHHELD, /* a value, now a gap */
    CHANGE_DISCLOSED /* a gap, now a value */
};

struct field_change {
    enum field_change_kind kind;
    struct str parent;       /* "fields", "counts", …; "" for a member of the body itself */
    struct str name;         /* of the member */
    const struct js *before; /* NULL when it was not there */
    const struct js *after;  /* NULL when it is not there */
};

struct field_diff {
    struct field_change *list; /* by parent and name in the order of the bodies */
    size_t count;
};

/* The list lies in the arena, the values in the bodies. */
void field_diff(struct arena *arena, const struct js *before, const struct js *after,
                struct field_diff *diff);
/* "added", "removed", "changed", "withheld", "disclosed" */
const char *field_change_word(enum field_change_kind kind);
/* The same value, whatever the order of members and the commitments of gaps? */
bool field_same(const struct js *a, const struct js *b);

#endif
