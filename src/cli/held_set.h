/* Evidence on a sealed benchmark that is in custody here: its set is opened, on the record,
 * once for all that a command asks of it. */
#ifndef POLICEAI_CLI_HELD_SET_H
#define POLICEAI_CLI_HELD_SET_H

#include "base/arena.h"
#include "base/err.h"
#include "custody/custody.h"
#include "evidence/verify.h"

struct held_set {
    struct arena *arena;
    const struct datadir *data;
    struct custody_terms terms;
    struct keeper_client *keeper;
    struct custody_set *set;
    struct custody_opening opening;
};

/* Fills in plan->open_sealed and plan->held for the evidence plan->file. Only for who says role
 * or purpose: to a stranger, and to who says neither, the items are held. `held` must live as
 * long as the plan is used. */
enum err_code held_set_find(struct held_set *held, struct verify_plan *plan,
                            struct err *err) MUST_USE;
/* Also of one that found nothing. */
void held_set_close(struct held_set *held);

#endif
