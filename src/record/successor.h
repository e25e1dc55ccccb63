/* A new log in place of one that cannot be gone on with: its ledger.db or keys/last-signed is
 * lost and nobody has the newest copy of log/.
 *
 * The new log has new keys, so a new origin, and its genesis quotes the last checkpoint of the
 * old one. Ledger, keys, tables and published log of the old one are moved to
 * predecessors/NAME/, where they stay as they are; blobs and evidence stay where they are.
 * Killed anywhere, the same call goes on: the checkpoint is written to SUCCESSOR_FILE first,
 * the published log is moved last, and until then the keeper refuses to start. */
#ifndef POLICEAI_RECORD_SUCCESSOR_H
#define POLICEAI_RECORD_SUCCESSOR_H

#include "base/arena.h"
#include "base/err.h"
#include "record/keeper.h"

#define SUCCESSOR_FILE "continues"

struct successor {
    struct str checkpoint; /* the old log's last, as in log/ */
    struct str origin;     /* of the old log */
    uint64_t size;         /* of the old log as published */
    const char *folder;    /* where the old log goes */
};

/* What would be done; changes nothing. ERR_INVALID when log/checkpoint is not signed by
 * keys/log. */
enum err_code successor_plan(struct arena *arena, const struct datadir *dir,
                             struct successor *successor, struct err *err) MUST_USE;
/* Does it and closes the new log again. `settings` has origin and organisation, as at an init;
 * ERR_USAGE when the origin is the old one. */
enum err_code successor_start(struct arena *arena, const struct datadir *dir,
                              const struct successor *successor,
                              const struct keeper_settings *settings, struct str *checkpoint,
                              struct err *err) MUST_USE;

#endif
