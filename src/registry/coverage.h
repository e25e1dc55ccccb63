/* Who has published and who has not: for each force what was asked of it and what it answered,
 * as it stands at `now`. coverage_of is a pure function of (rows, force, now), independent of
 * the order of the rows.
 *
 * A nil return answers one request and lapses on the day on which the next request is made. It
 * is contradicted when a public record names the force as using a tool. What the centre entered
 * for a force counts as its answer, and is counted apart until the force confirms it; what
 * another force says of a shared deployment is no answer. A day on which something is due is
 * over at its end, UTC. */
#ifndef POLICEAI_REGISTRY_COVERAGE_H
#define POLICEAI_REGISTRY_COVERAGE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "registry/entries.h"
#include "store/db.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How many current deployments, not ended, name a force. */
struct coverage_use {
    struct str force;
    bool theirs; /* the force itself is who says it, */
    bool own;    /* by its own key */
    bool in_use; /* pilot or operational */
    size_t count;
};

struct coverage_rows {
    struct registry_entries requests; /* return.requested, current */
    struct registry_entries nils;     /* return.nil, current */
    struct registry_entries withheld; /* records.withheld, current */
    const struct coverage_use *uses;
    size_t use_count;
};

enum coverage_state {
    COVERAGE_PUBLISHED,
    COVERAGE_NIL,
    COVERAGE_AWAITED, /* asked, not due yet */
    COVERAGE_OVERDUE,
    COVERAGE_NOT_ASKED,
    COVERAGE_STATES
};
/* "published", "nil return", "awaited", "overdue", "no return has been asked for" */
const char *coverage_state_word(enum coverage_state state);

struct coverage {
    struct str force;
    enum coverage_state state;
    size_t own;       /* deployments not ended that the force itself states */
    size_t by_centre; /* that the centre entered for it, not yet confirmed */
    size_t by_others; /* of other forces that name it */
    int64_t withheld; /* whole records that it says it withholds */
    const struct registry_entry *request; /* the newest made by now, NULL when none */
    int64_t due;                          /* midnight after the day it is due; 0 */
    const struct registry_entry *nil;     /* its answer to that request, NULL when none */
    bool nil_unconfirmed;                 /* the centre entered it for the force */
    bool nil_lapsed;       /* it answered an earlier request so, and not this one */
    bool nil_contradicted; /* a public record names the force as using a tool */
    int64_t next_change;   /* INT64_MAX: none in sight */
};

/* Requests, nil returns and deployments, all in the arena; `force`: deployments that name it
 * alone, "" for all. */
enum err_code coverage_rows_read(struct db *db, struct arena *arena, struct str force,
                                 struct coverage_rows *rows, struct err *err) MUST_USE;
/* What one force has answered by `now`; a pure function of the rows. */
struct coverage coverage_of(const struct coverage_rows *rows, struct str force, int64_t now);
/* Every force that a row names, sorted by id, each once. */
void coverage_forces(struct arena *arena, const struct coverage_rows *rows, struct str **forces,
                     size_t *count);

#endif
