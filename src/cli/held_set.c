/* See held_set.h. */
#include "cli/held_set.h"

static enum err_code open_held(void *data, struct bench **bench, struct err *err)
{
    struct held_set *held = data;
    const struct custody_ask ask = {.act = CUSTODY_VERIFIED, .terms = held->terms};
    if (held->opening.number > 0) { /* recorded already */
        return custody_reopen(held->set, bench, err);
    }
    if (held->keeper == NULL) {
        TRY(keeper_client_open(&held->keeper, held->data, err));
    }
    return custody_open(held->arena, held->keeper, held->set, &ask, &held->opening, bench, err);
}

enum err_code held_set_find(struct held_set *held, struct verify_plan *plan, struct err *err)
{
    struct str digest;
    if (held->terms.role == NULL && held->terms.purpose == NULL) {
        return ERR_OK;
    }
    if (held->terms.role == NULL || held->terms.purpose == NULL) {
        return err_set(err, ERR_USAGE, "--role and --purpose go together");
    }
    TRY(evidence_benchmark(held->arena, plan->file, &digest, err));
    TRY(custody_find(held->arena, held->data, arena_strndup(held->arena, digest.p, digest.n),
                     &held->set, err));
    if (held->set != NULL) {
        plan->open_sealed = open_held;
        plan->open_data = held;
        plan->held = arena_printf(held->arena, "%s/evidence", held->set->folder);
    }
    return ERR_OK;
}

void held_set_close(struct held_set *held)
{
    custody_close(held->set, &held->opening);
    keeper_client_close(held->keeper);
    held->keeper = NULL;
}
