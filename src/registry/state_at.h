/* The state of the evidence for a current deployment at a moment, as public.db holds it: what
 * evidence_of_version finds, without reading the evidence. */
#ifndef POLICEAI_REGISTRY_STATE_AT_H
#define POLICEAI_REGISTRY_STATE_AT_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/str.h"
#include "registry/evidence_state.h"
#include "store/db.h"

#include <stdint.h>

struct state_at {
    struct str state;    /* evidence_state_word */
    struct str ends;     /* time: in date until then, or lapsed since; "" */
    struct str envelope; /* that it rests on, HEX64; "" when none */
    int64_t until;       /* the next moment at which this answer differs; INT64_MAX: none */
};

/* As a text that sorts by time: "" for INT64_MIN, "~" for what is later than the year 9999. */
void state_moment(char text[TIME_SIZE], int64_t moment);
/* `statement`: a head; `force`: one of its forces, or "" for whoever measured it. ERR_NOT_FOUND
 * for anything else. In the arena. */
enum err_code state_at(struct db *db, struct arena *arena, struct str statement,
                       struct str force, int64_t now, struct state_at *found,
                       struct err *err) MUST_USE;
/* The next moment after `now` at which a deployment's state for `force` differs; INT64_MAX. */
enum err_code state_next(struct db *db, struct str force, int64_t now, int64_t *next,
                         struct err *err) MUST_USE;
/* How many current deployments are in each state, whoever measured it. */
enum err_code state_counts(struct db *db, int64_t now, int64_t counts[EVIDENCE_NONE + 1],
                           struct err *err) MUST_USE;

#endif
