/* What the calls and messages of one document are together: how many, when, between whom. */
#ifndef POLICEAI_CASEFILE_EVENT_SUMS_H
#define POLICEAI_CASEFILE_EVENT_SUMS_H

#include "base/arena.h"
#include "store/db.h"

enum { EVENT_SUMS_NAMED = 5 };

struct event_sums {
    int64_t count;           /* notices of a chat ("... joined") apart */
    int64_t calls, messages; /* of these; what says neither is neither */
    struct str first, last;  /* YYYY-MM-DD[THH:MM[:SS]] as stated, "": no time was understood */
    int64_t parties;         /* who takes part, as they are written */
    struct str named[EVENT_SUMS_NAMED]; /* of these the most frequent */
    size_t named_count;
};
/* Strings live in the arena. All of it 0 where the case was read by a version without events.
 */
enum err_code event_sums_of(struct db *db, struct arena *arena, int64_t document,
                            struct event_sums *sums, struct err *err) MUST_USE;

#endif
