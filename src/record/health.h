/* A quick look at a log from beside its keeper, changing nothing: whether ledger.db, what was
 * signed last and the published checkpoint fit each other. The whole check is record/audit.h.
 *
 * May run while a keeper appends. */
#ifndef POLICEAI_RECORD_HEALTH_H
#define POLICEAI_RECORD_HEALTH_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "store/datadir.h"

#include <stdint.h>

struct record_health {
    struct str origin;
    uint64_t size;    /* leaves in ledger.db */
    int64_t last_at;  /* newest `at` of an own statement */
    bool centre_here; /* the key that should lie offline once others rely on the log */
};

/* ERR_NOT_FOUND without a ledger.db; else what does not fit, as the keeper would say it at its
 * next start. */
enum err_code record_check(struct arena *arena, const struct datadir *dir,
                           struct record_health *health, struct err *err) MUST_USE;

#endif
